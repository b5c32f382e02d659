//! Rows of service lists, and a list as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::items::{self, ListItem};
use crate::{
    auth::reach::Reach,
    db::{Conn, planned::among},
    http::{Error, Result, Tx, Versioned},
    schema::{service_list_receipts, service_lists},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// How far a service list is.
    ServiceListState {
        /// Still being written; in force on no day.
        Draft = "draft", "草稿", "Draft";
        /// Filed; in force from that day on.
        Filed = "filed", "已报送", "Filed";
        /// Recorded wrongly; in force on no day.
        Voided = "voided", "已作废", "Voided";
    }
}

text_enum! {
    /// With whom a service list is filed (五).
    ReceivingParty {
        /// The county civil affairs bureau.
        Bureau = "bureau", "县民政局", "County civil affairs bureau";
        /// The township government.
        Township = "township", "乡镇政府", "Township government";
    }
}

/// A list without its items.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_lists)]
pub struct ServiceListRow {
    /// Id of the list.
    pub id: Uuid,
    /// Whose it is.
    pub station_id: Uuid,
    /// First day in force: the day of its filing; null of a draft.
    #[diesel(column_name = valid_from)]
    #[schema(required)]
    pub from: Option<NaiveDate>,
    /// First day no longer, when the next list was filed; null while there is none.
    #[diesel(column_name = valid_to)]
    #[schema(required)]
    pub to: Option<NaiveDate>,
    /// When the filing was recorded; null of a draft.
    #[schema(required)]
    pub filed_at: Option<DateTime<Utc>>,
    /// When it was drafted.
    pub recorded_at: DateTime<Utc>,
    /// When its end was recorded.
    #[schema(required)]
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl ServiceListRow {
    /// How far it is.
    pub fn state(&self) -> ServiceListState {
        match (self.voided_at, self.from) {
            (Some(_), _) => ServiceListState::Voided,
            (None, Some(_)) => ServiceListState::Filed,
            (None, None) => ServiceListState::Draft,
        }
    }
}

/// That a party has it.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_list_receipts)]
pub struct ServiceListReceipt {
    /// Who has it.
    pub party: ReceivingParty,
    /// Since when.
    pub received_on: NaiveDate,
    /// When that was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A service list with its items and receipts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceList {
    /// The list.
    #[serde(flatten)]
    pub row: ServiceListRow,
    /// How far it is.
    pub state: ServiceListState,
    /// What the station takes on, in the order of the catalogue.
    pub items: Vec<ListItem>,
    /// Who has recorded to have it; not needed for its being in force.
    pub receipts: Vec<ServiceListReceipt>,
}

impl Tabular for ServiceList {
    const NAME: &'static str = "service-lists";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "state",
        "from",
        "to",
        "filed_at",
        "items",
        "recorded_at",
        "end_recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for ServiceList {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// The lists within reach.
pub fn visible(reach: &Reach) -> service_lists::BoxedQuery<'_, Pg> {
    service_lists::table
        .filter(service_lists::county_code.eq(&reach.county))
        .filter(among(service_lists::station_id, reach.stations()))
        .into_boxed()
}

/// One list within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<ServiceList> {
    let one = visible(reach).filter(service_lists::id.eq(id)).select(ServiceListRow::as_select());
    let row = one.first(&mut conn).await?;
    whole(conn, &reach.county, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// One list within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<ServiceListRow> {
    let one = service_lists::table.find((tx.county(), id)).select(ServiceListRow::as_select());
    let row: ServiceListRow = one.for_update().first(&mut tx.conn()).await?;
    if tx.reach().covers(row.station_id) { Ok(row) } else { Err(Error::not_found()) }
}

/// Adds items and receipts to lists, in one round trip.
pub async fn whole(conn: &Conn, county: &str, rows: Vec<ServiceListRow>) -> Result<Vec<ServiceList>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let receipts = service_list_receipts::table
        .filter(service_list_receipts::county_code.eq(county))
        .filter(service_list_receipts::list_id.eq_any(&ids))
        .order((service_list_receipts::list_id, service_list_receipts::party))
        .select((service_list_receipts::list_id, ServiceListReceipt::as_select()));
    let mut second = conn;
    let receipts = async { Ok(receipts.load::<(Uuid, ServiceListReceipt)>(&mut second).await?) };
    let (mut items, receipts) = try_join(items::of_lists(conn, county, &ids), receipts).await?;
    let one = |row: ServiceListRow| ServiceList {
        state: row.state(),
        items: items.remove(&row.id).unwrap_or_default(),
        receipts: receipts.iter().filter(|(list, _)| *list == row.id).map(|(_, one)| one.clone()).collect(),
        row,
    };
    Ok(rows.into_iter().map(one).collect())
}
