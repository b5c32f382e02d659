//! Loading a county's plan: the files of `data/baisha`, embedded. Once for each county; a second load changes nothing.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use uuid::Uuid;

use crate::{
    audit::event::{self, Circumstances, Event},
    db::{Conn, pool},
    governance,
    http::clock::{Clock, new_id},
    rules::policy::Policy,
    schema::{
        counties, event_heads, policies, service_domains, service_items, station_states, stations, townships,
    },
};

/// The files of one county.
struct Plan {
    county: &'static str,
    name: &'static str,
    province: &'static str,
    pattern: &'static str,
    /// The first day of the plan.
    begins: (i32, u32, u32),
    townships: &'static str,
    catalogue: &'static str,
}

/// Baisha, the first customer. `{township}` in the pattern is the township's full name (六（四）).
const BAISHA: Plan = Plan {
    county: "469025",
    name: "白沙黎族自治县",
    province: "460000",
    pattern: "白沙黎族自治县{township}社会工作服务站",
    begins: (2023, 1, 1),
    townships: include_str!("../data/baisha/townships.csv"),
    catalogue: include_str!("../data/baisha/service_catalogue.csv"),
};

#[derive(Deserialize)]
struct Township {
    plan_order: i32,
    division_code: String,
    kind: String,
    full_name: String,
    station_name: String,
}

#[derive(Deserialize)]
struct Item {
    code: String,
    domain_code: String,
    domain: String,
    domain_en: String,
    domain_alias: String,
    item: String,
    item_en: String,
    summary: String,
}

/// The installation, the province and the county of Baisha with townships, stations, catalogue and policy.
/// Errors: the database; a file that is not what it should be.
pub async fn load_baisha(url: &str, clock: &Clock) -> Result<(), String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let now = clock.now();
    (&mut &conn).batch_execute("BEGIN").await.map_err(|e| e.to_string())?;
    let loaded = load(&conn, &BAISHA, now).await.map_err(|e| format!("the plan cannot be loaded: {e}"))?;
    (&mut &conn).batch_execute("COMMIT").await.map_err(|e| e.to_string())?;
    if loaded {
        log::info!("the plan of {} is loaded", BAISHA.name);
    }
    Ok(())
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

async fn load(conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> Outcome<bool> {
    register(conn, ("000000", "installation", "平台", "000000", None), now).await?;
    register(conn, (plan.province, "province", "海南省", plan.province, None), now).await?;
    if !register(conn, (plan.county, "county", plan.name, plan.province, Some(plan.pattern)), now).await? {
        return Ok(false);
    }
    load_townships(conn, plan, now).await?;
    load_catalogue(conn, plan).await?;
    load_policy(conn, plan, now).await?;
    crate::evaluation::seed::load(conn, plan.county, now).await?;
    governance::seed::milestones(conn, plan.county, include_str!("../data/baisha/milestones.csv"), now)
        .await?;
    governance::seed::leading_group(conn, plan.county, include_str!("../data/baisha/leading_group.csv"), now)
        .await?;
    let by = Circumstances {
        county: plan.county.into(),
        actor: None,
        role: None,
        request_id: Uuid::nil(),
        at: now,
    };
    event::insert(conn, &Event::new("county.loaded", plan.county, json!({"name": plan.name})), &by).await?;
    Ok(true)
}

/// True when the row is new; then its tree of events begins as well.
async fn register(
    mut conn: &Conn,
    (code, kind, name, province, pattern): (&str, &str, &str, &str, Option<&str>),
    now: DateTime<Utc>,
) -> Outcome<bool> {
    let row = (
        counties::code.eq(code),
        counties::kind.eq(kind),
        counties::name.eq(name),
        counties::province_code.eq(province),
        counties::station_name_pattern.eq(pattern),
        counties::recorded_at.eq(now),
    );
    let insert = diesel::insert_into(counties::table).values(row).on_conflict_do_nothing();
    let fresh = insert.execute(&mut conn).await? == 1;
    if fresh {
        let head = (
            event_heads::county_code.eq(code),
            event_heads::epoch.eq(new_id(now)),
            event_heads::size.eq(0),
            event_heads::edge.eq(&[][..]),
        );
        diesel::insert_into(event_heads::table).values(head).execute(&mut conn).await?;
    }
    Ok(fresh)
}

async fn load_townships(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> Outcome<()> {
    for township in read::<Township>(plan.townships)? {
        let kind = if township.kind == "镇" { "town" } else { "township" };
        let row = (
            townships::county_code.eq(plan.county),
            townships::code.eq(&township.division_code),
            townships::name.eq(&township.full_name),
            townships::kind.eq(kind),
            townships::plan_order.eq(township.plan_order),
            townships::recorded_at.eq(now),
        );
        diesel::insert_into(townships::table).values(row).execute(&mut conn).await?;
        load_station(conn, plan, &township, now).await?;
    }
    Ok(())
}

async fn load_station(mut conn: &Conn, plan: &Plan, township: &Township, now: DateTime<Utc>) -> Outcome<()> {
    let name = plan.pattern.replace("{township}", &township.full_name);
    if name != township.station_name {
        return Err(format!("{} is not the name by the pattern", township.station_name).into());
    }
    let id = new_id(now);
    let station = (
        stations::county_code.eq(plan.county),
        stations::id.eq(id),
        stations::township_code.eq(&township.division_code),
        stations::name.eq(name),
        stations::recorded_at.eq(now),
        stations::version.eq(1),
    );
    diesel::insert_into(stations::table).values(station).execute(&mut conn).await?;
    let state = (
        station_states::county_code.eq(plan.county),
        station_states::id.eq(new_id(now)),
        station_states::station_id.eq(id),
        station_states::state.eq("planned"),
        station_states::valid_from.eq(begins(plan)?),
        station_states::reason.eq("工作方案"),
        station_states::recorded_at.eq(now),
    );
    diesel::insert_into(station_states::table).values(state).execute(&mut conn).await?;
    Ok(())
}

async fn load_catalogue(mut conn: &Conn, plan: &Plan) -> Outcome<()> {
    for (position, item) in (1..).zip(read::<Item>(plan.catalogue)?) {
        let domain = (
            service_domains::county_code.eq(plan.county),
            service_domains::code.eq(&item.domain_code),
            service_domains::name_zh.eq(&item.domain),
            service_domains::name_en.eq(&item.domain_en),
            service_domains::alias_zh.eq(Some(&item.domain_alias).filter(|alias| !alias.is_empty())),
            service_domains::position.eq(position),
        );
        diesel::insert_into(service_domains::table)
            .values(domain)
            .on_conflict_do_nothing()
            .execute(&mut conn)
            .await?;
        let row = (
            service_items::county_code.eq(plan.county),
            service_items::code.eq(&item.code),
            service_items::domain_code.eq(&item.domain_code),
            service_items::name_zh.eq(&item.item),
            service_items::name_en.eq(&item.item_en),
            service_items::summary.eq(&item.summary),
            service_items::position.eq(position),
        );
        diesel::insert_into(service_items::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}

async fn load_policy(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> Outcome<()> {
    let row = (
        policies::county_code.eq(plan.county),
        policies::id.eq(new_id(now)),
        policies::effective_from.eq(begins(plan)?),
        policies::body.eq(serde_json::to_value(Policy::default())?),
        policies::reason.eq("工作方案"),
        policies::recorded_at.eq(now),
        policies::version.eq(1),
    );
    diesel::insert_into(policies::table).values(row).execute(&mut conn).await?;
    Ok(())
}

fn begins(plan: &Plan) -> Outcome<NaiveDate> {
    let (year, month, day) = plan.begins;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| "the plan's first day".into())
}

fn read<T: DeserializeOwned>(file: &str) -> Outcome<Vec<T>> {
    Ok(csv::Reader::from_reader(file.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}
