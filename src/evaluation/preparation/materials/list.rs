//! `GET /evaluations/{id}/materials`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::Material;
use crate::{
    auth::policy::ReadPreparation,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_materials,
};

/// Lists what was handed in, voided things too, in the order in which it came.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/materials", tag = "evaluation")]
pub async fn list_materials(
    ctx: Ctx<ReadPreparation>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Material>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evaluation_materials::table
                .filter(evaluation_materials::county_code.eq(&evaluation.county_code))
                .filter(evaluation_materials::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(evaluation_materials::id.gt(after));
        }
        let rows = rows.order(evaluation_materials::id).select(Material::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &Material| one.id)?.reply()
}
