//! `GET /scorer-comparison`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::given::{self, GivenMark};
use crate::{
    auth::policy::CompareScorers,
    evaluation::{model::Party, result::Exact},
    http::{Ctx, Error, Query, Reply, Result},
    rules::scoring::{Fraction, Score, ScoreDifference, average, spread},
};

/// Which evaluations are compared.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ComparisonFilter {
    /// Only those of this phase.
    pub phase: Option<Uuid>,
}

/// How one scorer gave points for one indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScorerComparison {
    /// The account that submitted.
    pub scorer_id: Uuid,
    /// For which party.
    pub party: Party,
    /// The framework.
    pub framework_id: Uuid,
    /// Code of the indicator.
    pub indicator: String,
    /// In how many evaluations.
    #[schema(minimum = 1)]
    pub evaluations: usize,
    /// The average of its points, in per cent of the maximum.
    pub mean: Exact,
    /// How far they lie apart: the standard deviation of all of them, in per cent of the maximum, half up to two places.
    pub spread: Score,
    /// By how much it gave more than the other parties gave the same station for the same indicator, on the average, in
    /// per cent of the maximum; null where no other party scores it.
    #[schema(required)]
    pub difference: Option<ScoreDifference>,
}

/// Scorers beside each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScorerComparisons {
    /// By party, account and indicator.
    pub items: Vec<ScorerComparison>,
}

/// Compares scorers with each other and with the other parties: published evaluations only, points as they
/// were sealed. An agency's manager sees its own scorers.
#[utoipa::path(get, path = "/api/v1/scorer-comparison", tag = "evaluation")]
pub async fn compare_scorers(
    ctx: Ctx<CompareScorers>,
    filter: Query<ComparisonFilter>,
) -> Result<Reply<ScorerComparisons>> {
    let marks = ctx.read(async |conn| given::published(conn, ctx.reach(), filter.0.phase).await).await?;
    let own_only = ctx.reach().only_organisation().is_some();
    let shown = |mark: &&GivenMark| !own_only || mark.party == Party::ThirdParty;
    let mut groups: BTreeMap<_, Vec<&GivenMark>> = BTreeMap::new();
    for mark in marks.iter().filter(shown) {
        let key = (mark.party, mark.scorer, mark.framework_id, mark.indicator.as_str());
        groups.entry(key).or_default().push(mark);
    }
    let items = groups.values().map(|group| compare(group, &marks)).collect::<Result<Vec<_>>>()?;
    Reply::computed(&ScorerComparisons { items })
}

/// One scorer and one indicator: `group` is not empty.
fn compare(group: &[&GivenMark], all: &[GivenMark]) -> Result<ScorerComparison> {
    let beyond = || Error::internal("beyond 128 bits");
    let first = group.first().ok_or_else(beyond)?;
    let given: Vec<Fraction> = group.iter().map(|mark| mark.per_cent).collect();
    let apart: Vec<Fraction> = group.iter().filter_map(|mark| apart(mark, all)).collect();
    Ok(ScorerComparison {
        scorer_id: first.scorer,
        party: first.party,
        framework_id: first.framework_id,
        indicator: first.indicator.clone(),
        evaluations: group.len(),
        mean: Exact::of(average(&given).ok_or_else(beyond)?)?,
        spread: spread(&given).ok_or_else(beyond)?,
        difference: average(&apart).and_then(ScoreDifference::round),
    })
}

/// By how much a mark is above the average of the other parties' for the same; none where there are no others.
fn apart(mark: &GivenMark, all: &[GivenMark]) -> Option<Fraction> {
    let same = |other: &&GivenMark| {
        other.evaluation_id == mark.evaluation_id
            && other.indicator == mark.indicator
            && other.party != mark.party
    };
    let others: Vec<Fraction> = all.iter().filter(same).map(|other| other.per_cent).collect();
    mark.per_cent.checked_sub(average(&others)?)
}
