//! Rows of registrations.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Result, Tx, Versioned},
    schema::registrations,
};

/// A registration of a certificate.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = registrations)]
pub struct Registration {
    /// Id of the registration.
    pub id: Uuid,
    /// The certificate that is registered.
    pub certificate_id: Uuid,
    /// Its number.
    #[schema(example = "HN469025230001")]
    pub number: String,
    /// First day.
    #[diesel(column_name = valid_from)]
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer.
    #[diesel(column_name = valid_to)]
    #[schema(example = "2026-07-02")]
    pub to: NaiveDate,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Registration {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Registration {
    /// Writes a new row.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            registrations::county_code.eq(tx.county()),
            registrations::id.eq(self.id),
            registrations::certificate_id.eq(self.certificate_id),
            registrations::number.eq(&self.number),
            registrations::valid_from.eq(self.from),
            registrations::valid_to.eq(self.to),
            registrations::recorded_at.eq(self.recorded_at),
            registrations::version.eq(self.version),
        );
        diesel::insert_into(registrations::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }
}

/// The registrations of a county.
pub fn of_county(county: &str) -> registrations::BoxedQuery<'_, Pg> {
    registrations::table.filter(registrations::county_code.eq(county)).into_boxed()
}
