//! Reminders of progress reports: at five past midnight in Asia/Shanghai, and when the service starts. What was told is in
//! the database, once each: any number of replicas may look.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use tokio::{sync::watch, time};
use uuid::Uuid;

use super::findings::day_of;
use crate::{
    audit::event::{self, Circumstances},
    db::{Conn, pool},
    http::{Result, state::Shared},
    progress_reports::due::notices,
    schema::counties,
};

const EVERY: Duration = Duration::from_mins(1);

/// Looks once a day, from the first minute of it that succeeds, until it is told to stop.
pub async fn run(shared: Arc<Shared>, url: String, mut stopped: watch::Receiver<bool>) {
    let mut every = time::interval(EVERY);
    let mut reminded: Option<NaiveDate> = None;
    loop {
        tokio::select! {
            _ = every.tick() => {
                let now = shared.clock.now();
                if reminded == Some(day_of(now)) {
                    continue;
                }
                match remind(&url, now).await {
                    Ok(events) => {
                        reminded = Some(day_of(now));
                        log::info!("{events} reminders of progress reports");
                    }
                    Err(problem) => log::error!("reminders wait for the next minute: {problem}"),
                }
            }
            _ = stopped.changed() => return,
        }
    }
}

/// Reminds every county's stations of the reports of the present day; says how many events. Errors: the database; what is
/// committed stays.
pub async fn remind(url: &str, now: DateTime<Utc>) -> Result<usize, String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let codes: Vec<String> =
        counties::table.select(counties::code).load(&mut &conn).await.map_err(|e| e.to_string())?;
    let mut events = 0_usize;
    for county in codes {
        let by = Circumstances { county, actor: None, role: None, request_id: Uuid::nil(), at: now };
        events = events.saturating_add(of_county(&conn, &by).await.map_err(|e| e.to_string())?);
    }
    Ok(events)
}

/// One transaction.
async fn of_county(mut conn: &Conn, by: &Circumstances) -> Result<usize> {
    conn.batch_execute("BEGIN").await?;
    let told = tell(conn, by).await;
    conn.batch_execute(if told.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    told
}

async fn tell(conn: &Conn, by: &Circumstances) -> Result<usize> {
    let events = notices::of_day(conn, by, day_of(by.at)).await?;
    event::insert_all(conn, &events, by).await?;
    Ok(events.len())
}
