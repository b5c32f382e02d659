use super::fixture::{Baisha, day};
use super::*;
use crate::rules::finding::RuleCode::{S1, S2, S3, S4, S6};
use crate::rules::finding::Status::{Breach, Due, Met, NotApplicable, Unknown};
use crate::rules::finding::gravest;

#[test]
fn one_finding_for_the_station_and_four_for_each_worker_posted() {
    let mut station = Baisha::station(3);
    station.workers[1].postings[0].span.from = day("2023-08-01");
    let rules: Vec<_> = judge(&station, day("2023-07-01"))
        .into_iter()
        .map(|finding| (finding.rule, finding.subject.id))
        .collect();
    let [here, first, third] = [Baisha::STATION, 100, 102].map(Baisha::id);
    let of = |worker| [S2, S3, S4, S6].map(|rule| (rule, worker));
    let expected = [vec![(S1, here)], of(first).to_vec(), of(third).to_vec()].concat();
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
    assert_eq!(findings.len(), 13);
}

/// What a front-end reads.
#[test]
fn a_finding_speaks_for_itself() {
    let station = Baisha::station(2);
    let finding = judge(&station, day("2023-06-10")).remove(0);
    let expected = serde_json::json!({
        "rule": "S1",
        "rule_version": 1,
        "source": "六（三）",
        "reading": {
            "zh": "计入：当日驻站且与协议承接主体订有劳动合同的社工，不论其是否符合S3至S6",
            "en": "counted: who is posted here and has a labour contract with the agreement's \
                   contractor that day, whatever S3 to S6 say",
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
