use proptest::prelude::*;

use super::*;

const WORKER: Uuid = Uuid::from_u128(7);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn part(log: u128, minutes: i32, starts: Option<&str>) -> Part {
    Part { log: Uuid::from_u128(log), worker: WORKER, minutes, starts: starts.and_then(minute_of_day) }
}

/// An entry that nobody asks about.
fn plain() -> Entry {
    Entry {
        log: Uuid::from_u128(1),
        item_code: "1.1".into(),
        served_on: day("2023-07-02"),
        on_list: Some(true),
        parts: vec![part(1, 90, Some("09:00"))],
        others: Vec::new(),
        same_text: Vec::new(),
        same_file: Vec::new(),
        lateness: None,
    }
}

fn kinds(entry: &Entry) -> Vec<QuestionKind> {
    ask(entry).iter().map(|question| question.kind).collect()
}

fn late(days: i64, entries: i64) -> Lateness {
    let (by, entered_on) = (Uuid::from_u128(9), day("2023-07-20"));
    Lateness { by, entered_on, days, max_days: 7, entries, bulk: 10 }
}

#[test]
fn nothing_is_asked_about_a_plain_entry() {
    assert_eq!(ask(&plain()), []);
}

/// 五: a station works by its own list; without a list there is nothing to be off.
#[test]
fn an_item_off_the_list_is_asked_about_and_none_without_a_list() {
    for (on_list, expected) in
        [(Some(true), vec![]), (None, vec![]), (Some(false), vec![QuestionKind::OutsideServiceList])]
    {
        assert_eq!(kinds(&Entry { on_list, ..plain() }), expected);
    }
    let asked = ask(&Entry { on_list: Some(false), ..plain() });
    assert_eq!(asked[0].facts.item_code.as_deref(), Some("1.1"));
}

#[test]
fn time_is_asked_about_when_it_meets_or_is_more_than_a_day() {
    let cases = [
        (part(2, 60, Some("10:30")), false), // begins when the first ends
        (part(2, 60, Some("10:29")), true),
        (part(2, 60, Some("08:00")), false), // ends when the first begins
        (part(2, 61, Some("08:00")), true),
        (part(2, 1350, None), false), // 90 + 1350 is a day
        (part(2, 1351, None), true),
        (Part { worker: Uuid::from_u128(8), ..part(2, 60, Some("09:00")) }, false),
    ];
    for (other, expected) in cases {
        let asked = ask(&Entry { others: vec![other], ..plain() });
        assert_eq!(!asked.is_empty(), expected, "{other:?}");
        assert!(asked.iter().all(|one| one.worker == Some(WORKER) && one.facts.logs == [other.log]));
    }
}

#[test]
fn a_late_entry_is_asked_about_after_the_countys_days_only() {
    for (days, entries, expected) in [
        (7, 1, vec![]),
        (8, 1, vec![QuestionKind::EntryLag]),
        (2, 9, vec![]),
        (2, 10, vec![QuestionKind::BackEntryInBulk]),
        (8, 10, vec![QuestionKind::EntryLag, QuestionKind::BackEntryInBulk]),
    ] {
        assert_eq!(
            kinds(&Entry { lateness: Some(late(days, entries)), ..plain() }),
            expected,
            "{days} {entries}"
        );
    }
}

#[test]
fn of_one_day_of_back_entries_there_is_one_question() {
    let topic = |entries| ask(&Entry { lateness: Some(late(2, entries)), ..plain() }).remove(0).topic;
    assert_eq!(topic(10), topic(25));
}

#[test]
fn what_others_have_as_well_is_asked_about() {
    let other = vec![Uuid::from_u128(3)];
    let both = Entry { same_text: other.clone(), same_file: other.clone(), ..plain() };
    assert_eq!(kinds(&both), [QuestionKind::IdenticalText, QuestionKind::IdenticalPhoto]);
    assert_eq!(ask(&both)[0].facts.logs, other);
}

#[test]
fn the_minute_of_a_day() {
    let cases = [("00:00", Some(0)), ("09:05", Some(545)), ("23:59", Some(1439)), ("x", None), ("9", None)];
    for (time, minute) in cases {
        assert_eq!(minute_of_day(time), minute, "{time}");
    }
}

proptest! {
    /// Whether two parts meet does not depend on which of them was entered first.
    #[test]
    fn meeting_is_mutual(a in 0_i32..1440, b in 0_i32..1440, m in 1_i32..1440, n in 1_i32..1440) {
        let (one, other) = (Part { starts: Some(a), ..part(1, m, None) }, Part { starts: Some(b), ..part(2, n, None) });
        prop_assert_eq!(meet(&one, &other), meet(&other, &one));
        prop_assert!(meet(&one, &one));
    }

    /// One log alone is never asked about for its time.
    #[test]
    fn a_single_log_fits_into_its_day(minutes in 1_i32..=1440) {
        prop_assert_eq!(ask(&Entry { parts: vec![part(1, minutes, None)], ..plain() }), []);
    }
}
