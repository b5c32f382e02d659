//! The public key of a machine client: Ed25519, as PEM or as JWK.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{VerifyingKey, pkcs8::DecodePublicKey as _};
use serde::Deserialize;
use utoipa::ToSchema;

/// An Ed25519 public key as JWK (RFC 8037).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientJwk {
    /// Key type.
    #[schema(pattern = "^OKP$", example = "OKP")]
    pub kty: String,
    /// Curve.
    #[schema(pattern = "^Ed25519$", example = "Ed25519")]
    pub crv: String,
    /// The key, base64url.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$", example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    pub x: String,
    /// Not used.
    #[schema(max_length = 100)]
    pub kid: Option<String>,
    /// Not used.
    #[schema(max_length = 100)]
    pub alg: Option<String>,
    /// Not used.
    #[serde(rename = "use")]
    #[schema(max_length = 100)]
    pub usage: Option<String>,
}

/// The key in the one form that is kept, base64url; none when it is no usable Ed25519 key.
pub fn of_pem(pem: &str) -> Option<String> {
    VerifyingKey::from_public_key_pem(pem).ok().and_then(|key| kept(&key))
}

/// The same, of a JWK.
pub fn of_jwk(jwk: &ClientJwk) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(&jwk.x).ok()?;
    VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok().and_then(|key| kept(&key))
}

fn kept(key: &VerifyingKey) -> Option<String> {
    (!key.is_weak()).then(|| URL_SAFE_NO_PAD.encode(key.as_bytes()))
}
