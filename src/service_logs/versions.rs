//! What a log said before it was amended: `GET /service-logs/{id}/versions`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    content::RecordLog,
    model::{self, Log},
    texts,
};
use crate::{
    auth::policy::ReadServiceLogs,
    http::{Ctx, Error, Id, Paging, Path, Result, Tx, text::Reason},
    personal::{Cell, PersonKey, Sensitive},
    rules::log_states::LogState,
    schema::{service_log_versions, service_logs},
    tables::{self, Listing, Tabular},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = service_log_versions)]
struct Row {
    id: Uuid,
    version: i32,
    state: LogState,
    content_sealed: Vec<u8>,
    reason_sealed: Option<Vec<u8>>,
    replaced_by: Uuid,
    recorded_at: DateTime<Utc>,
}

/// A former version of a log.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogVersion {
    /// Id of the version.
    pub id: Uuid,
    /// Which version of the log it was.
    pub version: i32,
    /// How far the log was with it.
    pub state: LogState,
    /// What the log said; null when it was erased.
    #[schema(required)]
    pub content: Option<RecordLog>,
    /// Why it was amended; null when a returned log was mended, or when it was erased.
    #[schema(required)]
    pub reason: Option<String>,
    /// The account that replaced it.
    pub replaced_by: Uuid,
    /// When it was replaced.
    pub replaced_at: DateTime<Utc>,
}

impl Tabular for LogVersion {
    const NAME: &'static str = "service-log-versions";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "state",
        "content.served_on",
        "content.item_code",
        "content.method",
        "content.workers",
        "content.people_served",
        "content.summary",
        "content.result",
        "reason",
        "replaced_by",
        "replaced_at",
    ];
}

const fn cell(column: &'static str, row: Uuid) -> Cell {
    Cell { table: "service_log_versions", column, row }
}

/// Keeps what a log says before it is written anew.
pub async fn keep(tx: &Tx<'_>, log: &Log, key: &PersonKey, reason: Option<&Reason>) -> Result<()> {
    let id = tx.new_id();
    let content = Sensitive::new(serde_json::to_string(&log.said()?)?);
    let row = (
        service_log_versions::county_code.eq(tx.county()),
        service_log_versions::id.eq(id),
        service_log_versions::log_id.eq(log.facts.id),
        service_log_versions::version.eq(log.facts.version),
        service_log_versions::state.eq(log.facts.state),
        service_log_versions::content_sealed.eq(key.seal(cell("content", id), &content)?),
        service_log_versions::reason_sealed.eq(texts::seal(
            key,
            cell("reason", id),
            reason.map(Reason::as_str),
        )?),
        service_log_versions::replaced_by.eq(tx.actor()?),
        service_log_versions::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(service_log_versions::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Lists what a log said before it was amended, the first version first.
#[utoipa::path(get, path = "/api/v1/service-logs/{id}/versions", tag = "service_logs")]
pub async fn list_service_log_versions(
    ctx: Ctx<ReadServiceLogs>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<LogVersion>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let (county, id) = (&ctx.reach().county, path.id);
        let all = || {
            let rows = service_log_versions::table.filter(service_log_versions::county_code.eq(county));
            rows.filter(service_log_versions::log_id.eq(id)).into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<i32>()? {
            rows = rows.filter(service_log_versions::version.gt(after));
        }
        let rows = rows.order(service_log_versions::version).select(Row::as_select());
        let there = model::visible(ctx.reach()).filter(service_logs::id.eq(id)).select(service_logs::id);
        let mut first = conn;
        there.first::<Uuid>(&mut first).await?;
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        let key = ctx.shared().personal.keys(conn, county, &[id]).await?.remove(&id);
        let open = |row| LogVersion::open(row, key.as_ref());
        let found = rows.into_iter().map(open).collect::<Result<Vec<_>>>()?;
        paging.page(found, total, |one: &LogVersion| one.version)
    })
    .await
}

impl LogVersion {
    fn open(row: Row, key: Option<&PersonKey>) -> Result<Self> {
        let content = texts::open(key, cell("content", row.id), Some(&row.content_sealed))?;
        let content = content.map(|json| serde_json::from_str(&json)).transpose().map_err(Error::internal)?;
        Ok(Self {
            id: row.id,
            version: row.version,
            state: row.state,
            content,
            reason: texts::open(key, cell("reason", row.id), row.reason_sealed.as_deref())?,
            replaced_by: row.replaced_by,
            replaced_at: row.recorded_at,
        })
    }
}
