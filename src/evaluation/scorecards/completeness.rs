//! `GET /evaluations/{id}/scorecards/{party}/completeness`: what a card still lacks before it can be submitted.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    blind::{self, Card, Viewer},
    entries::GivenPoints,
    view::ScorecardPath,
};
use crate::{
    auth::policy::ReadScorecards,
    db::Conn,
    evaluation::{
        applicable,
        evidence::proposals::{self, Proposal},
        frameworks::indicator::Indicator,
        model::{self, EvaluationRow},
    },
    http::{Ctx, Error, Path, Reply, Result, fault::Fault},
    rules::scoring::Points,
    text_enum,
};

text_enum! {
    /// What an indicator lacks on a card.
    MissingPart {
        /// It has no points.
        Points = "points", "未评分", "No points";
        /// Its points are not what was computed, and nothing says why.
        Departure = "departure", "与系统取数不同而未说明理由", "Departs from what was computed without a reason";
        /// Materials are to be handed in for it, and no trace file is named; a hint.
        TraceFile = "trace_file", "未附痕迹资料", "No trace file";
    }
}

/// Something that a card lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Missing {
    /// Code of the indicator.
    #[schema(example = "A1")]
    pub indicator: String,
    /// What is missing for it.
    pub missing: MissingPart,
    /// Whether the card can be submitted without it.
    pub hint: bool,
}

/// What a card lacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Completeness {
    /// Whether the card can be submitted: nothing but hints is missing.
    pub complete: bool,
    /// Everything that is missing, in the order of the framework.
    pub missing: Vec<Missing>,
}

/// Tells a party everything that its own card lacks.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/scorecards/{party}/completeness", tag = "evaluation")]
pub async fn get_scorecard_completeness(
    ctx: Ctx<ReadScorecards>,
    path: Path<ScorecardPath>,
) -> Result<Reply<Completeness>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let missing = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        blind::require_own(viewer, path.party)?;
        let cards = blind::cards(conn, &evaluation, viewer).await?;
        of_card(conn, &evaluation, blind::pick(&cards, path.party)?).await
    });
    let missing = missing.await?;
    Reply::computed(&Completeness { complete: missing.iter().all(|one| one.hint), missing })
}

/// What a card of an evaluation lacks.
pub async fn of_card(conn: &Conn, evaluation: &EvaluationRow, card: &Card) -> Result<Vec<Missing>> {
    let indicators = applicable::indicators(conn, evaluation).await?;
    let proposals = proposals::of_evaluation(conn, evaluation).await?;
    let mine = indicators.iter().filter(|one| one.is_scored_by(card.row.party));
    Ok(mine.flat_map(|one| of_indicator(one, proposed(&proposals, one), &card.points)).collect())
}

fn proposed(proposals: &[Proposal], one: &Indicator) -> Option<Points> {
    proposals.iter().find(|proposal| proposal.indicator == one.code).and_then(|proposal| proposal.points)
}

fn of_indicator(one: &Indicator, proposal: Option<Points>, points: &[GivenPoints]) -> Vec<Missing> {
    let missing = |missing, hint| Missing { indicator: one.code.clone(), missing, hint };
    let Some(given) = points.iter().find(|given| given.indicator == one.code) else {
        return vec![missing(MissingPart::Points, false)];
    };
    let departs = departs(given.points, proposal) && given.departure.is_none();
    let traceless = one.materials.is_some() && given.attachments.is_empty();
    let parts = [(departs, MissingPart::Departure, false), (traceless, MissingPart::TraceFile, true)];
    parts.into_iter().filter(|(is, ..)| *is).map(|(_, part, hint)| missing(part, hint)).collect()
}

/// Whether points are not what was computed. What nobody can say, nobody departs from.
pub fn departs(points: Points, proposal: Option<Points>) -> bool {
    proposal.is_some_and(|proposal| proposal != points)
}

/// A card that lacks nothing but what is a hint; the pointers are into the card as it is read. Errors: 422.
pub fn judge(missing: &[Missing]) -> Result<()> {
    let faults: Vec<Fault> = missing.iter().filter(|one| !one.hint).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

fn fault(Missing { indicator, missing, .. }: &Missing) -> Fault {
    match missing {
        MissingPart::Departure => departure_required(&format!("/points/{indicator}"), indicator),
        MissingPart::Points | MissingPart::TraceFile => Fault::body(
            format!("/points/{indicator}"),
            "required",
            format!("{indicator}未评分"),
            format!("{indicator} has no points"),
        ),
    }
}

/// The fault of points below `at` that depart without a reason.
pub fn departure_required(at: &str, indicator: &str) -> Fault {
    Fault::body(
        format!("{at}/departure"),
        "required",
        format!("{indicator}与系统取数不同，须说明理由"),
        format!("{indicator} departs from what was computed: say why"),
    )
}

#[cfg(test)]
mod tests;
