//! `private_key_jwt` (RFC 7523, draft-ietf-oauth-rfc7523bis): a machine client signs a short-lived token of its own.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use super::client::ClientId;
use crate::http::{Error, Result, codes::Code};

/// The `typ` that keeps such a token apart from every other.
const TYP: &str = "client-authentication+jwt";
/// Seconds from `iat` to `exp` at most.
const LIFETIME: i64 = 60;
/// Seconds by which the clocks may differ.
const LEEWAY: i64 = 30;

/// An assertion found good, not yet used up.
#[derive(Debug)]
pub struct Assertion {
    /// Its id, unique for the client.
    pub jti: String,
    /// Until then it must be remembered.
    pub expires_at: DateTime<Utc>,
}

/// `aud` is one text: a list would let one assertion be shown to several services.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    jti: String,
    iat: i64,
    exp: i64,
    nbf: Option<i64>,
}

/// Whom an assertion names, not verified: to find the key.
pub fn subject(token: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice::<Claims>(&payload).ok().map(|claims| claims.sub)
}

/// Verifies an assertion with the key that was registered. Errors: 401, always the same.
pub fn verify(
    key: &str,
    issuer: &str,
    client: &ClientId,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Assertion> {
    let refuse = |cause: &str| Error::new(Code::InvalidGrant).because(cause);
    let header = decode_header(token).map_err(|e| refuse(&e.to_string()))?;
    if header.typ.as_deref() != Some(TYP) || header.crit.is_some() {
        return Err(refuse("not a client assertion"));
    }
    let key = DecodingKey::from_ed_components(key).map_err(Error::internal)?;
    let claims =
        decode::<Claims>(token, &key, &validation(issuer)).map_err(|e| refuse(&e.to_string()))?.claims;
    if !is_by(&claims, client) || claims.aud != issuer || !in_time(&claims, now.timestamp()) {
        return Err(refuse("wrong client, audience or time"));
    }
    let expires_at = DateTime::from_timestamp(claims.exp, 0).unwrap_or(now);
    Ok(Assertion { jti: claims.jti, expires_at })
}

fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_audience(&[issuer]);
    // The times are compared with our own clock in `in_time`.
    validation.validate_exp = false;
    validation
}

fn is_by(claims: &Claims, client: &ClientId) -> bool {
    let same = |text: &str| ClientId::parse(text).as_ref() == Some(client);
    let id = (1..=128).contains(&claims.jti.len()) && claims.jti.bytes().all(|byte| byte.is_ascii_graphic());
    same(&claims.iss) && same(&claims.sub) && id
}

fn in_time(claims: &Claims, now: i64) -> bool {
    let soon = now.saturating_add(LEEWAY);
    let begun = claims.iat <= soon && claims.nbf.is_none_or(|nbf| nbf <= soon);
    begun && claims.exp > now && claims.exp.saturating_sub(claims.iat) <= LIFETIME
}
