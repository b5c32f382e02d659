use super::super::fixture::{Baisha, day};
use super::*;
use crate::rules::finding::RuleCode::{S1, S2, S3, S6, S8};
use crate::rules::finding::Status::{Breach, Unknown};
use crate::rules::policy::JudgedAt;

/// Day, rule, number of the subject, status to come; asked on 1 July 2023.
fn told(station: &StationFacts, to: &str) -> Vec<(String, Option<RuleCode>, u128, Option<Status>)> {
    let policy = station.policy.clone();
    let period = PolicyPeriod { policy, from: day("2023-07-01"), to: day(to) };
    let told = |due: Deadline| (due.on.to_string(), due.rule, due.subject.id.as_u128(), due.to_status);
    deadlines(station, &[period]).into_iter().map(told).collect()
}

#[test]
fn nothing_falls_due_where_nothing_ends() {
    assert_eq!(told(&Baisha::station(3), "2026-07-01"), []);
}

#[test]
fn the_grace_for_the_certificate_ends() {
    let mut station = Baisha::station(3);
    station.workers[1].certificates.clear();
    assert_eq!(told(&station, "2025-06-03"), [("2025-06-02".into(), Some(S6), 101, Some(Breach))]);
    assert_eq!(told(&station, "2025-06-02"), [], "the last day of the period is not in it");
}

#[test]
fn an_agreed_end_is_told_even_if_it_breaks_no_rule() {
    let mut station = Baisha::station(4);
    station.workers[3].postings[0].span.to = Some(day("2023-10-01"));
    assert_eq!(told(&station, "2024-01-01"), [("2023-10-01".into(), None, 103, None)]);
    station.workers[3].postings.push(super::super::Posting {
        station_id: Baisha::id(Baisha::STATION),
        span: crate::rules::periods::Span::since(day("2023-10-01")),
    });
    assert_eq!(told(&station, "2024-01-01"), [], "it goes on in another posting");
}

#[test]
fn the_end_of_a_third_posting_is_also_the_stations_matter() {
    let mut station = Baisha::station(3);
    station.workers[0].postings[0].span.to = Some(day("2023-10-01"));
    let expected = [("2023-10-01".into(), Some(S1), 1, Some(Breach)), ("2023-10-01".into(), None, 100, None)];
    assert_eq!(told(&station, "2024-01-01"), expected);
}

#[test]
fn the_end_of_a_labour_contract_is_told_once_for_the_worker() {
    let mut station = Baisha::station(4);
    station.workers[0].employments[0].span.to = Some(day("2023-10-01"));
    assert_eq!(told(&station, "2024-01-01"), [("2023-10-01".into(), Some(S2), 100, Some(Breach))]);
}

#[test]
fn without_an_agreement_nobody_can_say() {
    let mut station = Baisha::station(3);
    station.agreements[0].span.to = Some(day("2024-06-01"));
    let told = told(&station, "2024-07-01");
    assert_eq!(told[0], ("2024-06-01".into(), Some(S1), 1, Some(Unknown)));
    assert!(told.iter().all(|(.., status)| *status == Some(Unknown)), "{told:?}");
}

#[test]
fn the_staffing_date_is_due_while_workers_are_missing() {
    for (workers, expected) in [
        (3, vec![]),
        (
            2,
            vec![
                ("2023-09-01".into(), Some(S1), 1, Some(Breach)),
                ("2023-09-01".into(), Some(S8), 1, Some(Breach)),
            ],
        ),
    ] {
        let mut station = Baisha::station(workers);
        station.agreements[0].staffing_date = day("2023-09-01");
        assert_eq!(told(&station, "2024-01-01"), expected);
    }
}

#[test]
fn age_falls_due_only_where_it_is_judged_every_day() {
    let mut station = Baisha::station(4);
    station.workers[0].birth = Some(day("1977-09-15"));
    assert_eq!(told(&station, "2024-01-01"), []);
    station.policy.max_age.judged_at.value = JudgedAt::EveryDay;
    assert_eq!(told(&station, "2024-01-01"), [("2023-09-15".into(), Some(S3), 100, Some(Breach))]);
}

#[test]
fn who_comes_later_has_deadlines_too() {
    let mut station = Baisha::station(4);
    station.workers[3].certificates.clear();
    station.workers[3].postings[0].span.from = day("2023-09-01");
    assert_eq!(told(&station, "2025-10-01"), [("2025-09-02".into(), Some(S6), 103, Some(Breach))]);
}

#[test]
fn a_deadline_says_what_to_do() {
    let subject = Subject { kind: SubjectKind::Worker, id: Baisha::id(100) };
    let on = day("2025-06-02");
    let due = Deadline {
        on,
        subject,
        causes: vec![Cause::GraceEnds],
        rule: Some(S6),
        to_status: Some(Breach),
        opens_on: None,
    };
    assert_eq!((&*due.why().zh, &*due.what_to_do().en), ("取证期限届满", "Obtain the certificate in time"));
    let other = Deadline { causes: vec![Cause::CertificateRevoked], ..due };
    assert_eq!(other.what_to_do().zh, "在该日前补齐所要求的事项");
}

#[test]
fn health_and_safety_education_fall_due_the_day_after_their_last() {
    use crate::rules::finding::RuleCode::{S5, S9};
    let mut station = Baisha::station(4);
    station.workers[0].health[0].valid_until = Some(day("2023-08-31"));
    station.workers[1].safety_education = vec![day("2023-05-20")];
    let expected = [
        ("2023-09-01".into(), Some(S5), 100, Some(Breach)),
        ("2024-05-21".into(), Some(S9), 101, Some(Breach)),
    ];
    assert_eq!(told(&station, "2024-06-01"), expected);
}

#[test]
fn an_absence_that_empties_a_place_is_seen_coming() {
    let mut station = Baisha::station(3);
    let span = crate::rules::periods::Span::since(day("2023-08-01"));
    let kind = crate::rules::absences::AbsenceKind::Secondment;
    station.workers[0].absences = vec![super::super::Absence { kind, span }];
    assert_eq!(told(&station, "2024-01-01"), [("2023-08-01".into(), Some(S1), 1, Some(Breach))]);
}

#[test]
fn a_registration_ends_without_a_rule_and_can_be_renewed_for_three_months() {
    use crate::rules::periods::Span;
    let mut station = Baisha::station(4);
    station.workers[0].certificates[0].registrations =
        vec![Span::between(day("2020-11-30"), day("2023-12-01"))];
    assert_eq!(told(&station, "2024-01-01"), [("2023-12-01".into(), None, 100, None)]);
    let policy = station.policy.clone();
    let period = PolicyPeriod { policy, from: day("2023-07-01"), to: day("2024-01-01") };
    let due = deadlines(&station, std::slice::from_ref(&period)).remove(0);
    assert_eq!((due.opens_on, due.causes), (Some(day("2023-08-30")), vec![Cause::RegistrationEnds]));
    station.workers[0].certificates[0]
        .registrations
        .push(Span::between(day("2023-11-20"), day("2026-11-21")));
    assert_eq!(told(&station, "2024-01-01"), [], "it is registered anew");
    station.workers[0].certificates[0].registrations.pop();
    station.workers[0].certificates[0].revoked_on = Some(day("2023-10-01"));
    assert_eq!(told(&station, "2024-01-01"), [], "a revoked certificate needs none");
}
