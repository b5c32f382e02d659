//! What the canonical bytes of an event say, read back.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The members of an event's body (version 1).
#[derive(Debug, Deserialize)]
pub struct Body {
    /// Id of the event.
    pub id: Uuid,
    /// County it belongs to.
    pub county: String,
    /// The instant of the transaction.
    pub at: DateTime<Utc>,
    /// Who; none for what nobody signed in for.
    pub actor: Option<Uuid>,
    /// The role of who.
    pub role: Option<String>,
    /// What, as `station.registered`.
    pub action: String,
    /// What it happened to.
    pub subject: Subject,
    /// What changed.
    pub changes: Value,
    /// The request, as in the access log.
    pub request_id: Uuid,
}

/// What an event happened to.
#[derive(Debug, Deserialize)]
pub struct Subject {
    /// As `station`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

impl Body {
    /// Reads the bytes. Errors: they are not a body.
    pub fn read(bytes: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(bytes)
    }
}
