//! R1 to R4, 六（一）2: 两室、两中心. One room may serve several functions, and may be shared.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::{RoomFunction, What},
    requirement::{Requirement, count, met_if},
};
use crate::{
    db::text_enum::{Label, TextEnum as _},
    rules::finding::{Cause, Finding, Judgement, Measure, Responsible, RuleCode},
};

const FUNCTIONS: [(RuleCode, RoomFunction); 4] = [
    (RuleCode::R1, RoomFunction::Office),
    (RuleCode::R2, RoomFunction::CaseworkRoom),
    (RuleCode::R3, RoomFunction::ServiceCentre),
    (RuleCode::R4, RoomFunction::VolunteerCentre),
];

/// One finding for each function.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> impl Iterator<Item = Finding> {
    FUNCTIONS.into_iter().map(move |(code, function)| {
        let requirement = Requirement {
            code,
            source: "六（一）",
            responsible: Responsible::TownshipGovernment,
            reading: None,
        };
        let turns = station.turns(|what| serves(what, function), Cause::RoomBegins, Cause::RoomEnds);
        requirement.find(station, as_of, turns, |day| judge(station, function, day))
    })
}

fn judge(station: &ReadinessFacts, function: RoomFunction, day: NaiveDate) -> Judgement {
    let rooms = count(station.on(day).filter(|what| serves(what, function)));
    let Label { zh, en, .. } = function.label();
    let (zh, en) = if rooms > 0 {
        (format!("{zh}：{rooms}处"), format!("{en}: rooms that serve as one: {rooms}"))
    } else {
        (format!("尚无{zh}"), format!("{en}: no room serves as one"))
    };
    Judgement::new(met_if(rooms > 0), zh, en)
        .expecting(Measure::RoomFunction(function))
        .showing(Some(Measure::Rooms(rooms)))
}

fn serves(what: &What, function: RoomFunction) -> bool {
    matches!(what, What::Room { functions } if functions.contains(&function))
}
