//! Rows of certificates.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::{Conn, errors::OnConstraint as _},
    http::{Error, Result, Tx, Versioned, codes::Code},
    rules::qualifications::CertificateLevel,
    schema::certificates,
    staffing::scope::Scope,
    tables::Tabular,
};

/// A certificate of a worker.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificates, treat_none_as_default_value = false)]
pub struct Certificate {
    /// Id of the certificate.
    pub id: Uuid,
    /// Whose it is.
    pub worker_id: Uuid,
    /// Its level.
    pub level: CertificateLevel,
    /// Its number.
    #[schema(example = "2020S469025001")]
    pub number: String,
    /// The date on it.
    #[schema(example = "2020-10-17")]
    pub obtained_on: NaiveDate,
    /// First day on which it is no longer valid; null while it is.
    pub revoked_on: Option<NaiveDate>,
    /// Why it was revoked.
    pub revocation_reason: Option<String>,
    /// When the revocation was recorded.
    pub revocation_recorded_at: Option<DateTime<Utc>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Certificate {
    const NAME: &'static str = "certificates";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "worker_id",
        "level",
        "number",
        "obtained_on",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for Certificate {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Certificate {
    /// Writes a new row. Errors: 409 when a standing certificate of the county has this number.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (certificates::county_code.eq(tx.county()), self);
        let insert = diesel::insert_into(certificates::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("certificates_number_once", number_taken)?;
        Ok(())
    }

    /// Writes many rows. Errors: 409 when a standing certificate of the county has one of the numbers.
    pub async fn insert_all(tx: &Tx<'_>, all: &[Self]) -> Result<()> {
        let rows: Vec<_> = all.iter().map(|row| (certificates::county_code.eq(tx.county()), row)).collect();
        let insert = diesel::insert_into(certificates::table).values(rows).execute(&mut tx.conn()).await;
        insert.on_constraint("certificates_number_once", number_taken)?;
        Ok(())
    }

    /// What an event tells of it: not its number.
    pub fn told(&self) -> Value {
        let Self { worker_id, level, obtained_on, .. } = self;
        json!({"worker": worker_id, "level": level, "obtained_on": obtained_on})
    }
}

/// Says that the number is taken, and nothing of whose certificate it is.
pub fn number_taken() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该证书编号已登记", "A certificate with this number is recorded already")
}

/// The certificates of a county.
pub fn of_county(county: &str) -> certificates::BoxedQuery<'_, Pg> {
    certificates::table.filter(certificates::county_code.eq(county)).into_boxed()
}

/// One certificate within the scope. Errors: 404.
pub async fn find(mut conn: &Conn, scope: &Scope, county: &str, id: Uuid) -> Result<Certificate> {
    let one = of_county(county).filter(certificates::id.eq(id)).select(Certificate::as_select());
    let row: Certificate = one.first(&mut conn).await?;
    scope.require(conn, county, row.worker_id).await?;
    Ok(row)
}

/// One certificate that the caller may change, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Certificate> {
    let one = certificates::table.find((tx.county(), id)).select(Certificate::as_select()).for_update();
    let row: Certificate = one.first(&mut tx.conn()).await?;
    scope.require(tx, tx.county(), row.worker_id).await?;
    Ok(row)
}
