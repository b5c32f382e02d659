//! Rows of merges.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{http::Versioned, schema::client_merges, tables::Tabular};

/// A merge of two registrations.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_merges, treat_none_as_default_value = false)]
pub struct ClientMerge {
    /// Id of the merge.
    pub id: Uuid,
    /// The registration that stands for both.
    pub survivor_id: Uuid,
    /// The registration that is no longer listed.
    pub merged_id: Uuid,
    /// Why; names nobody.
    pub reason: String,
    /// Who merged.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was undone; null while it stands.
    pub undone_at: Option<DateTime<Utc>>,
    /// Why it was undone.
    pub undo_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for ClientMerge {
    const NAME: &'static str = "client-merges";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "survivor_id",
        "merged_id",
        "reason",
        "recorded_by",
        "recorded_at",
        "undone_at",
        "undo_reason",
        "version",
    ];
}

impl Versioned for ClientMerge {
    fn version(&self) -> i32 {
        self.version
    }
}
