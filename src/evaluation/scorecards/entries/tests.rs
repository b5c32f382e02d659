use proptest::prelude::*;
use serde_json::json;

use super::*;

fn indicator(max: &str, levels: &Value) -> Indicator {
    let one = json!({"code": "A1", "content": "funds", "name_zh": "指标", "name_en": "Indicator", "max_points": max,
        "scoring": "judged", "parties": ["bureau"], "attributable_to": ["contractor"], "levels": levels});
    serde_json::from_value(one).unwrap()
}

fn entry(points: Option<&str>, level: Option<&str>) -> Entry {
    serde_json::from_value(json!({"indicator": "A1", "points": points, "level": level})).unwrap()
}

#[test]
fn points_and_levels() {
    let levels = json!([{"name": "优秀", "points": "10.00"}, {"name": "合格", "points": "6.50"}]);
    for (points, level, expected) in [
        (Some("10"), None, Ok("10.00")),
        (Some("0"), None, Ok("0.00")),
        (Some("10.01"), None, Err("too_large")),
        (None, Some("合格"), Ok("6.50")),
        (Some("6.5"), Some("合格"), Ok("6.50")),
        (Some("6.51"), Some("合格"), Err("not_of_level")),
        (Some("11"), Some("合格"), Err("not_of_level")),
        (None, Some("良好"), Err("unknown_reference")),
        (None, None, Err("required")),
    ] {
        let found = points_of(&indicator("10.00", &levels), &entry(points, level), "");
        let found = found.map(|points| points.to_string()).map_err(|fault| fault.code.into_owned());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{points:?} {level:?}");
    }
}

#[test]
fn every_fault_is_told_at_its_place() {
    let entries = [entry(Some("11"), None), entry(Some("1"), None), entry(None, None)];
    let refused = judge(&[indicator("10.00", &Value::Null)], Party::Bureau, &entries).unwrap_err();
    let told: Vec<_> = refused.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(told, ["/points/0/points", "/points/1/indicator", "/points/2/points", "/points/2/indicator"]);
    judge(&[indicator("10.00", &Value::Null)], Party::Township, &entries[1..2]).unwrap_err();
}

proptest! {
    #[test]
    fn what_is_taken_is_never_above_the_maximum(max in 1_i32..=10_000, given in 0_i32..=10_000) {
        let text = |points: i32| indicator::points(points).unwrap().to_string();
        let found = points_of(&indicator(&text(max), &Value::Null), &entry(Some(&text(given)), None), "");
        prop_assert_eq!(found.is_ok(), given <= max);
        prop_assert!(found.is_err() || found.unwrap() <= indicator::points(max).unwrap());
    }
}
