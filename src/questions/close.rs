//! `POST /questions/{id}/closing`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    answer::require_not_closed,
    model::{self, LogQuestion, QuestionState},
};
use crate::{
    audit::event::Event,
    auth::policy::CloseQuestions,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, text::Reason},
    schema::questions,
    service_logs::texts,
};

/// The end of a question.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CloseQuestion {
    /// What the bureau makes of it. Kept sealed.
    pub remark: Reason,
}

/// Closes a question with a remark, answered or not. The log stays as it is.
#[utoipa::path(post, path = "/api/v1/questions/{id}/closing", tag = "service_logs")]
pub async fn close_question(
    ctx: Ctx<CloseQuestions>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<CloseQuestion>,
) -> Result<Reply<LogQuestion>> {
    let roots = &ctx.shared().personal;
    ctx.write(async |tx| {
        let (row, key) = model::lock(roots, tx, path.id).await?;
        if_match.check(row.version)?;
        require_not_closed(&row)?;
        let change = (
            questions::state.eq(QuestionState::Closed),
            questions::closed_by.eq(tx.actor()?),
            questions::closed_at.eq(tx.now()),
            questions::remark_sealed.eq(texts::seal(
                &key,
                model::remark_cell(row.id),
                Some(body.0.remark.as_str()),
            )?),
            questions::version.eq(row.version.saturating_add(1)),
        );
        let one = questions::table.find((tx.county(), row.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        let told = json!({"kind": row.kind, "station": row.station_id, "log": row.log_id, "was": row.state});
        tx.record(Event::new("question.closed", row.id, told));
        Reply::tagged(&model::find(roots, tx, tx.reach(), row.id).await?)
    })
    .await
}
