//! Rows of employments.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Error, Result, Tx, Versioned},
    rules::finding::EmploymentKind,
    schema::{employments, organisations, workers},
    staffing::scope::Scope,
    tables::Tabular,
};

/// An employment.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = employments, treat_none_as_default_value = false)]
pub struct Employment {
    /// Id of the employment.
    pub id: Uuid,
    /// Who is employed.
    pub worker_id: Uuid,
    /// The employer.
    pub organisation_id: Uuid,
    /// The kind; only a labour contract is formal employment (六（三）).
    pub kind: EmploymentKind,
    /// First day.
    #[diesel(column_name = valid_from)]
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[diesel(column_name = valid_to)]
    pub to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded, if later than the rest.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Employment {
    const NAME: &'static str = "employments";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "worker_id",
        "organisation_id",
        "kind",
        "from",
        "to",
        "recorded_at",
        "end_recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for Employment {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Employment {
    /// A new one, not yet written.
    pub fn new(
        (id, recorded_at): (Uuid, DateTime<Utc>),
        worker_id: Uuid,
        organisation_id: Uuid,
        kind: EmploymentKind,
        (from, to): (NaiveDate, Option<NaiveDate>),
    ) -> Self {
        Self {
            id,
            worker_id,
            organisation_id,
            kind,
            from,
            to,
            recorded_at,
            end_recorded_at: None,
            voided_at: None,
            void_reason: None,
            version: 1,
        }
    }

    /// Writes the row.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (employments::county_code.eq(tx.county()), self);
        diesel::insert_into(employments::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }

    /// Writes many rows.
    pub async fn insert_all(tx: &Tx<'_>, all: &[Self]) -> Result<()> {
        let rows: Vec<_> = all.iter().map(|row| (employments::county_code.eq(tx.county()), row)).collect();
        diesel::insert_into(employments::table).values(rows).execute(&mut tx.conn()).await?;
        Ok(())
    }

    /// What an event tells of it.
    pub fn told(&self) -> Value {
        let Self { id, worker_id, organisation_id, kind, from, to, .. } = self;
        json!({"id": id, "worker": worker_id, "organisation": organisation_id, "kind": kind, "from": from, "to": to})
    }
}

/// The employments within the scope: a contractor's own; for a township, a posted worker or an agency those of the
/// workers whom their stations have or had.
pub fn visible<'a>(scope: &'a Scope, county: &'a str) -> employments::BoxedQuery<'a, Pg> {
    let rows = employments::table.filter(employments::county_code.eq(county)).into_boxed();
    match scope {
        Scope::County => rows,
        Scope::Employer(organisation) => rows.filter(employments::organisation_id.eq(organisation)),
        Scope::Stations(_) => {
            rows.filter(employments::worker_id.eq_any(scope.workers(county).select(workers::id)))
        }
    }
}

/// One employment that the caller may change, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Employment> {
    let one = employments::table.find((tx.county(), id)).select(Employment::as_select()).for_update();
    let row: Employment = one.first(&mut tx.conn()).await?;
    if scope.may_employ_for(row.organisation_id) { Ok(row) } else { Err(Error::not_found()) }
}

/// Whether there is such an organisation, and the caller may employ for it.
pub async fn is_employer(tx: &Tx<'_>, scope: &Scope, organisation: Uuid) -> Result<bool> {
    let one = organisations::table.find((tx.county(), organisation)).select(organisations::id);
    let known = one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some();
    Ok(known && scope.may_employ_for(organisation))
}
