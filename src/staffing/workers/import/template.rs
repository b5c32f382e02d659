//! `GET /workers/imports/template`.

use super::columns::COLUMNS;
use crate::{
    auth::policy::ManageWorkers,
    http::{Ctx, Result},
    tables::template::{self, Template},
};

/// Gives an empty roster with all columns and one row of an example, as XLSX or CSV.
#[utoipa::path(get, path = "/api/v1/workers/imports/template", tag = "staffing")]
pub async fn get_worker_import_template(ctx: Ctx<ManageWorkers>) -> Result<Template> {
    template::of(&ctx, "roster", COLUMNS)
}
