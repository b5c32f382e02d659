//! `stations statistics`: the figures kept of service logs, against the logs themselves.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    db::{Conn, database::Database, pool},
    schema::counties,
    service_logs::figures::recount,
};

/// Deviations that are printed of a county; the rest is counted.
const PRINTED: usize = 20;

/// Compares. Errors: how many rows differ, the database.
pub async fn verify(database: &Database, county: Option<&str>) -> Result<(), String> {
    let conn = pool::unhurried(&database.url).await.map_err(|e| e.to_string())?;
    let mut wrong = 0_usize;
    for county in counties_asked(&conn, county).await? {
        let found = recount::deviations(&conn, &county).await.map_err(|e| e.to_string())?;
        for one in found.iter().take(PRINTED) {
            eprintln!("{county}: {} {} {} {}", one.table, one.cut, one.starts_on, one.station_id);
        }
        println!("{county}: {} deviations", found.len());
        wrong = wrong.saturating_add(found.len());
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(format!("{wrong} deviations; `stations statistics rebuild` mends them"))
    }
}

/// Puts the recount in place. Errors: the database; the counties before the one that failed are done.
pub async fn rebuild(database: &Database, county: Option<&str>) -> Result<(), String> {
    let conn = pool::unhurried(&database.url).await.map_err(|e| e.to_string())?;
    for county in counties_asked(&conn, county).await? {
        let rows = recount::rebuild(&conn, &county).await.map_err(|e| e.to_string())?;
        println!("{county}: {rows} rows counted anew");
    }
    Ok(())
}

/// Errors: no such county here.
async fn counties_asked(mut conn: &Conn, only: Option<&str>) -> Result<Vec<String>, String> {
    let mut rows = counties::table.filter(counties::kind.eq("county")).into_boxed();
    if let Some(only) = only {
        rows = rows.filter(counties::code.eq(only.to_owned()));
    }
    let rows = rows.order(counties::code).select(counties::code);
    let found: Vec<String> = rows.load(&mut conn).await.map_err(|e| e.to_string())?;
    match only.filter(|_| found.is_empty()) {
        Some(code) => Err(format!("there is no county {code} here")),
        None => Ok(found),
    }
}
