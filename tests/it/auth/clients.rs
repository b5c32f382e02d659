use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey as _};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use stations::http::clock::random;

use crate::harness::{Answer, Lab, Value, json, text};

const JWT: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

async fn by_secret(lab: &Lab, id: &str, secret: &str) -> Answer {
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    lab.anyone().form("/auth/token", &fields).await
}

#[actix_web::test]
async fn a_client_does_what_its_scopes_say_until_it_is_revoked() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let body = json!({"name": "省平台", "role": "bureau_officer", "scopes": ["stations.read"]});
    let made = admin.post("/machine-clients", &body).await.created();
    let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
    by_secret(&lab, &id, "wrong").await.problem(401, "invalid_grant");
    let token = by_secret(&lab, &id, &secret).await.ok();
    assert!(token["refresh_token"].is_null());
    let system = lab.with_token(&text(&token, "access_token"));
    system.get("/stations").await.ok();
    system.get("/me").await.problem(403, "forbidden");
    let path = format!("/machine-clients/{}", made.id());
    let seen = admin.get(&path).await.ok();
    assert!(seen["client_secret"].is_null());
    admin.send("POST", &format!("{path}/revocation"), &[("if-match", seen.etag())], vec![]).await.ok();
    lab.pass_seconds(2);
    system.get("/stations").await.problem(401, "unauthenticated");
    by_secret(&lab, &id, &secret).await.problem(401, "invalid_grant");
}

#[actix_web::test]
async fn a_token_may_be_asked_for_with_fewer_scopes() {
    let lab = Lab::new().await;
    let body = json!({"name": "x", "role": "bureau_officer", "scopes": ["stations.read", "me.read"]});
    let made = lab.bureau_admin().await.post("/machine-clients", &body).await.created();
    let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
    let ask = async |scope: &str| {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &id),
            ("client_secret", &secret),
            ("scope", scope),
        ];
        lab.anyone().form("/auth/token", &fields).await
    };
    let token = ask("me.read").await.ok();
    let system = lab.with_token(&text(&token, "access_token"));
    assert_eq!(system.get("/me").await.ok()["actions"], json!([{"action": "me.read", "extent": "own"}]));
    system.get("/stations").await.problem(403, "forbidden");
    ask("users.read").await.faults(&["/scope not_granted"]);
}

#[actix_web::test]
async fn scopes_are_what_the_role_holds() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let body = json!({"name": "x", "role": "auditor", "scopes": ["audit.read", "users.manage", "no.such"]});
    admin.post("/machine-clients", &body).await.faults(&["/scopes/1 not_held", "/scopes/2 not_held"]);
    let body = json!({"name": "x", "role": "platform_admin", "scopes": ["users.read"]});
    admin.post("/machine-clients", &body).await.problem(403, "forbidden");
    lab.bureau_officer().await.post("/machine-clients", &body).await.problem(403, "forbidden");
}

fn assertion(key: &SigningKey, typ: &str, claims: &Value) -> String {
    let header = Header { typ: Some(typ.into()), ..Header::new(Algorithm::EdDSA) };
    encode(&header, claims, &EncodingKey::from_ed_der(key.to_pkcs8_der().unwrap().as_bytes())).unwrap()
}

#[actix_web::test]
async fn a_signed_assertion_works_once_and_only_as_it_should_be() {
    let lab = Lab::new().await;
    let key = SigningKey::from_bytes(&random());
    let x = base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        key.verifying_key().as_bytes(),
    );
    let body = json!({"name": "x", "role": "auditor", "scopes": ["me.read"],
        "public_key_jwk": {"kty": "OKP", "crv": "Ed25519", "x": x}});
    let made = lab.bureau_admin().await.post("/machine-clients", &body).await.created();
    assert!(made["client_secret"].is_null());
    let (id, now) = (text(&made, "client_id"), lab.now().timestamp());
    let aud = lab.shared.config.public_url.clone();
    let good = json!({"iss": id, "sub": id, "aud": aud, "jti": "1", "iat": now, "exp": now + 60});
    let ask = async |token: String| {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT),
            ("client_assertion", &token),
        ];
        lab.anyone().form("/auth/token", &fields).await
    };
    let typ = "client-authentication+jwt";
    for (name, value) in [
        ("aud", json!([aud])),
        ("aud", json!("other")),
        ("exp", json!(now + 61)),
        ("exp", json!(now)),
        ("iss", json!("x")),
        ("jti", json!("")),
        ("iat", json!(now + 120)),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        ask(assertion(&key, typ, &claims)).await.problem(401, "invalid_grant");
    }
    ask(assertion(&key, "JWT", &good)).await.problem(401, "invalid_grant");
    ask(assertion(&SigningKey::from_bytes(&random()), typ, &good)).await.problem(401, "invalid_grant");
    let token = ask(assertion(&key, typ, &good)).await.ok();
    lab.with_token(&text(&token, "access_token")).get("/me").await.ok();
    ask(assertion(&key, typ, &good)).await.problem(401, "invalid_grant");
}
