use chrono::TimeDelta;

use crate::harness::{Lab, Staffed, json};

#[actix_web::test]
async fn a_change_is_told_by_field_and_a_repeat_is_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}", at.hire("1992-03-05", "labour_contract").await);
    let seen = at.manager.get(&path).await.ok();
    lab.pass(TimeDelta::milliseconds(1));
    let change = json!({"name": "王小梅", "education": "master", "birth_date": null});
    let changed = at.manager.patch(&seen, &path, &change).await.ok();
    assert_eq!(
        (&changed["name"], &changed["birth_date"], changed.etag()),
        (&json!("王小梅"), &json!(null), "\"v2\"")
    );
    let event = lab.last_event().await.to_string();
    assert!(event.contains(r#"["name","birth_date","education"]"#) && !event.contains("王小梅"), "{event}");
    let before = lab.events().await;
    let again = at.manager.patch(&changed, &path, &change).await.ok();
    assert_eq!((again.etag(), lab.events().await), ("\"v2\"", before));
}

#[actix_web::test]
async fn only_what_is_judged_is_kept_as_a_version() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}", at.hire("1992-03-05", "labour_contract").await);
    let mut seen = at.manager.get(&path).await.ok();
    for (change, versions) in [(json!({"name": "王小梅"}), 1), (json!({"education": "master"}), 2)] {
        seen = at.manager.patch(&seen, &path, &change).await.ok();
        assert_eq!(lab.number("SELECT count(*) AS n FROM worker_versions").await, versions, "{change}");
    }
}

#[actix_web::test]
async fn a_change_says_which_version_it_is_of() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}", at.hire("1992-03-05", "labour_contract").await);
    let seen = at.manager.get(&path).await.ok();
    let merge = [("content-type", "application/merge-patch+json")];
    let bare = at.manager.send("PATCH", &path, &merge, br#"{"name":"a"}"#.to_vec()).await;
    bare.problem(428, "precondition_required");
    at.manager.patch(&seen, &path, &json!({"name": "王小梅"})).await.ok();
    at.manager.patch(&seen, &path, &json!({"name": "李小梅"})).await.problem(412, "stale");
    assert_eq!(at.manager.get(&path).await.ok()["name"], "王小梅");
}

#[actix_web::test]
async fn a_name_cannot_be_removed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}", at.hire("1992-03-05", "labour_contract").await);
    let seen = at.manager.get(&path).await.ok();
    let body = json!({"name": null, "birth_date": "2023-13-01", "id": "x"});
    let faults = ["/name wrong_type", "/birth_date wrong_format", "/id unknown_field"];
    at.manager.patch(&seen, &path, &body).await.faults(&faults);
}
