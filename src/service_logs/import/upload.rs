//! `POST /service-logs/imports`.

use super::columns::COLUMNS;
use crate::{
    auth::policy::ImportServiceLogs,
    http::{Ctx, Query, Result},
    imports::{
        model::{ImportJob, ImportKind},
        queue::{self, Accepted},
    },
    tables::{import::Importing, reading::Table},
};

/// Takes a file of service logs (CSV, XLSX, NDJSON; at most 1 000 000 rows), to be judged and written by a job.
///
/// Wrong headings are told at once; the rest is told by `GET /imports/{id}`. Each row is judged as
/// `PUT /service-logs/{id}` would. The same file for the same stations is the same import (200).
#[utoipa::path(post, path = "/api/v1/service-logs/imports", tag = "service_logs", responses((status = 200, description = "The same file came before", body = ImportJob)))]
pub async fn import_service_logs(
    ctx: Ctx<ImportServiceLogs>,
    importing: Query<Importing>,
    table: Table,
) -> Result<Accepted> {
    table.head(COLUMNS).await?;
    queue::queue(&ctx, ImportKind::ServiceLogs, importing.0, &table).await
}
