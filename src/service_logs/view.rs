//! A log as callers read it: with what they may do with it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{Log, LogFacts, LogWorker},
    texts::LogTexts,
};
use crate::{
    auth::{
        caller::Caller,
        policy::{Action, RecordServiceLogs, ReturnServiceLogs, ReviewServiceLogs, VerifyServiceLogs},
    },
    http::Versioned,
    rules::log_states::LogAction,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What a reader should know of a log that was kept all the same.
    LogMark {
        /// A worker of it was posted to another station that day, or to none.
        WorkerNotPosted = "worker_not_posted", "有社工当日未驻本站", "A worker was not posted here that day";
        /// Its item was not on the station's list that day; it does not count for coverage (五).
        OutsideServiceList = "outside_service_list", "当日清单外服务", "Outside the station's list that day";
        /// Work on a case on a day before its first plan, by what was known when it was recorded.
        BeforePlan = "before_plan", "个案计划之前", "Before the plan of the case";
    }
}

/// A log in a list: without its texts, which are sealed one by one.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogEntry {
    /// What it says.
    #[serde(flatten)]
    pub log: LogFacts,
    /// What a reader should know of it.
    pub marks: Vec<LogMark>,
}

impl Tabular for LogEntry {
    const NAME: &'static str = "service-logs";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "served_on",
        "starts_at",
        "item_code",
        "method",
        "people_served",
        "village",
        "village_code",
        "follow_up_on",
        "on_list",
        "belongs_to.kind",
        "belongs_to.id",
        "state",
        "marks",
        "recorded_by",
        "recorded_at",
        "version",
    ];
}

/// A service log.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceLog {
    /// What it says.
    #[serde(flatten)]
    pub log: LogFacts,
    /// Its texts.
    #[serde(flatten)]
    pub texts: LogTexts,
    /// What a reader should know of it.
    pub marks: Vec<LogMark>,
    /// Who did it, in the order of their ids.
    pub workers: Vec<LogWorker>,
    /// Whom it was about, in the order of their ids.
    pub client_ids: Vec<Uuid>,
    /// What the caller may do with it now.
    pub allowed_actions: Vec<LogAction>,
}

impl Versioned for ServiceLog {
    fn version(&self) -> i32 {
        self.log.version
    }
}

impl LogEntry {
    /// A log of a list; `stranger` when a worker of it was not posted to the station that day.
    pub fn new(log: LogFacts, stranger: bool) -> Self {
        Self { marks: marks(&log, stranger), log }
    }
}

impl ServiceLog {
    /// The log as this caller reads it.
    pub fn new(log: Log, caller: &Caller) -> Self {
        let Log { facts, texts, workers, clients } = log;
        let stranger = workers.iter().any(|worker| !worker.posted_here);
        Self {
            marks: marks(&facts, stranger),
            allowed_actions: allowed(&facts, caller),
            log: facts,
            texts,
            workers,
            client_ids: clients,
        }
    }
}

/// What a reader should know of a log.
pub fn marks(log: &LogFacts, stranger: bool) -> Vec<LogMark> {
    let outside = log.on_list == Some(false);
    let early = log.belonging.before_plan == Some(true);
    let all = [
        (stranger, LogMark::WorkerNotPosted),
        (outside, LogMark::OutsideServiceList),
        (early, LogMark::BeforePlan),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect()
}

/// What a caller may do with a log in its present state; whoever is asked for it again judges anew.
fn allowed(log: &LogFacts, caller: &Caller) -> Vec<LogAction> {
    let fits = |action: &LogAction| action.fits(log.state) && permitted(*action, log, caller);
    LogAction::ALL.into_iter().filter(fits).collect()
}

/// Whether the caller may do this with a log, whatever its state. Who recorded a log does not review it.
pub fn permitted(action: LogAction, log: &LogFacts, caller: &Caller) -> bool {
    let station = log.station_id;
    match action {
        LogAction::Review => caller.id != log.recorded_by && reaches::<ReviewServiceLogs>(caller, station),
        LogAction::Verify => reaches::<VerifyServiceLogs>(caller, station),
        LogAction::Return => reaches::<ReturnServiceLogs>(caller, station),
        LogAction::Change | LogAction::Submit | LogAction::Amend | LogAction::Withdraw => {
            reaches::<RecordServiceLogs>(caller, station)
        }
    }
}

fn reaches<A: Action>(caller: &Caller, station: Uuid) -> bool {
    caller.reach::<A>(None).is_ok_and(|reach| reach.covers(station))
}
