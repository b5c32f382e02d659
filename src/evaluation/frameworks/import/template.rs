//! `GET /evaluation-frameworks/imports/template`.

use super::columns::COLUMNS;
use crate::{
    auth::policy::ManageFrameworks,
    http::{Ctx, Result},
    tables::template::{self, Template},
};

/// Gives an empty table of indicators with all columns and one row of an example, as XLSX or CSV.
#[utoipa::path(get, path = "/api/v1/evaluation-frameworks/imports/template", tag = "evaluation")]
pub async fn get_framework_import_template(ctx: Ctx<ManageFrameworks>) -> Result<Template> {
    template::of(&ctx, "indicators", COLUMNS)
}
