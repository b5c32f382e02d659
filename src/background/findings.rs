//! Findings that begin or end by the passing of a day: told at five past midnight in Asia/Shanghai, and when the service
//! starts for every day that passed without it.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use tokio::{sync::watch, time};
use uuid::Uuid;

use crate::{
    audit::event::{self, Circumstances},
    db::{Conn, pool},
    http::{Result, clock::business_day, state::Shared},
    schema::counties,
    staffing::findings,
};

const EVERY: Duration = Duration::from_mins(1);
/// So long after midnight a day is judged: replicas' clocks differ.
const AFTER_MIDNIGHT: TimeDelta = TimeDelta::minutes(5);
/// Stations of one transaction, so that none holds their heads for long.
const BATCH: i64 = 50;

/// Looks once a minute whether a station is behind, until it is told to stop.
pub async fn run(shared: Arc<Shared>, url: String, mut stopped: watch::Receiver<bool>) {
    let mut every = time::interval(EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => match tell(&url, shared.clock.now()).await {
                Ok(0) => {}
                Ok(events) => log::info!("{events} findings of the day told"),
                Err(problem) => log::error!("findings of the day wait for the next minute: {problem}"),
            },
            _ = stopped.changed() => return,
        }
    }
}

/// The day that is told at an instant.
pub(super) fn day_of(now: DateTime<Utc>) -> NaiveDate {
    business_day(now.checked_sub_signed(AFTER_MIDNIGHT).unwrap_or(now))
}

/// Tells what the days up to the present one made of the findings in every county; says how many events. What was told is
/// not told again, by whichever replica. Errors: the database; what is committed stays.
pub async fn tell(url: &str, now: DateTime<Utc>) -> Result<usize, String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let codes: Vec<String> =
        counties::table.select(counties::code).load(&mut &conn).await.map_err(|e| e.to_string())?;
    let mut events = 0;
    for county in codes {
        let by = Circumstances { county, actor: None, role: None, request_id: Uuid::nil(), at: now };
        while let Some(told) = batch(&conn, &by).await.map_err(|e| e.to_string())? {
            events += told;
        }
    }
    Ok(events)
}

/// One transaction. None when there is nothing left to judge.
async fn batch(mut conn: &Conn, by: &Circumstances) -> Result<Option<usize>> {
    conn.batch_execute("BEGIN").await?;
    let told = tell_some(conn, by).await;
    conn.batch_execute(if told.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    told
}

async fn tell_some(conn: &Conn, by: &Circumstances) -> Result<Option<usize>> {
    let day = day_of(by.at);
    let heads = findings::lock_behind(conn, &by.county, day, BATCH).await?;
    if heads.is_empty() {
        return Ok(None);
    }
    let events = findings::tell(conn, &by.county, &heads, (day, by.at)).await?;
    event::insert_all(conn, &events, by).await?;
    Ok(Some(events.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_five_minutes_after_its_midnight_in_shanghai() {
        let told = |at: &str| day_of(at.parse().unwrap()).to_string();
        assert_eq!(told("2023-06-30T16:04:59Z"), "2023-06-30");
        assert_eq!(told("2023-06-30T16:05:00Z"), "2023-07-01");
    }
}
