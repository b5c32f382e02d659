//! The endpoint.

use serde::Deserialize;
use utoipa::IntoParams;

use super::{columns::COLUMNS, rows};
use crate::{
    auth::policy::ManageFrameworks,
    evaluation::frameworks::{draft, model::Framework},
    http::{Created, Ctx, Query, Result, fault::Fault, text::Line},
    tables::{
        import,
        reading::{Row, Table},
    },
};

/// Indicators of one framework.
const MOST: usize = 100;
/// What a framework without a name is called.
const UNNAMED: &str = "导入的指标体系";

/// How the framework is called.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ImportedFramework {
    /// Its name; 导入的指标体系 when left out.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100, format = "single-line")]
    pub name: Option<Line>,
}

/// Drafts a framework from a table of indicators (CSV, XLSX, NDJSON; at most 100 rows), as the export gives it.
///
/// All rows or none: every fault is told with its row and column. JSON is taken by `POST /evaluation-frameworks`.
#[utoipa::path(post, path = "/api/v1/evaluation-frameworks/imports", tag = "evaluation")]
pub async fn import_framework(
    ctx: Ctx<ManageFrameworks>,
    named: Query<ImportedFramework>,
    table: Table,
) -> Result<Created<Framework>> {
    let name = named.0.name.as_ref().map_or(UNNAMED, Line::as_str);
    let rows = read(&table).await?;
    let judged = rows::judge(ctx.shared().contract, name, &rows)?;
    let indicators = judged.map_err(|faults| import::refusal(&faults))?;
    ctx.write(async |tx| draft::write(tx, name, &indicators, None).await).await
}

async fn read(table: &Table) -> Result<Vec<Row>> {
    let (mut batches, mut all) = (table.rows(COLUMNS, MOST)?, Vec::new());
    while let Some(rows) = batches.next().await? {
        all.extend(rows);
    }
    if all.is_empty() {
        return Err(
            Fault::body("/rows", "required", "表中没有指标", "There is no row of an indicator").into()
        );
    }
    Ok(all)
}
