use stations::auth::role::Role;

use crate::harness::{Lab, PASSWORD, json, text};

#[actix_web::test]
async fn an_account_is_made_with_a_password_shown_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let body = json!({"username": "li", "display_name": "李", "role": "township_officer", "township_code": "469025100"});
    let made = admin.post("/users", &body).await.created();
    lab.sign_in("li@469025", &text(&made, "password")).await.ok();
    let seen = admin.get(&format!("/users/{}", made.id())).await.ok();
    assert!(seen["password"].is_null() && seen["password_hash"].is_null());
    admin.post("/users", &body).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn a_role_needs_what_it_belongs_to() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let agency = lab.organisation("evaluation_agency", 3).await;
    for (role, more, fault) in [
        ("township_officer", json!(null), "/township_code required"),
        ("auditor", json!("469025100"), "/township_code not_allowed"),
        ("township_officer", json!("469026100"), "/township_code unknown_reference"),
        ("station_lead", json!(null), "/worker_id required"),
        ("province_viewer", json!(null), "403"),
        ("platform_admin", json!(null), "403"),
    ] {
        let body = json!({"username": "li", "display_name": "李", "role": role, "township_code": more});
        let answer = admin.post("/users", &body).await;
        if fault == "403" {
            answer.problem(403, "forbidden")
        } else {
            answer.faults(&[fault])
        };
    }
    let body = json!({"username": "li", "display_name": "李", "role": "contractor_manager", "organisation_id": agency});
    admin.post("/users", &body).await.faults(&["/organisation_id unknown_reference"]);
}

#[actix_web::test]
async fn the_platform_names_the_county_and_nobody_else_does() {
    let lab = Lab::new().await;
    let platform = lab.person(Role::PlatformAdmin).await;
    let body =
        |role: &str| json!({"username": "li", "display_name": "李", "role": role, "password": PASSWORD});
    platform.post("/users?county=469025", &body("bureau_admin")).await.created();
    platform.post("/users?county=469025", &body("platform_admin")).await.faults(&["/role wrong_home"]);
    platform.post("/users?county=999999", &body("bureau_admin")).await.problem(404, "not_found");
    platform.post("/users", &body("platform_admin")).await.created();
    lab.bureau_admin().await.post("/users?county=460000", &body("auditor")).await.problem(404, "not_found");
    lab.bureau_officer().await.post("/users", &body("auditor")).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn another_countys_account_does_not_exist_here() {
    let lab = Lab::new().await;
    let platform = lab.person(Role::PlatformAdmin).await;
    lab.bureau_admin().await.get(&format!("/users/{}", platform.id)).await.problem(404, "not_found");
    platform.get(&format!("/users/{}", platform.id)).await.ok();
}

#[actix_web::test]
async fn the_list_filters_and_pages() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    lab.bureau_officer().await;
    assert_eq!(admin.get("/users?role=bureau_officer").await.ok().items().len(), 1);
    assert_eq!(admin.get("/users?active=false").await.ok().items().len(), 0);
    let first = admin.get("/users?limit=1").await.ok();
    let second = admin.get(&format!("/users?limit=1&after={}", text(&first, "next"))).await.ok();
    assert_ne!(first.items()[0]["id"], second.items()[0]["id"]);
}

#[actix_web::test]
async fn disabling_or_another_role_signs_out_at_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let path = format!("/users/{}", lab.zhang(Role::BureauOfficer).await);
    for change in [json!({"role": "auditor"}), json!({"disabled": true})] {
        let tokens = lab.sign_in("zhang@469025", PASSWORD).await.ok();
        let own = lab.with_token(&text(&tokens, "access_token"));
        own.get("/me").await.ok();
        let before = lab.events().await;
        admin.patch(&admin.get(&path).await.ok(), &path, &change).await.ok();
        assert_eq!(lab.events().await, before + 1);
        lab.pass_seconds(2);
        own.get("/me").await.problem(401, "unauthenticated");
        lab.refresh(&text(&tokens, "refresh_token")).await.problem(401, "invalid_grant");
    }
    lab.sign_in("zhang@469025", PASSWORD).await.problem(401, "invalid_grant");
    admin.patch(&admin.get(&path).await.ok(), &path, &json!({"disabled": false})).await.ok();
    lab.sign_in("zhang@469025", PASSWORD).await.ok();
}

#[actix_web::test]
async fn nobody_disables_or_demotes_himself() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let path = format!("/users/{}", admin.id);
    let (seen, before) = (admin.get(&path).await.ok(), lab.events().await);
    for change in [json!({"disabled": true}), json!({"role": "auditor"})] {
        admin.patch(&seen, &path, &change).await.problem(403, "forbidden");
    }
    admin.patch(&seen, &path, &json!({"display_name": null})).await.is(422);
    admin.patch(&seen, &path, &json!({})).await.ok();
    assert_eq!(lab.events().await, before);
}
