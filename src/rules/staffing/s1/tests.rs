use super::*;
use crate::rules::finding::EmploymentKind;
use crate::rules::staffing::fixture::{Baisha, day};
use Status::{Breach, Due, Met, NotApplicable, Unknown};

fn status(station: &StationFacts, on: &str) -> Status {
    find(station, day(on)).status
}

/// 六（三）: at least 3, from the staffing date on, while operating.
#[test]
fn three_are_required_from_the_staffing_date() {
    let cases = [
        (2, "2023-05-31", NotApplicable),
        (2, "2023-06-01", Due),
        (2, "2023-06-29", Due),
        (2, "2023-06-30", Breach),
        (0, "2023-06-30", Breach),
        (3, "2023-06-29", Met),
        (3, "2023-06-30", Met),
        (4, "2023-06-30", Met),
    ];
    for (workers, on, expected) in cases {
        let station = Baisha::station(workers);
        assert_eq!(status(&station, on), expected, "{workers} on {on}");
    }
}

#[test]
fn the_finding_says_how_many_of_how_many() {
    let finding = find(&Baisha::station(2), day("2023-06-10"));
    assert_eq!(finding.expected, Some(Measure::Workers(3)));
    assert_eq!(finding.actual, Some(Measure::Workers(2)));
    assert_eq!(finding.due_on, Some(day("2023-06-30")));
    assert_eq!(finding.source, "六（三）");
    let change = finding.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2023-06-30"), Breach));
    assert_eq!(change.causes, [Cause::StaffingDate]);
}

/// Ours: posted and under a labour contract with the agreement's contractor.
#[test]
fn only_the_contractors_formal_employees_count() {
    let mut dispatched = Baisha::station(3);
    dispatched.workers[0].employments[0].kind = EmploymentKind::Dispatch;
    let mut elsewhere = Baisha::station(3);
    elsewhere.workers[0].employments[0].organisation_id = Baisha::id(99);
    let mut unrecorded = Baisha::station(3);
    unrecorded.workers[0].employments.clear();
    let mut other_station = Baisha::station(3);
    other_station.workers[0].postings[0].station_id = Baisha::id(98);
    for station in [dispatched, elsewhere, unrecorded, other_station] {
        assert_eq!(status(&station, "2023-07-01"), Breach);
    }
}

#[test]
fn who_breaks_another_rule_still_counts() {
    let mut station = Baisha::station(3);
    for worker in &mut station.workers {
        worker.birth = Some(day("1950-01-01"));
        worker.education = None;
        worker.certificates.clear();
    }
    assert_eq!(status(&station, "2026-07-01"), Met);
}

#[test]
fn without_agreement_or_state_nobody_can_say() {
    let mut station = Baisha::station(3);
    station.agreements[0].span.to = Some(day("2024-06-01"));
    assert_eq!(status(&station, "2024-05-31"), Met);
    assert_eq!(status(&station, "2024-06-01"), Unknown);
    assert_eq!(status(&station, "2022-12-31"), Unknown);
}

#[test]
fn a_posting_that_ends_is_seen_coming() {
    let mut station = Baisha::station(3);
    station.workers[1].postings[0].span.to = Some(day("2024-03-01"));
    let before = find(&station, day("2024-02-29"));
    assert_eq!((before.status, before.since), (Met, Some(day("2023-06-01"))));
    let change = before.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2024-03-01"), Breach));
    assert_eq!(change.causes, [Cause::PostingEnds]);
    let after = find(&station, day("2024-05-01"));
    assert_eq!((after.status, after.since), (Breach, Some(day("2024-03-01"))));
    assert_eq!(after.changes_on, None);
}

#[test]
fn a_replacement_on_the_same_day_changes_nothing() {
    let mut station = Baisha::station(4);
    station.workers[0].postings[0].span.to = Some(day("2024-03-01"));
    station.workers[3].postings[0].span.from = day("2024-03-01");
    let finding = find(&station, day("2024-02-01"));
    assert_eq!((finding.status, finding.changes_on), (Met, None));
}

/// Ours: leave protected by law is not absence; who is away otherwise does not count that day.
#[test]
fn who_is_away_without_the_laws_protection_does_not_count() {
    use crate::rules::absences::AbsenceKind::{
        Annual, Bereavement, Marriage, Maternity, Parental, Paternity, Personal, Secondment, Sick,
        Suspension, WithoutLeave, WorkInjury,
    };
    let protected = [Annual, Sick, Maternity, Paternity, Parental, Marriage, Bereavement, WorkInjury];
    let others = [Personal, WithoutLeave, Suspension, Secondment];
    let kinds = protected.map(|kind| (kind, Met)).into_iter().chain(others.map(|kind| (kind, Breach)));
    for (kind, expected) in kinds {
        let mut station = Baisha::station(3);
        let span = crate::rules::periods::Span::between(day("2023-08-01"), day("2023-08-15"));
        station.workers[0].absences = vec![crate::rules::staffing::Absence { kind, span }];
        let told = ["2023-07-31", "2023-08-01", "2023-08-14", "2023-08-15"].map(|on| status(&station, on));
        assert_eq!(told, [Met, expected, expected, Met], "{kind:?}");
    }
}

#[test]
fn an_absence_ahead_shows_what_will_change() {
    let mut station = Baisha::station(3);
    let span = crate::rules::periods::Span::since(day("2023-08-01"));
    let kind = crate::rules::absences::AbsenceKind::Secondment;
    station.workers[0].absences = vec![crate::rules::staffing::Absence { kind, span }];
    let change = find(&station, day("2023-07-01")).changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2023-08-01"), Breach));
    assert_eq!(change.causes, [Cause::AbsenceBegins]);
}
