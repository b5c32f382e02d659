//! Telling: judges stations from the last day told up to a day, and writes what is new.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::{try_join_all, try_join3};
use uuid::Uuid;

use super::{
    heads::{self, Head},
    ledger::Ledger,
    model::{self, ToldRow},
};
use crate::{
    audit::event::Event,
    dated::Known,
    db::Conn,
    http::Result,
    places::policy,
    rules::{
        periods::next_day,
        policy::Policy,
        staffing::{PolicyPeriod, walk},
    },
    staffing::compliance::facts::Loaded,
};

/// A policy of a county with the day from which it is in force.
type Version = (Uuid, NaiveDate, Policy);

/// Tells the findings of stations whose heads are locked, up to and including `day`; the events are the caller's to
/// record, the earliest day first. A station that was never judged is judged on `day` alone: what is open then is told
/// once, with the day since when it is. A day after the last one told is judged if anything turns on it, by its own
/// policy and by what is known now.
pub async fn tell(
    conn: &Conn,
    county: &str,
    all: &[Head],
    (day, now): (NaiveDate, DateTime<Utc>),
) -> Result<Vec<Event>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = all.iter().map(|head| head.station_id).collect();
    let known = Known::all(county);
    let (versions, told, loaded) = try_join3(
        policy::versions(conn, county, known.at),
        model::open(conn, county, &ids),
        Loaded::of(conn, known, &ids, &[]),
    )
    .await?;
    let mut told = by_station(told);
    let mut ledgers = Vec::new();
    for (head, facts) in all.iter().zip(loaded.stations(&Policy::default(), &ids)) {
        let told = told.remove(&head.station_id).unwrap_or_default();
        let mut ledger = Ledger::new(county, head.station_id, now, told);
        for stretch in walk(&facts, &periods(&versions, head, day)) {
            ledger.turn_to(stretch.from, &stretch.findings)?;
        }
        ledgers.push(ledger);
    }
    write(conn, &ledgers).await?;
    heads::judged(conn, county, all, day).await?;
    Ok(in_order(ledgers))
}

fn by_station(rows: Vec<ToldRow>) -> HashMap<Uuid, Vec<ToldRow>> {
    let mut all: HashMap<Uuid, Vec<ToldRow>> = HashMap::new();
    for row in rows {
        all.entry(row.station_id).or_default().push(row);
    }
    all
}

/// The days to judge, each with its policy; none before the county's first policy.
fn periods(versions: &[Version], head: &Head, day: NaiveDate) -> Vec<PolicyPeriod> {
    let Some((_, first, _)) = versions.first() else { return Vec::new() };
    let from = head.judged_on.map_or(day, |judged| next_day(judged).min(day)).max(*first);
    let periods = policy::periods(versions.to_vec(), (from, next_day(day))).unwrap_or_default();
    periods.into_iter().map(|(_, period)| period).collect()
}

/// What ended before what begins: a finding is open once at most.
async fn write(conn: &Conn, ledgers: &[Ledger<'_>]) -> Result<()> {
    let ended = ledgers.iter().flat_map(|ledger| &ledger.told).filter(|row| row.valid_to.is_some());
    try_join_all(ended.map(|row| model::end(conn, row))).await?;
    let new = ledgers.iter().flat_map(|ledger| &ledger.new);
    try_join_all(new.map(|row| model::insert(conn, row))).await?;
    Ok(())
}

fn in_order(ledgers: Vec<Ledger<'_>>) -> Vec<Event> {
    let mut events: Vec<_> = ledgers.into_iter().flat_map(|ledger| ledger.events).collect();
    events.sort_by_key(|(on, _)| *on);
    events.into_iter().map(|(_, event)| event).collect()
}
