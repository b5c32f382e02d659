//! `POST /evaluations/{id}/contests`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::Contest;
use crate::{
    audit::event::Event,
    auth::policy::PrepareEvaluations,
    db::errors::OnConstraint as _,
    evaluation::{
        frameworks::indicator::{Indicator, ScoringKind},
        model::EvaluationRow,
        preparation::{indicators, stage},
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Prose},
    schema::evidence_contests,
};

/// A computed value that the contractor contests.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ContestEvidence {
    /// Code of an indicator that is computed, wholly or in part.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A4")]
    pub indicator: String,
    /// What is wrong with the value; nobody is named in it.
    pub statement: Prose,
}

/// Contests a computed value, within the policy's days after preparation began.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/contests", tag = "evaluation")]
pub async fn contest_evidence(
    ctx: Ctx<PrepareEvaluations>,
    path: Path<Id>,
    body: Body<ContestEvidence>,
) -> Result<Created<Contest>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let evaluation = stage::lock_own(tx, caller, path.id).await?;
        let indicator = indicators::named(tx, &evaluation, &body.0.indicator).await?;
        judge_computed(&indicator)?;
        stage::judge(&evaluation)?;
        judge_time(tx, &evaluation).await?;
        let made = insert(tx, evaluation.id, &body.0).await?;
        let told = json!({"evaluation": evaluation.id, "indicator": indicator.code});
        tx.record(Event::new("evidence_contest.filed", made.id, told));
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/evaluations/{}/contests", path.id)))
    })
    .await
}

fn judge_computed(indicator: &Indicator) -> Result<()> {
    if indicator.scoring == ScoringKind::Judged {
        let (zh, en) = ("该指标没有系统取数", "Nothing is computed for this indicator");
        return Err(Fault::body("/indicator", "not_computed", zh, en).into());
    }
    Ok(())
}

async fn judge_time(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    let last = stage::contests_until(tx, evaluation).await?;
    if tx.today() > last {
        return Err(Error::new(Code::Conflict).detail(
            format!("异议期已于{last}届满"),
            format!("The last day to contest computed values was {last}"),
        ));
    }
    Ok(())
}

async fn insert(tx: &Tx<'_>, evaluation: Uuid, new: &ContestEvidence) -> Result<Contest> {
    let row = (
        evidence_contests::county_code.eq(tx.county()),
        evidence_contests::id.eq(tx.new_id()),
        evidence_contests::evaluation_id.eq(evaluation),
        evidence_contests::indicator_code.eq(&new.indicator),
        evidence_contests::statement.eq(new.statement.as_str()),
        evidence_contests::contested_by.eq(tx.actor()?),
        evidence_contests::recorded_at.eq(tx.now()),
        evidence_contests::version.eq(1),
    );
    let insert = diesel::insert_into(evidence_contests::table).values(row);
    let made = insert.returning(Contest::as_returning()).get_result(&mut tx.conn()).await;
    let already = || {
        Error::new(Code::AlreadyExists)
            .detail("该指标已有未答复的异议", "A contest of this indicator waits for its answer already")
    };
    Ok(made.on_constraint("evidence_contests_open_once", already)?)
}
