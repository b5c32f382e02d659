//! `GET /service-logs/imports/template`.

use super::columns::COLUMNS;
use crate::{
    auth::policy::ImportServiceLogs,
    http::{Ctx, Result},
    tables::template::{self, Template},
};

/// Gives the columns of a file of service logs with a row of an example, as a workbook or a CSV.
#[utoipa::path(get, path = "/api/v1/service-logs/imports/template", tag = "service_logs")]
pub async fn get_service_log_import_template(ctx: Ctx<ImportServiceLogs>) -> Result<Template> {
    template::of(&ctx, "service-logs", COLUMNS)
}
