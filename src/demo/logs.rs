//! Logs by the million: one statement for some ten thousands, each log with a key of its own and its text sealed under it.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, BigInt, Binary, Integer, Text, Uuid as SqlUuid},
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use uuid::Uuid;

use super::Outcome;
use crate::{
    db::{Conn, pool},
    http::{Error, Result, state::Shared},
    personal::Cell,
    service_logs::texts,
};

/// Where logs can be, and of what.
const SOURCES: &str = include_str!("sources.sql");
/// Writes logs, the parts of their workers and their keys.
const LOGS: &str = include_str!("logs.sql");
/// Logs of one statement.
const AT_ONCE: i64 = 20_000;
const TIDY: &str = "VACUUM ANALYZE service_logs, service_log_workers, personal_keys";

#[derive(QueryableByName)]
struct County {
    #[diesel(sql_type = Text)]
    county_code: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The columns of some logs.
#[derive(Default)]
struct Columns {
    numbers: Vec<i64>,
    ids: Vec<Uuid>,
    counties: Vec<String>,
    summaries: Vec<Vec<u8>>,
    keys: Vec<Vec<u8>>,
    root_version: i32,
}

/// Writes what is missing to `wanted` logs of the seed. Interrupted, it goes on where it was.
pub async fn fill(shared: &Shared, url: &str, wanted: i64, seed: u16) -> Outcome<()> {
    let conn = pool::unhurried(url).await.map_err(|e| e.to_string())?;
    (&mut &conn).batch_execute(SOURCES).await.map_err(|e| e.to_string())?;
    let mut have = count(&conn, seed).await.map_err(|e| e.to_string())?;
    if have >= wanted {
        return Ok(());
    }
    let counties = counties(&conn).await.map_err(|e| e.to_string())?;
    while have < wanted {
        let end = have.saturating_add(AT_ONCE).min(wanted);
        let some = seal(shared, &counties, (have, end), seed).map_err(|e| e.to_string())?;
        write(&conn, some, seed).await.map_err(|e| e.to_string())?;
        have = end;
    }
    println!("{have} logs of seed {seed}");
    (&mut &conn).batch_execute(TIDY).await.map_err(|e| e.to_string())
}

/// Ids are made of seed and number, and sort before those of today.
fn id(seed: u16, number: i64) -> Uuid {
    let (seed, number) = (u128::from(seed) << 64, u128::from(number.unsigned_abs()));
    Uuid::from_u128(0x0188_0000_0000_7000_8000_0000_0000_0000 | seed | number)
}

async fn count(mut conn: &Conn, seed: u16) -> Result<i64> {
    let ask = "SELECT count(*) FROM personal_keys WHERE county_code IN (SELECT county_code FROM demo_places) \
        AND person_id BETWEEN $1 AND $2";
    let ask = sql_query(ask).bind::<SqlUuid, _>(id(seed, 0)).bind::<SqlUuid, _>(id(seed, 0xffff_ffff_ffff));
    Ok(ask.get_result::<Count>(&mut conn).await?.count)
}

async fn counties(mut conn: &Conn) -> Result<Vec<String>> {
    let rows = sql_query("SELECT DISTINCT county_code FROM demo_places ORDER BY county_code");
    Ok(rows.load::<County>(&mut conn).await?.into_iter().map(|row| row.county_code).collect())
}

/// Logs `from` to `to - 1`, the counties in turn.
fn seal(shared: &Shared, counties: &[String], (from, to): (i64, i64), seed: u16) -> Result<Columns> {
    let (mut columns, now) = (Columns::default(), DateTime::<Utc>::UNIX_EPOCH);
    for number in from..to {
        let turn = usize::try_from(number).unwrap_or_default().checked_rem(counties.len());
        let county = turn.and_then(|turn| counties.get(turn)).ok_or_else(|| Error::internal("no county"))?;
        let id = id(seed, number);
        let (key, row) = shared.personal.make_key(county, id, now)?;
        let cell = Cell { table: "service_logs", column: "summary", row: id };
        let summary = format!("第{number}次走访，了解近期生活情况，协助核对材料，约定下月回访。");
        columns.numbers.push(number);
        columns.ids.push(id);
        columns.counties.push(county.clone());
        columns.summaries.extend(texts::seal(&key, cell, Some(&summary))?);
        let (version, wrapped) = row.into_wrapped();
        columns.keys.push(wrapped);
        columns.root_version = version;
    }
    Ok(columns)
}

async fn write(mut conn: &Conn, columns: Columns, seed: u16) -> Result<()> {
    let insert = sql_query(LOGS)
        .bind::<Array<BigInt>, _>(columns.numbers)
        .bind::<Array<SqlUuid>, _>(columns.ids)
        .bind::<Array<Text>, _>(columns.counties)
        .bind::<Array<Binary>, _>(columns.summaries)
        .bind::<Array<Binary>, _>(columns.keys)
        .bind::<Integer, _>(columns.root_version)
        .bind::<BigInt, _>(i64::from(seed).saturating_mul(8));
    insert.execute(&mut conn).await?;
    Ok(())
}
