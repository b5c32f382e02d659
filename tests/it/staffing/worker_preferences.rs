//! What the plan prefers and never asks for: major, social-work major, in-province graduate and training base (六（三）).

use crate::harness::{Lab, Staffed, json};

#[actix_web::test]
async fn a_worker_is_registered_with_what_the_plan_prefers() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"name": "符海燕", "major": " 社会工作 ", "social_work_major": true, "in_province_graduate": true,
        "in_province_training_base": false, "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    let made = at.manager.post("/workers", &body).await.created();
    assert_eq!((&made["major"], &made["social_work_major"]), (&json!("社会工作"), &json!(true)));
    assert_eq!(made["in_province_graduate"], true);
    assert_eq!(
        at.manager.get(&format!("/workers/{}", made.id())).await.ok()["in_province_training_base"],
        false
    );
}

#[actix_web::test]
async fn what_is_left_out_is_not_known() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let seen = at.manager.get(&format!("/workers/{worker}")).await.ok();
    for member in ["major", "social_work_major", "in_province_graduate", "in_province_training_base"] {
        assert!(seen[member].is_null(), "{member}");
    }
}

#[actix_web::test]
async fn a_patch_sets_and_removes_them_and_the_event_names_the_fields_only() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}", at.hire("1992-03-05", "labour_contract").await);
    let seen = at.manager.get(&path).await.ok();
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let change = json!({"major": "汉语言文学", "social_work_major": false, "in_province_graduate": true});
    let changed = at.manager.patch(&seen, &path, &change).await.ok();
    assert_eq!((&changed["major"], &changed["in_province_graduate"]), (&json!("汉语言文学"), &json!(true)));
    let event = lab.last_event().await.to_string();
    assert!(event.contains("in_province_graduate") && !event.contains("汉语言文学"), "{event}");
    let removed = at.manager.patch(&changed, &path, &json!({"major": null})).await.ok();
    assert!(removed["major"].is_null());
}

#[actix_web::test]
async fn no_verdict_asks_for_them() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    let before = at.verdict("").await["findings"].clone();
    let path = format!("/workers/{worker}");
    let seen = at.manager.get(&path).await.ok();
    let change = json!({"major": "数学", "social_work_major": false, "in_province_graduate": false});
    at.manager.patch(&seen, &path, &change).await.ok();
    assert_eq!(at.verdict("").await["findings"], before);
}

#[actix_web::test]
async fn an_erased_worker_has_no_major_any_more() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let path = format!("/workers/{worker}");
    let seen = at.manager.get(&path).await.ok();
    let changed = at.manager.patch(&seen, &path, &json!({"major": "社会工作"})).await.ok();
    lab.run("UPDATE employments SET valid_to = '2023-07-01'").await;
    let ground = json!({"ground": "retention_ended"});
    let admin = lab.bureau_admin().await;
    let erased = admin.move_on(&changed, &format!("{path}/erasure"), &ground).await.ok();
    assert!(erased["major"].is_null());
    assert_eq!(lab.lines("SELECT count(major)::text AS line FROM workers").await, ["0"]);
}

#[actix_web::test]
async fn a_major_is_one_line() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"name": "符海燕", "major": "社会\n工作", "social_work_major": "yes",
        "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    at.manager
        .post("/workers", &body)
        .await
        .faults(&["/major wrong_format", "/social_work_major wrong_type"]);
}
