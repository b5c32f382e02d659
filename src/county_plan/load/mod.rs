//! A checked plan into the database: in one transaction, with its event.

mod catalogue;
mod governance;
mod places;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use serde_json::json;
use uuid::Uuid;

use super::plan::Plan;
use crate::{
    audit::event::{self, Circumstances, Event},
    db::Conn,
    http::clock::new_id,
    rules::policy::Policy,
    schema::{counties, leading_group_seats, milestones, policies, villages},
};

/// What loading ends in.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Does everything or nothing. The connection is not used after an error: closed, it undoes what was begun.
pub async fn in_transaction(mut conn: &Conn, work: impl AsyncFnOnce() -> Outcome<()>) -> Result<(), String> {
    conn.batch_execute("BEGIN").await.map_err(|e| e.to_string())?;
    work().await.map_err(|e| e.to_string())?;
    conn.batch_execute("COMMIT").await.map_err(|e| e.to_string())
}

/// Whether the county is there. Two at once: the second waits for the first.
pub async fn is_there(mut conn: &Conn, county: &str) -> QueryResult<bool> {
    let one = counties::table.find(county).select(counties::code).for_no_key_update();
    one.first::<String>(&mut conn).await.optional().map(|found| found.is_some())
}

/// Errors: the county is there already; its province is there under another name.
pub async fn may_load(mut conn: &Conn, plan: &Plan) -> Outcome<()> {
    let county = &plan.county;
    let both = counties::table
        .filter(counties::code.eq_any([&county.code, &county.province_code]))
        .select((counties::code, counties::name));
    for (code, name) in both.load::<(String, String)>(&mut conn).await? {
        if code == county.code {
            return Err(format!("the county {code} ({name}) is there already; nothing was changed").into());
        }
        if name != county.province_name {
            let said = format!("the province {code} is called {name} here, not {}", county.province_name);
            return Err(format!("county.json: {said}; nothing was changed").into());
        }
    }
    Ok(())
}

/// Loads a county that is not there yet, with its event. Errors: it is there by now; the database.
pub async fn new_county(conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> Outcome<()> {
    places::homes(conn, &plan.county, now).await?;
    places::townships(conn, plan, now).await?;
    places::villages(conn, plan, now).await?;
    catalogue::load(conn, plan).await?;
    policy(conn, plan, &plan.policy, now).await?;
    crate::evaluation::seed::load(conn, &plan.county.code, &plan.indicators, now).await?;
    governance::milestones(conn, plan, now).await?;
    governance::seats(conn, plan, now).await?;
    record(conn, plan, Event::new("county.loaded", &plan.county.code, told(plan)), now).await?;
    log::info!("the plan of {} is loaded", plan.county.name);
    Ok(())
}

/// How much of everything.
fn told(plan: &Plan) -> serde_json::Value {
    json!({
        "name": plan.county.name,
        "townships": plan.townships.len(),
        "service_items": plan.items.len(),
        "indicators": plan.indicators.len(),
        "milestones": plan.milestones.len(),
        "leading_group_seats": plan.seats.len(),
        "villages": plan.villages.len(),
    })
}

/// Adds what the county's files tell and the county has none of, ended or voided rows counted: a former release did not
/// know it. One event, if anything was added.
pub async fn what_is_missing(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> Outcome<()> {
    let county = &plan.county.code;
    let mut added = serde_json::Map::new();
    let known = milestones::table.filter(milestones::county_code.eq(county)).count();
    if !plan.milestones.is_empty() && known.get_result::<i64>(&mut conn).await? == 0 {
        governance::milestones(conn, plan, now).await?;
        added.insert("milestones".into(), plan.milestones.len().into());
    }
    let known = leading_group_seats::table.filter(leading_group_seats::county_code.eq(county)).count();
    if !plan.seats.is_empty() && known.get_result::<i64>(&mut conn).await? == 0 {
        governance::seats(conn, plan, now).await?;
        added.insert("leading_group_seats".into(), plan.seats.len().into());
    }
    let known = villages::table.filter(villages::county_code.eq(county)).count();
    if !plan.villages.is_empty() && known.get_result::<i64>(&mut conn).await? == 0 {
        places::villages(conn, plan, now).await?;
        added.insert("villages".into(), plan.villages.len().into());
    }
    if added.is_empty() {
        return Ok(());
    }
    log::info!("the plan of {} is completed", plan.county.name);
    record(conn, plan, Event::new("county.completed", county, added.into()), now).await
}

async fn policy(mut conn: &Conn, plan: &Plan, policy: &Policy, now: DateTime<Utc>) -> Outcome<()> {
    let row = (
        policies::county_code.eq(&plan.county.code),
        policies::id.eq(new_id(now)),
        policies::effective_from.eq(plan.county.plan_begins),
        policies::body.eq(serde_json::to_value(policy)?),
        policies::reason.eq(&plan.county.reason),
        policies::recorded_at.eq(now),
        policies::version.eq(1),
    );
    diesel::insert_into(policies::table).values(row).execute(&mut conn).await?;
    Ok(())
}

async fn record(conn: &Conn, plan: &Plan, event: Event, now: DateTime<Utc>) -> Outcome<()> {
    let county = plan.county.code.clone();
    let by = Circumstances { county, actor: None, role: None, request_id: Uuid::nil(), at: now };
    event::insert(conn, &event, &by).await?;
    Ok(())
}
