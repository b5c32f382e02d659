//! A4, 九（一）: 签订购买服务协议…正式开展运营服务.

use chrono::NaiveDate;

use super::{AgreementFacts, rule};
use crate::rules::{
    finding::{Cause, Finding, Judgement, Measure, RuleCode, Status, Turn},
    periods::next_day,
};

/// The finding on `as_of`.
pub(super) fn find(facts: &AgreementFacts, as_of: NaiveDate) -> Finding {
    let reading = (
        "最迟在协议期限的首日签订（含当日）；此后签订的自签订日起符合",
        "signed by the first day of its term, that day included; signed later, it is met from the day of signature on",
    );
    let signed = facts.paper.signed_on.map(|on| Turn { on, cause: Cause::AgreementSigned });
    let begun = Turn { on: next_day(facts.paper.from), cause: Cause::AgreementBegins };
    let turns: Vec<Turn> = signed.into_iter().chain([begun]).collect();
    rule(RuleCode::A4, "九（一）", reading).find(facts.subject(), as_of, &turns, |day| judge(facts, day))
}

fn judge(facts: &AgreementFacts, day: NaiveDate) -> Judgement {
    let (from, signed) = (facts.paper.from, facts.paper.signed_on.filter(|on| *on <= day));
    let judgement = match signed {
        Some(on) if on > from => Judgement::new(
            Status::Met,
            format!("{on}签订，晚于期限首日{from}"),
            format!("signed on {on}, after the first day of its term, {from}"),
        ),
        Some(on) => Judgement::new(Status::Met, format!("{on}签订"), format!("signed on {on}")),
        None if day <= from => Judgement::new(Status::Due, "尚未签订", "not signed yet").due(from),
        None => {
            Judgement::new(Status::Breach, "期限已开始而尚未签订", "its term has begun and it is not signed")
        }
    };
    judgement.expecting(Measure::Day(from)).showing(signed.map(Measure::Day))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day, facts};
    use super::*;

    /// 九（一）: signed, then in operation; the first day of the term is in time (ours).
    #[test]
    fn the_first_day_is_in_time_and_a_late_signature_mends_it() {
        let cases = [
            (None, "2023-06-30", Status::Due),
            (None, "2023-07-01", Status::Breach),
            (Some("2023-06-20"), "2023-06-19", Status::Due),
            (Some("2023-06-20"), "2023-06-20", Status::Met),
            (Some("2023-07-05"), "2023-07-04", Status::Breach),
            (Some("2023-07-05"), "2023-07-05", Status::Met),
        ];
        for (signed, on, expected) in cases {
            let mut paper = Paper::draft();
            paper.signed_on = signed.map(day);
            assert_eq!(find(&facts(paper), day(on)).status, expected, "{signed:?} {on}");
        }
        let found = find(&facts(Paper::draft()), day("2023-06-01"));
        assert_eq!(
            (found.due_on, found.changes_on.unwrap().on),
            (Some(day("2023-06-30")), day("2023-07-01"))
        );
    }
}
