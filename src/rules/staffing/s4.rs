//! S4, 六（三）: 大专及以上学历.

use chrono::NaiveDate;

use super::resident::Resident;
use crate::rules::finding::{Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status};
use crate::rules::qualifications::Education;

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S4,
        version: 1,
        source: &of.station.policy.min_education.source,
        responsible: Responsible::Contractor,
        reading: None,
    };
    let turns = of.posting_turns();
    rule.find(of.subject(), as_of, &turns, |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, _day: NaiveDate) -> Judgement {
    let min = of.station.policy.min_education.value;
    let judgement = of.worker.education.map_or_else(
        || Judgement::new(Status::Unknown, "未记录学历", "the education is not recorded"),
        |education| compare(education, min),
    );
    judgement.expecting(Measure::Education(min))
}

fn compare(education: Education, min: Education) -> Judgement {
    let status = if education >= min { Status::Met } else { Status::Breach };
    let zh = move || format!("学历为{}，要求{}及以上", education.zh(), min.zh());
    let en = move || format!("education: {}; at least {} is required", education.en(), min.en());
    Judgement::new(status, zh, en).showing(Some(Measure::Education(education)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Baisha, day};
    use super::*;

    /// 六（三）: 大专及以上; 以上 includes it (Civil Code art. 1259).
    #[test]
    fn an_associate_degree_is_enough() {
        let cases = [
            (None, Status::Unknown),
            (Some(Education::JuniorSecondary), Status::Breach),
            (Some(Education::SeniorSecondary), Status::Breach),
            (Some(Education::AssociateDegree), Status::Met),
            (Some(Education::Bachelor), Status::Met),
            (Some(Education::Doctorate), Status::Met),
        ];
        for (education, expected) in cases {
            let mut station = Baisha::station(1);
            station.workers[0].education = education;
            let finding = find(station.residents().next().unwrap(), day("2023-07-01"));
            assert_eq!(finding.status, expected, "{education:?}");
            assert_eq!(finding.since, Some(day("2023-06-01")), "{education:?}");
            assert_eq!(finding.actual, education.map(Measure::Education));
        }
    }
}
