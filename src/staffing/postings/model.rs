//! Rows of postings.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{errors::OnConstraint as _, planned::among},
    http::{Error, Result, Tx, Versioned, codes::Code},
    schema::postings,
    staffing::scope::Scope,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What a posted worker is at the station.
    PostingRole {
        /// Leads the station and reviews its logs.
        Lead = "lead", "站点负责人", "Station lead";
        /// Resident worker.
        Resident = "resident", "驻站社工", "Resident worker";
    }
}

/// A posting.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = postings, treat_none_as_default_value = false)]
pub struct Posting {
    /// Id of the posting.
    pub id: Uuid,
    /// Who is posted.
    pub worker_id: Uuid,
    /// Where.
    pub station_id: Uuid,
    /// As what.
    pub role: PostingRole,
    /// First day.
    #[diesel(column_name = valid_from)]
    #[schema(example = "2023-07-01")]
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

impl Tabular for Posting {
    const NAME: &'static str = "postings";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "worker_id",
        "station_id",
        "role",
        "from",
        "to",
        "recorded_at",
        "end_recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for Posting {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Posting {
    /// Writes the row. Errors: 409 when the worker is posted on some of these days already.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (postings::county_code.eq(tx.county()), self);
        let insert = diesel::insert_into(postings::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("postings_one_station_a_day", || Error::new(Code::OverlappingPosting))?;
        Ok(())
    }

    /// Writes many rows. Errors: 409 when a worker of them is posted on some of these days already.
    pub async fn insert_all(tx: &Tx<'_>, all: &[Self]) -> Result<()> {
        let rows: Vec<_> = all.iter().map(|row| (postings::county_code.eq(tx.county()), row)).collect();
        let insert = diesel::insert_into(postings::table).values(rows).execute(&mut tx.conn()).await;
        insert.on_constraint("postings_one_station_a_day", || Error::new(Code::OverlappingPosting))?;
        Ok(())
    }

    /// What an event tells of it.
    pub fn told(&self) -> Value {
        let Self { worker_id, station_id, role, from, to, .. } = self;
        json!({"worker": worker_id, "station": station_id, "role": role, "from": from, "to": to})
    }
}

/// The postings to the stations within reach.
pub fn visible(reach: &Reach) -> postings::BoxedQuery<'_, Pg> {
    postings::table
        .filter(postings::county_code.eq(&reach.county))
        .filter(among(postings::station_id, reach.stations()))
        .into_boxed()
}

/// One posting that the caller may change, locked until the transaction ends: a contractor's own worker at its own
/// station. Errors: 404.
pub async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Posting> {
    let one = postings::table.find((tx.county(), id)).select(Posting::as_select()).for_update();
    let row: Posting = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    scope.require(tx, tx.county(), row.worker_id).await?;
    Ok(row)
}
