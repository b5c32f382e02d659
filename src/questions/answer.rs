//! `POST /questions/{id}/answer`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, LogQuestion, QuestionRow, QuestionState};
use crate::{
    audit::event::Event,
    auth::policy::AnswerQuestions,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Prose},
    personal::{PersonKey, Sensitive},
    schema::{question_answers, questions},
};

/// An answer to a question.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// How it came about. Kept sealed.
    pub answer: Prose,
}

/// Answers a question about a log. Another answer may follow until it is closed; every one is kept.
#[utoipa::path(post, path = "/api/v1/questions/{id}/answer", tag = "service_logs")]
pub async fn answer_question(
    ctx: Ctx<AnswerQuestions>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AnswerQuestion>,
) -> Result<Reply<LogQuestion>> {
    let roots = &ctx.shared().personal;
    ctx.write(async |tx| {
        let (row, key) = model::lock(roots, tx, path.id).await?;
        if_match.check(row.version)?;
        require_not_closed(&row)?;
        insert(tx, &row, &key, &body.0.answer).await?;
        let change = (
            questions::state.eq(QuestionState::Answered),
            questions::version.eq(row.version.saturating_add(1)),
        );
        let one = questions::table.find((tx.county(), row.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        let told = json!({"kind": row.kind, "station": row.station_id, "log": row.log_id});
        tx.record(Event::new("question.answered", row.id, told));
        Reply::tagged(&model::find(roots, tx, tx.reach(), row.id).await?)
    })
    .await
}

/// Errors: 409 when it is closed.
pub fn require_not_closed(row: &QuestionRow) -> Result<()> {
    if row.state == QuestionState::Closed {
        return Err(Error::new(Code::Conflict).detail("该问题已办结", "The question is closed"));
    }
    Ok(())
}

async fn insert(tx: &Tx<'_>, question: &QuestionRow, key: &PersonKey, answer: &Prose) -> Result<()> {
    let id = tx.new_id();
    let answer = Sensitive::new(answer.as_str().to_owned());
    let row = (
        question_answers::county_code.eq(tx.county()),
        question_answers::id.eq(id),
        question_answers::question_id.eq(question.id),
        question_answers::answer_sealed.eq(key.seal(model::answer_cell(id), &answer)?),
        question_answers::answered_by.eq(tx.actor()?),
        question_answers::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(question_answers::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
