//! Rows of agreements and of the stations they cover.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{deserialize::FromSql, pg::Pg, prelude::*, sql_types::Numeric};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Result, Versioned},
    rules::money::Money,
    schema::{agreement_stations, agreements},
    tables::Tabular,
};

/// An agreement between the bureau and a contractor.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = agreements)]
pub struct AgreementRow {
    /// Id of the agreement.
    pub id: Uuid,
    /// The contractor (承接主体).
    pub contractor_id: Uuid,
    /// Number of the paper, once in the county.
    #[schema(example = "BS-2023-01")]
    pub number: String,
    /// First day of the term.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day after the term.
    #[diesel(column_name = valid_to)]
    pub to: NaiveDate,
    /// From this day on the stations are fully staffed (六（三）).
    pub staffing_date: NaiveDate,
    /// Price in CNY.
    #[diesel(deserialize_as = Price)]
    pub price: Option<Money>,
    /// When it was voided; none while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// An agreement with the stations it covers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agreement {
    /// The agreement.
    #[serde(flatten)]
    pub row: AgreementRow,
    /// The stations it covers, those of a voided one too.
    pub station_ids: Vec<Uuid>,
}

impl Tabular for Agreement {
    const NAME: &'static str = "agreements";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "number",
        "contractor_id",
        "from",
        "to",
        "staffing_date",
        "price",
        "station_ids",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for Agreement {
    fn version(&self) -> i32 {
        self.row.version
    }
}

/// `numeric(14,2)` as money.
pub struct Price(Option<Money>);

impl From<Price> for Option<Money> {
    fn from(price: Price) -> Self {
        price.0
    }
}

impl Queryable<diesel::sql_types::Nullable<Numeric>, Pg> for Price {
    type Row = Option<Fen>;

    fn build(row: Self::Row) -> diesel::deserialize::Result<Self> {
        Ok(Self(row.map(|fen| fen.0)))
    }
}

/// A number of the database that is an amount.
#[derive(Debug, diesel::deserialize::FromSqlRow)]
pub struct Fen(Money);

impl FromSql<Numeric, Pg> for Fen {
    fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
        let number = bigdecimal::BigDecimal::from_sql(bytes)?;
        Ok(Self(number.with_scale(2).to_plain_string().parse().map_err(|_| "not an amount of money")?))
    }
}

/// An amount as a number of the database.
pub fn numeric(money: Money) -> bigdecimal::BigDecimal {
    bigdecimal::BigDecimal::new(money.fen().into(), 2)
}

/// The agreements within reach: a contractor's own, ended ones too (never another's, whose price is no business of
/// its); for the others below the county those of their stations.
pub fn visible(reach: &Reach) -> agreements::BoxedQuery<'_, Pg> {
    let rows = agreements::table.filter(agreements::county_code.eq(&reach.county)).into_boxed();
    match (reach.contractor, reach.only_stations()) {
        (Some(contractor), _) => rows.filter(agreements::contractor_id.eq(contractor)),
        (None, Some(stations)) => {
            let theirs = agreement_stations::table
                .filter(agreement_stations::county_code.eq(&reach.county))
                .filter(agreement_stations::station_id.eq_any(stations));
            rows.filter(agreements::id.eq_any(theirs.select(agreement_stations::agreement_id)))
        }
        (None, None) => rows,
    }
}

/// One agreement within reach, with its stations. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Agreement> {
    let one = visible(reach).filter(agreements::id.eq(id)).select(AgreementRow::as_select());
    let row: AgreementRow = one.first(&mut conn).await?;
    let agreements = with_stations(conn, reach, vec![row]).await?;
    agreements.into_iter().next().ok_or_else(crate::http::Error::not_found)
}

/// Adds the stations to a page of agreements, in one statement.
pub async fn with_stations(
    mut conn: &Conn,
    reach: &Reach,
    rows: Vec<AgreementRow>,
) -> Result<Vec<Agreement>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let covered: Vec<(Uuid, Uuid)> = agreement_stations::table
        .filter(agreement_stations::county_code.eq(&reach.county))
        .filter(agreement_stations::agreement_id.eq_any(&ids))
        .order(agreement_stations::station_id)
        .select((agreement_stations::agreement_id, agreement_stations::station_id))
        .load(&mut conn)
        .await?;
    let of = |id: Uuid| {
        covered.iter().filter(|(agreement, _)| *agreement == id).map(|(_, station)| *station).collect()
    };
    Ok(rows.into_iter().map(|row| Agreement { station_ids: of(row.id), row }).collect())
}
