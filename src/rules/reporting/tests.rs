use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::rules::{periods::next_day, working_calendar::YearOfDays};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.to_owned().try_into().unwrap()
}

fn by(period: ReportPeriod, calendar: bool) -> Policy {
    let mut policy = Policy::default();
    policy.report_period.value = period;
    policy.working_calendar.value = calendar;
    policy
}

/// 2023 without any holiday.
fn weeks() -> WorkingCalendar {
    WorkingCalendar { years: BTreeMap::from([(2023, YearOfDays::default())]) }
}

#[test]
fn a_month_covers_its_days_and_is_due_by_the_26th() {
    use ReportPeriod::{BetweenDueDays, CalendarMonth};
    for (how, named, from, to, due_on) in [
        (BetweenDueDays, "2023-07", "2023-06-26", "2023-07-26", "2023-07-26"),
        (BetweenDueDays, "2024-01", "2023-12-26", "2024-01-26", "2024-01-26"),
        (CalendarMonth, "2023-07", "2023-07-01", "2023-08-01", "2023-08-26"),
        (CalendarMonth, "2023-12", "2023-12-01", "2024-01-01", "2024-01-26"),
    ] {
        let policy = by(how, false);
        assert_eq!(period(&policy, month(named)), Span::between(day(from), day(to)), "{named} {how:?}");
        let plain = DueDay { plain: day(due_on), on: day(due_on), calendar_missing: false };
        assert_eq!(due(&policy, month(named), &WorkingCalendar::default()), plain, "{named} {how:?}");
    }
}

#[test]
fn a_due_day_off_moves_only_by_the_working_calendar() {
    let saturday = month("2023-08");
    let off = due(&by(ReportPeriod::BetweenDueDays, false), saturday, &weeks());
    assert_eq!((off.on, off.calendar_missing), (day("2023-08-26"), false));
    let on = due(&by(ReportPeriod::BetweenDueDays, true), saturday, &weeks());
    assert_eq!((on.plain, on.on, on.calendar_missing), (day("2023-08-26"), day("2023-08-28"), false));
    let unknown = due(&by(ReportPeriod::BetweenDueDays, true), month("2024-10"), &weeks());
    assert_eq!((unknown.on, unknown.calendar_missing), (day("2024-10-26"), true));
}

#[test]
fn the_due_day_itself_is_in_time() {
    use ReportTimeliness::{Late, Missing, NotDue, OnTime};
    for (submitted, today, standing, late) in [
        (None, "2023-07-26", NotDue, 0),
        (None, "2023-07-27", Missing, 1),
        (Some("2023-07-26"), "2023-08-30", OnTime, 0),
        (Some("2023-07-29"), "2023-08-30", Late, 3),
    ] {
        let (submitted, due_on) = (submitted.map(day), day("2023-07-26"));
        assert_eq!(ReportTimeliness::of(submitted, due_on, day(today)), standing, "{submitted:?} {today}");
        assert_eq!(days_late(submitted, due_on, day(today)), late, "{submitted:?} {today}");
    }
}

#[test]
fn who_operated_under_an_agreement_on_a_day_owes_a_report() {
    let july = period(&Policy::default(), month("2023-07"));
    let span = |from: &str, to: &str| vec![Span::between(day(from), day(to))];
    for (operated, covered, owed) in [
        (span("2023-06-30", "2024-01-01"), span("2023-06-30", "2026-06-30"), true),
        (span("2023-07-25", "2024-01-01"), span("2023-06-30", "2026-06-30"), true),
        (span("2023-07-26", "2024-01-01"), span("2023-06-30", "2026-06-30"), false),
        (span("2023-06-30", "2023-07-10"), span("2023-07-10", "2026-06-30"), false),
        (span("2023-06-30", "2024-01-01"), vec![], false),
        (vec![], span("2023-06-30", "2026-06-30"), false),
    ] {
        assert_eq!(is_owed(&operated, &covered, july), owed, "{operated:?} {covered:?}");
    }
}

#[test]
fn a_month_is_written_as_it_is_read() {
    for bad in ["2023-13", "2023-7", "+2023-7", " 2023-7", "2023-07-01", "二〇二三", ""] {
        assert!(Month::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    assert_eq!(month("2023-07").to_string(), "2023-07");
    assert_eq!(month("2023-12").next().previous(), month("2023-12"));
}

proptest! {
    /// The periods of months that follow each other leave no day out and have none twice.
    #[test]
    fn periods_meet(months in 0u32..600, calendar in any::<bool>(), due_day in 1u32..=28) {
        let how = if calendar { ReportPeriod::CalendarMonth } else { ReportPeriod::BetweenDueDays };
        let mut policy = by(how, false);
        policy.report_due_day.value = due_day;
        let one = Month::from(crate::rules::periods::add_months(day("2020-01-01"), months));
        let (this, after) = (period(&policy, one), period(&policy, one.next()));
        prop_assert_eq!(this.to, Some(after.from));
        prop_assert!(this.to.is_some_and(|to| due(&policy, one, &WorkingCalendar::default()).on >= to));
        prop_assert!(this.contains(this.from) && next_day(this.from) < after.from);
    }
}
