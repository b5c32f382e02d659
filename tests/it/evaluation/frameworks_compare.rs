use chrono::TimeDelta;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, json, small_framework};

fn path(id: Uuid, rest: &str) -> String {
    format!("/evaluation-frameworks/{id}{rest}")
}

/// The next version: I0 has fewer points, I3 is replaced by N1, the township scores I1 no more, and I2 stands before I1.
async fn next(lab: &Lab, admin: &Persona<'_>) -> (Uuid, Answer) {
    let id = lab.published_framework(&small_framework(4)).await;
    let draft = admin.post(&path(id, "/derivation"), &json!({"name": "第二版"})).await.created();
    let mut body = json!({"name": "第二版", "indicators": draft["indicators"]});
    body["indicators"][0]["max_points"] = json!("20.00");
    body["indicators"][1]["parties"] = json!(["third_party", "bureau"]);
    body["indicators"][3]["code"] = json!("N1");
    body["indicators"].as_array_mut().unwrap().swap(1, 2);
    lab.pass(TimeDelta::milliseconds(1));
    let changed = admin.put_over(&draft, &path(draft.id(), ""), &body).await.ok();
    (id, changed)
}

#[actix_web::test]
async fn a_version_is_compared_with_what_it_was_derived_from() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (id, next) = next(&lab, &admin).await;
    let told = admin.get(&path(next.id(), "/comparison")).await.ok();
    assert_eq!((&told["framework_id"], &told["with"]), (&json!(next.id()), &json!(id)));
    assert_eq!((&told["added"], &told["removed"]), (&json!(["N1"]), &json!(["I3"])));
    let changed = told["changed"].as_array().unwrap();
    let codes: Vec<_> = changed.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["I0", "I2", "I1"]);
    assert_eq!(changed[0]["fields"], json!([{"field": "max_points", "before": "25.00", "after": "20.00"}]));
    assert_eq!(changed[1]["fields"], json!([{"field": "position", "before": 3, "after": 2}]));
}

#[actix_web::test]
async fn points_of_contents_and_parties_are_told_before_and_after() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (id, next) = next(&lab, &admin).await;
    let told = admin.get(&path(next.id(), &format!("/comparison?with={id}"))).await.ok();
    let implementation = json!({"content": "implementation", "before": "25.00", "after": "20.00"});
    assert_eq!(told["contents"][0], implementation);
    let township = json!({"party": "township", "before": "100.00", "after": "70.00"});
    assert_eq!(told["parties"][2], township);
}

#[actix_web::test]
async fn a_framework_compared_with_itself_is_the_same() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let admin = lab.bureau_admin().await;
    let told = admin.get(&path(id, &format!("/comparison?with={id}"))).await.ok();
    assert_eq!((&told["added"], &told["removed"], &told["changed"]), (&json!([]), &json!([]), &json!([])));
}

#[actix_web::test]
async fn what_is_not_there_is_not_compared() {
    let lab = Lab::new().await;
    let id = lab.published_framework(&small_framework(4)).await;
    let admin = lab.bureau_admin().await;
    let nobody = Uuid::nil();
    admin.get(&path(id, &format!("/comparison?with={nobody}"))).await.problem(404, "not_found");
    admin.get(&path(nobody, &format!("/comparison?with={id}"))).await.problem(404, "not_found");
    // It was derived from nothing.
    admin.get(&path(id, "/comparison")).await.problem(404, "not_found");
    admin.get(&path(id, "/comparison?with=x")).await.problem(422, "invalid");
}
