use serde_json::{Value, json};

use super::PolicyFaultCode::{
    BandsNotDescending, BandsNotFromZero, GradeRepeated, NotOneWhole, OutOfRange, PartsNotStandard,
    SourceMissing,
};
use super::*;
use crate::rules::policy::AgreementGrade;
use crate::rules::policy::tests::with;

fn faults(body: Value) -> Vec<(String, PolicyFaultCode)> {
    let policy: Policy = serde_json::from_value(body).unwrap();
    let faults = policy.validate().into_iter();
    faults.map(|fault| (fault.pointer, fault.code)).collect()
}

#[test]
fn the_plan_is_a_policy_without_fault() {
    assert_eq!(Policy::default().validate(), []);
}

#[test]
fn says_what_is_wrong_and_where() {
    let third = json!({"third_party": "0.60", "bureau": "0.30", "township": "0.0999"});
    let cases = [
        ("/weights/value", third, "/weights/value", NotOneWhole),
        ("/later_split/value/county", json!("0.99"), "/later_split/value", NotOneWhole),
        ("/annual_weights/value/final", json!("0.51"), "/annual_weights/value", NotOneWhole),
        ("/min_resident_workers/value", json!(0), "/min_resident_workers/value", OutOfRange),
        ("/report_due_day/value", json!(29), "/report_due_day/value", OutOfRange),
        (
            "/clocks/mandatory_report_hours/value",
            json!(25),
            "/clocks/mandatory_report_hours/value",
            OutOfRange,
        ),
        ("/labour/value", json!("162000.01"), "/standard_per_station/value", PartsNotStandard),
        ("/labour/source", json!(" "), "/labour/source", SourceMissing),
        ("/grade_bands/value/3/from", json!("1"), "/grade_bands/value", BandsNotFromZero),
        ("/grade_bands/value", json!([]), "/grade_bands/value", BandsNotFromZero),
        ("/grade_bands/value/1/from", json!("90"), "/grade_bands/value", BandsNotDescending),
        ("/grade_bands/value/1/grade", json!("pass"), "/grade_bands/value", GradeRepeated),
    ];
    for (pointer, value, at, code) in cases {
        let found = faults(with(pointer, value));
        assert_eq!(found, [(at.to_owned(), code)], "{pointer}");
    }
}

#[test]
fn an_optional_value_needs_its_source_too() {
    let policy = Policy {
        agreement_grade: Some(PolicyValue { value: AgreementGrade::Lowest, source: String::new() }),
        ..Policy::default()
    };
    let pointers: Vec<_> = policy.validate().into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/agreement_grade/source"]);
}

/// The list of sources is written by hand; this finds a value it has forgotten.
#[test]
fn no_source_is_forgotten() {
    fn blank(value: &mut Value) -> usize {
        let Some(object) = value.as_object_mut() else {
            return 0;
        };
        if let Some(source) = object.get_mut("source") {
            *source = json!("");
            return 1;
        }
        object.values_mut().map(blank).sum()
    }
    let mut body = serde_json::to_value(Policy::default()).unwrap();
    let values = blank(&mut body);
    assert_eq!(faults(body).len(), values);
}
