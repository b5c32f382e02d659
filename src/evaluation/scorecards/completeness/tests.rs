use serde_json::json;

use super::*;

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

fn indicator(materials: Option<&str>) -> Indicator {
    let one = json!({"code": "A1", "content": "funds", "name_zh": "指标", "name_en": "Indicator", "max_points": "10.00",
        "scoring": "mixed", "parties": ["bureau"], "attributable_to": ["contractor"], "materials": materials});
    serde_json::from_value(one).unwrap()
}

fn given(text: &str, departure: Option<&str>, files: usize) -> GivenPoints {
    GivenPoints {
        indicator: "A1".into(),
        points: points(text),
        level: None,
        comment: None,
        proposal: None,
        departure: departure.map(|why| why.to_owned().try_into().unwrap()),
        attachments: vec![uuid::Uuid::nil(); files],
    }
}

#[test]
fn what_an_indicator_lacks() {
    use MissingPart::{Departure, Points, TraceFile};
    let all = [
        // Points given, proposal, reason, files, materials to be handed in: what is missing.
        (None, Some("5.00"), None, 0, Some("照片"), vec![Points]),
        (Some("5.00"), Some("5.00"), None, 0, None, vec![]),
        (Some("5.01"), Some("5.00"), None, 0, None, vec![Departure]),
        (Some("5.01"), Some("5.00"), Some("漏计"), 0, None, vec![]),
        (Some("5.01"), None, None, 0, None, vec![]),
        (Some("0.00"), Some("0.01"), None, 1, Some("照片"), vec![Departure]),
        (Some("5.00"), Some("5.00"), None, 0, Some("照片"), vec![TraceFile]),
        (Some("5.01"), Some("5.00"), None, 0, Some("照片"), vec![Departure, TraceFile]),
        (Some("5.00"), None, None, 2, Some("照片"), vec![]),
    ];
    for (n, (points_given, proposal, why, files, materials, expected)) in all.into_iter().enumerate() {
        let card: Vec<GivenPoints> = points_given.map(|text| given(text, why, files)).into_iter().collect();
        let missing = of_indicator(&indicator(materials), proposal.map(points), &card);
        let parts: Vec<MissingPart> = missing.iter().map(|one| one.missing).collect();
        assert_eq!(parts, expected, "row {n}");
        assert!(missing.iter().all(|one| one.hint == (one.missing == TraceFile)), "row {n}");
        assert_eq!(judge(&missing).is_ok(), missing.iter().all(|one| one.hint), "row {n}");
    }
}
