//! An attachment: one person's upload of one content.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use object_store::path::Path;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{media_type::MediaType, store, uses::AttachedTo};
use crate::{
    http::hex::hex,
    schema::{attachment_uses, attachments},
};

/// A file that somebody uploaded. It has no name: names of files carry names of people.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = attachments)]
pub struct Attachment {
    /// Id of the attachment.
    pub id: Uuid,
    /// SHA-256 of its bytes, in hexadecimal digits.
    #[serde(serialize_with = "as_hex")]
    #[schema(value_type = String, pattern = "^[0-9a-f]{64}$")]
    pub sha256: Vec<u8>,
    /// Bytes.
    #[schema(minimum = 1)]
    pub size: i64,
    /// What kind of file it is, by its content.
    pub media_type: MediaType,
    /// When it was uploaded. A file that belongs to nothing is kept for a day from then.
    pub recorded_at: DateTime<Utc>,
}

impl Attachment {
    /// Where its bytes are.
    pub fn key(&self, county: &str) -> Path {
        store::key(county, &self.sha256)
    }
}

fn as_hex<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex(bytes))
}

/// Something that an attachment belongs to.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = attachment_uses)]
pub struct AttachmentUse {
    /// What kind of thing.
    #[diesel(column_name = subject_kind)]
    pub kind: AttachedTo,
    /// Id of the thing.
    #[diesel(column_name = subject_id)]
    pub id: Uuid,
    /// Its station, if it has one.
    pub station_id: Option<Uuid>,
}

/// An attachment with what it belongs to, as far as the caller may see that.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttachmentView {
    /// The attachment.
    #[serde(flatten)]
    pub attachment: Attachment,
    /// What it belongs to.
    pub uses: Vec<AttachmentUse>,
}
