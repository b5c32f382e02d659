//! Rows of agreements and of their amendments.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::price::Price;
use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json, planned::among},
    http::{Error, Result, Tx, codes::Code},
    rules::{
        agreements::{AgreementPaper, Amended, ServiceTarget, Terms},
        money::Money,
    },
    schema::{agreement_amendments, agreement_stations, agreements},
};

/// An agreement as it was drafted and signed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = agreements)]
pub struct AgreementRow {
    /// Id of the agreement.
    pub id: Uuid,
    /// The contractor.
    pub contractor_id: Uuid,
    /// Number of the paper.
    pub number: String,
    /// First day of the term.
    pub valid_from: NaiveDate,
    /// First day after the term, as first agreed.
    pub valid_to: NaiveDate,
    /// Full staffing from this day on, as first agreed.
    pub staffing_date: NaiveDate,
    /// Price, as first agreed.
    #[diesel(deserialize_as = Price)]
    pub price: Option<Money>,
    /// The stations, as first agreed.
    pub station_ids: Json<Vec<Uuid>>,
    /// The service targets, as first agreed.
    pub targets: Json<Vec<ServiceTarget>>,
    /// The project cycle it belongs to.
    pub project_cycle_id: Option<Uuid>,
    /// The agreement it renews.
    pub renews_id: Option<Uuid>,
    /// The day of signature; none for a draft.
    pub signed_on: Option<NaiveDate>,
    /// When the signature was recorded.
    pub signed_recorded_at: Option<DateTime<Utc>>,
    /// Files of the signed paper.
    pub attachments: Json<Vec<Uuid>>,
    /// First day no longer, when it was ended early.
    pub terminated_on: Option<NaiveDate>,
    /// When that was recorded.
    pub terminated_recorded_at: Option<DateTime<Utc>>,
    /// Why it was ended.
    pub termination_reason: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change.
    pub version: i32,
}

/// An amendment: the terms from a day on, whole.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = agreement_amendments)]
pub struct AmendmentRow {
    /// Id of the amendment.
    pub id: Uuid,
    /// The agreement.
    pub agreement_id: Uuid,
    /// First day on which the terms hold.
    pub effective_from: NaiveDate,
    /// First day after the term.
    pub valid_to: NaiveDate,
    /// Full staffing from this day on.
    pub staffing_date: NaiveDate,
    /// Price.
    #[diesel(deserialize_as = Price)]
    pub price: Option<Money>,
    /// The stations.
    pub station_ids: Json<Vec<Uuid>>,
    /// The service targets.
    pub targets: Json<Vec<ServiceTarget>>,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change.
    pub version: i32,
}

impl AgreementRow {
    /// The same as it was known at an instant: what was recorded later had not happened.
    #[must_use]
    pub fn as_known(mut self, at: DateTime<Utc>) -> Self {
        let later = |recorded: Option<DateTime<Utc>>| recorded.is_some_and(|recorded| recorded > at);
        if later(self.signed_recorded_at) {
            (self.signed_on, self.signed_recorded_at, self.attachments) = (None, None, Json(Vec::new()));
        }
        if later(self.terminated_recorded_at) {
            (self.terminated_on, self.terminated_recorded_at, self.termination_reason) = (None, None, None);
        }
        if later(self.voided_at) {
            (self.voided_at, self.void_reason) = (None, None);
        }
        self
    }

    /// What was agreed first.
    pub fn first(&self) -> Terms {
        Terms {
            to: self.valid_to,
            staffing_date: self.staffing_date,
            price: self.price,
            station_ids: self.station_ids.0.clone(),
            targets: self.targets.0.clone(),
        }
    }

    /// What was agreed, for the rules.
    pub fn paper(&self, amendments: &[AmendmentRow]) -> AgreementPaper {
        let amended = |row: &AmendmentRow| Amended { from: row.effective_from, terms: row.terms() };
        AgreementPaper {
            from: self.valid_from,
            first: self.first(),
            amendments: amendments.iter().map(amended).collect(),
            signed_on: self.signed_on,
            terminated_on: self.terminated_on,
            voided: self.voided_at.is_some(),
        }
    }

    /// Errors: 409 for what is voided, and for a draft.
    pub fn must_be_signed(&self) -> Result<()> {
        crate::dated::may_void(self.voided_at)?;
        if self.signed_on.is_none() {
            return Err(conflict("该协议尚未签订", "The agreement is not signed yet"));
        }
        Ok(())
    }

    /// Errors: 409 for what is voided, signed or not.
    pub fn must_be_draft(&self) -> Result<()> {
        crate::dated::may_void(self.voided_at)?;
        if self.signed_on.is_some() {
            let en = "The agreement is signed; it is changed by an amendment";
            return Err(conflict("该协议已签订，须以变更协议修改", en));
        }
        Ok(())
    }
}

impl AmendmentRow {
    /// The terms from its day on.
    pub fn terms(&self) -> Terms {
        Terms {
            to: self.valid_to,
            staffing_date: self.staffing_date,
            price: self.price,
            station_ids: self.station_ids.0.clone(),
            targets: self.targets.0.clone(),
        }
    }
}

/// 409 in words.
pub fn conflict(zh: &'static str, en: &'static str) -> Error {
    Error::new(Code::Conflict).detail(zh, en)
}

/// The agreements within reach: a contractor's own, ended ones and drafts too (never another's, whose price is no
/// business of its); for the others below the county those of their stations.
pub fn visible(reach: &Reach) -> agreements::BoxedQuery<'_, Pg> {
    let rows = agreements::table.filter(agreements::county_code.eq(&reach.county)).into_boxed();
    match (reach.contractor, reach.only_stations()) {
        (Some(contractor), _) => rows.filter(agreements::contractor_id.eq(contractor)),
        (None, Some(stations)) => {
            let theirs = agreement_stations::table
                .filter(agreement_stations::county_code.eq(&reach.county))
                .filter(among(agreement_stations::station_id, stations));
            rows.filter(agreements::id.eq_any(theirs.select(agreement_stations::agreement_id)))
        }
        (None, None) => rows,
    }
}

/// One agreement within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<AgreementRow> {
    let reached: Option<Uuid> = visible(tx.reach())
        .filter(agreements::id.eq(id))
        .select(agreements::id)
        .first(&mut tx.conn())
        .await
        .optional()?;
    let id = reached.ok_or_else(Error::not_found)?;
    let one = agreements::table.find((tx.county(), id)).select(AgreementRow::as_select()).for_update();
    Ok(one.first(&mut tx.conn()).await?)
}

/// The standing amendments of these agreements as they were known at an instant, in the order in which they hold.
pub async fn amendments(
    mut conn: &Conn,
    county: &str,
    agreements: &[Uuid],
    at: DateTime<Utc>,
) -> Result<Vec<AmendmentRow>> {
    let query = agreement_amendments::table
        .filter(agreement_amendments::county_code.eq(county))
        .filter(agreement_amendments::agreement_id.eq_any(agreements))
        .filter(crate::known!(agreement_amendments, at))
        .order((
            agreement_amendments::effective_from,
            agreement_amendments::recorded_at,
            agreement_amendments::id,
        ))
        .select(AmendmentRow::as_select());
    Ok(query.load(&mut conn).await?)
}
