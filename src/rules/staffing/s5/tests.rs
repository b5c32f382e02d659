use super::*;
use crate::rules::staffing::fixture::{Baisha, day};
use crate::rules::staffing::input::StationFacts;
use Status::{Breach, Met, NotApplicable, Unknown};

/// A statement: its day, fit or not, its own last day.
type Told<'a> = (&'a str, bool, Option<&'a str>);

fn station(told: &[Told<'_>]) -> StationFacts {
    let mut station = Baisha::station(1);
    let made = told.iter().map(|(on, fit, until)| HealthStatement {
        dated_on: day(on),
        fit: *fit,
        valid_until: until.map(day),
    });
    station.workers[0].health = made.collect();
    station
}

fn finding(told: &[Told<'_>], on: &str) -> Finding {
    find(station(told).residents().next().unwrap(), day(on))
}

/// 六（三）: 身体健康. Ours: twelve months, the last day included (Civil Code arts 201–204).
#[test]
fn a_statement_is_valid_for_the_interval_and_its_last_day() {
    let cases: [(&[Told<'_>], &str, Status); 9] = [
        (&[], "2023-07-01", Unknown),
        (&[("2023-07-02", true, None)], "2023-07-01", Unknown),
        (&[("2023-07-02", true, None)], "2023-07-02", Met),
        (&[("2023-07-02", true, None)], "2024-07-02", Met),
        (&[("2023-07-02", true, None)], "2024-07-03", Breach),
        (&[("2024-02-29", true, None)], "2025-02-28", Met),
        (&[("2024-02-29", true, None)], "2025-03-01", Breach),
        (&[("2023-07-02", true, Some("2023-09-30"))], "2023-09-30", Met),
        (&[("2023-07-02", true, Some("2023-09-30"))], "2023-10-01", Breach),
    ];
    for (told, on, expected) in cases {
        assert_eq!(finding(told, on).status, expected, "{told:?} {on}");
    }
    assert_eq!(finding(&[("2022-12-01", true, None)], "2023-05-31").status, NotApplicable, "not posted yet");
}

#[test]
fn the_newest_word_counts_and_an_earlier_one_while_it_is_valid() {
    let unfit = [("2023-06-01", true, None), ("2023-08-01", false, None), ("2023-10-01", true, None)];
    for (on, expected) in [("2023-07-31", Met), ("2023-08-01", Breach), ("2023-10-01", Met)] {
        assert_eq!(finding(&unfit, on).status, expected, "{on}");
    }
    let short = [("2023-06-01", true, None), ("2023-08-01", true, Some("2023-08-31"))];
    assert_eq!(finding(&short, "2023-09-01").status, Met, "the older one is valid for longer");
    let same_day = [("2023-08-01", false, None), ("2023-08-01", true, None)];
    assert_eq!(finding(&same_day, "2023-08-01").status, Met, "the one recorded later");
}

#[test]
fn the_lapse_is_seen_coming_and_a_finding_tells_nothing_of_health() {
    let met = finding(&[("2023-07-02", true, None)], "2023-12-01");
    let change = met.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2024-07-03"), Breach));
    assert_eq!(change.causes, [Cause::HealthStatementExpires]);
    assert_eq!(met.actual, Some(Measure::ValidUntil(day("2024-07-02"))));
    let lapsed = finding(&[("2022-07-02", true, None)], "2023-12-01");
    let unfit = finding(&[("2022-07-02", false, None)], "2023-12-01");
    assert_eq!((&lapsed.message, &lapsed.actual), (&unfit.message, &unfit.actual));
    assert_eq!(unfit.source, "六（三）");
}

#[test]
fn the_interval_is_the_policys() {
    let mut station = station(&[("2023-07-02", true, None)]);
    station.policy.health_interval_months.value = 6;
    station.policy.health_interval_months.source = "某文件".into();
    let found = find(station.residents().next().unwrap(), day("2024-01-03"));
    assert_eq!(found.status, Breach);
    assert!(found.reading.unwrap().zh.contains("6个月（末日计入，依据：某文件）"));
}
