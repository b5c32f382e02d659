use super::*;
use crate::rules::staffing::fixture::{Baisha, day};
use Status::{Breach, Met, Unknown};

fn finding(held: &[&str], on: &str) -> Finding {
    let mut station = Baisha::station(1);
    station.workers[0].safety_education = held.iter().map(|on| day(on)).collect();
    find(station.residents().next().unwrap(), day(on))
}

/// 三（三）: 加强安全教育. Ours: every twelve months, the last day included.
#[test]
fn safety_education_is_good_for_the_interval_and_its_last_day() {
    let cases: [(&[&str], &str, Status); 8] = [
        (&[], "2023-07-01", Unknown),
        (&["2023-07-02"], "2023-07-01", Unknown),
        (&["2023-07-02"], "2023-07-02", Met),
        (&["2023-07-02"], "2024-07-02", Met),
        (&["2023-07-02"], "2024-07-03", Breach),
        (&["2024-02-29"], "2025-02-28", Met),
        (&["2024-02-29"], "2025-03-01", Breach),
        (&["2023-07-02", "2024-07-03"], "2024-07-03", Met),
    ];
    for (held, on, expected) in cases {
        assert_eq!(finding(held, on).status, expected, "{held:?} {on}");
    }
}

#[test]
fn the_next_is_seen_coming() {
    let found = finding(&["2022-06-01", "2023-07-02"], "2023-12-01");
    assert_eq!((found.source.as_str(), found.since), ("三（三）", Some(day("2023-07-02"))));
    let change = found.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2024-07-03"), Breach));
    assert_eq!(change.causes, [Cause::SafetyEducationExpires]);
}

#[test]
fn the_interval_is_the_policys() {
    let mut station = Baisha::station(1);
    station.workers[0].safety_education = vec![day("2023-07-02")];
    station.policy.safety_education_interval_months.value = 3;
    assert_eq!(find(station.residents().next().unwrap(), day("2023-10-03")).status, Breach);
}
