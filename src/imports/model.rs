//! Rows of imports, as the API shows them and as the job that runs them reads them.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json},
    http::Result,
    schema::imports,
    tables::{Tabular, import::ImportMode},
    text_enum,
};

text_enum! {
    /// What is imported.
    ImportKind {
        /// Service logs.
        ServiceLogs = "service_logs", "服务记录", "Service logs";
    }
}

text_enum! {
    /// How far an import is.
    ImportState {
        /// It waits for its turn.
        Queued = "queued", "排队中", "Waiting";
        /// Its rows are judged or written.
        Running = "running", "进行中", "Running";
        /// Every row that could be written is; of a dry run, every row is judged.
        Done = "done", "已完成", "Done";
        /// Nothing was written, because of its faults.
        Refused = "refused", "未导入", "Refused";
        /// It ended early: the file broke off, or we failed; rows counted as written stay.
        Failed = "failed", "中途失败", "Failed";
        /// Somebody ended it; rows counted as written stay.
        Cancelled = "cancelled", "已取消", "Cancelled";
    }
}

/// An import of many rows and how far it is.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct ImportJob {
    /// Id of the import.
    pub id: Uuid,
    /// What is imported.
    pub kind: ImportKind,
    /// How far it is.
    pub state: ImportState,
    /// Whether the rows are only checked.
    pub dry_run: bool,
    /// What happens when some rows are at fault.
    pub mode: ImportMode,
    /// Rows judged so far; it begins again when all of them are written after all of them were judged.
    #[schema(example = 12_000)]
    pub rows_read: i64,
    /// Rows without a fault.
    #[schema(example = 11_990)]
    pub rows_valid: i64,
    /// Rows at fault: `GET /imports/{id}/faults`.
    #[schema(example = 10)]
    pub rows_faulty: i64,
    /// Valid rows that were recorded before, exactly so; they are not written again.
    #[schema(example = 0)]
    pub rows_known: i64,
    /// Rows written; while all rows or none are written, they last from the moment at which it is done.
    #[schema(example = 11_990)]
    pub rows_written: i64,
    /// The account that asked for it.
    pub recorded_by: Uuid,
    /// When it was asked for.
    pub recorded_at: DateTime<Utc>,
    /// When it was begun.
    #[schema(required)]
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
}

impl Tabular for ImportJob {
    const NAME: &'static str = "imports";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "kind",
        "state",
        "dry_run",
        "mode",
        "rows_read",
        "rows_valid",
        "rows_faulty",
        "rows_known",
        "rows_written",
        "recorded_by",
        "recorded_at",
        "started_at",
        "ended_at",
    ];
}

impl ImportJob {
    /// Where it is read.
    pub fn path(&self) -> String {
        format!("/api/v1/imports/{}", self.id)
    }
}

/// What the job that runs an import must know of it besides.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct Order {
    /// SHA-256 of the file, as it came.
    pub file_hash: Vec<u8>,
    /// Kind of the table, as the ending of a file.
    pub format: String,
    /// The stations that its rows may belong to.
    pub stations: Json<Vec<Uuid>>,
    /// Whether every row was judged once.
    pub judged: bool,
    /// How often it was begun.
    pub attempts: i32,
    /// The role of the account that asked for it.
    pub recorded_as: String,
    /// The request that brought it.
    pub request_id: Uuid,
}

/// The imports within reach: those all of whose stations the caller reaches.
pub fn visible(reach: &Reach) -> imports::BoxedQuery<'_, Pg> {
    let rows = imports::table.filter(imports::county_code.eq(&reach.county)).into_boxed();
    match reach.only_stations() {
        Some(only) => rows.filter(imports::stations.is_contained_by(Json(only.to_vec()))),
        None => rows,
    }
}

/// One import within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<ImportJob> {
    let one = visible(reach).filter(imports::id.eq(id)).select(ImportJob::as_select());
    Ok(one.first(&mut conn).await?)
}
