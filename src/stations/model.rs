//! Rows of stations and of their states.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json},
    http::{Error, Result, Versioned},
    rules::finding::RuleCode,
    schema::{station_states, stations},
};

pub use crate::rules::station_state::StationState;

/// A station as a row.
#[derive(Debug, Clone, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = stations, treat_none_as_null = true)]
pub struct StationRow {
    /// County.
    pub county_code: String,
    /// Id.
    pub id: Uuid,
    /// Township.
    pub township_code: String,
    /// Name on the signboard.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Grows by one with each change.
    pub version: i32,
}

/// A station.
#[derive(Debug, Serialize, ToSchema)]
pub struct Station {
    /// Id of the station.
    pub id: Uuid,
    /// GB/T 2260 code of the county.
    #[schema(example = "469025")]
    pub county: String,
    /// Division code of the township.
    #[schema(example = "469025100")]
    pub township_code: String,
    /// Name on the signboard, by the county's pattern (六（四）).
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What it does today.
    pub state: StationState,
    /// First day of that state.
    pub state_since: NaiveDate,
    /// States it can be moved to from here.
    pub next_states: Vec<StationState>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Station {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Station {
    /// A station with the state of a day.
    pub fn new(row: StationRow, state: StationState, since: NaiveDate) -> Self {
        let StationRow { county_code, id, township_code, name, address, phone, version } = row;
        let next_states = state.next().to_vec();
        Self {
            id,
            county: county_code,
            township_code,
            name,
            address,
            phone,
            state,
            state_since: since,
            next_states,
            version,
        }
    }
}

/// A new row of a state.
#[derive(Debug, Insertable)]
#[diesel(table_name = station_states, treat_none_as_default_value = false)]
pub struct NewState<'a> {
    /// County.
    pub county_code: &'a str,
    /// Id of the row.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// What it does.
    pub state: StationState,
    /// From this day.
    pub valid_from: NaiveDate,
    /// Why.
    pub reason: &'a str,
    /// When it was written.
    pub recorded_at: DateTime<Utc>,
    /// The requirements not met when it begins to operate.
    pub open_breaches: Json<Vec<RuleCode>>,
    /// Why it begins all the same.
    pub despite_breaches: Option<&'a str>,
}

impl NewState<'_> {
    /// Writes the row.
    pub async fn insert(&self, mut conn: &Conn) -> QueryResult<usize> {
        diesel::insert_into(station_states::table).values(self).execute(&mut conn).await
    }
}

/// The stations within reach.
pub fn visible(reach: &Reach) -> stations::BoxedQuery<'_, Pg> {
    let mut rows = stations::table.filter(stations::county_code.eq(&reach.county)).into_boxed();
    if let Some(only) = reach.only_stations() {
        rows = rows.filter(stations::id.eq_any(only));
    }
    rows
}

/// One station within reach, with its state of a day. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid, day: NaiveDate) -> Result<Station> {
    let row: StationRow =
        visible(reach).filter(stations::id.eq(id)).select(StationRow::as_select()).first(&mut conn).await?;
    let (state, since) = state_on(conn, &row, day).await?;
    Ok(Station::new(row, state, since))
}

/// One station within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<StationRow> {
    if !reach.covers(id) {
        return Err(Error::not_found());
    }
    let one = stations::table.find((&reach.county, id)).select(StationRow::as_select()).for_update();
    Ok(one.first(&mut conn).await?)
}

async fn state_on(
    mut conn: &Conn,
    row: &StationRow,
    day: NaiveDate,
) -> QueryResult<(StationState, NaiveDate)> {
    let query = station_states::table
        .filter(station_states::county_code.eq(&row.county_code))
        .filter(station_states::station_id.eq(row.id))
        .filter(station_states::valid_from.le(day))
        .order(station_states::valid_from.desc())
        .select((station_states::state, station_states::valid_from));
    query.first(&mut conn).await
}

/// Saves a changed row; its version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(mut conn: &Conn, row: &StationRow) -> Result<StationRow> {
    let next = StationRow { version: row.version.saturating_add(1), ..row.clone() };
    let one = stations::table.find((&row.county_code, row.id)).filter(stations::version.eq(row.version));
    let changed = diesel::update(one).set(&next).execute(&mut conn).await?;
    if changed == 1 { Ok(next) } else { Err(crate::http::codes::Code::Stale.into()) }
}
