//! `GET /evaluation-frameworks/{id}/indicators`: the framework as a table.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{indicator::Indicator, model};
use crate::{
    auth::policy::ReadFrameworks,
    http::{Ctx, Id, Path, Result},
    tables::{self, Tabled},
};

/// The indicators of a framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkIndicators {
    /// The framework.
    pub framework_id: Uuid,
    /// Its name.
    #[schema(example = "乡镇社工站评估指标体系（第一版）")]
    pub name: String,
    /// The indicators in order.
    pub items: Vec<Indicator>,
}

/// Shows the indicators of a framework as JSON, CSV, NDJSON or XLSX: a table that an import takes again.
#[utoipa::path(get, path = "/api/v1/evaluation-frameworks/{id}/indicators", tag = "evaluation")]
pub async fn list_framework_indicators(
    ctx: Ctx<ReadFrameworks>,
    path: Path<Id>,
) -> Result<Tabled<FrameworkIndicators, Indicator>> {
    let found = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    let answer = FrameworkIndicators { framework_id: found.id, name: found.name, items: found.indicators };
    tables::whole(&ctx, answer, |answer| answer.items)
}
