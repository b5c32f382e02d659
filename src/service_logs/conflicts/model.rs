//! Rows of conflicts.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, planned::among},
    http::{Error, Result, Tx, Versioned},
    personal::{Cell, Roots},
    schema::service_log_conflicts,
    service_logs::texts,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What kind of edit came too late.
    ConflictKind {
        /// Another content under an id that is taken.
        Record = "record", "重复编号的新记录", "A new log under a taken id";
        /// A change of a version that was no longer the present one.
        Change = "change", "基于旧版本的修改", "A change of a former version";
    }
}

text_enum! {
    /// How a conflict was resolved.
    ConflictResolution {
        /// The log stays as it is.
        KeptCurrent = "kept_current", "保留现有内容", "The log was kept";
        /// The edit was made after all.
        AppliedEdit = "applied_edit", "采用该修改", "The edit was made";
    }
}

/// A conflict without the edit.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_log_conflicts)]
pub struct ConflictRow {
    /// Id of the conflict.
    pub id: Uuid,
    /// The log that was to be edited.
    pub log_id: Uuid,
    /// Its station.
    pub station_id: Uuid,
    /// What kind of edit it was.
    pub kind: ConflictKind,
    /// The version that the edit was made on.
    #[schema(required)]
    pub base_version: Option<i32>,
    /// The version that the log had when the edit came.
    pub found_version: i32,
    /// The account that made the edit.
    pub made_by: Uuid,
    /// When it came.
    pub recorded_at: DateTime<Utc>,
    /// How it was resolved; null while it is open.
    #[schema(required)]
    pub resolution: Option<ConflictResolution>,
    /// The account that resolved it.
    #[schema(required)]
    pub resolved_by: Option<Uuid>,
    /// When it was resolved.
    #[schema(required)]
    pub resolved_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for ConflictRow {
    const NAME: &'static str = "conflicts";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "log_id",
        "station_id",
        "kind",
        "base_version",
        "found_version",
        "made_by",
        "recorded_at",
        "resolution",
        "resolved_by",
        "resolved_at",
        "version",
    ];
}

/// A conflict with the edit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conflict {
    /// The conflict.
    #[serde(flatten)]
    pub row: ConflictRow,
    /// The edit as it came: members of the log; null when the texts of the log were erased.
    #[schema(required, value_type = Option<Object>)]
    pub edit: Option<Value>,
}

impl Versioned for Conflict {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// Where an edit stands.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "service_log_conflicts", column: "edit", row }
}

/// The conflicts within reach.
pub fn visible(reach: &Reach) -> service_log_conflicts::BoxedQuery<'_, Pg> {
    let mine = service_log_conflicts::county_code.eq(&reach.county);
    service_log_conflicts::table
        .filter(mine)
        .filter(among(service_log_conflicts::station_id, reach.stations()))
        .into_boxed()
}

/// One conflict within reach, with its edit. Errors: 404.
pub async fn find(roots: &Roots, mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Conflict> {
    let one = visible(reach).filter(service_log_conflicts::id.eq(id));
    let one = one.select((ConflictRow::as_select(), service_log_conflicts::edit_sealed));
    let (row, sealed): (ConflictRow, Vec<u8>) = one.first(&mut conn).await?;
    let key = roots.keys(conn, &reach.county, &[row.log_id]).await?.remove(&row.log_id);
    let edit = texts::open(key.as_ref(), cell(row.id), Some(&sealed))?;
    let edit = edit.map(|json| serde_json::from_str(&json)).transpose().map_err(Error::internal)?;
    Ok(Conflict { row, edit })
}

/// One conflict within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(roots: &Roots, tx: &Tx<'_>, id: Uuid) -> Result<Conflict> {
    let one = service_log_conflicts::table.find((tx.county(), id));
    let one = one.select(service_log_conflicts::id).for_update();
    one.first::<Uuid>(&mut tx.conn()).await?;
    find(roots, tx, tx.reach(), id).await
}
