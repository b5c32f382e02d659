//! Rows of service years and phases.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Error, Result, Versioned},
    schema::{phases, service_years},
    text_enum,
};

text_enum! {
    /// Which evaluation of a service year (七（二）).
    PhaseKind {
        /// 中期.
        MidTerm = "mid_term", "中期", "Mid-term";
        /// 末期.
        Final = "final", "末期", "Final";
    }
}

/// A phase: the period judged, and the days on which it is scored.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = phases)]
pub struct Phase {
    /// Id of the phase.
    pub id: Uuid,
    /// Mid-term or final.
    pub kind: PhaseKind,
    /// First day judged.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer judged.
    #[diesel(column_name = valid_to)]
    pub to: NaiveDate,
    /// First day of scoring.
    pub scoring_from: NaiveDate,
    /// First day after scoring.
    pub scoring_to: NaiveDate,
}

/// A service year as a row.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_years)]
pub struct ServiceYearRow {
    /// Id of the service year.
    pub id: Uuid,
    /// The agreement.
    pub agreement_id: Uuid,
    /// First, second … of the agreement.
    pub ordinal: i32,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer.
    #[diesel(column_name = valid_to)]
    pub to: NaiveDate,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// A service year with its phases.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceYear {
    /// The year.
    #[serde(flatten)]
    pub row: ServiceYearRow,
    /// Its phases in order.
    pub phases: Vec<Phase>,
}

impl Versioned for ServiceYear {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// The service years of agreements within reach.
pub fn visible(reach: &Reach) -> service_years::BoxedQuery<'_, diesel::pg::Pg> {
    use crate::schema::agreements;
    let rows = service_years::table.filter(service_years::county_code.eq(&reach.county)).into_boxed();
    rows.filter(
        service_years::agreement_id.eq_any(crate::agreements::model::visible(reach).select(agreements::id)),
    )
}

/// One service year within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<ServiceYear> {
    let one = visible(reach).filter(service_years::id.eq(id)).select(ServiceYearRow::as_select());
    let row: ServiceYearRow = one.first(&mut conn).await?;
    let years = with_phases(conn, reach, vec![row]).await?;
    years.into_iter().next().ok_or_else(Error::not_found)
}

/// A phase by its id. Errors: not found.
pub async fn phase(mut conn: &Conn, county: &str, id: Uuid) -> QueryResult<Phase> {
    phases::table.find((county, id)).select(Phase::as_select()).first(&mut conn).await
}

/// Adds the phases to a page of years, in one statement.
pub async fn with_phases(
    mut conn: &Conn,
    reach: &Reach,
    rows: Vec<ServiceYearRow>,
) -> Result<Vec<ServiceYear>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let found: Vec<(Uuid, Phase)> = phases::table
        .filter(phases::county_code.eq(&reach.county))
        .filter(phases::service_year_id.eq_any(&ids))
        .order(phases::valid_from)
        .select((phases::service_year_id, Phase::as_select()))
        .load(&mut conn)
        .await?;
    let of =
        |id: Uuid| found.iter().filter(|(year, _)| *year == id).map(|(_, phase)| phase.clone()).collect();
    Ok(rows.into_iter().map(|row| ServiceYear { phases: of(row.id), row }).collect())
}
