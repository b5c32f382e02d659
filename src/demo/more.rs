//! More of the demo, to develop and to measure with: other counties, and logs by the million.

use clap::Args;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{COUNTY, Outcome, caller::Stage, counties, logs, stage, story::AGREEMENT};
use crate::{config::Config, db::pool, schema::agreements};

/// How much more of the demo there shall be. What an earlier call has made counts.
#[derive(Args)]
pub struct More {
    /// Invented counties, 990001 and on: eleven stations at work in each, one worker posted to each.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=9999))]
    counties: u16,
    /// Service logs of the year 2025 over all stations of the demo; written past the API, without events.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000_000_000))]
    logs: u32,
    /// Where stations, items, days and numbers of the logs are drawn from; each seed has logs of its own.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(..=0xfff))]
    seed: u16,
}

impl More {
    /// Whether the demo alone is asked for.
    pub fn is_nothing(&self) -> bool {
        self.counties == 0 && self.logs == 0
    }
}

/// Adds what is missing of it; the figures of the logs are still to be counted. Errors: the database holds no demo.
pub async fn add(config: &Config, url: &str, more: &More) -> Outcome<()> {
    if !is_demo(url).await? {
        return Err("this database holds accounts and no demo: nothing was added".into());
    }
    let shared = stage(config)?;
    let stage = Stage::set(&shared, url).await;
    counties::add(&stage, url, more.counties).await?;
    logs::fill(&shared, url, i64::from(more.logs), more.seed).await
}

async fn is_demo(url: &str) -> Outcome<bool> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let one =
        agreements::table.filter(agreements::county_code.eq(COUNTY)).filter(agreements::number.eq(AGREEMENT));
    let found = one.count().get_result::<i64>(&mut &conn).await.map_err(|e| e.to_string())?;
    Ok(found > 0)
}
