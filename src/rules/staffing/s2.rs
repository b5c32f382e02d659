//! S2, 六（三）: 驻站社工身份为承接主体正式聘用的工作人员.

use chrono::NaiveDate;

use super::CLAUSE;
use super::input::AgreementCover;
use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    EmploymentKind, EmploymentMeasure, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status,
};

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S2,
        version: 1,
        source: CLAUSE,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(
            "正式聘用指与当日覆盖该站点的协议的承接主体订有劳动合同",
            "formally employed: a labour contract with the contractor whose agreement covers \
             the station that day",
        )),
    };
    let mut turns = of.posting_turns();
    turns.extend(of.contract_turns());
    turns.extend(of.station.cover_turns());
    rule.find(of.subject(), as_of, &turns, |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    of.station.cover_on(day).map_or_else(
        || {
            Judgement::new(
                Status::Unknown,
                "当日没有协议覆盖该站点，无法确定应由谁聘用",
                "no agreement covers the station that day, so who has to employ is unknown",
            )
        },
        |cover| compare(of, cover, day),
    )
}

fn compare(of: Resident<'_>, cover: &AgreementCover, day: NaiveDate) -> Judgement {
    let contractor = cover.contractor_id;
    let judgement = if of.is_formally_employed(contractor, day) {
        let en = "has a labour contract with the contractor";
        Judgement::new(Status::Met, "与承接主体订有劳动合同", en)
    } else {
        let en = "has no labour contract with the contractor that day";
        Judgement::new(Status::Breach, "当日与承接主体没有劳动合同", en)
    };
    let actual = of.employment(contractor, day);
    judgement
        .expecting(measure(contractor, EmploymentKind::LabourContract))
        .showing(actual.map(|actual| measure(actual.organisation_id, actual.kind)))
}

fn measure(organisation_id: uuid::Uuid, kind: EmploymentKind) -> Measure {
    Measure::Employment(EmploymentMeasure { organisation_id, kind })
}

#[cfg(test)]
mod tests;
