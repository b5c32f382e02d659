//! R10 to R19, 六（二）: the institutions and standing records, one requirement each.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::{InstitutionKind, What},
    requirement::{Requirement, met_if},
};
use crate::{
    db::text_enum::{Label, TextEnum as _},
    rules::finding::{Cause, Finding, Judgement, Measure, Responsible, RuleCode},
};

const KINDS: [(RuleCode, InstitutionKind); 10] = [
    (RuleCode::R10, InstitutionKind::OrganisationAndDuties),
    (RuleCode::R11, InstitutionKind::WorkflowAndStandards),
    (RuleCode::R12, InstitutionKind::Staff),
    (RuleCode::R13, InstitutionKind::Finance),
    (RuleCode::R14, InstitutionKind::Volunteers),
    (RuleCode::R15, InstitutionKind::Premises),
    (RuleCode::R16, InstitutionKind::Archives),
    (RuleCode::R17, InstitutionKind::ServiceFiles),
    (RuleCode::R18, InstitutionKind::ClientDatabase),
    (RuleCode::R19, InstitutionKind::ServiceCommitment),
];

/// One finding for each.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> impl Iterator<Item = Finding> {
    KINDS.into_iter().map(move |(code, kind)| {
        let requirement =
            Requirement { code, source: "六（二）", responsible: Responsible::Contractor, reading: None };
        let turns = station.turns(|what| is(what, kind), Cause::InstitutionBegins, Cause::InstitutionEnds);
        requirement.find(station, as_of, turns, |day| judge(station, kind, day))
    })
}

fn judge(station: &ReadinessFacts, kind: InstitutionKind, day: NaiveDate) -> Judgement {
    let there = station.on(day).any(|what| is(what, kind));
    let Label { zh, en, .. } = kind.label();
    let (zh, en) = if there {
        (format!("{zh}：已建立"), format!("{en}: in force"))
    } else {
        (format!("{zh}：尚未建立"), format!("{en}: not in force"))
    };
    Judgement::new(met_if(there), zh, en)
        .expecting(Measure::Institution(kind))
        .showing(there.then_some(Measure::Institution(kind)))
}

fn is(what: &What, wanted: InstitutionKind) -> bool {
    matches!(what, What::Institution { kind } if *kind == wanted)
}
