//! A1, 二: 承接主体为依法在各级民政部门登记成立的…社会组织.

use chrono::NaiveDate;

use super::{AgreementFacts, ContractorFacts, rule};
use crate::rules::finding::{Cause, Finding, Judgement, Measure, RuleCode, Status, Turn};

/// The finding on `as_of`.
pub(super) fn find(facts: &AgreementFacts, as_of: NaiveDate) -> Finding {
    let reading = (
        "社会组织的统一社会信用代码以51、52或53开头；登记机关和登记日期未记录时无法判断，资质只展示不评判",
        "the credit code of a social organisation begins with 51, 52 or 53; without the authority and day of its \
         registration nobody can say; qualifications are shown, not judged",
    );
    let registered = facts.contractor.registered_on.map(|on| Turn { on, cause: Cause::ContractorRegistered });
    let turns: Vec<Turn> = registered.into_iter().collect();
    rule(RuleCode::A1, "二", reading)
        .find(facts.subject(), as_of, &turns, |day| judge(&facts.contractor, day))
}

fn judge(contractor: &ContractorFacts, day: NaiveDate) -> Judgement {
    let judgement = if !contractor.social_organisation {
        let en = "by its credit code the contractor is no social organisation registered with civil affairs";
        Judgement::new(Status::Breach, "按统一社会信用代码，承接主体不是民政部门登记的社会组织", en)
    } else if contractor.authority.is_none() || contractor.registered_on.is_none() {
        let en = "the authority or the day of the contractor's registration is not recorded";
        Judgement::new(Status::Unknown, "未记录承接主体的登记机关或登记日期", en)
    } else if contractor.registered_on.is_some_and(|on| on > day) {
        Judgement::new(
            Status::Breach,
            "承接主体当日尚未登记成立",
            "the contractor was not registered yet that day",
        )
    } else {
        Judgement::new(
            Status::Met,
            "承接主体为登记的社会组织",
            "the contractor is a registered social organisation",
        )
    };
    judgement.showing(Some(Measure::CreditCode(contractor.credit_code.clone())))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day, facts};
    use super::*;

    /// 二: a registered social organisation; what is not recorded is unknown, never met.
    #[test]
    fn code_authority_and_day_decide() {
        let known = (true, Some("县民政局"), Some("2020-05-01"));
        let cases = [
            (known, Status::Met),
            ((false, known.1, known.2), Status::Breach),
            ((false, None, None), Status::Breach),
            ((true, None, known.2), Status::Unknown),
            ((true, known.1, None), Status::Unknown),
            ((true, known.1, Some("2023-07-01")), Status::Met),
            ((true, known.1, Some("2023-07-02")), Status::Breach),
        ];
        for ((social_organisation, authority, on), expected) in cases {
            let mut facts = facts(Paper::signed());
            facts.contractor.social_organisation = social_organisation;
            facts.contractor.authority = authority.map(Into::into);
            facts.contractor.registered_on = on.map(day);
            assert_eq!(find(&facts, day("2023-07-01")).status, expected, "{authority:?} {on:?}");
        }
    }
}
