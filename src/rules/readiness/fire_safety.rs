//! R7, 六（一）3: 办公场所应符合消防标准. The latest check counts, for as long as it is valid.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::{Has, SafetyCheckKind, SafetyCheckResult, What},
    requirement::Requirement,
};
use crate::rules::finding::{
    Cause, Finding, Judgement, Measure, Responsible, RuleCode, Status, Turn, turns_of,
};

const FIRE_SAFETY: Requirement = Requirement {
    code: RuleCode::R7,
    source: "六（一）",
    responsible: Responsible::TownshipGovernment,
    reading: Some((
        "以最近一次消防安全检查为准：合格且在有效期内；安全检查由乡镇实施（三（二）、七（一））",
        "the latest fire safety check counts: passed and still valid; checks are the township's to make (三（二）, 七（一）)",
    )),
};

/// The finding.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> Finding {
    let turns = checks(station)
        .flat_map(|(has, _)| turns_of(has.span, Cause::SafetyCheck, Cause::SafetyCheckExpires));
    let turns: Vec<Turn> = turns.collect();
    FIRE_SAFETY.find(station, as_of, turns.into_iter(), |day| judge(station, day))
}

fn checks(station: &ReadinessFacts) -> impl Iterator<Item = (&Has, SafetyCheckResult)> {
    station.has.iter().filter_map(|has| match has.what {
        What::SafetyCheck { kind: SafetyCheckKind::FireSafety, result } => Some((has, result)),
        _ => None,
    })
}

fn judge(station: &ReadinessFacts, day: NaiveDate) -> Judgement {
    // Of two checks on one day the later recorded one comes later in the list.
    let latest = checks(station).filter(|(has, _)| has.span.from <= day).max_by_key(|(has, _)| has.span.from);
    let Some((Has { span, .. }, result)) = latest else {
        return Judgement::new(Status::Breach, "尚无消防安全检查记录", "no fire safety check is recorded");
    };
    let (on, last) = (span.from, span.to.and_then(|to| to.pred_opt()));
    let judgement = match (result, last) {
        (SafetyCheckResult::Failed, _) => Judgement::new(
            Status::Breach,
            format!("{on}消防安全检查不合格"),
            format!("the fire safety check of {on} was failed"),
        ),
        (SafetyCheckResult::Passed, Some(last)) if last < day => Judgement::new(
            Status::Breach,
            format!("{on}消防安全检查合格，有效期至{last}，已过期"),
            format!("the fire safety check of {on} was valid until {last}"),
        ),
        (SafetyCheckResult::Passed, Some(last)) => Judgement::new(
            Status::Met,
            format!("{on}消防安全检查合格，有效期至{last}"),
            format!("the fire safety check of {on} is valid until {last}"),
        ),
        (SafetyCheckResult::Passed, None) => Judgement::new(
            Status::Met,
            format!("{on}消防安全检查合格"),
            format!("the fire safety check of {on} was passed"),
        ),
    };
    judgement.showing(last.map(Measure::ValidUntil))
}
