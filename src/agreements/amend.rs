//! `POST /agreements/{id}/amendments` and `GET /agreements/{id}/amendments`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    cover,
    model::{self, AgreementRow, AmendmentRow},
    price, references,
    target::NewTarget,
    write,
};
use crate::{
    audit::event::Event,
    auth::policy::{ManageAgreements, ReadAgreements},
    db::json::Json,
    http::{
        Body, Created, Ctx, Error, Id, IfMatch, Page, Paging, Path, Reply, Result, Tx, Versioned,
        body::rule_fault, fault::Fault, text::Reason,
    },
    rules::{
        agreements::{AgreementPaper, Terms},
        money::Money,
    },
    schema::{agreement_amendments, agreements},
    staffing::findings::{Touched, recheck},
};

/// What is agreed anew, from a day on; what is left out stays.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "says_something"))]
pub struct AmendAgreement {
    /// First day on which it holds; not before that of the amendment before it.
    #[schema(example = "2024-07-01")]
    pub effective_from: NaiveDate,
    /// Why.
    pub reason: Reason,
    /// First day after the term.
    #[schema(nullable = false)]
    pub to: Option<NaiveDate>,
    /// From this day on the stations are fully staffed.
    #[schema(nullable = false)]
    pub staffing_date: Option<NaiveDate>,
    /// Price of the whole term in CNY.
    #[schema(nullable = false)]
    pub price: Option<Money>,
    /// Stations that are covered from that day on.
    #[serde(default)]
    #[schema(required = false, max_items = 200)]
    pub add_station_ids: Vec<Uuid>,
    /// Stations that are not covered any more from that day on.
    #[serde(default)]
    #[schema(required = false, max_items = 200)]
    pub remove_station_ids: Vec<Uuid>,
    /// All the service targets, in place of those agreed.
    #[schema(nullable = false, max_items = 100)]
    #[validate(nested)]
    pub targets: Option<Vec<NewTarget>>,
}

fn says_something(new: &AmendAgreement) -> Result<(), ValidationError> {
    let stations = new.add_station_ids.len().saturating_add(new.remove_station_ids.len());
    let others = [new.to.is_some(), new.staffing_date.is_some(), new.price.is_some(), new.targets.is_some()];
    if stations > 0 || others.contains(&true) {
        return Ok(());
    }
    Err(rule_fault("", "nothing_changed", "没有变更内容", "Nothing is changed"))
}

/// An amendment: the terms from a day on, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementAmendment {
    /// Id of the amendment.
    pub id: Uuid,
    /// The agreement.
    pub agreement_id: Uuid,
    /// First day on which the terms hold.
    pub effective_from: NaiveDate,
    /// The terms.
    #[serde(flatten)]
    pub terms: Terms,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for AgreementAmendment {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<AmendmentRow> for AgreementAmendment {
    fn from(row: AmendmentRow) -> Self {
        Self {
            id: row.id,
            agreement_id: row.agreement_id,
            effective_from: row.effective_from,
            terms: row.terms(),
            reason: row.reason,
            recorded_at: row.recorded_at,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
            version: row.version,
        }
    }
}

/// Amends a signed agreement from a day on: term, price, staffing date, stations, targets. What held before stays.
#[utoipa::path(post, path = "/api/v1/agreements/{id}/amendments", tag = "agreements")]
pub async fn amend_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AmendAgreement>,
) -> Result<Created<AgreementAmendment>> {
    ctx.write(async |tx| {
        let agreement = model::lock(tx, path.id).await?;
        if_match.check(agreement.version)?;
        agreement.must_be_signed()?;
        let terms = judge(tx, &agreement, &body.0).await?;
        let row = insert(tx, &agreement, &body.0, terms).await?;
        let stations = cover::renew(tx, &write::save(tx, &agreement).await?).await?;
        let told = json!({"amendment": row.id, "effective_from": row.effective_from, "to": row.valid_to, "stations": row.station_ids});
        tx.record(Event::new("agreement.amended", path.id, told));
        recheck(tx, Touched::Stations(stations)).await?;
        Ok(Reply::tagged(&AgreementAmendment::from(row))?.at(format!("/api/v1/agreements/{}/amendments", path.id)))
    })
    .await
}

/// The terms that come of it. Errors: 409 for a terminated agreement, 422 with every fault.
async fn judge(tx: &Tx<'_>, agreement: &AgreementRow, new: &AmendAgreement) -> Result<Terms> {
    if agreement.terminated_on.is_some() {
        return Err(model::conflict("该协议已终止", "The agreement is terminated"));
    }
    let amendments = model::amendments(tx, tx.county(), &[agreement.id], DateTime::<Utc>::MAX_UTC).await?;
    let paper = agreement.paper(&amendments);
    let terms = amended(paper.last(), new);
    let mut faults: Vec<Fault> = days(&paper, &terms, new).into_iter().collect();
    faults.extend(references::stations(tx, "/add_station_ids", &new.add_station_ids).await?);
    faults.extend(stations(paper.last(), new));
    faults.extend(references::targets(tx, &terms.targets).await?);
    references::refuse(faults)?;
    Ok(terms)
}

fn amended(last: &Terms, new: &AmendAgreement) -> Terms {
    let stay = last.station_ids.iter().filter(|id| !new.remove_station_ids.contains(id));
    let targets = new.targets.clone().map(|all| all.into_iter().map(NewTarget::into).collect());
    Terms {
        to: new.to.unwrap_or(last.to),
        staffing_date: new.staffing_date.unwrap_or(last.staffing_date),
        price: new.price.or(last.price),
        station_ids: stay.chain(&new.add_station_ids).copied().collect(),
        targets: targets.unwrap_or_else(|| last.targets.clone()),
    }
}

/// It begins inside the term, no earlier than the amendment before it, and the term ends no earlier than that.
fn days(paper: &AgreementPaper, terms: &Terms, new: &AmendAgreement) -> Option<Fault> {
    let earliest = paper.amendments.last().map_or(paper.from, |amended| amended.from);
    let (from, latest) = (new.effective_from, paper.last().to);
    let (at, code, zh, en) = if from < earliest {
        (
            "/effective_from",
            "too_early",
            format!("不得早于{earliest}"),
            format!("It cannot be before {earliest}"),
        )
    } else if from > latest {
        ("/effective_from", "too_late", format!("不得晚于{latest}"), format!("It cannot be after {latest}"))
    } else if terms.to < from || terms.to <= paper.from {
        ("/to", "too_early", format!("不得早于{from}"), format!("It cannot be before {from}"))
    } else {
        return None;
    };
    Some(Fault::body(at, code, zh, en))
}

/// Only what is not covered can be added, only what is covered removed.
fn stations(last: &Terms, new: &AmendAgreement) -> Vec<Fault> {
    let covered = |id: &Uuid| last.station_ids.contains(id);
    let added = new.add_station_ids.iter().enumerate().filter(|(_, id)| covered(id)).map(|(n, _)| {
        let at = format!("/add_station_ids/{n}");
        Fault::body(at, "covered_already", "该站点已在协议内", "The station is covered already")
    });
    let removed = new.remove_station_ids.iter().enumerate().filter(|(_, id)| !covered(id));
    added.chain(removed.map(|(n, _)| Fault::unknown_reference(&format!("/remove_station_ids/{n}")))).collect()
}

async fn insert(
    tx: &Tx<'_>,
    agreement: &AgreementRow,
    new: &AmendAgreement,
    terms: Terms,
) -> Result<AmendmentRow> {
    let row = (
        agreement_amendments::county_code.eq(tx.county()),
        agreement_amendments::id.eq(tx.new_id()),
        agreement_amendments::agreement_id.eq(agreement.id),
        agreement_amendments::effective_from.eq(new.effective_from),
        agreement_amendments::valid_to.eq(terms.to),
        agreement_amendments::staffing_date.eq(terms.staffing_date),
        agreement_amendments::price.eq(terms.price.map(price::numeric)),
        agreement_amendments::station_ids.eq(Json(terms.station_ids)),
        agreement_amendments::targets.eq(Json(terms.targets)),
        agreement_amendments::reason.eq(new.reason.as_str()),
        agreement_amendments::recorded_at.eq(tx.now()),
        agreement_amendments::version.eq(1),
    );
    let insert = diesel::insert_into(agreement_amendments::table).values(row);
    Ok(insert.returning(AmendmentRow::as_returning()).get_result(&mut tx.conn()).await?)
}

/// Lists the amendments of an agreement, voided ones too, in the order of their recording.
#[utoipa::path(get, path = "/api/v1/agreements/{id}/amendments", tag = "agreements")]
pub async fn list_agreement_amendments(
    ctx: Ctx<ReadAgreements>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<AgreementAmendment>>> {
    let agreement = model::visible(ctx.reach()).filter(agreements::id.eq(path.id)).select(agreements::id);
    let all = || {
        agreement_amendments::table
            .filter(agreement_amendments::county_code.eq(&ctx.reach().county))
            .filter(agreement_amendments::agreement_id.eq(path.id))
            .into_boxed()
    };
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(agreement_amendments::id.gt(after));
    }
    let rows = rows.order(agreement_amendments::id).select(AmendmentRow::as_select());
    let found = ctx.read(async |mut conn| {
        let known: Option<Uuid> = agreement.first(&mut conn).await.optional()?;
        known.ok_or_else(Error::not_found)?;
        paging.read(conn, rows, all().count()).await
    });
    let (found, total): (Vec<AmendmentRow>, _) = found.await?;
    let told: Vec<AgreementAmendment> = found.into_iter().map(AmendmentRow::into).collect();
    paging.page(told, total, |amendment| amendment.id)?.reply()
}
