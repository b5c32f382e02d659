//! Writing agreements: the same columns for a new row and for a changed one.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{model::AgreementRow, price::numeric};
use crate::{
    db::{errors::OnConstraint as _, json::Json},
    http::{Error, Result, Tx, codes::Code},
    rules::agreements::ServiceTarget,
    schema::agreements,
};

/// All that is written of an agreement, the same for a new row and a changed one.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = agreements, primary_key(county_code, id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct Columns<'a> {
    county_code: &'a str,
    id: Uuid,
    contractor_id: Uuid,
    number: &'a str,
    valid_from: NaiveDate,
    valid_to: NaiveDate,
    staffing_date: NaiveDate,
    price: Option<bigdecimal::BigDecimal>,
    station_ids: &'a Json<Vec<Uuid>>,
    targets: &'a Json<Vec<ServiceTarget>>,
    project_cycle_id: Option<Uuid>,
    renews_id: Option<Uuid>,
    signed_on: Option<NaiveDate>,
    signed_recorded_at: Option<DateTime<Utc>>,
    attachments: &'a Json<Vec<Uuid>>,
    terminated_on: Option<NaiveDate>,
    terminated_recorded_at: Option<DateTime<Utc>>,
    termination_reason: Option<String>,
    recorded_at: DateTime<Utc>,
    voided_at: Option<DateTime<Utc>>,
    void_reason: Option<String>,
    version: i32,
}

fn columns<'a>(county_code: &'a str, row: &'a AgreementRow) -> Columns<'a> {
    Columns {
        county_code,
        id: row.id,
        contractor_id: row.contractor_id,
        number: &row.number,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        staffing_date: row.staffing_date,
        price: row.price.map(numeric),
        station_ids: &row.station_ids,
        targets: &row.targets,
        project_cycle_id: row.project_cycle_id,
        renews_id: row.renews_id,
        signed_on: row.signed_on,
        signed_recorded_at: row.signed_recorded_at,
        attachments: &row.attachments,
        terminated_on: row.terminated_on,
        terminated_recorded_at: row.terminated_recorded_at,
        termination_reason: row.termination_reason.clone(),
        recorded_at: row.recorded_at,
        voided_at: row.voided_at,
        void_reason: row.void_reason.clone(),
        version: row.version,
    }
}

/// Writes a new agreement. Errors: 409 for a number that is taken.
pub async fn insert(tx: &Tx<'_>, row: &AgreementRow) -> Result<()> {
    let insert = diesel::insert_into(agreements::table).values(columns(tx.county(), row));
    insert.execute(&mut tx.conn()).await.on_constraint("agreements_number_once", number_taken)?;
    Ok(())
}

/// Saves an agreement that is locked; its version grows by one. Errors: 409 for a number that is taken.
pub async fn save(tx: &Tx<'_>, row: &AgreementRow) -> Result<AgreementRow> {
    let next = AgreementRow { version: row.version.saturating_add(1), ..row.clone() };
    let one = agreements::table.find((tx.county(), row.id)).filter(agreements::version.eq(row.version));
    let update = diesel::update(one).set(columns(tx.county(), &next)).execute(&mut tx.conn()).await;
    let changed = update.on_constraint("agreements_number_once", number_taken)?;
    if changed == 1 { Ok(next) } else { Err(Code::Stale.into()) }
}

fn number_taken() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该协议编号已登记", "An agreement with this number is recorded already")
}
