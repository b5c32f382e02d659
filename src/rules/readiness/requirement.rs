//! What all requirements have in common: missing is `due` until the station operates and a breach while it does.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::{Has, What},
};
use crate::bilingual::Bilingual;
use crate::rules::{
    finding::{
        Cause, Finding, Judgement, Responsible, Rule, RuleCode, Status, Subject, SubjectKind, Turn, turns_of,
    },
    station_state::StationState,
};

/// A requirement's name and authority.
pub(super) struct Requirement {
    /// Its code.
    pub(super) code: RuleCode,
    /// The clause that asks for it.
    pub(super) source: &'static str,
    /// Who has to see to it.
    pub(super) responsible: Responsible,
    /// Our reading where the plan is silent, zh and en.
    pub(super) reading: Option<(&'static str, &'static str)>,
}

impl Requirement {
    /// The finding on `as_of`. `judge` says `Met` or `Breach` of any day as if the station operated; it turns on `turns`
    /// only.
    pub(super) fn find(
        &self,
        station: &ReadinessFacts,
        as_of: NaiveDate,
        turns: impl Iterator<Item = Turn>,
        judge: impl Fn(NaiveDate) -> Judgement,
    ) -> Finding {
        let rule = Rule {
            code: self.code,
            version: 1,
            source: self.source,
            responsible: self.responsible,
            reading: self.reading.map(|(zh, en)| Bilingual::new(zh, en)),
        };
        let states = station.staffing.states.iter();
        let states =
            states.flat_map(|period| turns_of(period.span, Cause::StationState, Cause::StationState));
        let turns: Vec<Turn> = states.chain(turns).collect();
        let subject = Subject { kind: SubjectKind::Station, id: station.staffing.station_id };
        rule.find(subject, as_of, &turns, |day| asked(station.staffing.state_on(day), judge(day)))
    }
}

/// What is asked of a station in this state.
fn asked(state: Option<StationState>, judgement: Judgement) -> Judgement {
    match state {
        None => Judgement::new(
            Status::Unknown,
            "未记录站点当日的状态",
            "the station's state that day is not recorded",
        ),
        Some(StationState::Closed) => {
            Judgement::new(Status::NotApplicable, "站点已撤销", "the station is closed")
        }
        Some(StationState::Operating) => judgement,
        Some(_) if judgement.status == Status::Breach => Judgement { status: Status::Due, ..judgement },
        Some(_) => judgement,
    }
}

impl ReadinessFacts {
    /// What the station has on `day`.
    pub(super) fn on(&self, day: NaiveDate) -> impl Iterator<Item = &What> {
        self.has.iter().filter(move |has| has.span.contains(day)).map(|has| &has.what)
    }

    /// The days on which what `is` says begins and ends.
    pub(super) fn turns(
        &self,
        is: impl Fn(&What) -> bool,
        begins: Cause,
        ends: Cause,
    ) -> impl Iterator<Item = Turn> {
        let these = self.has.iter().filter(move |has| is(&has.what));
        these.flat_map(move |Has { span, .. }| turns_of(*span, begins, ends))
    }
}

/// How many there are.
pub(super) fn count<T>(these: impl Iterator<Item = T>) -> u32 {
    u32::try_from(these.count()).unwrap_or(u32::MAX)
}

/// `Met` or, as if the station operated, `Breach`.
pub(super) fn met_if(met: bool) -> Status {
    if met { Status::Met } else { Status::Breach }
}
