//! The seal of a submitted card: SHA-256 over its canonical form (RFC 8785), a random nonce included.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::view::GivenPoints;
use crate::{
    evaluation::model::Party,
    http::{Error, Result},
};

/// What is sealed: these members of the card, exactly as the API shows them.
#[derive(Debug, Serialize)]
pub struct Sealed<'a> {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Whose card it is.
    pub party: Party,
    /// The points, in the order of the indicators' codes.
    pub points: &'a [GivenPoints],
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Whose account submitted.
    pub submitted_by: Uuid,
    /// 32 random bytes in hexadecimal: without it the points could be guessed from the seal.
    pub nonce: String,
}

impl Sealed<'_> {
    /// SHA-256 over the canonical form.
    pub fn seal(&self) -> Result<[u8; 32]> {
        let canonical = serde_json_canonicalizer::to_vec(self).map_err(Error::internal)?;
        Ok(Sha256::digest(canonical).into())
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
