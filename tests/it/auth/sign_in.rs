use stations::auth::role::Role;

use crate::harness::{Lab, PASSWORD, json, text};

#[actix_web::test]
async fn a_sign_in_gives_tokens_and_an_event() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let before = lab.events().await;
    let tokens = lab.sign_in("zhang@469025", PASSWORD).await.ok();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(900)));
    let me = lab.with_token(&text(&tokens, "access_token")).get("/me").await.ok();
    assert_eq!((&me["role"], &me["county"]), (&json!("bureau_officer"), &json!("469025")));
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let mut bodies = Vec::new();
    for name in ["zhang@469025", "nobody@469025", "zhang@469026", "zhang"] {
        let mut answer = lab.sign_in(name, "wrong").await.problem(401, "invalid_grant");
        answer.body.as_object_mut().unwrap().remove("request_id");
        bodies.push(answer.body);
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
}

#[actix_web::test]
async fn missing_and_strange_fields_are_told_by_name() {
    let lab = Lab::new().await;
    let anyone = lab.anyone();
    anyone
        .form("/auth/token", &[("grant_type", "password")])
        .await
        .faults(&["/username required", "/password required"]);
    anyone
        .form("/auth/token", &[("grant_type", "implicit"), ("x", "1")])
        .await
        .faults(&["/grant_type unknown_value", "/x unknown_field"]);
    let nul = [("grant_type", "password"), ("username", "a\0b"), ("password", "x")];
    anyone.form("/auth/token", &nul).await.faults(&["/username wrong_format"]);
}

#[actix_web::test]
async fn wrong_passwords_slow_the_name_down_and_a_right_one_forgives() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    for name in ["zhang@469025", "nobody@469025"] {
        for _ in 0..5 {
            lab.sign_in(name, "wrong").await.problem(401, "invalid_grant");
        }
        let slowed = lab.sign_in(name, PASSWORD).await.problem(429, "too_many_requests");
        assert_eq!(slowed.headers["retry-after"], "1");
    }
    lab.pass_seconds(1);
    lab.sign_in("zhang@469025", PASSWORD).await.ok();
    lab.sign_in("zhang@469025", "wrong").await.problem(401, "invalid_grant");
    lab.sign_in("zhang@469025", PASSWORD).await.ok();
}

#[actix_web::test]
async fn the_wait_doubles() {
    let lab = Lab::new().await;
    for wait in [0, 0, 0, 0, 0, 1, 2, 4] {
        lab.pass_seconds(wait);
        lab.sign_in("nobody@469025", "wrong").await.problem(401, "invalid_grant");
    }
    let slowed = lab.sign_in("nobody@469025", "wrong").await.problem(429, "too_many_requests");
    assert_eq!(slowed.headers["retry-after"], "8");
}

#[actix_web::test]
async fn a_refresh_token_changes_and_an_answer_may_be_lost() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let first = text(&lab.sign_in("zhang@469025", PASSWORD).await.ok(), "refresh_token");
    let lost = text(&lab.refresh(&first).await.ok(), "refresh_token");
    let again = text(&lab.refresh(&first).await.ok(), "refresh_token");
    assert!(first != lost && lost != again);
    lab.refresh(&again).await.ok();
}

#[actix_web::test]
async fn any_other_reuse_ends_the_session() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let tokens = lab.sign_in("zhang@469025", PASSWORD).await.ok();
    let (first, access) = (text(&tokens, "refresh_token"), text(&tokens, "access_token"));
    let second = text(&lab.refresh(&first).await.ok(), "refresh_token");
    let third = text(&lab.refresh(&second).await.ok(), "refresh_token");
    let before = lab.events().await;
    lab.refresh(&first).await.problem(401, "invalid_grant");
    assert_eq!(lab.events().await, before + 1);
    lab.refresh(&third).await.problem(401, "invalid_grant");
    lab.pass_seconds(2);
    lab.with_token(&access).get("/me").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_session_ends_after_twelve_hours_however_often_refreshed() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let first = text(&lab.sign_in("zhang@469025", PASSWORD).await.ok(), "refresh_token");
    lab.pass_seconds(12 * 3600 - 60);
    let last = lab.refresh(&first).await.ok();
    assert_eq!(last["expires_in"], 60);
    lab.pass_seconds(60);
    lab.refresh(&text(&last, "refresh_token")).await.problem(401, "invalid_grant");
}

#[actix_web::test]
async fn signing_out_ends_the_session_by_either_token_or_the_bearer() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    for by in ["refresh_token", "access_token", ""] {
        let tokens = lab.sign_in("zhang@469025", PASSWORD).await.ok();
        let own = lab.with_token(&text(&tokens, "access_token"));
        own.get("/me").await.ok();
        match by {
            "" => own.send("POST", "/auth/revocation", &[], vec![]).await.ok(),
            by => lab.anyone().form("/auth/revocation", &[("token", &text(&tokens, by))]).await.ok(),
        };
        lab.pass_seconds(2);
        own.get("/me").await.problem(401, "unauthenticated");
        lab.refresh(&text(&tokens, "refresh_token")).await.problem(401, "invalid_grant");
    }
    lab.anyone().form("/auth/revocation", &[("token", "nonsense")]).await.ok();
    lab.anyone().form("/auth/revocation", &[]).await.faults(&["/token required"]);
}

#[actix_web::test]
async fn a_new_password_ends_the_other_sessions() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let (own, other) =
        (lab.sign_in("zhang@469025", PASSWORD).await.ok(), lab.sign_in("zhang@469025", PASSWORD).await.ok());
    let own = lab.with_token(&text(&own, "access_token"));
    let new = "green-ladder-on-the-hill-9";
    let body = json!({"username": "zhang@469025", "old_password": PASSWORD, "new_password": new});
    own.post("/auth/password", &body).await.is(204);
    lab.pass_seconds(2);
    own.get("/me").await.ok();
    lab.refresh(&text(&other, "refresh_token")).await.problem(401, "invalid_grant");
    lab.sign_in("zhang@469025", PASSWORD).await.problem(401, "invalid_grant");
    lab.sign_in("zhang@469025", new).await.ok();
}

#[actix_web::test]
async fn a_new_password_has_rules() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    for (new, fault) in [
        ("short", "/new_password too_short"),
        ("password1234", "/new_password too_common"),
        (PASSWORD, "/new_password unchanged"),
    ] {
        let body = json!({"username": "zhang@469025", "old_password": PASSWORD, "new_password": new});
        lab.anyone().post("/auth/password", &body).await.faults(&[fault]);
    }
    let body =
        json!({"username": "zhang@469025", "old_password": "wrong", "new_password": "green-ladder-hill-9"});
    lab.anyone().post("/auth/password", &body).await.problem(401, "invalid_grant");
}

#[actix_web::test]
async fn an_old_password_expires_under_the_profile_that_says_so() {
    let lab = Lab::with(&[("PASSWORD_PROFILE", "mlps3")]).await;
    lab.zhang(Role::BureauOfficer).await;
    lab.pass_seconds(91 * 86400);
    lab.sign_in("zhang@469025", PASSWORD).await.problem(403, "password_expired");
    let body =
        json!({"username": "zhang@469025", "old_password": PASSWORD, "new_password": "Green-ladder-hill-9"});
    lab.anyone().post("/auth/password", &body).await.is(204);
    lab.sign_in("zhang@469025", "Green-ladder-hill-9").await.ok();
}

#[actix_web::test]
async fn code_lists_hold_every_enum_and_need_no_account() {
    let lab = Lab::new().await;
    let lists = lab.anyone().get("/code-lists").await.ok();
    let role = lists.items().iter().find(|list| list["name"] == "role").unwrap();
    assert_eq!(
        role["values"][2],
        json!({"code": "bureau_admin", "zh": "民政局管理员", "en": "Bureau administrator"})
    );
}
