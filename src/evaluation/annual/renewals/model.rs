//! Rows of renewal references.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::facts::RenewalFacts;
use crate::{
    auth::reach::Reach,
    db::Conn,
    evaluation::annual::within,
    http::{Result, Versioned, hex::hex},
    schema::{agreements, renewal_references},
    text_enum,
};

text_enum! {
    /// What becomes of an agreement after its service year.
    RenewalDecision {
        /// It is renewed.
        Renew = "renew", "续签", "Renew";
        /// It is renewed on conditions.
        RenewOnConditions = "renew_on_conditions", "附条件续签", "Renew on conditions";
        /// It is not renewed.
        NotRenew = "not_renew", "不续签", "Do not renew";
    }
}

/// A renewal reference as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = renewal_references)]
pub struct RenewalRow {
    /// Id.
    pub id: Uuid,
    /// The facts as they were, byte for byte.
    pub body: Vec<u8>,
    /// SHA-256 over them.
    pub digest: Vec<u8>,
    /// What they recommend.
    pub recommendation: Option<RenewalDecision>,
    /// What was decided.
    pub decision: RenewalDecision,
    /// Why.
    pub reason: String,
    /// Whose account decided.
    pub decided_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
    /// Grows by one with each change.
    pub version: i32,
}

/// What was decided on a renewal, and with what as a reference.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RenewalReference {
    /// Id of the reference.
    pub id: Uuid,
    /// What the decision referred to, as it was then.
    pub facts: RenewalFacts,
    /// SHA-256, in hexadecimal, over the RFC 8785 form of the facts.
    pub digest: String,
    /// What was decided.
    pub decision: RenewalDecision,
    /// Whether that is something else than was recommended.
    pub departs: bool,
    /// Why it was decided so.
    pub reason: String,
    /// Whose account decided.
    pub decided_by: Uuid,
    /// When.
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

impl Versioned for RenewalReference {
    fn version(&self) -> i32 {
        self.version
    }
}

impl RenewalRow {
    /// The reference as it is shown.
    pub fn shown(self) -> Result<RenewalReference> {
        Ok(RenewalReference {
            id: self.id,
            facts: serde_json::from_slice(&self.body)?,
            digest: hex(&self.digest),
            decision: self.decision,
            departs: self.recommendation.is_some_and(|recommended| recommended != self.decision),
            reason: self.reason,
            decided_by: self.decided_by,
            recorded_at: self.recorded_at,
            voided_at: self.voided_at,
            void_reason: self.void_reason,
            version: self.version,
        })
    }
}

/// The references of agreements within reach with all their stations.
pub fn visible(reach: &Reach) -> renewal_references::BoxedQuery<'_, Pg> {
    renewal_references::table
        .filter(renewal_references::county_code.eq(&reach.county))
        .filter(renewal_references::agreement_id.eq_any(within::agreements(reach).select(agreements::id)))
        .into_boxed()
}

/// One reference within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<RenewalReference> {
    let one = visible(reach).filter(renewal_references::id.eq(id)).select(RenewalRow::as_select());
    let row: RenewalRow = one.first(&mut conn).await?;
    row.shown()
}
