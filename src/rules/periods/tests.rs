use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Civil Code arts 201–204; the first row is the plan's 2年内 (六（三）).
#[test]
fn months_end_on_the_corresponding_day() {
    let cases = [
        ("2023-06-30", 24, "2025-06-30"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2023-06-30", 0, "2023-06-30"),
    ];
    for (from, months, last) in cases {
        assert_eq!(add_months(day(from), months), day(last), "{from} {months}");
    }
    assert_eq!(add_months(day("2023-06-30"), u32::MAX), NaiveDate::MAX);
}

#[test]
fn the_first_of_so_many_days_is_not_counted() {
    assert_eq!(add_days(day("2023-12-25"), 10), day("2024-01-04"));
    assert_eq!(next_day(NaiveDate::MAX), NaiveDate::MAX);
}

#[test]
fn age_turns_on_the_birthday() {
    let cases = [
        ("1981-11-23", "2026-11-22", Some(44)),
        ("1981-11-23", "2026-11-23", Some(45)),
        ("1980-11-23", "2026-11-22", Some(45)),
        ("1980-11-23", "2026-11-23", Some(46)),
        ("1984-02-29", "2030-02-27", Some(45)),
        ("1984-02-29", "2030-02-28", Some(46)),
        ("1984-02-29", "2028-02-28", Some(43)),
        ("1984-02-29", "2028-02-29", Some(44)),
        ("2026-11-23", "2026-11-23", Some(0)),
        ("2026-11-24", "2026-11-23", None),
    ];
    for (birth, on, age) in cases {
        assert_eq!(age_on(day(birth), day(on)), age, "{birth} on {on}");
    }
}

#[test]
fn a_span_ends_before_its_end() {
    let june = Span::between(day("2023-06-01"), day("2023-07-01"));
    let cases = [("2023-05-31", false), ("2023-06-01", true), ("2023-06-30", true), ("2023-07-01", false)];
    for (on, inside) in cases {
        assert_eq!(june.contains(day(on)), inside, "{on}");
    }
    assert!(Span::since(day("2023-06-01")).contains(NaiveDate::MAX));
}

#[test]
fn spans_that_meet_do_not_overlap() {
    let june = Span::between(day("2023-06-01"), day("2023-07-01"));
    let july = Span::between(day("2023-07-01"), day("2023-08-01"));
    assert!(!june.overlaps(&july));
    assert!(june.overlaps(&Span::since(day("2023-06-30"))));
    let empty = Span::between(day("2023-06-15"), day("2023-06-15"));
    assert!(empty.is_empty());
    assert!(!june.overlaps(&empty));
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u32..40_000).prop_map(|days| add_days(day("1950-01-01"), days))
}

fn spans() -> impl Strategy<Value = Span> {
    (days(), proptest::option::of(days())).prop_map(|(from, to)| Span { from, to })
}

proptest! {
    #[test]
    fn age_is_the_last_birthday_reached(birth in days(), on in days()) {
        let birthdays = (0..200).take_while(|years| birthday(birth, *years) <= on).count();
        prop_assert_eq!(age_on(birth, on), u32::try_from(birthdays).unwrap().checked_sub(1));
    }

    #[test]
    fn overlap_is_a_shared_day(a in spans(), b in spans(), on in days()) {
        let both = a.intersection(&b).is_some_and(|both| both.contains(on));
        prop_assert_eq!(both, a.contains(on) && b.contains(on));
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
    }
}
