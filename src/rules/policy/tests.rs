use serde_json::{Value, json};

use super::*;

pub(super) fn with(pointer: &str, value: Value) -> Value {
    let mut body = serde_json::to_value(Policy::default()).unwrap();
    *body.pointer_mut(pointer).unwrap() = value;
    body
}

#[test]
fn every_value_cites_the_plan_only_for_what_the_plan_says() {
    let body = serde_json::to_value(Policy::default()).unwrap();
    let cases = [
        ("/min_resident_workers", json!({"value": 3, "source": "六（三）"})),
        ("/max_age/years", json!({"value": 45, "source": "六（三）"})),
        ("/max_age/judged_at", json!({"value": "first_posting", "source": "ours"})),
        ("/min_education", json!({"value": "associate_degree", "source": "六（三）"})),
        ("/certificate_grace_months", json!({"value": 24, "source": "六（三）"})),
        ("/health_interval_months", json!({"value": 12, "source": "ours"})),
        ("/standard_per_station", json!({"value": "220000.00", "source": "四"})),
        ("/labour", json!({"value": "162000.00", "source": "四"})),
        ("/operations", json!({"value": "58000.00", "source": "四"})),
        ("/min_labour_share/share", json!({"value": "0.70", "source": "四"})),
        ("/first_year_split", json!({"value": {"province": "0.50", "county": "0.50"}, "source": "四"})),
        ("/report_due_day", json!({"value": 26, "source": "九（二）"})),
        ("/report_period", json!({"value": "between_due_days", "source": "ours"})),
        (
            "/weights",
            json!({
                "value": {"third_party": "0.60", "bureau": "0.30", "township": "0.10"},
                "source": "七（二）",
            }),
        ),
        ("/scoring_model", json!({"value": "weighted", "source": "七（二）"})),
        ("/annual_weights", json!({"value": {"mid_term": "0.50", "final": "0.50"}, "source": "ours"})),
        ("/clocks/complaint_working_days", json!({"value": 15, "source": "ours"})),
    ];
    for (pointer, expected) in cases {
        assert_eq!(body.pointer(pointer), Some(&expected), "{pointer}");
    }
    assert_eq!(body.get("agreement_grade"), None);
}

#[test]
fn a_policy_survives_the_journey() {
    let body = serde_json::to_value(Policy::default()).unwrap();
    assert_eq!(serde_json::from_value::<Policy>(body).unwrap(), Policy::default());
}

#[test]
fn what_is_unknown_or_inexact_is_refused() {
    let mut unknown = serde_json::to_value(Policy::default()).unwrap();
    unknown["min_age"] = json!(18);
    let cases = [
        unknown,
        with("/weights/value/bureau", json!(0.3)),
        with("/labour/value", json!(162_000)),
        with("/scoring_model/value", json!("Weighted")),
        with("/clocks/contest_days", json!({"value": 10, "source": "ours", "unit": "days"})),
        with("/min_resident_workers/value", json!(-1)),
    ];
    for body in cases {
        assert!(serde_json::from_value::<Policy>(body.clone()).is_err(), "{body}");
    }
}
