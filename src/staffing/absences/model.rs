//! Rows of absences.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, Versioned, codes::Code},
    rules::absences::AbsenceKind,
    schema::{absences, workers},
    staffing::{mistakes::RecordingMistake, scope::Scope},
};

/// An absence of a worker.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Absence {
    /// Id of the absence.
    pub id: Uuid,
    /// Who is away.
    pub worker_id: Uuid,
    /// Why.
    pub kind: AbsenceKind,
    /// Whether the law gives the leave; only who is away without its protection does not count for S1.
    pub protected_by_law: bool,
    /// First day.
    #[schema(example = "2023-08-01")]
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    pub to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded, if later than the rest.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<RecordingMistake>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Absence {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A row of `absences`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = absences)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// Who is away.
    pub worker_id: Uuid,
    /// Why.
    pub kind: AbsenceKind,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer.
    #[diesel(column_name = valid_to)]
    pub to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<RecordingMistake>,
    /// Version.
    pub version: i32,
}

impl From<Row> for Absence {
    fn from(row: Row) -> Self {
        let Row { id, worker_id, kind, from, to, recorded_at, end_recorded_at, .. } = row;
        let Row { voided_at, void_reason, version, .. } = row;
        Self {
            id,
            worker_id,
            kind,
            protected_by_law: kind.is_protected_by_law(),
            from,
            to,
            recorded_at,
            end_recorded_at,
            voided_at,
            void_reason,
            version,
        }
    }
}

impl Row {
    /// Writes the row. Errors: 409 when the worker is away on some of these days already.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            absences::county_code.eq(tx.county()),
            absences::id.eq(self.id),
            absences::worker_id.eq(self.worker_id),
            absences::kind.eq(self.kind),
            absences::valid_from.eq(self.from),
            absences::valid_to.eq(self.to),
            absences::recorded_at.eq(self.recorded_at),
            absences::version.eq(self.version),
        );
        let insert = diesel::insert_into(absences::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("absences_one_a_day", || {
            Error::new(Code::Conflict).detail(
                "该社工在此期间已登记离岗；请先结束或作废原记录",
                "The worker is recorded as away on some of these days: end or void that first",
            )
        })?;
        Ok(())
    }

    /// What an event tells of it: when, and not why.
    pub fn told(&self) -> Value {
        json!({"worker": self.worker_id, "from": self.from, "to": self.to})
    }
}

/// The absences that the caller may see.
pub fn visible<'a>(scope: &'a Scope, county: &'a str, today: NaiveDate) -> absences::BoxedQuery<'a, Pg> {
    let rows = absences::table.filter(absences::county_code.eq(county)).into_boxed();
    match scope {
        Scope::County => rows,
        _ => rows.filter(absences::worker_id.eq_any(scope.entrusted(county, today).select(workers::id))),
    }
}

/// One absence that the caller may change, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Row> {
    let one = absences::table.find((tx.county(), id)).select(Row::as_select()).for_update();
    let row: Row = one.first(&mut tx.conn()).await?;
    scope.require_entrusted(tx, tx.county(), tx.today(), row.worker_id).await?;
    Ok(row)
}
