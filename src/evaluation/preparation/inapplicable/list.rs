//! `GET /evaluations/{id}/not-applicable`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::InapplicableIndicator;
use crate::{
    auth::policy::ReadPreparation,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::inapplicable_indicators,
};

/// Lists the indicators that do not apply, voided entries too, in the order in which they were fixed.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/not-applicable", tag = "evaluation")]
pub async fn list_inapplicable(
    ctx: Ctx<ReadPreparation>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<InapplicableIndicator>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            inapplicable_indicators::table
                .filter(inapplicable_indicators::county_code.eq(&evaluation.county_code))
                .filter(inapplicable_indicators::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(inapplicable_indicators::id.gt(after));
        }
        let rows = rows.order(inapplicable_indicators::id).select(InapplicableIndicator::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &InapplicableIndicator| one.id)?.reply()
}
