//! From published phase results to the annual results of stations; the arithmetic is `rules::scoring`.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    answer::{AnnualPhase, AnnualResult},
    phases::{self, PublishedPhase, Wanted},
};
use crate::{
    db::Conn,
    http::{Error, Result, hex::hex},
    places::{policy, service_years::model::PhaseKind},
    rules::{
        policy::{Grade, Policy},
        scoring::{Fraction, Score, grade, weighted_result},
        share::Share,
    },
};

/// The versions of a county's policy, in order.
pub struct Policies(Vec<(Uuid, NaiveDate, Policy)>);

impl Policies {
    /// All that are known at an instant.
    pub async fn load(conn: &Conn, county: &str, known_at: DateTime<Utc>) -> Result<Self> {
        Ok(Self(policy::versions(conn, county, known_at).await?))
    }

    /// The version that is in force on the last day of a period.
    pub fn at_end(&self, to: NaiveDate) -> Result<(Uuid, &Policy)> {
        let found = self.0.iter().rev().find(|(_, from, _)| *from < to);
        found.map(|(id, _, policy)| (*id, policy)).ok_or_else(Error::not_found)
    }
}

/// The annual results that these published results make.
pub async fn results(
    conn: &Conn,
    county: &str,
    policies: &Policies,
    wanted: Wanted,
) -> Result<Vec<AnnualResult>> {
    let rows = phases::published(conn, county, wanted).await?;
    rows.chunk_by(|one, next| one.of == next.of).map(|year| annual(policies, year)).collect()
}

fn annual(policies: &Policies, year: &[PublishedPhase]) -> Result<AnnualResult> {
    let (Some(first), one_phase) = (year.first(), year.len() == 1) else {
        return Err(Error::internal("a year of nothing"));
    };
    let of = first.of.clone();
    let (policy_id, policy) = policies.at_end(of.to)?;
    let phases = year.iter().map(|one| phase(policy, one, one_phase)).collect::<Result<Vec<_>>>()?;
    let parts: Vec<(Share, Fraction)> = phases.iter().map(|one| (one.weight, one.result.exact())).collect();
    let result = weighted_result(&parts).map_err(Error::internal)?;
    Ok(AnnualResult {
        station_id: of.station_id,
        agreement_id: of.agreement_id,
        contractor_id: of.contractor_id,
        service_year_id: of.service_year_id,
        ordinal: of.ordinal,
        from: of.from,
        to: of.to,
        phases,
        one_phase,
        result,
        grade: grade(&policy.grade_bands.value, result),
        policy_id,
        weights_source: policy.annual_weights.source.clone(),
        grade_source: policy.grade_bands.source.clone(),
    })
}

/// A phase with its weight: a single one counts whole.
fn phase(policy: &Policy, row: &PublishedPhase, alone: bool) -> Result<AnnualPhase> {
    let weights = policy.annual_weights.value;
    let weight = match row.kind {
        _ if alone => Share::percent(100),
        PhaseKind::MidTerm => weights.mid_term,
        PhaseKind::Final => weights.final_phase,
    };
    Ok(AnnualPhase {
        phase_id: row.phase_id,
        kind: row.kind,
        from: row.from,
        to: row.to,
        evaluation_id: row.evaluation_id,
        result: score(row.result)?,
        grade: row.grade.as_deref().and_then(Grade::from_code),
        digest: hex(&row.digest),
        weight,
    })
}

fn score(hundredths: i32) -> Result<Score> {
    let exact = Fraction::new(i128::from(hundredths), 100).and_then(Score::round);
    exact.ok_or_else(|| Error::internal("a result outside 0 to 100"))
}
