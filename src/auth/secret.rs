//! Secrets that the service itself makes: 256 random bits, so a plain SHA-256 is enough to keep them by.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::http::clock::random;

/// A new secret, base64url.
pub fn new_secret() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// What is kept of a secret.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Whether this is the secret that was kept, in constant time.
pub fn fits(secret: &str, kept: &[u8]) -> bool {
    hash(secret).ct_eq(kept).into()
}
