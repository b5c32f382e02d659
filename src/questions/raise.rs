//! Raising questions, in the transaction of the log.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join_all;
use uuid::Uuid;

use super::model::QuestionState;
use crate::{
    db::json::Json,
    http::{Result, Tx},
    rules::entry_questions::Question,
    schema::questions,
};

/// What a question is about: its station and its log.
pub type About = (Uuid, Uuid);

/// Writes the questions that many logs give rise to, with one statement; answers the ids of those not asked before.
pub async fn insert_all(tx: &Tx<'_>, asked: Vec<(About, Question)>) -> Result<Vec<Uuid>> {
    let row = |((station, log), question): (About, Question)| {
        (
            (questions::county_code.eq(tx.county()), questions::id.eq(tx.new_id()), questions::version.eq(1)),
            (questions::kind.eq(question.kind), questions::topic.eq(question.topic)),
            (questions::station_id.eq(station), questions::log_id.eq(log)),
            (questions::worker_id.eq(question.worker), questions::facts.eq(Json(question.facts))),
            (questions::state.eq(QuestionState::Open), questions::recorded_at.eq(tx.now())),
        )
    };
    let rows: Vec<_> = asked.into_iter().map(row).collect();
    let insert = diesel::insert_into(questions::table).values(rows).on_conflict_do_nothing();
    Ok(insert.returning(questions::id).get_results(&mut tx.conn()).await?)
}

/// Writes the questions that a log gives rise to, all on their way at once; answers those that were not asked before.
pub async fn insert(
    tx: &Tx<'_>,
    (station, log): (Uuid, Uuid),
    asked: Vec<Question>,
) -> Result<Vec<(Uuid, Question)>> {
    let one = async |question: Question| {
        let id = tx.new_id();
        let row = (
            questions::county_code.eq(tx.county()),
            questions::id.eq(id),
            questions::kind.eq(question.kind),
            questions::topic.eq(&question.topic),
            questions::station_id.eq(station),
            questions::log_id.eq(log),
            questions::worker_id.eq(question.worker),
            questions::facts.eq(Json(&question.facts)),
            questions::state.eq(QuestionState::Open),
            questions::recorded_at.eq(tx.now()),
            questions::version.eq(1),
        );
        let insert = diesel::insert_into(questions::table).values(row).on_conflict_do_nothing();
        let new = insert.execute(&mut tx.conn()).await? == 1;
        Ok::<_, crate::http::Error>(new.then_some((id, question)))
    };
    Ok(try_join_all(asked.into_iter().map(one)).await?.into_iter().flatten().collect())
}
