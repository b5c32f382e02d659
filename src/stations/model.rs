//! Rows of stations and of their states.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::opening_hours::OpeningHours;
use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json, planned::among},
    http::{Error, Result, Versioned, codes::Code},
    places::position::{Place, Position},
    rules::finding::RuleCode,
    schema::{station_states, stations, townships},
    tables::Tabular,
};

pub use crate::rules::station_state::StationState;

/// A station as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = stations)]
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
    /// Where it is on the map.
    #[diesel(select_expression = (stations::latitude, stations::longitude, stations::accuracy_m))]
    pub position: Place,
    /// When it is open, in the order of the week.
    pub opening_hours: Json<Vec<OpeningHours>>,
    /// Codes of the service domains it announces, in the order of the catalogue.
    pub service_domains: Json<Vec<String>>,
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
    /// Where it is on the map; null while nobody has said.
    pub position: Option<Position>,
    /// When it is open, in the order of the week.
    pub opening_hours: Vec<OpeningHours>,
    /// Codes of the service domains it announces, in the order of the catalogue.
    #[schema(example = json!(["1", "3"]))]
    pub service_domains: Vec<String>,
    /// What it does today.
    pub state: StationState,
    /// First day of that state.
    pub state_since: NaiveDate,
    /// States it can be moved to from here.
    pub next_states: Vec<StationState>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Station {
    const NAME: &'static str = "stations";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "township_code",
        "name",
        "state",
        "state_since",
        "address",
        "phone",
        "position.latitude",
        "position.longitude",
        "service_domains",
        "county",
        "version",
    ];
}

impl Versioned for Station {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Station {
    /// A station with the state of a day.
    pub fn new(row: StationRow, state: StationState, since: NaiveDate) -> Self {
        Self {
            id: row.id,
            county: row.county_code,
            township_code: row.township_code,
            name: row.name,
            address: row.address,
            phone: row.phone,
            position: row.position.0,
            opening_hours: row.opening_hours.0,
            service_domains: row.service_domains.0,
            state,
            state_since: since,
            next_states: state.next().to_vec(),
            version: row.version,
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
    pub despite_breaches: Option<String>,
}

impl NewState<'_> {
    /// Writes the row.
    pub async fn insert(&self, mut conn: &Conn) -> QueryResult<usize> {
        diesel::insert_into(station_states::table).values(self).execute(&mut conn).await
    }
}

/// The stations within reach.
pub fn visible(reach: &Reach) -> stations::BoxedQuery<'_, Pg> {
    stations::table
        .filter(stations::county_code.eq(&reach.county))
        .filter(among(stations::id, reach.stations()))
        .into_boxed()
}

/// The stations of all counties, each with its township and its state of a day.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn on_day(day: NaiveDate) -> _ {
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let state = stations::county_code
        .eq(station_states::county_code)
        .and(stations::id.eq(station_states::station_id));
    let over = station_states::valid_to.is_not_null().and(station_states::valid_to.assume_not_null().le(day));
    stations::table
        .inner_join(townships::table.on(township))
        .inner_join(station_states::table.on(state))
        .filter(station_states::valid_from.le(day))
        .filter(diesel::dsl::not(over))
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

/// Saves what can change; the version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(mut conn: &Conn, row: &StationRow) -> Result<StationRow> {
    let next = StationRow { version: row.version.saturating_add(1), ..row.clone() };
    let one = stations::table.find((&row.county_code, row.id)).filter(stations::version.eq(row.version));
    let (latitude, longitude, accuracy_m) = next.position.columns();
    let set = (
        stations::address.eq(&next.address),
        stations::phone.eq(&next.phone),
        stations::latitude.eq(latitude),
        stations::longitude.eq(longitude),
        stations::accuracy_m.eq(accuracy_m),
        stations::opening_hours.eq(&next.opening_hours),
        stations::service_domains.eq(&next.service_domains),
        stations::version.eq(next.version),
    );
    let changed = diesel::update(one).set(set).execute(&mut conn).await?;
    if changed == 1 { Ok(next) } else { Err(Code::Stale.into()) }
}
