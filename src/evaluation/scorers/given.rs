//! Every mark of published evaluations, with who gave it.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join, try_join_all};
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    evaluation::{
        frameworks::indicator::{self, Indicator},
        model::{self, EvaluationRow, EvaluationState, Party},
        scorecards::blind::{self, Card, Viewer},
    },
    http::{Error, Result},
    rules::scoring::{Fraction, Points},
    schema::evaluations,
};

/// One mark on a sealed card.
#[derive(Debug, Clone)]
pub struct GivenMark {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Its framework.
    pub framework_id: Uuid,
    /// Whose card.
    pub party: Party,
    /// The account that submitted it.
    pub scorer: Uuid,
    /// Code of the indicator.
    pub indicator: String,
    /// Points in per cent of the maximum.
    pub per_cent: Fraction,
}

/// All marks of the published evaluations within reach, of one phase or of all, as they were sealed; what an appeal
/// corrected is not the scorer's. The statements of all evaluations travel together.
pub async fn published(mut conn: &Conn, reach: &Reach, phase: Option<Uuid>) -> Result<Vec<GivenMark>> {
    let mut rows = model::visible(reach).filter(evaluations::state.eq(EvaluationState::Published));
    if let Some(phase) = phase {
        rows = rows.filter(evaluations::phase_id.eq(phase));
    }
    let rows = rows.order(evaluations::id).select(EvaluationRow::as_select());
    let rows: Vec<EvaluationRow> = rows.load(&mut conn).await?;
    let frameworks: BTreeSet<Uuid> = rows.iter().map(|row| row.framework_id).collect();
    let indicators = frameworks.iter().map(|id| indicator::of_framework(conn, &reach.county, *id));
    let cards = rows.iter().map(|row| blind::cards(conn, row, Viewer::Other));
    let (indicators, cards) = try_join(try_join_all(indicators), try_join_all(cards)).await?;
    let indicators: HashMap<Uuid, Vec<Indicator>> = frameworks.into_iter().zip(indicators).collect();
    let of = |(row, cards): (&EvaluationRow, &Vec<Card>)| {
        let known = indicators.get(&row.framework_id).map(Vec::as_slice).unwrap_or_default();
        cards.iter().map(|card| of_card(row, card, known)).collect::<Result<Vec<_>>>()
    };
    let all = rows.iter().zip(&cards).map(of).collect::<Result<Vec<_>>>()?;
    Ok(all.into_iter().flatten().flatten().collect())
}

fn of_card(row: &EvaluationRow, card: &Card, indicators: &[Indicator]) -> Result<Vec<GivenMark>> {
    let scorer = card.row.submitted_by.ok_or_else(|| Error::internal("published without a submission"))?;
    let mark = |(code, points): (&String, Points)| {
        let max = indicators.iter().find(|one| one.code == *code).map(|one| one.max_points);
        let per_cent = max.and_then(|max| per_cent(points, max));
        Ok(GivenMark {
            evaluation_id: row.id,
            framework_id: row.framework_id,
            party: card.row.party,
            scorer,
            indicator: code.clone(),
            per_cent: per_cent.ok_or_else(|| Error::internal("points of no indicator"))?,
        })
    };
    card.points.iter().map(|given| mark((&given.indicator, given.points))).collect()
}

fn per_cent(points: Points, max: Points) -> Option<Fraction> {
    let hundredfold = i128::from(points.hundredths()).checked_mul(100)?;
    Fraction::new(hundredfold, i128::from(max.hundredths()))
}
