//! A3, 七（二）: 在项目周期内续签.

use chrono::NaiveDate;

use super::{AgreementFacts, rule};
use crate::rules::{
    finding::{Finding, Judgement, Measure, RuleCode, Status},
    periods::Span,
};

/// The finding on `as_of`.
pub(super) fn find(facts: &AgreementFacts, as_of: NaiveDate) -> Finding {
    let reading = (
        "续签的协议，其期限不超出所属项目周期；首次签订的协议不适用",
        "the term of a renewal lies inside the project cycle it belongs to; a first agreement is not asked",
    );
    let turns = facts.amendment_turns();
    rule(RuleCode::A3, "七（二）", reading).find(facts.subject(), as_of, &turns, |day| judge(facts, day))
}

fn judge(facts: &AgreementFacts, day: NaiveDate) -> Judgement {
    if !facts.renews {
        return Judgement::new(Status::NotApplicable, "不是续签", "it renews nothing");
    }
    let term = Span::between(facts.paper.from, facts.paper.terms_on(day).to);
    let judgement = match facts.cycle {
        None => Judgement::new(Status::Unknown, "未指明所属的项目周期", "no project cycle is named"),
        Some(cycle) => inside(cycle, term),
    };
    judgement.showing(Some(Measure::Term(term)))
}

fn inside(cycle: Span, term: Span) -> Judgement {
    let judgement = if cycle.intersection(&term) == Some(term) {
        Judgement::new(Status::Met, "续签在项目周期之内", "the renewal lies inside the project cycle")
    } else {
        Judgement::new(Status::Breach, "续签超出项目周期", "the renewal goes beyond the project cycle")
    };
    judgement.expecting(Measure::Term(cycle))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day, facts};
    use super::*;

    /// 七（二）: inside the cycle, its first and last day included.
    #[test]
    fn a_renewal_lies_inside_the_cycle() {
        let cases = [
            (false, None, Status::NotApplicable),
            (true, None, Status::Unknown),
            (true, Some(("2023-06-30", "2026-06-30")), Status::Met),
            (true, Some(("2023-01-01", "2027-01-01")), Status::Met),
            (true, Some(("2023-07-01", "2027-01-01")), Status::Breach),
            (true, Some(("2023-01-01", "2026-06-29")), Status::Breach),
            (true, Some(("2027-01-01", "2028-01-01")), Status::Breach),
        ];
        for (renews, cycle, expected) in cases {
            let mut facts = facts(Paper::signed());
            facts.renews = renews;
            facts.cycle = cycle.map(|(from, to)| Span::between(day(from), day(to)));
            assert_eq!(find(&facts, day("2023-07-01")).status, expected, "{renews} {cycle:?}");
        }
    }
}
