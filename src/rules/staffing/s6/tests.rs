use super::*;
use crate::rules::periods::Span;
use crate::rules::qualifications::CertificateLevel;
use crate::rules::staffing::fixture::{Baisha, day};
use crate::rules::staffing::input::{Posting, StationFacts};
use Status::{Breach, Due, Met};

fn finding(station: &StationFacts, on: &str) -> Finding {
    find(station.residents().next().unwrap(), day(on))
}

fn without_certificate(first: &str) -> StationFacts {
    let mut station = Baisha::station(1);
    station.workers[0].certificates.clear();
    station.workers[0].postings[0].span.from = day(first);
    station
}

fn obtained(on: &str) -> Certificate {
    Certificate {
        level: CertificateLevel::Assistant,
        obtained_on: day(on),
        revoked_on: None,
        registrations: vec![],
    }
}

/// 六（三）: 2年内, the last day included (Civil Code arts 201–204, 1259).
#[test]
fn the_grace_lasts_two_years_and_its_last_day() {
    let cases = [
        ("2023-06-30", "2023-06-30", Due, "2025-06-30"),
        ("2023-06-30", "2025-06-30", Due, "2025-06-30"),
        ("2023-06-30", "2025-07-01", Breach, "2025-06-30"),
        ("2024-02-29", "2026-02-28", Due, "2026-02-28"),
        ("2024-02-29", "2026-03-01", Breach, "2026-02-28"),
    ];
    for (first, on, expected, last) in cases {
        let finding = finding(&without_certificate(first), on);
        assert_eq!(finding.status, expected, "{first} {on}");
        assert_eq!(finding.due_on, Some(day(last)), "{first} {on}");
        assert_eq!(finding.expected, Some(Measure::CertificateBy(day(last))));
    }
}

#[test]
fn the_end_of_the_grace_is_seen_coming() {
    let station = without_certificate("2023-06-30");
    let change = finding(&station, "2024-01-01").changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2025-07-01"), Breach));
    assert_eq!(change.causes, [Cause::GraceEnds]);
    let after = finding(&station, "2025-12-01");
    assert_eq!(after.since, Some(day("2025-07-01")));
}

/// Ours: from the first posting in the county, wherever and under whomever.
#[test]
fn a_move_does_not_restart_the_grace() {
    let mut station = without_certificate("2024-06-01");
    let elsewhere = Span::between(day("2023-06-30"), day("2023-12-01"));
    station.workers[0].postings.push(Posting { station_id: Baisha::id(97), span: elsewhere });
    assert_eq!(finding(&station, "2025-07-01").status, Breach);
}

#[test]
fn a_certificate_counts_from_its_date_until_revoked() {
    let mut station = without_certificate("2023-06-30");
    station.workers[0].certificates = vec![obtained("2025-09-01")];
    assert_eq!(finding(&station, "2025-06-30").status, Due);
    let late = finding(&station, "2025-08-31");
    assert_eq!((late.status, late.since), (Breach, Some(day("2025-07-01"))));
    assert_eq!(late.changes_on.unwrap().to_status, Met);
    let held = finding(&station, "2025-09-01");
    assert_eq!((held.status, held.due_on), (Met, None));
    station.workers[0].certificates[0].revoked_on = Some(day("2026-01-01"));
    assert_eq!(finding(&station, "2026-01-01").status, Breach);
}

#[test]
fn the_highest_certificate_is_shown() {
    let mut station = without_certificate("2023-06-30");
    let mut senior = obtained("2024-01-01");
    senior.level = CertificateLevel::Senior;
    station.workers[0].certificates = vec![obtained("2020-01-01"), senior];
    let shown = finding(&station, "2024-06-01").actual;
    let expected = CertificateMeasure { level: CertificateLevel::Senior, obtained_on: day("2024-01-01") };
    assert_eq!(shown, Some(Measure::Certificate(expected)));
}

/// Another clock than the plan's.
#[test]
fn a_lapsed_registration_is_a_note_and_no_breach() {
    let mut station = without_certificate("2023-06-30");
    let mut certificate = obtained("2020-01-01");
    certificate.registrations = vec![Span::between(day("2020-06-01"), day("2023-06-02"))];
    station.workers[0].certificates = vec![certificate];
    let lapsed = finding(&station, "2023-07-01");
    assert_eq!((lapsed.status, lapsed.message.zh.ends_with("；登记已于2023-06-01到期")), (Met, true));
    station.workers[0].certificates[0]
        .registrations
        .push(Span::between(day("2023-06-02"), day("2026-06-03")));
    assert!(finding(&station, "2023-07-01").message.zh.ends_with("取得）"));
}
