//! Milestones of the plan, 九: whether one is reached, derived from the facts of the county's stations on a day. The due
//! days and who has to see to them are the plan's; from which facts a milestone follows is ours, and each reading says so.

mod derive;
mod words;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{periods::Span, staffing, station_state::StationState};
use crate::bilingual::Bilingual;
use crate::text_enum;

text_enum! {
    /// A step of the plan, 九.
    MilestonePhase {
        /// 九（一）: January to June 2023.
        Launch = "launch", "全面启动", "Launch";
        /// 九（二）: June to December 2023.
        Service = "service", "开展服务", "Service";
        /// 九（三）: September to December 2023.
        Evaluation = "evaluation", "绩效评估", "Evaluation";
    }
}

impl MilestonePhase {
    /// The clause of the plan that sets its milestones.
    pub const fn clause(self) -> &'static str {
        match self {
            Self::Launch => "九（一）",
            Self::Service => "九（二）",
            Self::Evaluation => "九（三）",
        }
    }
}

text_enum! {
    /// The facts that a milestone follows from.
    MilestoneDerivation {
        /// Rooms of the stations.
        Premises = "premises", "站点场地", "Premises";
        /// Signatures of agreements that cover the stations.
        Agreements = "agreements", "购买服务协议", "Agreements";
        /// Employments and postings.
        Staffing = "staffing", "驻站社工", "Staffing";
        /// States of the stations.
        Opening = "opening", "站点运营", "Opening";
        /// Submissions of monthly progress reports.
        Reports = "reports", "月度进展报告", "Progress reports";
        /// Evaluations with all three scorecards.
        Evaluation = "evaluation", "三方评估", "Evaluation";
    }
}

text_enum! {
    /// Whether a milestone is reached.
    MilestoneStatus {
        /// Reached, in time or late.
        Reached = "reached", "已达成", "Reached";
        /// Not reached, and the due day is not over.
        Due = "due", "未到期", "Due";
        /// Not reached, and the due day is over.
        Late = "late", "已逾期", "Late";
        /// Nothing to derive it from, and nothing declared.
        Unknown = "unknown", "无法判断", "Unknown";
    }
}

/// What the plan sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The step it belongs to.
    pub phase: MilestonePhase,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// The facts it follows from; none when it can only be declared.
    pub derived_from: Option<MilestoneDerivation>,
}

/// One station with everything that milestones follow from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneFacts {
    /// States, agreements and workers, as staffing is judged by them.
    pub staffing: staffing::StationFacts,
    /// The days on which a room was in use, room by room.
    pub rooms: Vec<Span>,
    /// The days on which agreements that cover the station, then or later, were signed.
    pub signed_on: Vec<NaiveDate>,
    /// The days on which progress reports were submitted.
    pub reported_on: Vec<NaiveDate>,
    /// The days on which the last of three scorecards came in, evaluation by evaluation; void ones left out.
    pub scored_on: Vec<NaiveDate>,
}

/// How many of the stations have what the milestone asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Progress {
    /// Stations that have it.
    pub done: usize,
    /// Stations that are not closed.
    pub of: usize,
}

/// The verdict on a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneVerdict {
    /// Whether it is reached.
    pub status: MilestoneStatus,
    /// Since when.
    pub reached_on: Option<NaiveDate>,
    /// Days past the due day: when it was reached, or so far; none when that cannot be known.
    pub late_days: Option<i64>,
    /// How many stations; none when nothing is derived.
    pub progress: Option<Progress>,
    /// The stations that lack it.
    pub missing: Vec<Uuid>,
    /// The clause of the plan that sets the milestone.
    pub source: &'static str,
    /// From which facts it is taken to follow; ours.
    pub reading: Bilingual,
    /// The verdict in a sentence.
    pub message: Bilingual,
}

/// Judges a milestone on a day. A declaration (its `reached_on`) decides only where nothing can be derived; elsewhere it
/// stands beside the verdict.
#[must_use]
pub fn judge(
    aim: Aim,
    declared: Option<NaiveDate>,
    stations: &[MilestoneFacts],
    as_of: NaiveDate,
) -> MilestoneVerdict {
    let derived = aim.derived_from.and_then(|from| Derived::of(from, stations, as_of));
    let reached_on = match &derived {
        Some(derived) => derived.reached_on,
        None => declared.filter(|on| *on <= as_of),
    };
    let (status, late_days) = match reached_on {
        Some(on) => (MilestoneStatus::Reached, Some(days_after(aim.due_on, on))),
        None if derived.is_none() && declared.is_none() => (MilestoneStatus::Unknown, None),
        None if as_of <= aim.due_on => (MilestoneStatus::Due, Some(0)),
        None => (MilestoneStatus::Late, Some(days_after(aim.due_on, as_of))),
    };
    let Derived { progress, missing, .. } = derived.unwrap_or_default();
    let mut verdict = MilestoneVerdict {
        status,
        reached_on,
        late_days,
        progress,
        missing,
        source: aim.phase.clause(),
        reading: words::reading(aim.derived_from),
        message: Bilingual::new("", ""),
    };
    verdict.message = words::message(aim, &verdict, declared);
    verdict
}

/// What the stations show.
#[derive(Default)]
struct Derived {
    reached_on: Option<NaiveDate>,
    progress: Option<Progress>,
    missing: Vec<Uuid>,
}

impl Derived {
    /// None when no station is left that could show anything.
    fn of(from: MilestoneDerivation, stations: &[MilestoneFacts], as_of: NaiveDate) -> Option<Self> {
        let open: Vec<_> = stations.iter().filter(|station| !is_closed(station, as_of)).collect();
        let since: Vec<_> = open.iter().map(|station| derive::first_day(from, station, as_of)).collect();
        let lacking = open.iter().zip(&since).filter(|(_, since)| since.is_none());
        let missing: Vec<Uuid> = lacking.map(|(station, _)| station.staffing.station_id).collect();
        let done = since.iter().flatten().count();
        let all = missing.is_empty();
        let reached_on = since.into_iter().flatten().max().filter(|_| all);
        let progress = Some(Progress { done, of: open.len() });
        (!open.is_empty()).then_some(Self { reached_on, progress, missing })
    }
}

fn is_closed(station: &MilestoneFacts, day: NaiveDate) -> bool {
    station.staffing.state_on(day) == Some(StationState::Closed)
}

/// Days from the due day to a later one; 0 up to the due day.
fn days_after(due: NaiveDate, day: NaiveDate) -> i64 {
    day.signed_duration_since(due).num_days().max(0)
}

#[cfg(test)]
mod tests;
