use crate::harness::{Lab, Value, json, small_framework};

/// The framework with these members in its first indicator.
fn first(members: &Value) -> Value {
    let mut body = small_framework(4);
    let one = body["indicators"][0].as_object_mut().unwrap();
    one.extend(members.as_object().unwrap().clone());
    body
}

fn share(points: &str) -> Value {
    json!({"kind": "share", "parts": [{"points": points, "counted": "reports_on_time", "of": "reports_due"}]})
}

#[actix_web::test]
async fn a_measure_and_levels_are_read_as_they_were_drafted() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let levels = json!([{"name": "好", "points": "25.00"}, {"name": "差", "points": "5.00"}]);
    let body = first(&json!({"scoring": "computed", "measure": share("25.00"), "levels": levels}));
    let draft = admin.post("/evaluation-frameworks", &body).await.created();
    let one = &draft["indicators"][0];
    assert_eq!((&one["measure"], &one["levels"]), (&share("25.00"), &levels));
    assert_eq!(draft["indicators"][1]["measure"], Value::Null);
}

#[actix_web::test]
async fn a_measure_is_checked_member_by_member() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let bands =
        json!({"kind": "bands", "bands": [{"up_to": 5, "points": "1"}, {"up_to": 4, "points": "26"}]});
    let body = first(&json!({"scoring": "computed", "measure": bands}));
    admin.post("/evaluation-frameworks", &body).await.faults(&[
        "/indicators/0/measure/fact required",
        "/indicators/0/measure/bands/1/up_to not_open",
        "/indicators/0/measure too_large",
    ]);
    let strange = json!({"kind": "magic", "facts": ["weather"], "colour": "red"});
    admin.post("/evaluation-frameworks", &first(&json!({"measure": strange}))).await.faults(&[
        "/indicators/0/measure/kind unknown_value",
        "/indicators/0/measure/facts/0 unknown_value",
        "/indicators/0/measure/colour unknown_field",
    ]);
}

#[actix_web::test]
async fn a_measure_fits_the_scoring() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let listed = json!({"kind": "listed", "facts": ["logs"]});
    for (scoring, measure) in
        [("judged", share("5")), ("computed", listed.clone()), ("mixed", listed.clone())]
    {
        let body = first(&json!({"scoring": scoring, "measure": measure}));
        let fault = ["/indicators/0/measure/kind not_of_scoring"];
        admin.post("/evaluation-frameworks", &body).await.faults(&fault);
    }
    admin.post("/evaluation-frameworks", &first(&json!({"measure": listed}))).await.created();
    let mixed = first(&json!({"scoring": "mixed", "measure": share("10")}));
    admin.post("/evaluation-frameworks", &mixed).await.created();
}

#[actix_web::test]
async fn levels_are_named_once_the_best_first_within_the_points() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let levels = json!([{"name": "好", "points": "26"}, {"name": "好", "points": "20"}, {"name": "差", "points": "20"}]);
    admin.post("/evaluation-frameworks", &first(&json!({"levels": levels}))).await.faults(&[
        "/indicators/0/levels/0/points too_large",
        "/indicators/0/levels/1/name repeated",
        "/indicators/0/levels/2/points not_descending",
    ]);
}

#[actix_web::test]
async fn what_is_computed_is_published_with_a_measure_of_its_full_points() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for (measure, code) in [(Value::Null, "required"), (share("24.99"), "too_small")] {
        let body = first(&json!({"scoring": "computed", "measure": measure}));
        let draft = admin.post("/evaluation-frameworks", &body).await.created();
        let path = format!("/evaluation-frameworks/{}/publication", draft.id());
        let refused = admin.move_on(&draft, &path, &json!({})).await.problem(409, "conflict");
        let fault = &refused["errors"][0];
        assert_eq!((&fault["pointer"], &fault["code"]), (&json!("/indicators/0/measure"), &json!(code)));
    }
}

#[actix_web::test]
async fn each_partys_own_maximum_is_shown_and_scaled_to_100() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(2)).await.created();
    let township = &draft["party_maxima"][2];
    assert_eq!((&township["party"], &township["indicators"]), (&json!("township"), &json!(2)));
    assert_eq!((&township["own_maximum"], &township["scaled_to"]), (&json!("50.00"), &json!("100.00")));
    assert_eq!(draft["party_maxima"][0]["own_maximum"], "100.00");
}
