use super::*;
use crate::rules::finding::Cause;
use crate::rules::periods::Span;
use crate::rules::staffing::fixture::{Baisha, day};
use crate::rules::staffing::input::{Employment, StationFacts};
use Status::{Breach, Met, NotApplicable, Unknown};

fn finding(station: &StationFacts, on: &str) -> Finding {
    find(station.residents().next().unwrap(), day(on))
}

/// 六（三）: 承接主体正式聘用; that only a labour contract is formal is ours.
#[test]
fn only_a_labour_contract_with_the_contractor_is_formal() {
    let cases = [
        (Baisha::CONTRACTOR, EmploymentKind::LabourContract, Met),
        (Baisha::CONTRACTOR, EmploymentKind::Dispatch, Breach),
        (Baisha::CONTRACTOR, EmploymentKind::PartTime, Breach),
        (Baisha::CONTRACTOR, EmploymentKind::Other, Breach),
        (99, EmploymentKind::LabourContract, Breach),
    ];
    for (employer, kind, expected) in cases {
        let mut station = Baisha::station(1);
        let organisation_id = Baisha::id(employer);
        station.workers[0].employments[0].organisation_id = organisation_id;
        station.workers[0].employments[0].kind = kind;
        let finding = finding(&station, "2023-07-01");
        assert_eq!(finding.status, expected, "{employer} {kind:?}");
        assert_eq!(finding.actual, Some(measure(organisation_id, kind)));
    }
}

#[test]
fn no_employment_recorded_is_none() {
    let mut station = Baisha::station(1);
    station.workers[0].employments.clear();
    let finding = finding(&station, "2023-07-01");
    assert_eq!((finding.status, finding.actual), (Breach, None));
}

#[test]
fn a_second_employment_does_not_hide_the_formal_one() {
    let mut station = Baisha::station(1);
    for kind in [EmploymentKind::PartTime, EmploymentKind::LabourContract] {
        station.workers[0].employments.push(Employment {
            organisation_id: Baisha::id(99),
            kind,
            span: Span::since(day("2023-01-01")),
        });
    }
    assert_eq!(finding(&station, "2023-07-01").status, Met);
}

/// A new contractor takes over: who does not change employer is in breach from that day.
#[test]
fn follows_the_agreement_of_the_day() {
    let mut station = Baisha::station(1);
    station.agreements[0].span.to = Some(day("2024-06-01"));
    let mut next = station.agreements[0];
    next.agreement_id = Baisha::id(61);
    next.contractor_id = Baisha::id(62);
    next.span = Span::between(day("2024-06-01"), day("2025-06-01"));
    station.agreements.push(next);
    let before = finding(&station, "2024-05-31");
    assert_eq!(before.status, Met);
    let change = before.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2024-06-01"), Breach));
    assert_eq!(change.causes, [Cause::AgreementBegins, Cause::AgreementEnds]);
    let after = finding(&station, "2024-12-01");
    assert_eq!((after.status, after.since), (Breach, Some(day("2024-06-01"))));
    assert_eq!(finding(&station, "2025-06-01").status, Unknown);
}

#[test]
fn ends_with_the_posting() {
    let mut station = Baisha::station(1);
    station.workers[0].postings[0].span.to = Some(day("2024-03-01"));
    let change = finding(&station, "2024-02-01").changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2024-03-01"), NotApplicable));
    assert_eq!(change.causes, [Cause::PostingEnds]);
}
