//! `GET /evaluations/{id}/missed-decisions`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::MissedCardDecision;
use crate::{
    auth::policy::ReadEvaluations,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::missed_card_decisions,
};

/// Lists what was decided on missing scorecards, oldest first.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/missed-decisions", tag = "evaluation")]
pub async fn list_missed_decisions(
    ctx: Ctx<ReadEvaluations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<MissedCardDecision>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            missed_card_decisions::table
                .filter(missed_card_decisions::county_code.eq(&evaluation.county_code))
                .filter(missed_card_decisions::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(missed_card_decisions::id.gt(after));
        }
        let order = missed_card_decisions::id;
        let rows = rows.order(order).select(MissedCardDecision::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &MissedCardDecision| one.id)?.reply()
}
