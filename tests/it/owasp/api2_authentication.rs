//! API2: every closed route refuses every bad token with the same words.

use serde_json::Value;
use stations::{auth::role::Role, routes};

use crate::{
    auth::tokens::{ours, payload, raw},
    harness::{Answer, BAISHA, Lab, PASSWORD, json, text},
    two_counties::walk::{NOTHING, path_with, send},
};

/// Tokens that were good once, or nearly are.
async fn bad(lab: &Lab) -> Vec<(&'static str, Option<String>)> {
    let good = lab.bureau_officer().await.token.unwrap();
    let claims = payload(&good);
    let kid = lab.shared.keys.current().signing().unwrap().kid.clone();
    let signature = good.rsplit('.').next().unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        ours(lab, |_| {}, &claims)
    };
    let now = lab.now().timestamp();
    let (disabled, ended) = (lab.bureau_officer().await, lab.bureau_officer().await);
    lab.run(&format!("UPDATE users SET disabled_at = now() WHERE id = '{}'", disabled.id)).await;
    lab.run(&format!("UPDATE sessions SET ended_at = now() WHERE user_id = '{}'", ended.id)).await;
    lab.zhang(Role::BureauOfficer).await;
    let refresh = text(&lab.sign_in("zhang@469025", PASSWORD).await.ok(), "refresh_token");
    vec![
        ("none at all", None),
        ("empty", Some(String::new())),
        ("alg none", Some(raw(&json!({"alg": "none", "typ": "at+jwt", "kid": kid}), &claims, ""))),
        (
            "another claim",
            Some(raw(
                &json!({"alg": "EdDSA", "typ": "at+jwt", "kid": kid}),
                &json!({"county": BAISHA}),
                signature,
            )),
        ),
        ("unknown kid", Some(ours(lab, |head| head.kid = Some("' OR 1=1 --".into()), &claims))),
        ("expired", Some(with("exp", json!(now - 1)))),
        ("not yet", Some(with("nbf", json!(now + 3600)))),
        ("another audience", Some(with("aud", json!("another")))),
        ("another issuer", Some(with("iss", json!("https://evil.example")))),
        ("an array for a subject", Some(with("sub", json!([disabled.id])))),
        ("of nobody", Some(with("sub", json!(NOTHING)))),
        ("of another county", Some(with("county", json!("469026")))),
        ("of a disabled account", disabled.token),
        ("of a session that ended", ended.token),
        ("a refresh token", Some(refresh)),
    ]
}

/// What a refusal says, but for the id of the request.
fn said(answer: &Answer) -> Value {
    let mut body = answer.body.clone();
    body.as_object_mut().unwrap().remove("request_id");
    body
}

#[actix_web::test]
async fn every_closed_route_refuses_every_bad_token_alike() {
    let lab = Lab::new().await;
    let tokens = bad(&lab).await;
    let (before, mut first, mut tried) = (lab.events().await, None, 0);
    let body = ("application/json".to_owned(), json!({}));
    for endpoint in routes::all().iter().filter(|endpoint| endpoint.action.is_some()) {
        let path = path_with(endpoint, NOTHING, BAISHA);
        for (name, token) in &tokens {
            let mut somebody = lab.anyone();
            somebody.token.clone_from(token);
            let answer = send(&somebody, endpoint, &path, &body).await;
            let what = format!("{name}: {} {path} {} {}", endpoint.method, answer.status, answer.body);
            assert_eq!((answer.status, &answer["code"]), (401, &json!("unauthenticated")), "{what}");
            assert_eq!(answer.headers["www-authenticate"], "Bearer", "{what}");
            assert_eq!(first.get_or_insert_with(|| said(&answer)), &said(&answer), "{what}");
            tried += 1;
        }
    }
    assert!(tried > 4000, "{tried}");
    assert_eq!(lab.events().await, before, "a refusal changes nothing");
}
