//! `GET /evaluations/{id}/deputies`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::Deputy;
use crate::{
    auth::policy::ReadEvaluations,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_deputies,
};

/// Lists who scores in a party's place, oldest first.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/deputies", tag = "evaluation")]
pub async fn list_deputies(
    ctx: Ctx<ReadEvaluations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Deputy>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evaluation_deputies::table
                .filter(evaluation_deputies::county_code.eq(&evaluation.county_code))
                .filter(evaluation_deputies::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(evaluation_deputies::id.gt(after));
        }
        let order = evaluation_deputies::id;
        let rows = rows.order(order).select(Deputy::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &Deputy| one.id)?.reply()
}
