//! `GET /evaluations/{id}/computed-evidence/comparison`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    computing::{self, IndicatorEvidence},
    fact::Fact,
    frozen,
    window::Window,
};
use crate::{
    auth::policy::ReadPreparation,
    evaluation::{applicable, model},
    http::{Ctx, Error, Id, Path, Reply, Result, codes::Code},
    rules::{measures::FactName, scoring::Points},
};

/// The frozen evidence beside what the same days give now.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceComparison {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// First day counted, then and now.
    pub from: NaiveDate,
    /// First day counted no longer, then and now.
    pub to: NaiveDate,
    /// When the evidence was frozen.
    pub frozen_at: DateTime<Utc>,
    /// Whether everything is as it was.
    pub same: bool,
    /// Every indicator that was frozen, in the order of the framework.
    pub indicators: Vec<EvidenceIndicatorComparison>,
}

/// One indicator then and now.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceIndicatorComparison {
    /// Code of the indicator.
    #[schema(example = "A2")]
    pub indicator: String,
    /// Whether it is as it was.
    pub same: bool,
    /// The proposal as it was frozen.
    #[schema(required)]
    pub frozen_proposal: Option<Points>,
    /// The proposal that would be made now.
    #[schema(required)]
    pub proposal_now: Option<Points>,
    /// The facts that are not what they were.
    pub changed: Vec<EvidenceFactChange>,
}

/// A fact that is not what it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceFactChange {
    /// The fact.
    pub name: FactName,
    /// Its number then; null where nobody knew it.
    #[schema(required)]
    pub frozen: Option<u64>,
    /// Its number now; null where nobody knows it.
    #[schema(required)]
    pub now: Option<u64>,
    /// Where its rows are.
    #[schema(required)]
    pub rows: Option<String>,
}

/// Computes the evidence of the same days anew and tells what is not as it was frozen: rows that were recorded, voided or
/// amended since. What was frozen stays.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/computed-evidence/comparison", tag = "evaluation")]
pub async fn compare_computed_evidence(
    ctx: Ctx<ReadPreparation>,
    path: Path<Id>,
) -> Result<Reply<EvidenceComparison>> {
    let answer = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        let indicators = applicable::indicators(conn, &evaluation).await?;
        let frozen = frozen::load(conn, &evaluation, &indicators).await?.ok_or_else(not_frozen)?;
        let window = Window::again(&evaluation, frozen.days);
        let now = computing::compute(conn, &window, &indicators).await?;
        let indicators: Vec<EvidenceIndicatorComparison> =
            frozen.evidence.iter().map(|one| compared(one, &now)).collect();
        Ok(EvidenceComparison {
            evaluation_id: evaluation.id,
            from: window.from,
            to: window.to,
            frozen_at: frozen.at,
            same: indicators.iter().all(|one| one.same),
            indicators,
        })
    });
    Reply::computed(&answer.await?)
}

fn not_frozen() -> Error {
    Error::new(Code::Conflict).detail(
        "没有可比较的系统取数：评分尚未开始，或没有系统取数的指标",
        "Nothing was frozen: scoring has not begun, or no indicator is computed",
    )
}

fn compared(frozen: &IndicatorEvidence, now: &[IndicatorEvidence]) -> EvidenceIndicatorComparison {
    let now = now.iter().find(|one| one.indicator == frozen.indicator);
    let number = |name: FactName| now.and_then(|now| now.facts.iter().find(|fact| fact.name == name)?.value);
    let other = frozen.facts.iter().filter(|fact| fact.value != number(fact.name));
    let fact = |fact: &Fact| EvidenceFactChange {
        name: fact.name,
        frozen: fact.value,
        now: number(fact.name),
        rows: fact.rows.clone(),
    };
    let changed: Vec<EvidenceFactChange> = other.map(fact).collect();
    let proposal_now = now.and_then(|now| now.proposal);
    EvidenceIndicatorComparison {
        indicator: frozen.indicator.clone(),
        same: changed.is_empty() && proposal_now == frozen.proposal,
        frozen_proposal: frozen.proposal,
        proposal_now,
        changed,
    }
}
