//! `POST /agreements`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{self, Agreement};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    db::errors::OnConstraint as _,
    http::{
        Body, Created, Ctx, Error, Reply, Result, Tx, body::rule_fault, codes::Code, fault::Fault, text::Line,
    },
    places::organisations::model::OrganisationKind,
    rules::money::Money,
    schema::{agreement_stations, agreements, organisations, stations},
    staffing::findings::{Touched, recheck},
};

/// An agreement to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "term"))]
pub struct RegisterAgreement {
    /// The contractor: an organisation of kind `contractor` (二).
    pub contractor_id: Uuid,
    /// Number of the paper, once in the county.
    pub number: Line,
    /// First day of the term.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day after the term.
    #[schema(example = "2026-06-30")]
    pub to: NaiveDate,
    /// From this day on the stations are fully staffed (六（三）).
    #[schema(example = "2023-06-30")]
    pub staffing_date: NaiveDate,
    /// Price in CNY, if agreed.
    pub price: Option<Money>,
    /// The stations it covers for the whole term.
    #[schema(min_items = 1, max_items = 200)]
    pub station_ids: Vec<Uuid>,
}

fn term(new: &RegisterAgreement) -> Result<(), ValidationError> {
    if new.to > new.from {
        return Ok(());
    }
    Err(rule_fault("/to", "too_early", "须晚于起始日", "It must be after the first day"))
}

/// Records an agreement with the stations it covers; one agreement at most covers a station on a day.
#[utoipa::path(post, path = "/api/v1/agreements", tag = "agreements")]
pub async fn register_agreement(
    ctx: Ctx<ManageAgreements>,
    body: Body<RegisterAgreement>,
) -> Result<Created<Agreement>> {
    ctx.write(async |tx| {
        judge(tx, &body.0).await?;
        let id = tx.new_id();
        insert(tx, id, &body.0).await?;
        cover(tx, id, &body.0).await?;
        let changes = json!({"contractor": body.0.contractor_id, "stations": body.0.station_ids, "from": body.0.from, "to": body.0.to});
        tx.record(Event::new("agreement.registered", id, changes));
        recheck(tx, Touched::Stations(body.0.station_ids.clone())).await?;
        Ok(Reply::tagged(&model::find(tx, tx.reach(), id).await?)?.at(format!("/api/v1/agreements/{id}")))
    })
    .await
}

/// What it refers to, all faults at once.
async fn judge(tx: &Tx<'_>, new: &RegisterAgreement) -> Result<()> {
    let contractor = organisations::table.find((tx.county(), new.contractor_id)).select(organisations::kind);
    let kind: Option<OrganisationKind> = contractor.first(&mut tx.conn()).await.optional()?;
    let theirs = stations::table
        .filter(stations::county_code.eq(tx.county()))
        .filter(stations::id.eq_any(&new.station_ids));
    let known: Vec<Uuid> = theirs.select(stations::id).load(&mut tx.conn()).await?;
    let mut faults = Vec::new();
    match kind {
        None => faults.push(Fault::unknown_reference("/contractor_id")),
        Some(OrganisationKind::Contractor) => {}
        Some(_) => faults.push(Fault::body(
            "/contractor_id",
            "not_a_contractor",
            "该机构不是承接主体",
            "This organisation is no contractor",
        )),
    }
    for (n, station) in new.station_ids.iter().enumerate() {
        let at = format!("/station_ids/{n}");
        if !known.contains(station) {
            faults.push(Fault::unknown_reference(&at));
        } else if new.station_ids.iter().position(|other| other == station) != Some(n) {
            faults.push(Fault::body(at, "repeated", "站点重复", "The station is named twice"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn insert(tx: &Tx<'_>, id: Uuid, new: &RegisterAgreement) -> Result<()> {
    let row = (
        agreements::county_code.eq(tx.county()),
        agreements::id.eq(id),
        agreements::contractor_id.eq(new.contractor_id),
        agreements::number.eq(new.number.as_str()),
        agreements::valid_from.eq(new.from),
        agreements::valid_to.eq(new.to),
        agreements::staffing_date.eq(new.staffing_date),
        agreements::price.eq(new.price.map(model::numeric)),
        agreements::recorded_at.eq(tx.now()),
        agreements::version.eq(1),
    );
    let insert = diesel::insert_into(agreements::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("agreements_number_once", || {
        Error::new(Code::AlreadyExists)
            .detail("该协议编号已登记", "An agreement with this number is recorded already")
    })?;
    Ok(())
}

async fn cover(tx: &Tx<'_>, id: Uuid, new: &RegisterAgreement) -> Result<()> {
    let row = |station: &Uuid| {
        (
            agreement_stations::county_code.eq(tx.county().to_owned()),
            agreement_stations::agreement_id.eq(id),
            agreement_stations::station_id.eq(*station),
            agreement_stations::valid_from.eq(new.from),
            agreement_stations::valid_to.eq(new.to),
            agreement_stations::recorded_at.eq(tx.now()),
        )
    };
    let rows: Vec<_> = new.station_ids.iter().map(row).collect();
    let insert = diesel::insert_into(agreement_stations::table).values(&rows).execute(&mut tx.conn()).await;
    insert.on_constraint("agreement_stations_one_a_day", || Error::new(Code::OverlappingAgreement))?;
    Ok(())
}
