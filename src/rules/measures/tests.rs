use super::*;
use crate::rules::scoring::Points;

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

/// The measure of an indicator of the first framework, as its file says it.
fn of(code: &str) -> (Measure, Points, Option<ZeroDenominator>) {
    let text = include_str!("../../../data/baisha/evaluation_indicators.csv");
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let head = csv.headers().unwrap().clone();
    let row = csv.records().map(Result::unwrap).find(|row| &row[0] == code).unwrap();
    let cell = |name: &str| row[head.iter().position(|one| one == name).unwrap()].to_owned();
    let zero = serde_json::from_value(cell("zero_denominator").into()).ok();
    (serde_json::from_str(&cell("measure")).unwrap(), points(&cell("max_points")), zero)
}

/// What is proposed when the facts that the measure names, in its order, have these values.
fn proposed(code: &str, values: &[Option<u64>]) -> Option<String> {
    let (measure, max, zero) = of(code);
    let names = measure.facts();
    assert_eq!(names.len(), values.len(), "{code}");
    let fact = |name| values[names.iter().position(|one| *one == name).unwrap()];
    propose(&measure, max, zero, fact).map(|points| points.to_string())
}

/// 七（二）, by hand; the facts stand in the order of each measure.
#[test]
fn every_indicator_of_the_first_framework_by_hand() {
    let cases: &[(&str, &[u64], Option<&str>)] = &[
        ("A2", &[276, 276], Some("6.00")),
        ("A2", &[184, 276], Some("4.00")),
        ("A2", &[275, 276], Some("5.98")), // 5.978…
        ("A2", &[0, 276], Some("0.00")),
        ("A2", &[0, 0], Some("6.00")),
        ("A3", &[1, 3], Some("1.33")), // 1.333…
        ("A3", &[2, 3], Some("2.67")), // 2.666…
        ("A3", &[0, 0], Some("4.00")),
        ("A4", &[0], Some("2.00")),
        ("A4", &[15], Some("2.00")),
        ("A4", &[16], Some("1.00")),
        ("A4", &[30], Some("1.00")),
        ("A4", &[31], Some("0.00")),
        ("A6", &[15, 15], Some("6.00")),
        ("A6", &[8, 10], Some("3.20")), // of 15 at least
        ("A6", &[18, 20], Some("5.40")),
        ("A6", &[0, 0], Some("0.00")), // 0 of 15, no 0 ÷ 0
        ("B1", &[2, 3], Some("2.67")),
        ("B1", &[0, 0], Some("4.00")),
        ("B2", &[30, 40, 20], Some("3.25")), // 3 × 3/4 + 2 × 1/2
        ("B2", &[1, 3, 1], Some("1.67")),    // 1 + 0.666…, rounded once
        ("B2", &[0, 0, 0], Some("0.00")),
        ("C1", &[60, 120], Some("2.50")),
        ("C1", &[130, 120], Some("5.00")), // more than all is all
        ("C1", &[0, 0], None),
        ("C2", &[1, 3, 1, 3], Some("2.33")), // 4/3 + 3/3 = 2.333…
        ("C2", &[3, 4, 0, 0], Some("3.00")), // no goal: nought of 3
        ("C2", &[0, 0, 0, 0], Some("0.00")),
        ("C3", &[5, 6], Some("4.17")), // 4.1666…
        ("C3", &[0, 0], Some("0.00")),
        ("C4", &[3, 4], Some("3.00")),
        ("C4", &[0, 0], Some("4.00")),
        ("A1", &[0], None), // only shown
    ];
    for (code, values, expected) in cases {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        assert_eq!(proposed(code, &values).as_deref(), *expected, "{code} {values:?}");
    }
}

#[test]
fn an_unknown_fact_gives_no_proposal() {
    assert_eq!(proposed("A2", &[None, Some(276)]), None);
    assert_eq!(proposed("A2", &[Some(276), None]), None);
    assert_eq!(proposed("A4", &[None]), None);
    assert_eq!(proposed("C2", &[Some(1), Some(1), None, Some(1)]), None);
}

/// 1.005 is half a hundredth up.
#[test]
fn half_a_hundredth_goes_up() {
    let measure = r#"{"kind":"share","parts":[{"points":"2.01","counted":"logs","of":"cases"}]}"#;
    let measure: Measure = serde_json::from_str(measure).unwrap();
    let fact = |name| Some(if name == FactName::Logs { 1 } else { 2 });
    assert_eq!(propose(&measure, points("2.01"), None, fact), Some(points("1.01")));
}

#[test]
fn everything_wrong_with_a_measure_is_told() {
    let told = |json: &str| {
        let measure: Measure = serde_json::from_str(json).unwrap();
        let faults = measure.faults();
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>()
    };
    assert_eq!(told(r#"{"kind":"share"}"#), ["/parts required"]);
    assert_eq!(
        told(r#"{"kind":"listed","facts":["logs","logs"],"fact":"logs"}"#),
        ["/fact not_of_kind", "/facts/1 repeated"]
    );
    let bands = r#"{"kind":"bands","fact":"logs","bands":[{"up_to":5,"points":"2"},{"up_to":5,"points":"1"},{"points":"1"},{"up_to":9,"points":"0"}]}"#;
    assert_eq!(
        told(bands),
        ["/bands/1/up_to not_ascending", "/bands/2/up_to required", "/bands/3/up_to not_open"]
    );
    for code in ["A1", "A2", "A4", "B2"] {
        assert_eq!(of(code).0.faults(), [], "{code}");
    }
}

#[test]
fn a_measure_is_worth_its_parts_or_its_best_band() {
    assert_eq!(of("C2").0.worth(), Some(700));
    assert_eq!(of("A4").0.worth(), Some(200));
    assert_eq!(of("A1").0.worth(), None);
}
