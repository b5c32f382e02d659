//! The county, its townships with their stations, its villages.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::Outcome;
use crate::{
    county_plan::plan::{County, Plan, Village},
    db::Conn,
    http::clock::new_id,
    places::position::Place,
    schema::{counties, event_heads, station_states, stations, townships, villages},
};

/// A statement takes at most 65535 parameters.
const ROWS: usize = 1000;

type Home<'a> = (&'a str, &'a str, &'a str, &'a str, Option<&'a str>);

/// The county, and the homes of the accounts of its province and of the installation if they are not there yet.
/// Errors: the county is there.
pub async fn homes(conn: &Conn, county: &County, now: DateTime<Utc>) -> Outcome<()> {
    let province = county.province_code.as_str();
    let pattern = Some(county.station_name_pattern.as_str());
    home(conn, ("000000", "installation", "平台", "000000", None), now).await?;
    home(conn, (province, "province", &county.province_name, province, None), now).await?;
    if !home(conn, (&county.code, "county", &county.name, province, pattern), now).await? {
        return Err(format!("the county {} is there already; nothing was changed", county.code).into());
    }
    Ok(())
}

/// True when the row is new; then its tree of events begins as well.
async fn home(
    mut conn: &Conn,
    (code, kind, name, province, pattern): Home<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let row = (
        counties::code.eq(code),
        counties::kind.eq(kind),
        counties::name.eq(name),
        counties::province_code.eq(province),
        counties::station_name_pattern.eq(pattern),
        counties::recorded_at.eq(now),
    );
    let insert = diesel::insert_into(counties::table).values(row).on_conflict_do_nothing();
    if insert.execute(&mut conn).await? == 0 {
        return Ok(false);
    }
    let head = (
        event_heads::county_code.eq(code),
        event_heads::epoch.eq(new_id(now)),
        event_heads::size.eq(0),
        event_heads::edge.eq(&[][..]),
    );
    diesel::insert_into(event_heads::table).values(head).execute(&mut conn).await?;
    Ok(true)
}

/// The townships, each with its station, planned from the first day of the plan.
pub async fn townships(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> QueryResult<()> {
    let county = &plan.county;
    for township in &plan.townships {
        let row = (
            townships::county_code.eq(&county.code),
            townships::code.eq(&township.code),
            townships::name.eq(&township.name),
            townships::kind.eq(township.kind),
            townships::plan_order.eq(township.plan_order),
            townships::recorded_at.eq(now),
        );
        diesel::insert_into(townships::table).values(row).execute(&mut conn).await?;
        let id = new_id(now);
        let station = (
            stations::county_code.eq(&county.code),
            stations::id.eq(id),
            stations::township_code.eq(&township.code),
            stations::name.eq(county.station_name(&township.name)),
            stations::recorded_at.eq(now),
            stations::version.eq(1),
        );
        diesel::insert_into(stations::table).values(station).execute(&mut conn).await?;
        planned(conn, county, id, now).await?;
    }
    Ok(())
}

async fn planned(mut conn: &Conn, county: &County, station: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    let state = (
        station_states::county_code.eq(&county.code),
        station_states::id.eq(new_id(now)),
        station_states::station_id.eq(station),
        station_states::state.eq("planned"),
        station_states::valid_from.eq(county.plan_begins),
        station_states::reason.eq(&county.reason),
        station_states::recorded_at.eq(now),
    );
    diesel::insert_into(station_states::table).values(state).execute(&mut conn).await.map(|_| ())
}

/// The villages and communities.
pub async fn villages(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> QueryResult<()> {
    let row = |village: &Village| {
        let (latitude, longitude, accuracy_m) = Place(village.position).columns();
        (
            villages::county_code.eq(plan.county.code.clone()),
            villages::code.eq(village.code.clone()),
            villages::township_code.eq(village.township_code.clone()),
            villages::name.eq(village.name.clone()),
            villages::kind.eq(village.kind.clone()),
            villages::latitude.eq(latitude),
            villages::longitude.eq(longitude),
            villages::accuracy_m.eq(accuracy_m),
            villages::recorded_at.eq(now),
            villages::version.eq(1),
        )
    };
    for some in plan.villages.chunks(ROWS) {
        let rows: Vec<_> = some.iter().map(row).collect();
        diesel::insert_into(villages::table).values(rows).execute(&mut conn).await?;
    }
    Ok(())
}
