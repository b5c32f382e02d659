//! What a decision on a renewal refers to, as it is when it is decided.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::RenewalDecision;
use crate::{
    evaluation::annual::{answer::AgreementYear, station::Policies, within::Agreement, year},
    http::{Result, Tx},
    rules::{
        policy::{PolicyValue, RenewalThresholds},
        scoring::{Score, recommended},
    },
};

/// The annual results of an agreement and what the policy makes of them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RenewalFacts {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Its contractor.
    pub contractor_id: Uuid,
    /// The results of the service year, with the digests of the published editions.
    pub year: AgreementYear,
    /// The version of the policy that is in force on the last day of the service year.
    pub policy_id: Uuid,
    /// Results from which it recommends a renewal; null where it sets none.
    #[schema(required)]
    pub thresholds: Option<PolicyValue<RenewalThresholds>>,
    /// What follows from them; null where there are none, or where results are missing.
    #[schema(required)]
    pub recommendation: Option<RenewalDecision>,
}

/// The facts of an agreement and a service year; none before a result of it is published.
pub async fn load(tx: &Tx<'_>, agreement: Agreement, service_year: Uuid) -> Result<Option<RenewalFacts>> {
    let policies = Policies::load(tx, tx.county(), tx.now()).await?;
    let years = year::years(tx, tx.county(), &policies, agreement).await?;
    let Some(year) = years.into_iter().find(|year| year.service_year_id == service_year) else {
        return Ok(None);
    };
    let (policy_id, policy) = policies.at_end(year.to)?;
    let thresholds = policy.renewal_thresholds.clone();
    let recommendation = thresholds.as_ref().and_then(|set| recommendation(set.value, &year));
    let (agreement_id, contractor_id, _) = agreement;
    Ok(Some(RenewalFacts { agreement_id, contractor_id, year, policy_id, thresholds, recommendation }))
}

/// Nobody can say what follows while a station has no result, or that of one phase only.
fn recommendation(thresholds: RenewalThresholds, year: &AgreementYear) -> Option<RenewalDecision> {
    if !year.missing_stations.is_empty() || year.stations.iter().any(|one| one.one_phase) {
        return None;
    }
    let results: Vec<Score> = year.stations.iter().map(|one| one.result).collect();
    let recommended = recommended(thresholds, &results)?;
    Some(if recommended { RenewalDecision::Renew } else { RenewalDecision::NotRenew })
}
