//! Something that a station has: the row all kinds share, and what a kind adds to it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::reach::Reach,
    db::{json::Json, planned::among},
    http::{Error, Result, Tx, Versioned},
    schema::station_facts,
    text_enum,
};

text_enum! {
    /// What kind of thing a station has.
    StationFactKind {
        /// A room.
        Room = "room", "功能室", "Room";
        /// Equipment.
        Equipment = "equipment", "设备", "Equipment";
        /// A safety check.
        SafetyCheck = "safety_check", "安全检查", "Safety check";
        /// A signboard.
        Signage = "signage", "标识标牌", "Signage";
        /// An institution 制度 or a standing record.
        Institution = "institution", "制度与档案", "Institution";
    }
}

/// The details of one kind: its fields in JSON, beside the dates that all kinds have.
pub trait Details:
    std::fmt::Debug + Clone + Serialize + DeserializeOwned + utoipa::ToSchema + Validate + Send + Sync + 'static
{
    /// The kind of the row.
    const KIND: StationFactKind;
    /// Name of the whole record in OpenAPI, as `Room`.
    const SCHEMA: &'static str;
    /// The path of one record, as `/api/v1/rooms`.
    const PATH: &'static str;

    /// What the day of recording says of them. Errors: 422.
    fn judge(&self, _today: NaiveDate) -> Result<()> {
        Ok(())
    }
}

/// A record with its dates.
#[derive(Debug, Clone, Serialize, Queryable, Selectable)]
#[diesel(table_name = station_facts)]
pub struct StationFact<D: Details> {
    /// Id of the record.
    pub id: Uuid,
    /// Whose it is.
    pub station_id: Uuid,
    /// What its kind adds.
    #[serde(flatten)]
    #[diesel(column_name = body)]
    pub details: Json<D>,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[diesel(column_name = valid_to)]
    pub to: Option<NaiveDate>,
    /// Files that show it.
    pub attachments: Json<Vec<Uuid>>,
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

impl<D: Details> Versioned for StationFact<D> {
    fn version(&self) -> i32 {
        self.version
    }
}

impl<D: Details> StationFact<D> {
    /// Writes the row.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            station_facts::county_code.eq(tx.county()),
            station_facts::id.eq(self.id),
            station_facts::station_id.eq(self.station_id),
            station_facts::kind.eq(D::KIND),
            station_facts::body.eq(&self.details),
            station_facts::attachments.eq(&self.attachments),
            station_facts::valid_from.eq(self.from),
            station_facts::valid_to.eq(self.to),
            station_facts::recorded_at.eq(self.recorded_at),
            station_facts::version.eq(self.version),
        );
        diesel::insert_into(station_facts::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }
}

/// The records of a kind within reach.
pub fn visible<D: Details>(reach: &Reach) -> station_facts::BoxedQuery<'_, Pg> {
    station_facts::table
        .filter(station_facts::county_code.eq(&reach.county))
        .filter(station_facts::kind.eq(D::KIND))
        .filter(among(station_facts::station_id, reach.stations()))
        .into_boxed()
}

/// One record of a kind, locked until the transaction ends. Errors: 404.
pub async fn lock<D: Details>(tx: &Tx<'_>, id: Uuid) -> Result<StationFact<D>> {
    let one = station_facts::table.find((tx.county(), id)).filter(station_facts::kind.eq(D::KIND));
    let row: StationFact<D> = one.select(StationFact::as_select()).for_update().first(&mut tx.conn()).await?;
    if tx.reach().covers(row.station_id) { Ok(row) } else { Err(Error::not_found()) }
}
