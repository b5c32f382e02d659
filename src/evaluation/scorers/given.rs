//! Every mark of the published evaluations of a phase, with who gave it.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
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

/// All marks of the published evaluations of a phase within reach, as they were sealed; what an appeal corrected is not
/// the scorer's. Three statements an evaluation, at most.
pub async fn published(mut conn: &Conn, reach: &Reach, phase: Uuid) -> Result<Vec<GivenMark>> {
    let rows: Vec<EvaluationRow> = model::visible(reach)
        .filter(evaluations::phase_id.eq(phase))
        .filter(evaluations::state.eq(EvaluationState::Published))
        .order(evaluations::id)
        .select(EvaluationRow::as_select())
        .load(&mut conn)
        .await?;
    let (mut frameworks, mut all) = (HashMap::<Uuid, Vec<Indicator>>::new(), Vec::new());
    for row in &rows {
        if !frameworks.contains_key(&row.framework_id) {
            let indicators = indicator::of_framework(conn, &row.county_code, row.framework_id).await?;
            frameworks.insert(row.framework_id, indicators);
        }
        let indicators = frameworks.get(&row.framework_id).map(Vec::as_slice).unwrap_or_default();
        for card in blind::cards(conn, row, Viewer::Other).await? {
            all.extend(of_card(row, &card, indicators)?);
        }
    }
    Ok(all)
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
