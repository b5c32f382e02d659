use super::*;
use crate::bilingual::Bilingual;
use crate::rules::finding::{Responsible, Subject};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A finding of S1, 六（三）.
fn s1(status: Status) -> Finding {
    Finding {
        rule: RuleCode::S1,
        rule_version: 1,
        source: "六（三）".to_owned(),
        reading: None,
        status,
        subject: Subject { kind: SubjectKind::Station, id: Uuid::from_u128(1) },
        responsible: Responsible::Contractor,
        expected: None,
        actual: None,
        since: None,
        due_on: None,
        changes_on: None,
        message: Bilingual::new("", ""),
    }
}

fn ledger(told: Vec<ToldRow>) -> Ledger<'static> {
    Ledger::new("469025", Uuid::from_u128(1), DateTime::UNIX_EPOCH, told)
}

/// What is told when these statuses follow each other on the first days of July 2023; none: nothing is judged.
fn told(statuses: &[Option<Status>]) -> Vec<&'static str> {
    let mut ledger = ledger(Vec::new());
    for (day, status) in day("2023-07-01").iter_days().zip(statuses) {
        ledger.turn_to(day, &status.map(s1).into_iter().collect::<Vec<_>>()).unwrap();
    }
    ledger.events.iter().map(|(_, event)| event.action).collect()
}

#[test]
fn what_is_not_met_begins_changes_and_ends() {
    use Status::{Breach, Due, Met, NotApplicable, Unknown};
    let (began, changed, ended) = ("finding.began", "finding.changed", "finding.ended");
    let cases: [(&[Option<Status>], &[&str]); 8] = [
        (&[Some(Met)], &[]),
        (&[Some(NotApplicable), Some(Met)], &[]),
        (&[Some(Breach)], &[began]),
        (&[Some(Breach), Some(Breach)], &[began]),
        (&[Some(Due), Some(Breach), Some(Met)], &[began, changed, ended]),
        (&[Some(Breach), Some(Unknown)], &[began, changed]),
        (&[Some(Breach), None, None], &[began, ended]),
        (&[Some(Breach), Some(Met), Some(Breach)], &[began, ended, began]),
    ];
    for (statuses, expected) in cases {
        assert_eq!(told(statuses), expected, "{statuses:?}");
    }
}

#[test]
fn what_was_told_before_is_not_told_again_and_its_end_has_its_day() {
    let mut before = ledger(Vec::new());
    before.turn_to(day("2023-07-01"), &[s1(Status::Breach)]).unwrap();
    let mut ledger = ledger(before.new);
    ledger.turn_to(day("2023-07-02"), &[s1(Status::Breach)]).unwrap();
    assert!(ledger.events.is_empty() && ledger.new.is_empty());
    ledger.turn_to(day("2023-07-03"), &[s1(Status::Met)]).unwrap();
    assert_eq!(ledger.told[0].valid_to, Some(day("2023-07-03")));
    let told = &ledger.events[0].1.changes;
    assert_eq!(
        (&told["from_status"], &told["status"], &told["on"]),
        (&json!("breach"), &json!("met"), &json!("2023-07-03"))
    );
}

#[test]
fn of_several_findings_of_one_rule_and_subject_the_gravest_is_told() {
    let mut ledger = ledger(Vec::new());
    ledger.turn_to(day("2023-07-01"), &[s1(Status::Due), s1(Status::Breach), s1(Status::Met)]).unwrap();
    assert_eq!((ledger.new.len(), ledger.new[0].status), (1, Status::Breach));
}

#[test]
fn a_clock_that_went_back_ends_nothing_before_it_began() {
    let mut before = ledger(Vec::new());
    before.turn_to(day("2023-07-10"), &[s1(Status::Breach)]).unwrap();
    let mut ledger = ledger(before.new);
    ledger.turn_to(day("2023-07-01"), &[s1(Status::Unknown)]).unwrap();
    assert_eq!(ledger.told[0].valid_to, Some(day("2023-07-10")));
    assert_eq!(ledger.events[0].1.action, "finding.changed");
}
