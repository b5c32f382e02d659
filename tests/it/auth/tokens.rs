use std::time::{Duration, SystemTime};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use stations::auth::{keys, role::Role};

use crate::harness::{Lab, PASSWORD, Value, json, text};

type Change = Box<dyn Fn(&mut Value)>;

fn without(name: &'static str) -> Change {
    Box::new(move |claims| {
        claims.as_object_mut().unwrap().remove(name);
    })
}

fn with(name: &'static str, value: Value) -> Change {
    Box::new(move |claims| claims[name] = value.clone())
}

/// The claims of a token.
pub fn payload(token: &str) -> Value {
    let part = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&part).unwrap()
}

/// A token of these parts, signed or not.
pub fn raw(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

/// Signed by our own key, so that only the one thing changed is wrong.
pub fn ours(lab: &Lab, header: impl Fn(&mut Header), claims: &Value) -> String {
    let keys = lab.shared.keys.current();
    let key = keys.signing().unwrap();
    let mut head =
        Header { typ: Some("at+jwt".into()), kid: Some(key.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    header(&mut head);
    encode(&head, claims, &key.encoding).unwrap()
}

async fn refused(lab: &Lab, name: &str, token: &str, expected: &mut Option<Value>) {
    let mut answer = lab.with_token(token).get("/me").await;
    assert_eq!(answer.status, 401, "{name}: {}", answer.body);
    answer.body.as_object_mut().unwrap().remove("request_id");
    assert_eq!(expected.get_or_insert(answer.body.clone()), &answer.body, "{name}");
}

#[actix_web::test]
async fn claims_that_are_missing_or_wrong_are_all_refused_alike() {
    let lab = Lab::new().await;
    let good = payload(lab.bureau_officer().await.token.as_deref().unwrap());
    lab.with_token(&ours(&lab, |_| {}, &good)).get("/me").await.ok();
    let now = lab.now().timestamp();
    let mut expected = None;
    for name in ["exp", "nbf", "iss", "aud", "sub", "iat", "jti", "county"] {
        let wrong_types = [json!(null), json!({}), json!([1]), json!("x"), json!(-1.5)];
        let changes =
            [without(name)].into_iter().chain(wrong_types.into_iter().map(|value| with(name, value)));
        for (n, change) in changes.enumerate() {
            let mut claims = good.clone();
            change(&mut claims);
            refused(&lab, &format!("{name} {n}"), &ours(&lab, |_| {}, &claims), &mut expected).await;
        }
    }
    for (name, value) in [
        ("exp", json!(now)),
        ("exp", json!(now + 86_400)),
        ("nbf", json!(now + 60)),
        ("iat", json!(now + 60)),
        ("aud", json!(["social-work-stations"])),
        ("session", json!(null)),
        ("county", json!("469025\0")),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        refused(&lab, name, &ours(&lab, |_| {}, &claims), &mut expected).await;
    }
}

#[actix_web::test]
async fn headers_that_lie_are_all_refused_alike() {
    let lab = Lab::new().await;
    let good = lab.bureau_officer().await.token.unwrap();
    let claims = payload(&good);
    let signature = good.rsplit('.').next().unwrap();
    let kid = lab.shared.keys.current().signing().unwrap().kid.clone();
    let jwks = lab.anyone().get("//.well-known/jwks.json").await.ok();
    let public = URL_SAFE_NO_PAD.decode(jwks["keys"][0]["x"].as_str().unwrap()).unwrap();
    let head =
        |alg: Algorithm| Header { typ: Some("at+jwt".into()), kid: Some(kid.clone()), ..Header::new(alg) };
    let hs = encode(&head(Algorithm::HS256), &claims, &EncodingKey::from_secret(&public)).unwrap();
    let directory = std::env::temp_dir().join(format!("stations-foreign-{kid}"));
    let foreign = keys::KeyRing::open(&directory).unwrap();
    let signed_elsewhere =
        encode(&head(Algorithm::EdDSA), &claims, &foreign.current().signing().unwrap().encoding).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    let mut expected = None;
    for (name, token) in [
        ("none", raw(&json!({"alg": "none", "typ": "at+jwt", "kid": kid}), &claims, "")),
        ("hs256", hs),
        ("foreign key", signed_elsewhere),
        ("typ JWT", ours(&lab, |head| head.typ = Some("JWT".into()), &claims)),
        ("no typ", ours(&lab, |head| head.typ = None, &claims)),
        ("kid", ours(&lab, |head| head.kid = Some("other".into()), &claims)),
        ("kid path", ours(&lab, |head| head.kid = Some("../keys/1.pem".into()), &claims)),
        ("no kid", ours(&lab, |head| head.kid = None, &claims)),
        (
            "jku",
            raw(&json!({"alg": "EdDSA", "typ": "at+jwt", "kid": kid, "jku": "http://x"}), &claims, signature),
        ),
        ("long", format!("{good}{}", "A".repeat(6000))),
        ("empty", String::new()),
        ("dots", "..".into()),
    ] {
        refused(&lab, name, &token, &mut expected).await;
    }
}

#[actix_web::test]
async fn a_refresh_token_is_no_access_token() {
    let lab = Lab::new().await;
    lab.zhang(Role::BureauOfficer).await;
    let tokens = lab.sign_in("zhang@469025", PASSWORD).await.ok();
    lab.with_token(&text(&tokens, "refresh_token")).get("/me").await.problem(401, "unauthenticated");
    lab.refresh(&text(&tokens, "access_token")).await.problem(401, "invalid_grant");
}

#[actix_web::test]
async fn a_new_key_is_published_before_it_signs_and_nobody_is_signed_out() {
    let lab = Lab::new().await;
    let (ring, old) = (&lab.shared.keys, lab.bureau_officer().await);
    let first = ring.current().signing().unwrap().kid.clone();
    keys::write_key(&lab.shared.config.keys_dir.join("2.pem")).unwrap();
    ring.reload(SystemTime::now()).unwrap();
    assert_eq!(ring.current().signing().unwrap().kid, first);
    ring.reload(SystemTime::now() + Duration::from_mins(11)).unwrap();
    assert_ne!(ring.current().signing().unwrap().kid, first);
    let jwks = lab.anyone().get("//.well-known/jwks.json").await.ok();
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 2);
    lab.pass_seconds(2);
    old.get("/me").await.ok();
    lab.bureau_officer().await.get("/me").await.ok();
}
