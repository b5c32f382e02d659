//! `GET /service-logs/{id}/moves`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::take::{self, VerificationMeans};
use crate::{
    auth::policy::ReadServiceLogs,
    http::{Ctx, Id, Paging, Path, Result},
    personal::PersonKey,
    rules::log_states::LogState,
    schema::{service_log_moves, service_logs},
    service_logs::{model, texts},
    tables::{self, Listing, Tabular},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = service_log_moves)]
struct Row {
    id: Uuid,
    state: LogState,
    means: Option<VerificationMeans>,
    reason_sealed: Option<Vec<u8>>,
    moved_by: Uuid,
    recorded_at: DateTime<Utc>,
}

/// A step that a log has taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogMove {
    /// Id of the step.
    pub id: Uuid,
    /// The state it led to.
    pub state: LogState,
    /// By what the log was verified.
    #[schema(required)]
    pub means: Option<VerificationMeans>,
    /// Why it was returned or withdrawn; null when that was erased.
    #[schema(required)]
    pub reason: Option<String>,
    /// The account that took the step.
    pub moved_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

impl Tabular for LogMove {
    const NAME: &'static str = "service-log-moves";
    const COLUMNS: &'static [&'static str] = &["id", "state", "means", "reason", "moved_by", "recorded_at"];
}

/// Lists the steps that a log has taken since it was recorded, the first one first.
#[utoipa::path(get, path = "/api/v1/service-logs/{id}/moves", tag = "service_logs")]
pub async fn list_service_log_moves(
    ctx: Ctx<ReadServiceLogs>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<LogMove>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let (county, id) = (&ctx.reach().county, path.id);
        let all = || {
            let rows = service_log_moves::table.filter(service_log_moves::county_code.eq(county));
            rows.filter(service_log_moves::log_id.eq(id)).into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(service_log_moves::id.gt(after));
        }
        let rows = rows.order(service_log_moves::id).select(Row::as_select());
        let there = model::visible(ctx.reach()).filter(service_logs::id.eq(id)).select(service_logs::id);
        let mut first = conn;
        there.first::<Uuid>(&mut first).await?;
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        let key = ctx.shared().personal.keys(conn, county, &[id]).await?.remove(&id);
        let open = |row| LogMove::open(row, key.as_ref());
        let found = rows.into_iter().map(open).collect::<Result<Vec<_>>>()?;
        paging.page(found, total, |one: &LogMove| one.id)
    })
    .await
}

impl LogMove {
    fn open(row: Row, key: Option<&PersonKey>) -> Result<Self> {
        let reason = texts::open(key, take::cell(row.id), row.reason_sealed.as_deref())?;
        let Row { id, state, means, moved_by, recorded_at, .. } = row;
        Ok(Self { id, state, means, reason, moved_by, recorded_at })
    }
}
