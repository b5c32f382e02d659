//! `POST /evaluations/{id}/contests/{contest}/answer`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{Contest, ContestOutcome, ContestPath};
use crate::{
    audit::event::Event,
    auth::policy::SettlePreparation,
    evaluation::{model as evaluations, preparation::stage, standing},
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Prose},
    schema::evidence_contests,
};

/// The answer to a contest.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AnswerContest {
    /// Whether the contractor is right.
    pub outcome: ContestOutcome,
    /// Why, and what follows; nobody is named in it.
    pub answer: Prose,
}

/// Answers a contest, once, while the evaluation is prepared; who scores it keeps apart.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/contests/{contest}/answer", tag = "evaluation")]
pub async fn answer_contest(
    ctx: Ctx<SettlePreparation>,
    path: Path<ContestPath>,
    if_match: IfMatch,
    body: Body<AnswerContest>,
) -> Result<Reply<Contest>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let found = find(tx, &path).await?;
        if_match.check(found.version)?;
        stage::judge(&evaluation)?;
        standing::outside(tx, &evaluation).await?;
        if found.outcome.is_some() {
            return Err(Error::new(Code::Conflict).detail("该异议已答复", "The contest is answered already"));
        }
        let answered = write(tx, &found, &body.0).await?;
        let told = json!({"evaluation": path.id, "indicator": found.indicator, "outcome": body.0.outcome});
        tx.record(Event::new("evidence_contest.answered", found.id, told));
        Reply::tagged(&answered)
    })
    .await
}

async fn find(tx: &Tx<'_>, path: &ContestPath) -> Result<Contest> {
    let one = evidence_contests::table
        .find((tx.county(), path.contest))
        .filter(evidence_contests::evaluation_id.eq(path.id));
    Ok(one.select(Contest::as_select()).first(&mut tx.conn()).await?)
}

async fn write(tx: &Tx<'_>, found: &Contest, said: &AnswerContest) -> Result<Contest> {
    let one = evidence_contests::table.find((tx.county(), found.id));
    let change = (
        evidence_contests::outcome.eq(said.outcome),
        evidence_contests::answer.eq(said.answer.as_str()),
        evidence_contests::answered_by.eq(tx.actor()?),
        evidence_contests::answered_at.eq(tx.now()),
        evidence_contests::version.eq(found.version.saturating_add(1)),
    );
    let update = diesel::update(one).set(change).returning(Contest::as_returning());
    Ok(update.get_result(&mut tx.conn()).await?)
}
