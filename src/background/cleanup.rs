//! Forgetting: what served its purpose and nobody will ask for again. Nothing here is business data, so no event tells of it.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use tokio::{sync::watch, time};

use crate::{
    db::{Conn, pool},
    http::state::Shared,
    schema::{counties, idempotency_keys, sessions, sign_in_failures, used_assertions},
};

const EVERY: Duration = Duration::from_hours(1);
/// Rows of one statement, so that none holds locks for long.
const BATCH: i64 = 1000;

/// Forgets once an hour until it is told to stop.
pub async fn run(shared: Arc<Shared>, url: String, mut stopped: watch::Receiver<bool>) {
    let mut every = time::interval(EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => match forget(&url, shared.clock.now()).await {
                Ok(rows) => log::info!("{rows} old rows forgotten"),
                Err(problem) => log::error!("old rows stay for now: {problem}"),
            },
            _ = stopped.changed() => return,
        }
    }
}

/// Forgets what is old at this instant in every county; says how many rows. Errors: the database.
pub async fn forget(url: &str, now: DateTime<Utc>) -> Result<usize, String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let codes: Vec<String> =
        counties::table.select(counties::code).load(&mut &conn).await.map_err(|e| e.to_string())?;
    let mut rows = 0;
    for county in &codes {
        rows += forget_in(&conn, county, now).await.map_err(|e| e.to_string())?;
    }
    Ok(rows)
}

async fn forget_in(conn: &Conn, county: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    Ok(all(async || answers(conn, county, now - TimeDelta::hours(24)).await).await?
        + all(async || ended_sessions(conn, county, now - TimeDelta::days(30)).await).await?
        + all(async || failures(conn, county, now - TimeDelta::days(1)).await).await?
        // An hour longer than they last: other machines' clocks differ.
        + all(async || assertions(conn, county, now - TimeDelta::hours(1)).await).await?)
}

/// Repeats a batch until one is not full.
async fn all(batch: impl AsyncFn() -> QueryResult<usize>) -> QueryResult<usize> {
    let mut rows = 0;
    loop {
        let some = batch().await?;
        rows += some;
        if i64::try_from(some).is_ok_and(|some| some < BATCH) {
            return Ok(rows);
        }
    }
}

async fn answers(mut conn: &Conn, county: &str, before: DateTime<Utc>) -> QueryResult<usize> {
    use idempotency_keys::dsl::{caller_id, county_code, idempotency_keys as table, key_hash, recorded_at};
    let old = table.filter(county_code.eq(county)).filter(recorded_at.lt(before));
    let some = old.order(recorded_at).limit(BATCH).select((caller_id, key_hash));
    let keys: Vec<(uuid::Uuid, Vec<u8>)> = some.load(&mut conn).await?;
    let (callers, hashes): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
    let these = old.filter(caller_id.eq_any(callers)).filter(key_hash.eq_any(hashes));
    diesel::delete(these).execute(&mut conn).await
}

async fn ended_sessions(mut conn: &Conn, county: &str, before: DateTime<Utc>) -> QueryResult<usize> {
    use sessions::dsl::{county_code, ended_at, expires_at, id, sessions as table};
    let over = expires_at.lt(before).or(ended_at.is_not_null().and(ended_at.assume_not_null().lt(before)));
    let some = table.filter(county_code.eq(county)).filter(over).limit(BATCH).select(id);
    let ids: Vec<uuid::Uuid> = some.load(&mut conn).await?;
    diesel::delete(table.filter(county_code.eq(county)).filter(id.eq_any(ids))).execute(&mut conn).await
}

async fn failures(mut conn: &Conn, county: &str, before: DateTime<Utc>) -> QueryResult<usize> {
    use sign_in_failures::dsl::{county_code, last_failed_at, login_hash, sign_in_failures as table};
    let old = table.filter(county_code.eq(county)).filter(last_failed_at.lt(before));
    let hashes: Vec<Vec<u8>> = old.limit(BATCH).select(login_hash).load(&mut conn).await?;
    diesel::delete(old.filter(login_hash.eq_any(hashes))).execute(&mut conn).await
}

async fn assertions(mut conn: &Conn, county: &str, before: DateTime<Utc>) -> QueryResult<usize> {
    use used_assertions::dsl::{county_code, expires_at, jti, used_assertions as table};
    let old = table.filter(county_code.eq(county)).filter(expires_at.lt(before));
    let ids: Vec<String> = old.limit(BATCH).select(jti).load(&mut conn).await?;
    diesel::delete(old.filter(jti.eq_any(ids))).execute(&mut conn).await
}
