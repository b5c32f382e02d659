//! What is sealed of a submitted card: the whole of it, in canonical form (RFC 8785), a random nonce included.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    evaluation::model::Party,
    http::{
        Error, Result,
        text::{Line, Reason},
    },
    rules::scoring::Points,
};

/// A trace file by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    /// The attachment.
    pub id: Uuid,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What was given for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEntry {
    /// Code of the indicator.
    pub indicator: String,
    /// Points.
    pub points: Points,
    /// The level they were given by.
    pub level: Option<Line>,
    /// A remark.
    pub comment: Option<Reason>,
    /// What was computed when scoring began.
    pub proposal: Option<Points>,
    /// Why the party departs from it.
    pub departure: Option<Reason>,
    /// Trace files.
    pub attachments: Vec<SealedFile>,
}

/// An edition of a card as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The framework it is judged by.
    pub framework_id: Uuid,
    /// Whose card it is.
    pub party: Party,
    /// Which edition of the card, from 1.
    pub edition: i32,
    /// Whether no other party's card could be read when it was made.
    pub blind: bool,
    /// What was given, in the order of the indicators' codes.
    pub entries: Vec<SealedEntry>,
    /// Whose account prepared it, where another approved it.
    pub prepared_by: Option<Uuid>,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Whose account submitted.
    pub submitted_by: Uuid,
    /// 32 random bytes in hexadecimal: without it the points could be guessed from the seal.
    pub nonce: String,
}

impl Sealed {
    /// The canonical form, byte for byte what is sealed.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        serde_json_canonicalizer::to_vec(self).map_err(Error::internal)
    }

    /// Reads the canonical form back.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// All its trace files.
    pub fn files(&self) -> impl Iterator<Item = Uuid> {
        self.entries.iter().flat_map(|entry| entry.attachments.iter().map(|file| file.id))
    }
}

/// SHA-256 over the canonical form.
pub fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}
