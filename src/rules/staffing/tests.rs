use super::fixture::{Baisha, day};
use super::*;
use crate::rules::finding::RuleCode::{S1, S2, S3, S4, S5, S6, S7, S8, S9};
use crate::rules::finding::Status::{Breach, Due, Met, NotApplicable, Unknown};
use crate::rules::finding::gravest;

#[test]
fn two_findings_for_the_station_and_seven_for_each_worker_posted() {
    let mut station = Baisha::station(3);
    station.workers[1].postings[0].span.from = day("2023-08-01");
    let rules: Vec<_> = judge(&station, day("2023-07-01"))
        .into_iter()
        .map(|finding| (finding.rule, finding.subject.id))
        .collect();
    let [here, first, third] = [Baisha::STATION, 100, 102].map(Baisha::id);
    let of = |worker| [S2, S3, S4, S5, S6, S7, S9].map(|rule| (rule, worker));
    let expected = [vec![(S1, here), (S8, here)], of(first).to_vec(), of(third).to_vec()].concat();
    assert_eq!(rules, expected);
}

#[test]
fn the_gravest_finding_is_the_verdict() {
    let finding = judge(&Baisha::station(3), day("2023-07-01")).remove(0);
    let cases = [
        (vec![Met, Due, Unknown, Breach], Breach),
        (vec![Met, Due, Unknown], Unknown),
        (vec![Due, Met], Due),
        (vec![NotApplicable, Met], Met),
        (vec![NotApplicable], NotApplicable),
        (vec![], NotApplicable),
    ];
    for (statuses, expected) in cases {
        let findings: Vec<_> =
            statuses.iter().map(|status| Finding { status: *status, ..finding.clone() }).collect();
        assert_eq!(gravest(&findings), expected, "{statuses:?}");
    }
}

#[test]
fn a_station_without_fault_meets_every_rule() {
    let findings = judge(&Baisha::station(3), day("2023-07-01"));
    assert!(findings.iter().all(|finding| finding.status == Met));
    assert_eq!(findings.len(), 2 + 3 * 7);
}

/// What a front-end reads.
#[test]
fn a_finding_speaks_for_itself() {
    let station = Baisha::station(2);
    let finding = judge(&station, day("2023-06-10")).remove(0);
    let expected = serde_json::json!({
        "rule": "S1",
        "rule_version": 2,
        "source": "六（三）",
        "reading": {
            "zh": "计入：当日驻站且与协议承接主体订有劳动合同的社工，不论其是否符合S3至S6；依法享受的休假不视为离岗，\
                   事假、旷工、停职、借调期间不计入",
            "en": "counted: who is posted here and has a labour contract with the agreement's \
                   contractor that day, whatever S3 to S6 say; leave protected by law is not absence, but who is on \
                   personal leave, without leave, suspended or seconded is not counted",
        },
        "status": "due",
        "subject": {"kind": "station", "id": Baisha::id(Baisha::STATION)},
        "responsible": "contractor",
        "expected": {"kind": "workers", "value": 3},
        "actual": {"kind": "workers", "value": 2},
        "since": "2023-06-01",
        "due_on": "2023-06-30",
        "changes_on": {
            "on": "2023-06-30",
            "to_status": "breach",
            "causes": ["staffing_date"],
            "why": {"zh": "到达配齐日期", "en": "the staffing date is reached"},
        },
        "message": {
            "zh": "驻站社工2名，最迟须自2023-06-30起配齐3名",
            "en": "resident workers: 2, required: at least 3 from 2023-06-30 on",
        },
    });
    assert_eq!(serde_json::to_value(finding).unwrap(), expected);
}

/// Ours; the database keeps it from happening.
#[test]
fn two_postings_on_a_day_are_one_too_many() {
    let mut station = Baisha::station(3);
    let span = crate::rules::periods::Span::between(day("2023-08-01"), day("2023-09-01"));
    station.workers[0].postings.push(Posting { station_id: Baisha::id(97), span });
    let s7 = |on: &str| {
        let all = judge(&station, day(on));
        all.into_iter().find(|f| f.rule == S7 && f.subject.id == Baisha::id(100)).unwrap()
    };
    assert_eq!(["2023-07-31", "2023-08-31", "2023-09-01"].map(|on| s7(on).status), [Met, Breach, Met]);
    assert_eq!((s7("2023-08-01").source.as_str(), s7("2023-08-01").since), ("ours", Some(day("2023-08-01"))));
}
