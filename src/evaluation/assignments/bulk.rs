//! `POST /evaluation-assignments`: one account, many evaluations, an answer for each.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model;
use crate::{
    auth::policy::AssignEvaluators,
    evaluation::{
        model::{self as evaluations, Party},
        scorer::{self, Scorer},
    },
    http::{Body, Ctx, Error, Reply, Result, Tx, codes::Code},
    text_enum,
};

text_enum! {
    /// What became of an assignment that was asked for together with others.
    AssignmentOutcome {
        /// The account scores it from now on.
        Assigned = "assigned", "已指派", "Assigned";
        /// It did already.
        AlreadyAssigned = "already_assigned", "此前已指派", "Assigned already";
        /// It was refused, and the code says why.
        Refused = "refused", "未指派", "Refused";
    }
}

/// Evaluations to give to one of the agency's people.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AssignMany {
    /// An active account of the agency.
    pub user_id: Uuid,
    /// The evaluations.
    #[schema(min_items = 1, max_items = 100)]
    pub evaluations: Vec<Uuid>,
}

/// What became of one of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentAnswer {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// What became of it.
    pub outcome: AssignmentOutcome,
    /// The assignment; null when it was refused.
    #[schema(required)]
    pub assignment_id: Option<Uuid>,
    /// The code of the problem that the single request would have answered.
    #[schema(required, example = "conflict")]
    pub code: Option<&'static str>,
    /// The same in the language of the answer.
    #[schema(required)]
    pub detail: Option<String>,
}

/// What became of all, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentAnswers {
    /// One for each evaluation.
    pub items: Vec<AssignmentAnswer>,
}

/// Gives many evaluations to one of the agency's people; one that is refused keeps none of the others.
#[utoipa::path(post, path = "/api/v1/evaluation-assignments", tag = "evaluation")]
pub async fn assign_many(
    ctx: Ctx<AssignEvaluators>,
    body: Body<AssignMany>,
) -> Result<Reply<AssignmentAnswers>> {
    ctx.write(async |tx| {
        let scorer = of_agency(tx, body.0.user_id).await?;
        let (mut items, mut seen) = (Vec::new(), HashSet::new());
        for evaluation_id in body.0.evaluations.iter().copied().filter(|one| seen.insert(*one)) {
            let answer = match give(tx, evaluation_id, &scorer).await {
                Ok((outcome, id)) => {
                    let assignment_id = Some(id);
                    AssignmentAnswer { evaluation_id, outcome, assignment_id, code: None, detail: None }
                }
                Err(error) if error.code.status() < 500 => refused(&ctx, evaluation_id, &error),
                Err(error) => return Err(error),
            };
            items.push(answer);
        }
        Reply::plain(&AssignmentAnswers { items })
    })
    .await
}

/// An active account of the caller's agency. Errors: 422 at `/user_id`.
async fn of_agency(tx: &Tx<'_>, user: Uuid) -> Result<Scorer> {
    let found = scorer::find(tx, user).await?;
    let is_ours = found.as_ref().is_some_and(|one| {
        let scores = Party::of(one.role) == Some(Party::ThirdParty);
        scores && one.organisation_id.is_some() && one.organisation_id == tx.reach().organisation
    });
    let faults = scorer::faults(found.as_ref(), is_ours);
    found.filter(|_| faults.is_empty()).ok_or_else(|| Error::invalid(faults))
}

async fn give(tx: &Tx<'_>, evaluation: Uuid, scorer: &Scorer) -> Result<(AssignmentOutcome, Uuid)> {
    let evaluation = evaluations::lock(tx, tx.reach(), evaluation).await?;
    if scorer.organisation_id != Some(evaluation.agency_id) {
        return Err(Error::not_found());
    }
    if let Some(standing) = model::standing(tx, evaluation.id, scorer.id).await? {
        return Ok((AssignmentOutcome::AlreadyAssigned, standing.id));
    }
    let given = model::give(tx, &evaluation, scorer).await?;
    Ok((AssignmentOutcome::Assigned, given.id))
}

fn refused(ctx: &Ctx<AssignEvaluators>, evaluation_id: Uuid, error: &Error) -> AssignmentAnswer {
    let code: Code = error.code;
    let detail = error.detail.as_ref().map(|detail| ctx.locale().pick(detail).to_owned());
    AssignmentAnswer {
        evaluation_id,
        outcome: AssignmentOutcome::Refused,
        assignment_id: None,
        code: Some(code.name()),
        detail,
    }
}
