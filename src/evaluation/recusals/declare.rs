//! `POST /evaluations/{id}/recusals`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::Recusal;
use crate::{
    audit::event::Event,
    auth::{caller::Caller, policy::RecuseScorers, role::Role},
    db::errors::OnConstraint as _,
    evaluation::{
        assignments::model as assignments,
        model::{self as evaluations, EvaluationRow, Party},
        scorer::{self, Scorer},
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Reason},
    schema::evaluation_recusals,
};

/// Who must not score an evaluation.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecuseScorer {
    /// The account: one's own; an administrator names any scorer, an agency's manager any of the agency's.
    pub user_id: Uuid,
    /// Why.
    pub reason: Reason,
}

/// Declares that somebody must not score an evaluation. It is not taken back; an assignment ends with it.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/recusals", tag = "evaluation")]
pub async fn recuse_scorer(
    ctx: Ctx<RecuseScorers>,
    path: Path<Id>,
    body: Body<RecuseScorer>,
) -> Result<Created<Recusal>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let (user, reason) = (body.0.user_id, body.0.reason.as_str());
        if !may_name(tx, &evaluation, caller, user).await? {
            return Err(Fault::unknown_reference("/user_id").into());
        }
        assignments::judge_open(&evaluation)?;
        let recusal = insert(tx, evaluation.id, user, reason).await?;
        if let Some(standing) = assignments::standing(tx, evaluation.id, user).await? {
            assignments::end(tx, &standing, "已回避").await?;
        }
        let told = json!({"evaluation": evaluation.id, "user": user});
        tx.record(Event::new("evaluation_recusal.declared", recusal.id, told));
        Ok(Reply::computed(&recusal)?.at(format!("/api/v1/evaluations/{}/recusals", path.id)))
    })
    .await
}

/// Whether the account scores for somebody, and the caller may speak for it.
async fn may_name(tx: &Tx<'_>, evaluation: &EvaluationRow, caller: &Caller, user: Uuid) -> Result<bool> {
    let Some(scorer) = scorer::find(tx, user).await? else { return Ok(false) };
    Ok(match (Party::of(scorer.role), caller.role) {
        (None, _) => false,
        (Some(_), Role::BureauAdmin) => true,
        (Some(Party::ThirdParty), Role::AgencyManager) => is_of_agency(&scorer, evaluation),
        (Some(_), _) => user == caller.id,
    })
}

fn is_of_agency(scorer: &Scorer, evaluation: &EvaluationRow) -> bool {
    scorer.organisation_id == Some(evaluation.agency_id)
}

async fn insert(tx: &Tx<'_>, evaluation: Uuid, user: Uuid, reason: &str) -> Result<Recusal> {
    let row = (
        evaluation_recusals::county_code.eq(tx.county()),
        evaluation_recusals::id.eq(tx.new_id()),
        evaluation_recusals::evaluation_id.eq(evaluation),
        evaluation_recusals::user_id.eq(user),
        evaluation_recusals::reason.eq(reason),
        evaluation_recusals::recorded_by.eq(tx.actor()?),
        evaluation_recusals::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(evaluation_recusals::table).values(row);
    let made = insert.returning(Recusal::as_returning()).get_result(&mut tx.conn()).await;
    let already = || Error::new(Code::AlreadyExists).detail("该账号已回避", "The account is recused already");
    Ok(made.on_constraint("evaluation_recusals_once", already)?)
}
