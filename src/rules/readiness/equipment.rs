//! R5 and R6, 六（一）3: 必要的办公设备, 有关消防设施.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::{EquipmentCondition, EquipmentKind, What},
    requirement::{Requirement, count, met_if},
};
use crate::{
    db::text_enum::{Label, TextEnum as _},
    rules::finding::{Cause, Finding, Judgement, Measure, Responsible, RuleCode},
};

const OFFICE: Requirement = Requirement {
    code: RuleCode::R5,
    source: "六（一）",
    responsible: Responsible::Contractor,
    reading: Some((
        "至少一项完好的办公设备；新建站当年由运营方采购（附件2），乡镇协助配备（三（二））",
        "at least one record of office equipment in working order; in the first year the operator buys it (annex 2), the \
         township assists (三（二）)",
    )),
};

const FIRE_FIGHTING: Requirement = Requirement {
    code: RuleCode::R6,
    source: "六（一）",
    responsible: Responsible::TownshipGovernment,
    reading: Some((
        "至少一项完好的消防设施；场所和设施设备安全由乡镇负责（三（二））",
        "at least one record of fire-fighting facilities in working order; the township sees to the safety of premises (三（二）)",
    )),
};

/// One finding for each of the two kinds that are required.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> impl Iterator<Item = Finding> {
    [(OFFICE, EquipmentKind::Office), (FIRE_FIGHTING, EquipmentKind::FireFighting)].into_iter().map(
        move |(requirement, kind)| {
            let turns = station.turns(|what| works(what, kind), Cause::EquipmentBegins, Cause::EquipmentEnds);
            requirement.find(station, as_of, turns, |day| judge(station, kind, day))
        },
    )
}

fn judge(station: &ReadinessFacts, kind: EquipmentKind, day: NaiveDate) -> Judgement {
    let working = count(station.on(day).filter(|what| works(what, kind)));
    let Label { zh, en, .. } = kind.label();
    let (zh, en) = (format!("完好的{zh}：{working}项"), format!("{en} in working order: {working}"));
    Judgement::new(met_if(working > 0), zh, en)
        .expecting(Measure::Equipment(1))
        .showing(Some(Measure::Equipment(working)))
}

fn works(what: &What, wanted: EquipmentKind) -> bool {
    matches!(what, What::Equipment { kind, condition: EquipmentCondition::Working } if *kind == wanted)
}
