//! `POST /evaluations/{id}/materials/{material}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{Material, MaterialPath};
use crate::{
    audit::event::Event,
    auth::policy::PrepareEvaluations,
    dated::{self, VoidRow},
    evaluation::preparation::stage,
    http::{Body, Ctx, IfMatch, Path, Reply, Result, Tx},
    schema::evaluation_materials,
    voided,
};

/// Voids what was handed in wrongly, while the evaluation is prepared; it stays readable.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/materials/{material}/voiding", tag = "evaluation")]
pub async fn void_material(
    ctx: Ctx<PrepareEvaluations>,
    path: Path<MaterialPath>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Material>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let evaluation = stage::lock_own(tx, caller, path.id).await?;
        let row = find(tx, &path).await?;
        if_match.check(row.version)?;
        stage::judge(&evaluation)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(evaluation_materials, tx, row.version, body.0.reason.as_str());
        let one = evaluation_materials::table.find((tx.county(), row.id));
        let update = diesel::update(one).set(change).returning(Material::as_returning());
        let row: Material = update.get_result(&mut tx.conn()).await?;
        let told = json!({"evaluation": evaluation.id, "indicator": row.indicator});
        tx.record(Event::new("evaluation_material.voided", row.id, told));
        Reply::tagged(&row)
    })
    .await
}

async fn find(tx: &Tx<'_>, path: &MaterialPath) -> Result<Material> {
    let one = evaluation_materials::table
        .find((tx.county(), path.material))
        .filter(evaluation_materials::evaluation_id.eq(path.id));
    Ok(one.select(Material::as_select()).first(&mut tx.conn()).await?)
}
