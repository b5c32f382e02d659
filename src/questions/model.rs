//! Rows of questions and their answers.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json, planned::among},
    http::{Error, Result, Tx, Versioned},
    personal::{Cell, PersonKey, Roots},
    rules::entry_questions::{QuestionFacts, QuestionKind},
    schema::{question_answers, questions},
    service_logs::texts,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// How far a question is.
    QuestionState {
        /// Nobody has answered.
        Open = "open", "待答复", "Open";
        /// Answered; the bureau may close it.
        Answered = "answered", "已答复", "Answered";
        /// Closed by the bureau.
        Closed = "closed", "已办结", "Closed";
    }
}

/// A question without what was answered.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = questions)]
pub struct QuestionRow {
    /// Id of the question.
    pub id: Uuid,
    /// What is asked.
    pub kind: QuestionKind,
    /// The station of the log.
    pub station_id: Uuid,
    /// The log that gave rise to it.
    pub log_id: Uuid,
    /// The worker it is about, if it is about one.
    #[schema(required)]
    pub worker_id: Option<Uuid>,
    /// What it rests on.
    #[schema(value_type = QuestionFacts)]
    pub facts: Json<QuestionFacts>,
    /// How far it is.
    pub state: QuestionState,
    /// When it was raised.
    pub recorded_at: DateTime<Utc>,
    /// The account that closed it.
    #[schema(required)]
    pub closed_by: Option<Uuid>,
    /// When it was closed.
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for QuestionRow {
    const NAME: &'static str = "questions";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "kind",
        "station_id",
        "log_id",
        "worker_id",
        "facts",
        "state",
        "recorded_at",
        "closed_by",
        "closed_at",
        "version",
    ];
}

/// An answer; none is ever taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionAnswer {
    /// Id of the answer.
    pub id: Uuid,
    /// What was answered; null when the texts of the log were erased.
    #[schema(required)]
    pub answer: Option<String>,
    /// The account that answered.
    pub answered_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// A question with its answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogQuestion {
    /// The question.
    #[serde(flatten)]
    pub row: QuestionRow,
    /// The answers, the first one first.
    pub answers: Vec<QuestionAnswer>,
    /// What the bureau remarked when it closed it; null when there was none, or the texts of the log were erased.
    #[schema(required)]
    pub remark: Option<String>,
}

impl Versioned for LogQuestion {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// Where an answer stands.
pub const fn answer_cell(row: Uuid) -> Cell {
    Cell { table: "question_answers", column: "answer", row }
}

/// Where a remark stands.
pub const fn remark_cell(row: Uuid) -> Cell {
    Cell { table: "questions", column: "remark", row }
}

/// The questions within reach.
pub fn visible(reach: &Reach) -> questions::BoxedQuery<'_, Pg> {
    questions::table
        .filter(questions::county_code.eq(&reach.county))
        .filter(among(questions::station_id, reach.stations()))
        .into_boxed()
}

type AnswerRow = (Uuid, Vec<u8>, Uuid, DateTime<Utc>);

/// One question within reach, with its answers. Errors: 404.
pub async fn find(roots: &Roots, mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<LogQuestion> {
    let one = visible(reach).filter(questions::id.eq(id));
    let one = one.select((QuestionRow::as_select(), questions::remark_sealed));
    let (row, remark): (QuestionRow, Option<Vec<u8>>) = one.first(&mut conn).await?;
    let logs = [row.log_id];
    let keys = roots.keys(conn, &reach.county, &logs);
    let (mut keys, answers) = try_join(keys, answers(conn, &reach.county, id)).await?;
    let key = keys.remove(&row.log_id);
    let open = |(id, sealed, answered_by, recorded_at): AnswerRow| {
        let answer = texts::open(key.as_ref(), answer_cell(id), Some(&sealed))?;
        Ok(QuestionAnswer { id, answer, answered_by, recorded_at })
    };
    Ok(LogQuestion {
        answers: answers.into_iter().map(open).collect::<Result<_>>()?,
        remark: texts::open(key.as_ref(), remark_cell(id), remark.as_deref())?,
        row,
    })
}

async fn answers(mut conn: &Conn, county: &str, question: Uuid) -> Result<Vec<AnswerRow>> {
    let rows = question_answers::table
        .filter(question_answers::county_code.eq(county))
        .filter(question_answers::question_id.eq(question))
        .order(question_answers::id)
        .select((
            question_answers::id,
            question_answers::answer_sealed,
            question_answers::answered_by,
            question_answers::recorded_at,
        ));
    Ok(rows.load(&mut conn).await?)
}

/// One question within reach, locked until the transaction ends, with the key of its log. Errors: 404.
pub async fn lock(roots: &Roots, tx: &Tx<'_>, id: Uuid) -> Result<(QuestionRow, PersonKey)> {
    let one = questions::table.find((tx.county(), id)).select(QuestionRow::as_select()).for_update();
    let row: QuestionRow = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    let key = roots.keys(tx, tx.county(), &[row.log_id]).await?.remove(&row.log_id);
    match key {
        Some(key) => Ok((row, key)),
        None => Err(Error::internal("a log with a question has no key")),
    }
}
