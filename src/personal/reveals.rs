//! Reveals: personal values shown in the clear to somebody who says what for. Each is a row and an event, and a caller
//! has so many an hour.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Cell, PersonKey, Sensitive};
use crate::{
    db::{errors::OnConstraint as _, json::Json},
    http::{Error, Result, Tx, codes::Code, fault::Fault, hex::hex},
    schema::reveals,
};

/// Reveals an hour for each caller.
const AN_HOUR: i64 = 30;

/// A reveal that was made.
#[derive(Queryable, Selectable)]
#[diesel(table_name = reveals)]
pub struct Kept {
    /// Id of the reveal.
    pub id: Uuid,
    /// Who read.
    pub actor_id: Uuid,
    /// The names of the values, as JSON.
    pub fields: serde_json::Value,
    /// What for.
    pub purpose_sealed: Vec<u8>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

impl Kept {
    /// What for; none when the person was erased. Errors: internal, when it is not authentic.
    pub fn purpose(&self, key: &PersonKey) -> Result<Option<Sensitive<String>>> {
        key.open(purpose_cell(self.id), &self.purpose_sealed)
    }
}

/// The cell that a purpose stands in.
const fn purpose_cell(row: Uuid) -> Cell {
    Cell { table: "reveals", column: "purpose", row }
}

/// The reveals of a person.
pub fn of_person(county: &str, person: Uuid) -> reveals::BoxedQuery<'_, Pg> {
    let rows = reveals::table.filter(reveals::county_code.eq(county)).into_boxed();
    rows.filter(reveals::person_id.eq(person))
}

/// Errors: 422 when a field is named twice, or an answer in the clear would have to be kept for a retry.
pub fn check<F: PartialEq>(request: &HttpRequest, fields: &[F]) -> Result<()> {
    if request.headers().contains_key("idempotency-key") {
        let (zh, en) = ("明文信息不保存，不接受此头", "The answer is not kept: this header is refused");
        return Err(Fault::header("Idempotency-Key", "not_allowed", zh, en).into());
    }
    let twice =
        fields.iter().enumerate().any(|(n, field)| fields.iter().take(n).any(|before| before == field));
    if twice {
        return Err(Fault::body("/fields", "repeated", "字段重复", "A field is named twice").into());
    }
    Ok(())
}

/// Keeps who reads what and for which purpose; the purpose is sealed under the person's key. Returns the SHA-256 of the
/// sealed purpose, for the event: so that the row can be proved and the event holds no free text.
/// Errors: 429 after too many in an hour.
pub async fn keep(
    tx: &Tx<'_>,
    (person, key): (Uuid, &PersonKey),
    fields: &[&'static str],
    purpose: &Sensitive<String>,
) -> Result<String> {
    let (id, actor) = (tx.new_id(), tx.actor()?);
    let sealed = key.seal(purpose_cell(id), purpose)?;
    let digest = hex(&Sha256::digest(&sealed));
    let row = (
        reveals::county_code.eq(tx.county()),
        reveals::id.eq(id),
        reveals::person_id.eq(person),
        reveals::actor_id.eq(actor),
        reveals::ordinal.eq(next(tx, actor).await?),
        reveals::fields.eq(Json(fields)),
        reveals::purpose_sealed.eq(sealed),
        reveals::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(reveals::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("reveals_one_after_another", at_once)?;
    Ok(digest)
}

/// The ordinal of the caller's next reveal. Errors: 429.
async fn next(tx: &Tx<'_>, actor: Uuid) -> Result<i64> {
    let latest = reveals::table
        .filter(reveals::county_code.eq(tx.county()))
        .filter(reveals::actor_id.eq(actor))
        .order(reveals::ordinal.desc())
        .limit(AN_HOUR)
        .select((reveals::ordinal, reveals::recorded_at));
    let latest: Vec<(i64, DateTime<Utc>)> = latest.load(&mut tx.conn()).await?;
    ordinal_after(&latest, tx.now())
}

/// The ordinal after these, the latest first. Errors: 429 when there are as many as an hour may have, and the earliest is
/// younger than that.
fn ordinal_after(latest: &[(i64, DateTime<Utc>)], now: DateTime<Utc>) -> Result<i64> {
    let full = i64::try_from(latest.len()).is_ok_and(|reveals| reveals >= AN_HOUR);
    let earliest = latest.last().filter(|_| full).map(|(_, at)| *at + TimeDelta::hours(1) - now);
    let wait = earliest.and_then(|wait| u64::try_from(wait.num_milliseconds()).ok()).filter(|wait| *wait > 0);
    match wait {
        Some(wait) => Err(too_many(wait.div_ceil(1000))),
        None => Ok(latest.first().map_or(1, |(ordinal, _)| ordinal.saturating_add(1))),
    }
}

fn too_many(wait: u64) -> Error {
    let detail = ("每小时最多查看30次明文信息", "Personal data is revealed at most 30 times an hour");
    Error::new(Code::TooManyRequests).retry_after(wait).detail(detail.0, detail.1)
}

fn at_once() -> Error {
    Error::new(Code::TooManyRequests).retry_after(1)
}
