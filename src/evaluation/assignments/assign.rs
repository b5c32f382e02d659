//! `POST /evaluations/{id}/assignments`.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, Assignment};
use crate::{
    auth::policy::AssignEvaluators,
    evaluation::{
        model::{self as evaluations, Party},
        scorer,
    },
    http::{Body, Created, Ctx, Id, Path, Reply, Result},
};

/// Who is to score an evaluation for the agency.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AssignEvaluator {
    /// An active account of the agency.
    pub user_id: Uuid,
}

/// Gives an evaluation to one of the agency's people; only they score it for the agency.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/assignments", tag = "evaluation")]
pub async fn assign_evaluator(
    ctx: Ctx<AssignEvaluators>,
    path: Path<Id>,
    body: Body<AssignEvaluator>,
) -> Result<Created<Assignment>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let scorer = scorer::of_party(tx, &evaluation, Party::ThirdParty, body.0.user_id).await?;
        let given = model::give(tx, &evaluation, &scorer).await?;
        Ok(Reply::computed(&given)?.at(format!("/api/v1/evaluations/{}/assignments", path.id)))
    })
    .await
}
