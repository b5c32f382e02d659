//! Access tokens: `EdDSA` JWT of a quarter of an hour. They say who, never what he may: roles are read from the database.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{is_home, keys::KeySet};
use crate::{
    http::{
        codes::Code,
        error::{Error, Result},
    },
    sabotage::{Protection, is_off},
};

/// Seconds an access token lives.
pub const LIFETIME: i64 = 900;
/// `aud` of every access token.
pub const AUDIENCE: &str = "social-work-stations";
const TYP: &str = "at+jwt";
const LEEWAY: u64 = 30;

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer: the installation.
    pub iss: String,
    /// Always [`AUDIENCE`].
    pub aud: String,
    /// User or machine client.
    pub sub: Uuid,
    /// Home of the account: a county, a province or the installation.
    pub county: String,
    /// The sign-in this came from; none for a machine client.
    pub session: Option<Uuid>,
    /// What a machine client asked for of its scopes; none for a user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Issued, not before, expires: seconds since 1970.
    pub iat: i64,
    /// Not valid before.
    pub nbf: i64,
    /// Not valid after.
    pub exp: i64,
    /// Unique id of the token.
    pub jti: Uuid,
}

impl Claims {
    /// Claims of a token that begins now.
    pub fn begin(
        issuer: &str,
        county: &str,
        sub: Uuid,
        session: Option<Uuid>,
        now: DateTime<Utc>,
        jti: Uuid,
    ) -> Self {
        let at = now.timestamp();
        let (iss, aud, county) = (issuer.to_owned(), AUDIENCE.to_owned(), county.to_owned());
        Self {
            iss,
            aud,
            sub,
            county,
            session,
            scope: None,
            iat: at,
            nbf: at,
            exp: at.saturating_add(LIFETIME),
            jti,
        }
    }
}

/// Signs. Errors: no key.
pub fn sign(keys: &KeySet, claims: &Claims) -> Result<String> {
    let key = keys.signing().ok_or_else(|| Error::internal("no signing key"))?;
    let header =
        Header { typ: Some(TYP.into()), kid: Some(key.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    encode(&header, claims, &key.encoding).map_err(Error::internal)
}

/// Verifies signature, algorithm, type, issuer, audience, times and lifetime. Errors: 401, always the same.
pub fn verify(keys: &KeySet, issuer: &str, token: &str, now: DateTime<Utc>) -> Result<Claims> {
    let refuse = |cause: &str| Error::new(Code::Unauthenticated).because(cause);
    let header = decode_header(token).map_err(|e| refuse(&e.to_string()))?;
    if header.typ.as_deref() != Some(TYP) || header.crit.is_some() {
        return Err(refuse("not an access token"));
    }
    let key = header.kid.as_deref().and_then(|kid| keys.find(kid)).ok_or_else(|| refuse("unknown kid"))?;
    let claims = decode::<Claims>(token, &key.decoding, &validation(issuer))
        .map_err(|e| refuse(&e.to_string()))?
        .claims;
    if !is_home(&claims.county) {
        return Err(refuse("not a county"));
    }
    if !current(&claims, now) && !is_off(Protection::Times) {
        return Err(refuse("outside its time"));
    }
    Ok(claims)
}

fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    // The times are compared with our own clock in `current`.
    validation.validate_exp = false;
    validation.leeway = LEEWAY;
    validation
}

/// Whether the token is within its time, which is at most [`LIFETIME`].
pub fn current(claims: &Claims, now: DateTime<Utc>) -> bool {
    let (at, leeway) = (now.timestamp(), i64::try_from(LEEWAY).unwrap_or_default());
    claims.exp > at
        && claims.nbf <= at.saturating_add(leeway)
        && claims.iat <= at.saturating_add(leeway)
        && claims.exp.saturating_sub(claims.iat) <= LIFETIME
}
