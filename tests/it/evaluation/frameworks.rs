use crate::harness::{Lab, json, small_framework};

#[actix_web::test]
async fn a_county_begins_with_the_plans_indicators_as_a_draft_that_can_be_published() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let list = admin.get("/evaluation-frameworks").await.ok();
    let head = &list.items()[0];
    assert_eq!(
        (&head["name"], &head["state"]),
        (&json!("乡镇社工站评估指标体系（第一版）"), &json!("draft"))
    );
    let path = format!("/evaluation-frameworks/{}", head["id"].as_str().unwrap());
    let draft = admin.get(&path).await.ok();
    let mut plan = csv::Reader::from_path("data/baisha/evaluation_indicators.csv").unwrap();
    let codes: Vec<String> = plan.records().map(|row| row.unwrap()[0].to_owned()).collect();
    let found: Vec<&str> =
        draft["indicators"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(found, codes);
    let published = admin.move_on(&draft, &format!("{path}/publication"), &json!({})).await.ok();
    assert_eq!(
        (&published["state"], &published["published_on"]),
        (&json!("published"), &json!("2023-07-03"))
    );
}

#[actix_web::test]
async fn a_published_framework_is_not_published_again() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let (admin, path) = (lab.bureau_admin().await, format!("/evaluation-frameworks/{id}"));
    let (seen, before) = (admin.get(&path).await.ok(), lab.events().await);
    admin.move_on(&seen, &format!("{path}/publication"), &json!({})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn publication_tells_everything_that_is_wrong() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let mut body = small_framework(0);
    body["indicators"][0]["parties"] = json!([]);
    body["indicators"][3]["content"] = json!("performance");
    body["indicators"][3]["max_points"] = json!("24.99");
    let draft = admin.post("/evaluation-frameworks", &body).await.created();
    let path = format!("/evaluation-frameworks/{}/publication", draft.id());
    let refused = admin.move_on(&draft, &path, &json!({})).await.problem(409, "conflict");
    let codes: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["not_100", "content_missing", "party_idle", "too_few"]);
}

#[actix_web::test]
async fn publication_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let path = format!("/evaluation-frameworks/{}/publication", draft.id());
    admin.post(&path, &json!({})).await.problem(428, "precondition_required");
    admin.send("POST", &path, &[("if-match", "\"v7\"")], vec![]).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_draft_is_checked_field_by_field() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let mut body = small_framework(4);
    body["indicators"][0]["max_points"] = json!("２５");
    body["indicators"][1]["content"] = json!("other");
    body["indicators"][2]["colour"] = json!("red");
    admin.post("/evaluation-frameworks", &body).await.faults(&[
        "/indicators/0/max_points wrong_format",
        "/indicators/1/content unknown_value",
        "/indicators/2/colour unknown_field",
    ]);
    let mut body = small_framework(4);
    body["indicators"][1]["code"] = json!("I0");
    body["indicators"][2]["max_points"] = json!("0");
    let faults = ["/indicators/1/code repeated", "/indicators/2/max_points too_small"];
    admin.post("/evaluation-frameworks", &body).await.faults(&faults);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_bureau_in_charge_drafts() {
    let lab = Lab::new().await;
    lab.bureau_officer()
        .await
        .post("/evaluation-frameworks", &small_framework(4))
        .await
        .problem(403, "forbidden");
}

#[actix_web::test]
async fn a_framework_drafted_twice_under_one_key_is_one() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let first = admin.post_once("k", "/evaluation-frameworks", &small_framework(4)).await.created();
    let again = admin.post_once("k", "/evaluation-frameworks", &small_framework(4)).await.created();
    assert_eq!(first.id(), again.id());
    assert_eq!(admin.get("/evaluation-frameworks").await.ok().items().len(), 2);
}
