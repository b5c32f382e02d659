//! What every change that bears on staffing ends with.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{heads, tell::tell};
use crate::{
    db::Conn,
    http::{Result, Tx},
    schema::{postings, stations},
};

/// Whose findings a change may turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Those of these stations.
    Stations(Vec<Uuid>),
    /// Those of every station that the worker was, is or will be posted to: a first posting bears on others.
    Worker(Uuid),
    /// Those of every station of the county: its policy.
    County,
}

/// Tells what a change made of the findings: to be called after the last write and `tx.record`, for it judges what the
/// transaction sees, and it holds the stations' heads until the commit.
pub async fn recheck(tx: &Tx<'_>, touched: Touched) -> Result<()> {
    let stations = touched.stations(tx, tx.county()).await?;
    if stations.is_empty() {
        return Ok(());
    }
    let heads = heads::lock(tx, tx.county(), &stations).await?;
    let events = tell(tx, tx.county(), &heads, (tx.today(), tx.now())).await?;
    events.into_iter().for_each(|event| tx.record(event));
    Ok(())
}

impl Touched {
    async fn stations(self, mut conn: &Conn, county: &str) -> Result<Vec<Uuid>> {
        match self {
            Self::Stations(stations) => Ok(stations),
            Self::Worker(worker) => {
                // Voided ones too: this may be the voiding.
                let ever = postings::table
                    .filter(postings::county_code.eq(county))
                    .filter(postings::worker_id.eq(worker));
                Ok(ever.select(postings::station_id).distinct().load(&mut conn).await?)
            }
            Self::County => {
                let all = stations::table.filter(stations::county_code.eq(county)).select(stations::id);
                Ok(all.load(&mut conn).await?)
            }
        }
    }
}
