//! `POST /mandatory-reports`.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    list,
    model::{MandatoryReport, ProtectionSign, ReportRow},
};
use crate::{
    audit::event::Event,
    auth::policy::RecordMandatoryReports,
    clients, dated,
    db::json::Json,
    http::{
        Body, Created, Ctx, Result, Tx, body::rule_fault, clock::business_day, fault::Fault, text::Prose,
    },
    personal::{PersonKey, Roots, Sensitive},
    places::policy,
    schema::{mandatory_reports, stations},
};

/// Signs that a child is harmed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = distinct))]
pub struct RecordReport {
    /// The station whose worker saw them.
    pub station_id: Uuid,
    /// The child, when it is a client.
    pub client_id: Option<Uuid>,
    /// What was seen.
    #[schema(min_items = 1, max_items = 8)]
    pub signs: Vec<ProtectionSign>,
    /// When it was seen; not after now.
    #[schema(example = "2023-07-03T01:30:00Z")]
    pub seen_at: DateTime<Utc>,
    /// What was seen in words; sealed.
    #[schema(value_type = Option<Prose>)]
    pub description: Option<Sensitive<Prose>>,
}

fn distinct(new: &RecordReport) -> Result<(), ValidationError> {
    let twice = |(n, sign): (usize, &ProtectionSign)| new.signs.iter().take(n).any(|before| before == sign);
    if new.signs.iter().enumerate().any(twice) {
        return Err(rule_fault("/signs", "repeated", "迹象重复", "A sign is named twice"));
    }
    Ok(())
}

/// Records signs that a child is harmed. To report them is due immediately, at the latest within the policy's hours; the
/// report to an authority is the first step (`POST /mandatory-reports/{id}/steps`).
#[utoipa::path(post, path = "/api/v1/mandatory-reports", tag = "clients")]
pub async fn record_mandatory_report(
    ctx: Ctx<RecordMandatoryReports>,
    body: Body<RecordReport>,
) -> Result<Created<MandatoryReport>> {
    let roots = &ctx.shared().personal;
    not_in_future(ctx.now(), "/seen_at", body.0.seen_at)?;
    ctx.write(async |tx| {
        require_references(tx, &body.0).await?;
        let mut row = body.0.row(tx).await?;
        if let Some(description) = body.0.description {
            let key = key(roots, tx, &row).await?;
            row.description_sealed = Some(key.seal(row.cell(), &description.map(String::from))?);
        }
        let values = (mandatory_reports::county_code.eq(tx.county()), &row);
        diesel::insert_into(mandatory_reports::table).values(values).execute(&mut tx.conn()).await?;
        let told = json!({"station": row.station_id, "client": row.client_id, "signs": row.signs, "seen_at": row.seen_at});
        tx.record(Event::new("mandatory_report.recorded", row.id, told));
        let path = format!("/api/v1/mandatory-reports/{}", row.id);
        Ok(list::reply::<_, 201>(&ctx, tx, row).await?.at(path))
    })
    .await
}

/// Errors: 422 for what has happened after now.
pub fn not_in_future(now: DateTime<Utc>, pointer: &'static str, at: DateTime<Utc>) -> Result<()> {
    if at <= now {
        return Ok(());
    }
    Err(Fault::body(pointer, "in_future", "不得晚于现在", "It cannot be after now").into())
}

async fn require_references(tx: &Tx<'_>, new: &RecordReport) -> Result<()> {
    let one = stations::table.find((tx.county(), new.station_id)).select(stations::id);
    let station = one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some();
    let client = match new.client_id {
        Some(client) => clients::model::is_visible(tx, client).await?,
        None => true,
    };
    dated::require_references([
        ("/station_id", station && tx.reach().covers(new.station_id)),
        ("/client_id", client),
    ])
}

async fn key(roots: &Roots, tx: &Tx<'_>, row: &ReportRow) -> Result<PersonKey> {
    let key = roots.key_for_change(tx, row.key_of()).await?;
    key.require().map(|_| ())?;
    Ok(key)
}

impl RecordReport {
    async fn row(&self, tx: &Tx<'_>) -> Result<ReportRow> {
        let (_, policy) = policy::in_force(tx, tx.county(), business_day(self.seen_at), tx.now()).await?;
        let hours = i64::from(policy.clocks.mandatory_report_hours.value);
        Ok(ReportRow {
            id: tx.new_id(),
            station_id: self.station_id,
            client_id: self.client_id,
            signs: Json(self.signs.clone()),
            seen_at: self.seen_at,
            due_at: self.seen_at + TimeDelta::try_hours(hours).unwrap_or_default(),
            reported_at: None,
            description_sealed: None,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}
