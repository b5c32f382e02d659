//! Clients as the API shows them, and their rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    kinds::{ClientCategory, ClientKind, ClientQuestion, RiskLevel},
    opened::Opened,
};
use crate::{
    auth::reach::Reach,
    db::{Conn, planned::among},
    http::{Error, Result, Tx, Versioned},
    personal::{PersonKey, Roots},
    rules::identifiers::Sex,
    schema::clients,
    tables::Tabular,
};

/// A client. What identifies somebody is masked; `POST /clients/{id}/reveals` shows it. The workers of the station read
/// names and texts in the clear. Of a minor nothing personal is shown without an approval.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Client {
    /// Id, made by the client program that registered it.
    pub id: Uuid,
    /// The station that serves.
    pub station_id: Uuid,
    /// A person or a household.
    pub kind: ClientKind,
    /// Statistical division code of the village.
    #[schema(example = "469025100001")]
    pub village_code: Option<String>,
    /// Name, in the clear for the workers of the station, else masked.
    #[schema(example = "符**")]
    pub name: Option<String>,
    /// Identity number, masked.
    #[schema(example = "4690************80")]
    pub identity_number: Option<String>,
    /// Telephone, masked.
    #[schema(example = "138****5678")]
    pub phone: Option<String>,
    /// Address: three stars where there is one.
    #[schema(example = "***")]
    pub address: Option<String>,
    /// What is needed: in the clear for the workers of the station, else three stars.
    #[schema(example = "***")]
    pub needs: Option<String>,
    /// Notes: in the clear for the workers of the station, else three stars.
    #[schema(example = "***")]
    pub notes: Option<String>,
    /// Date of birth; null when it is not known, or withheld.
    #[schema(example = "1952-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Sex, as the identity number tells it; null without one, or withheld.
    pub sex: Option<Sex>,
    /// The categories of today.
    pub categories: Vec<ClientCategory>,
    /// The risk level of today; null when none was assessed.
    pub risk_level: Option<RiskLevel>,
    /// Whether it counts as a minor today; in doubt it does.
    pub minor: bool,
    /// Whether the personal values are withheld, because it is a minor and no approval opens them here.
    pub withheld: bool,
    /// What is to be asked about it.
    pub questions: Vec<ClientQuestion>,
    /// The registration that stands for this one since they were merged.
    pub merged_into: Option<Uuid>,
    /// Whether the personal data was erased.
    pub erased: bool,
    /// Who registered it.
    pub recorded_by: Uuid,
    /// When it was registered.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change of what stands here and has no duration.
    pub version: i32,
}

impl Tabular for Client {
    const NAME: &'static str = "clients";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "kind",
        "village_code",
        "name",
        "identity_number",
        "phone",
        "address",
        "birth_date",
        "sex",
        "categories",
        "risk_level",
        "minor",
        "withheld",
        "questions",
        "erased",
        "recorded_by",
        "recorded_at",
        "version",
    ];
}

impl Versioned for Client {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A row of `clients`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = clients)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// Station.
    pub station_id: Uuid,
    /// Kind.
    pub kind: ClientKind,
    /// Village.
    pub village_code: Option<String>,
    /// Name.
    pub name_sealed: Option<Vec<u8>>,
    /// Identity number.
    pub identity_number_sealed: Option<Vec<u8>>,
    /// Telephone.
    pub phone_sealed: Option<Vec<u8>>,
    /// Address.
    pub address_sealed: Option<Vec<u8>>,
    /// Needs.
    pub needs_sealed: Option<Vec<u8>>,
    /// Notes.
    pub notes_sealed: Option<Vec<u8>>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// The registration that stands for this one.
    pub merged_into: Option<Uuid>,
    /// Who registered it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Version.
    pub version: i32,
}

/// The clients of the stations within reach.
pub fn visible(reach: &Reach) -> clients::BoxedQuery<'_, Pg> {
    clients::table
        .filter(clients::county_code.eq(&reach.county))
        .filter(among(clients::station_id, reach.stations()))
        .into_boxed()
}

/// Opens rows, with one statement for the keys of all of them.
pub async fn open_all(roots: &Roots, conn: &Conn, county: &str, rows: Vec<Row>) -> Result<Vec<Opened>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = roots.keys(conn, county, &ids).await?;
    let one = |row: Row| {
        let absent = || Error::internal(format!("the client {} has no key", row.id));
        keys.get(&row.id).ok_or_else(absent).and_then(|key| Opened::of(&row, key))
    };
    rows.into_iter().map(one).collect()
}

/// One client within reach. Errors: 404.
pub async fn find(roots: &Roots, mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Opened> {
    let one = visible(reach).filter(clients::id.eq(id)).select(Row::as_select());
    let row = one.first(&mut conn).await?;
    open_all(roots, conn, &reach.county, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// One client within reach, locked until the transaction ends, with the key to write by. Errors: 404.
pub async fn lock(roots: &Roots, tx: &Tx<'_>, id: Uuid) -> Result<(Opened, PersonKey)> {
    let one = clients::table.find((tx.county(), id)).select(Row::as_select()).for_update();
    let row: Row = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    let key = roots.key_for_change(tx, id).await?;
    Ok((Opened::of(&row, &key)?, key))
}

/// Whether this client is within reach.
pub async fn is_visible(tx: &Tx<'_>, id: Uuid) -> Result<bool> {
    let one = visible(tx.reach()).filter(clients::id.eq(id)).select(clients::id);
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}
