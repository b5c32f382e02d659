//! In which rows of the figures a log is counted, and what changes in them when the log does. Pure.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use crate::{db::text_enum::TextEnum as _, service_logs::model::Log, text_enum};

text_enum! {
    /// How finely figures are kept.
    FigureCut {
        /// By day, station, item, method and village.
        Day = "day", "按日", "By day";
        /// By month, station, item and method.
        Month = "month", "按月", "By month";
        /// By month and station.
        MonthStation = "month_station", "按月和站点", "By month and station";
        /// By month, station, item, method and village.
        MonthVillage = "month_village", "按月和村（社区）", "By month and village";
        /// By month, station, item, method and worker.
        MonthWorker = "month_worker", "按月和社工", "By month and worker";
        /// By year, station, item and method.
        Year = "year", "按年", "By year";
    }
}

/// The village of a log that was in none of the county's list.
pub const NO_VILLAGE: &str = "none";

/// Where something is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// How finely.
    pub cut: FigureCut,
    /// The day, or the first day of the month or year.
    pub starts_on: NaiveDate,
    /// The station.
    pub station: Uuid,
    /// The item of the catalogue, or empty where the cut does not tell.
    pub item: String,
    /// The code of the method, or empty where the cut does not tell.
    pub method: &'static str,
    /// The village, [`NO_VILLAGE`], or empty where the cut does not tell.
    pub village: String,
    /// The worker, or nil where the cut does not tell.
    pub worker: Uuid,
}

/// What is counted there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Logs; those with a part of the worker, where workers are told apart.
    pub logs: i64,
    /// Those of them whose item was on the station's list that day (五).
    pub on_list_logs: i64,
    /// People served.
    pub people_served: i64,
    /// Minutes of work of all workers, or of the worker.
    pub minutes: i64,
}

/// Where a client is counted: how finely, the day or the first day of the month or year, the station, the client.
pub type ClientCell = (FigureCut, NaiveDate, Uuid, Uuid);

/// What changes in the figures. In the order of the cells, which is the same for everybody.
pub fn changes(before: Option<&Log>, after: &Log) -> BTreeMap<Cell, Figures> {
    let mut changes = BTreeMap::new();
    for (log, sign) in before.into_iter().map(|log| (log, -1)).chain([(after, 1)]) {
        for (cell, figures) in cells(log) {
            changes.entry(cell).or_insert_with(Figures::default).add(figures, sign);
        }
    }
    changes.retain(|_, change| *change != Figures::default());
    changes
}

/// What changes in the figures of clients, in the order of their cells. Nothing without clients.
pub fn client_changes(before: Option<&Log>, after: &Log) -> BTreeMap<ClientCell, i64> {
    let mut changes = BTreeMap::new();
    for (log, sign) in before.into_iter().map(|log| (log, -1)).chain([(after, 1)]) {
        for cell in client_cells(log) {
            let change = changes.entry(cell).or_insert(0_i64);
            *change = change.saturating_add(sign);
        }
    }
    changes.retain(|_, change| *change != 0);
    changes
}

/// Where a log counts; nowhere while it does not.
fn cells(log: &Log) -> Vec<(Cell, Figures)> {
    let facts = &log.facts;
    if !facts.state.counts() {
        return Vec::new();
    }
    let (day, month) = (facts.served_on, month_of(facts.served_on));
    let village = facts.village_code.as_deref().unwrap_or(NO_VILLAGE);
    let cell = |cut, starts_on, village: &str, worker| {
        let (item, village) = (facts.item_code.clone(), village.to_owned());
        Cell { cut, starts_on, station: facts.station_id, item, method: facts.method.code(), village, worker }
    };
    let plain =
        Cell { item: String::new(), method: "", ..cell(FigureCut::MonthStation, month, "", Uuid::nil()) };
    let of = |minutes| Figures {
        logs: 1,
        on_list_logs: i64::from(facts.on_list == Some(true)),
        people_served: facts.people_served.into(),
        minutes,
    };
    let all = of(log.workers.iter().map(|part| i64::from(part.minutes)).sum());
    let mut cells = vec![
        (cell(FigureCut::Day, day, village, Uuid::nil()), all),
        (cell(FigureCut::Month, month, "", Uuid::nil()), all),
        (plain, all),
        (cell(FigureCut::MonthVillage, month, village, Uuid::nil()), all),
        (cell(FigureCut::Year, year_of(day), "", Uuid::nil()), all),
    ];
    let part = |(worker, minutes)| (cell(FigureCut::MonthWorker, month, "", worker), of(minutes));
    cells.extend(log.workers.iter().map(|one| part((one.worker_id, one.minutes.into()))));
    cells
}

fn client_cells(log: &Log) -> Vec<ClientCell> {
    let (facts, day) = (&log.facts, log.facts.served_on);
    let counted = log.clients.iter().filter(|_| facts.state.counts());
    let thrice = |client: &Uuid| {
        [(FigureCut::Day, day), (FigureCut::Month, month_of(day)), (FigureCut::Year, year_of(day))]
            .map(|(cut, starts_on)| (cut, starts_on, facts.station_id, *client))
    };
    counted.flat_map(thrice).collect()
}

/// The first day of a day's month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of a day's year.
pub fn year_of(day: NaiveDate) -> NaiveDate {
    day.with_ordinal(1).unwrap_or(day)
}

impl Figures {
    /// Adds others, or with -1 takes them away.
    pub fn add(&mut self, other: Self, sign: i64) {
        let sum = |one: &mut i64, other: i64| *one = one.saturating_add(other.saturating_mul(sign));
        sum(&mut self.logs, other.logs);
        sum(&mut self.on_list_logs, other.on_list_logs);
        sum(&mut self.people_served, other.people_served);
        sum(&mut self.minutes, other.minutes);
    }
}
