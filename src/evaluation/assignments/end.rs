//! `POST /evaluations/{id}/assignments/{assignment}/ending`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Assignment, AssignmentPath};
use crate::{
    auth::policy::AssignEvaluators,
    evaluation::model as evaluations,
    http::{Body, Ctx, Error, Path, Reply, Result, Tx, codes::Code, text::Reason},
    schema::evaluation_assignments,
};

/// Why an evaluation is taken away from somebody.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EndAssignment {
    /// Why.
    pub reason: Reason,
}

/// Takes an evaluation away from one of the agency's people; what he saved on the card stays.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/assignments/{assignment}/ending", tag = "evaluation")]
pub async fn end_assignment(
    ctx: Ctx<AssignEvaluators>,
    path: Path<AssignmentPath>,
    body: Body<EndAssignment>,
) -> Result<Reply<Assignment>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let found = find(tx, &path).await?;
        model::judge_open(&evaluation)?;
        if found.ended_at.is_some() {
            return Err(Error::new(Code::Conflict).detail("该指派已结束", "The assignment has ended already"));
        }
        Reply::computed(&model::end(tx, &found, body.0.reason.as_str()).await?)
    })
    .await
}

async fn find(tx: &Tx<'_>, path: &AssignmentPath) -> Result<Assignment> {
    let one = evaluation_assignments::table
        .find((tx.county(), path.assignment))
        .filter(evaluation_assignments::evaluation_id.eq(path.id));
    Ok(one.select(Assignment::as_select()).first(&mut tx.conn()).await?)
}
