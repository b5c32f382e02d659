use chrono::TimeDelta;
use uuid::Uuid;

use crate::harness::{Lab, json, small_framework};

fn path(id: Uuid, rest: &str) -> String {
    format!("/evaluation-frameworks/{id}{rest}")
}

#[actix_web::test]
async fn a_draft_is_changed_as_a_whole() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let mut body = small_framework(2);
    body["name"] = json!("新体系");
    body["indicators"].as_array_mut().unwrap().pop();
    lab.pass(TimeDelta::milliseconds(1));
    let changed = admin.put_over(&draft, &path(draft.id(), ""), &body).await.ok();
    assert_eq!((&changed["name"], &changed["version"]), (&json!("新体系"), &json!(2)));
    assert_eq!(changed["indicators"].as_array().unwrap().len(), 3);
    assert_eq!(admin.get(&path(draft.id(), "")).await.ok().body, changed.body);
    assert_eq!(lab.event("framework.changed").await["changes"]["indicators"], 3);
}

#[actix_web::test]
async fn a_published_framework_is_not_changed() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let admin = lab.bureau_admin().await;
    let (seen, before) = (admin.get(&path(id, "")).await.ok(), lab.events().await);
    admin.put_over(&seen, &path(id, ""), &small_framework(2)).await.problem(409, "conflict");
    assert_eq!(admin.get(&path(id, "")).await.ok().body, seen.body);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn who_changes_a_draft_has_read_it() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let way = path(draft.id(), "");
    admin.put(&way, &small_framework(2)).await.problem(428, "precondition_required");
    lab.pass(TimeDelta::milliseconds(1));
    admin.put_over(&draft, &way, &small_framework(2)).await.ok();
    admin.put_over(&draft, &way, &small_framework(3)).await.problem(412, "stale");
    let officer = lab.bureau_officer().await;
    officer.put_over(&draft, &way, &small_framework(3)).await.problem(403, "forbidden");
    admin.put_over(&draft, &path(Uuid::nil(), ""), &small_framework(3)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_change_that_is_at_fault_leaves_the_draft() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let mut body = small_framework(4);
    body["indicators"][1]["code"] = json!("I0");
    body["indicators"][2]["measure"] = json!({"kind": "listed"});
    let faults = ["/indicators/1/code repeated", "/indicators/2/measure/facts required"];
    admin.put_over(&draft, &path(draft.id(), ""), &body).await.faults(&faults);
    assert_eq!(admin.get(&path(draft.id(), "")).await.ok().body, draft.body);
}

#[actix_web::test]
async fn the_next_version_begins_as_the_former_one() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let admin = lab.bureau_admin().await;
    let next = admin.post(&path(id, "/derivation"), &json!({"name": "第二版"})).await.created();
    assert_eq!((&next["state"], &next["derived_from"]), (&json!("draft"), &json!(id)));
    assert_eq!(next["name"], "第二版");
    let former = admin.get(&path(id, "")).await.ok();
    assert_eq!((&next["indicators"], &former["derived_from"]), (&former["indicators"], &json!(null)));
    assert_eq!(next.headers["location"], format!("/api/v1{}", path(next.id(), "")));
    assert_eq!(lab.event("framework.drafted").await["changes"]["derived_from"], json!(id));
}

#[actix_web::test]
async fn a_draft_has_no_next_version() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let draft = admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let before = lab.events().await;
    admin.post(&path(draft.id(), "/derivation"), &json!({"name": "第二版"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_version_is_derived_by_the_bureau_in_charge_of_what_there_is() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let (admin, name) = (lab.bureau_admin().await, json!({"name": "第二版"}));
    lab.bureau_officer().await.post(&path(id, "/derivation"), &name).await.problem(403, "forbidden");
    admin.post(&path(Uuid::nil(), "/derivation"), &name).await.problem(404, "not_found");
    admin.post(&path(id, "/derivation"), &json!({})).await.faults(&["/name required"]);
    assert_eq!(
        lab.number("SELECT count(*) AS n FROM evaluation_frameworks WHERE derived_from IS NOT NULL").await,
        0
    );
}

#[actix_web::test]
async fn a_version_derived_twice_under_one_key_is_one() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let (admin, name) = (lab.bureau_admin().await, json!({"name": "第二版"}));
    let first = admin.post_once("k", &path(id, "/derivation"), &name).await.created();
    assert_eq!(admin.post_once("k", &path(id, "/derivation"), &name).await.created().id(), first.id());
}
