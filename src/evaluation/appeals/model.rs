//! Rows of appeals.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::corrections;
use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json},
    evaluation::model::{self as evaluations_model, EvaluationRow, Party},
    http::{Error, Result, Tx, Versioned, codes::Code, text::Reason},
    rules::scoring::Points,
    schema::{appeals, evaluations},
    text_enum,
};

text_enum! {
    /// How far an appeal is.
    AppealState {
        /// It waits for a decision.
        Filed = "filed", "已提出", "Filed";
        /// It is decided.
        Decided = "decided", "已处理", "Decided";
        /// The contractor took it back.
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
    }
}

text_enum! {
    /// What became of an appeal.
    AppealOutcome {
        /// It was right.
        Upheld = "upheld", "支持", "Upheld";
        /// It was right in part.
        PartlyUpheld = "partly_upheld", "部分支持", "Partly upheld";
        /// It was not.
        Dismissed = "dismissed", "不予支持", "Dismissed";
    }
}

/// Points that count in the place of a party's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealCorrection {
    /// Whose points.
    pub party: Party,
    /// Code of an indicator that is appealed against.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// The points that count, at most the indicator's maximum and not fewer than counted before.
    pub points: Points,
    /// Why.
    pub reason: Reason,
}

/// An appeal as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = appeals)]
pub struct AppealRow {
    /// Id of the appeal.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Codes of the indicators.
    pub indicators: Json<Vec<String>>,
    /// What is wrong.
    pub statement: String,
    /// Trace files.
    pub attachments: Json<Vec<Uuid>>,
    /// How far it is.
    pub state: AppealState,
    /// Whose account filed it.
    pub filed_by: Uuid,
    /// When.
    pub filed_at: DateTime<Utc>,
    /// What became of it.
    pub outcome: Option<AppealOutcome>,
    /// Why, or why it was withdrawn.
    pub reason: Option<String>,
    /// Whose account decided or withdrew it.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Grows by one with each change.
    pub version: i32,
}

/// An appeal against a provisional result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Appeal {
    /// Id of the appeal.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Codes of the indicators it is about.
    pub indicators: Vec<String>,
    /// What the contractor says.
    pub statement: String,
    /// Its trace files.
    pub attachments: Vec<Uuid>,
    /// How far it is.
    pub state: AppealState,
    /// Whose account filed it.
    pub filed_by: Uuid,
    /// When.
    pub filed_at: DateTime<Utc>,
    /// What became of it; null before it is decided.
    #[schema(required)]
    pub outcome: Option<AppealOutcome>,
    /// Why it was decided so, or withdrawn.
    #[schema(required)]
    pub reason: Option<String>,
    /// Whose account decided it, or withdrew it.
    #[schema(required)]
    pub decided_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    pub decided_at: Option<DateTime<Utc>>,
    /// What counts from then on instead of a party's points.
    pub corrections: Vec<AppealCorrection>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Appeal {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Appeal {
    fn new(row: AppealRow, corrections: Vec<AppealCorrection>) -> Self {
        Self {
            id: row.id,
            evaluation_id: row.evaluation_id,
            indicators: row.indicators.0,
            statement: row.statement,
            attachments: row.attachments.0,
            state: row.state,
            filed_by: row.filed_by,
            filed_at: row.filed_at,
            outcome: row.outcome,
            reason: row.reason,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            corrections,
            version: row.version,
        }
    }
}

/// The appeals within reach: those of the evaluations within reach.
pub fn visible(reach: &Reach) -> appeals::BoxedQuery<'_, Pg> {
    let theirs = evaluations_model::visible(reach).select(evaluations::id);
    appeals::table
        .filter(appeals::county_code.eq(&reach.county))
        .filter(appeals::evaluation_id.eq_any(theirs))
        .into_boxed()
}

/// Adds the corrections to a page of appeals, in one statement.
pub async fn with_corrections(conn: &Conn, county: &str, rows: Vec<AppealRow>) -> Result<Vec<Appeal>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut all = corrections::of_appeals(conn, county, &ids).await?;
    let of = |row: AppealRow| {
        let mine = all.remove(&row.id).unwrap_or_default();
        Appeal::new(row, mine)
    };
    Ok(rows.into_iter().map(of).collect())
}

/// One appeal within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Appeal> {
    let one = visible(reach).filter(appeals::id.eq(id)).select(AppealRow::as_select());
    let row: AppealRow = one.first(&mut conn).await?;
    let shown = with_corrections(conn, &reach.county, vec![row]).await?;
    shown.into_iter().next().ok_or_else(Error::not_found)
}

/// An appeal within reach and its evaluation, both locked until the transaction ends, the evaluation first. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<(AppealRow, EvaluationRow)> {
    let one = visible(tx.reach()).filter(appeals::id.eq(id)).select(appeals::evaluation_id);
    let evaluation: Uuid = one.first(&mut tx.conn()).await?;
    let evaluation = evaluations_model::lock(tx, tx.reach(), evaluation).await?;
    let one = appeals::table.find((tx.county(), id)).select(AppealRow::as_select());
    Ok((one.for_update().first(&mut tx.conn()).await?, evaluation))
}

/// Errors: 409 for what is decided or withdrawn.
pub fn must_be_filed(row: &AppealRow) -> Result<()> {
    match row.state {
        AppealState::Filed => Ok(()),
        AppealState::Decided => {
            Err(Error::new(Code::Conflict).detail("该申诉已处理", "The appeal is decided already"))
        }
        AppealState::Withdrawn => {
            Err(Error::new(Code::Conflict).detail("该申诉已撤回", "The appeal is withdrawn"))
        }
    }
}

/// Ends an appeal: why, by whom and when. Errors: 412 when somebody else was faster.
pub async fn close(
    tx: &Tx<'_>,
    row: &AppealRow,
    (state, outcome): (AppealState, Option<AppealOutcome>),
    reason: &Reason,
) -> Result<()> {
    let one = appeals::table.find((tx.county(), row.id)).filter(appeals::version.eq(row.version));
    let change = (
        appeals::state.eq(state),
        appeals::outcome.eq(outcome),
        appeals::reason.eq(reason.as_str()),
        appeals::decided_by.eq(tx.actor()?),
        appeals::decided_at.eq(tx.now()),
        appeals::version.eq(row.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
