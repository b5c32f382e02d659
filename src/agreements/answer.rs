//! An agreement as it is told: its terms and its state on a day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{self, AgreementRow, AmendmentRow};
use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Error, Result, Tx, Versioned},
    rules::agreements::{AgreementState, Terms},
    schema::agreements,
    tables::Tabular,
};

/// An agreement between the bureau and a contractor, with the terms and the state of the day asked about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Agreement {
    /// Id of the agreement.
    pub id: Uuid,
    /// The contractor (承接主体).
    pub contractor_id: Uuid,
    /// Number of the paper, once in the county.
    #[schema(example = "BS-2023-01")]
    pub number: String,
    /// Where it stands on the day asked about.
    pub state: AgreementState,
    /// First day of the term.
    pub from: NaiveDate,
    /// The terms that hold on the day asked about.
    #[serde(flatten)]
    pub terms: Terms,
    /// The project cycle it belongs to.
    #[schema(required)]
    pub project_cycle_id: Option<Uuid>,
    /// The agreement it renews.
    #[schema(required)]
    pub renews_id: Option<Uuid>,
    /// The day of signature; null for a draft.
    #[schema(required)]
    pub signed_on: Option<NaiveDate>,
    /// Files of the signed paper.
    pub attachments: Vec<Uuid>,
    /// First day no longer, when it was ended before its term was over.
    #[schema(required)]
    pub terminated_on: Option<NaiveDate>,
    /// Why it was ended.
    #[schema(required)]
    pub termination_reason: Option<String>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Agreement {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Tabular for Agreement {
    const NAME: &'static str = "agreements";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "number",
        "contractor_id",
        "state",
        "from",
        "to",
        "staffing_date",
        "price",
        "station_ids",
        "project_cycle_id",
        "renews_id",
        "signed_on",
        "terminated_on",
        "termination_reason",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Agreement {
    /// Tells an agreement with its standing amendments on a day.
    pub fn on(day: NaiveDate, row: AgreementRow, amendments: &[AmendmentRow]) -> Self {
        let paper = row.paper(amendments);
        Self {
            id: row.id,
            contractor_id: row.contractor_id,
            number: row.number,
            state: paper.state_on(day),
            from: row.valid_from,
            terms: paper.terms_on(day).clone(),
            project_cycle_id: row.project_cycle_id,
            renews_id: row.renews_id,
            signed_on: row.signed_on,
            attachments: row.attachments.0,
            terminated_on: row.terminated_on,
            termination_reason: row.termination_reason,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
            version: row.version,
        }
    }
}

/// Which day, known when.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The day.
    pub day: NaiveDate,
    /// Only what was known then.
    pub known: DateTime<Utc>,
}

/// Tells a page of agreements, with one statement more.
pub async fn tell(conn: &Conn, county: &str, rows: Vec<AgreementRow>, at: At) -> Result<Vec<Agreement>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let all = model::amendments(conn, county, &ids, at.known).await?;
    let of = |id: Uuid| all.iter().filter(|row| row.agreement_id == id).cloned().collect::<Vec<_>>();
    Ok(rows
        .into_iter()
        .map(|row| Agreement::on(at.day, row.clone().as_known(at.known), &of(row.id)))
        .collect())
}

/// One agreement within reach, as it was known. Errors: 404, also for what was not recorded then.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid, at: At) -> Result<Agreement> {
    let one =
        model::visible(reach).filter(agreements::id.eq(id)).filter(agreements::recorded_at.le(at.known));
    let row: AgreementRow = one.select(AgreementRow::as_select()).first(&mut conn).await?;
    let told = tell(conn, &reach.county, vec![row], at).await?;
    told.into_iter().next().ok_or_else(Error::not_found)
}

/// The agreement that was just changed, as of today.
pub async fn changed(tx: &Tx<'_>, id: Uuid) -> Result<Agreement> {
    find(tx, tx.reach(), id, At { day: tx.today(), known: DateTime::<Utc>::MAX_UTC }).await
}
