//! `GET /questions` and `GET /questions/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, LogQuestion, QuestionRow, QuestionState};
use crate::{
    auth::{policy::ReadQuestions, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    rules::entry_questions::QuestionKind,
    schema::questions,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct QuestionFilter {
    /// Only about logs of this station.
    pub station: Option<Uuid>,
    /// Only about this log.
    pub log: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<QuestionKind>,
    /// Only in this state.
    pub state: Option<QuestionState>,
}

/// Lists the questions within reach in the order in which they were raised. The answers are with each question.
#[utoipa::path(get, path = "/api/v1/questions", tag = "service_logs")]
pub async fn list_questions(
    ctx: Ctx<ReadQuestions>,
    filter: Query<QuestionFilter>,
    paging: Paging,
) -> Result<Listing<QuestionRow>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0);
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(questions::id.gt(after));
        }
        let rows = rows.order(questions::id).select(QuestionRow::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |row: &QuestionRow| row.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &QuestionFilter) -> questions::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(questions::station_id.eq(station));
    }
    if let Some(log) = filter.log {
        rows = rows.filter(questions::log_id.eq(log));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(questions::kind.eq(kind));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(questions::state.eq(state));
    }
    rows
}

/// Shows one question with its answers.
#[utoipa::path(get, path = "/api/v1/questions/{id}", tag = "service_logs")]
pub async fn get_question(ctx: Ctx<ReadQuestions>, path: Path<Id>) -> Result<Reply<LogQuestion>> {
    let roots = &ctx.shared().personal;
    Reply::tagged(&ctx.read(async |conn| model::find(roots, conn, ctx.reach(), path.id).await).await?)
}
