//! `GET /evaluations/{id}/computed-evidence`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    computing::{self, IndicatorEvidence},
    frozen,
    window::Window,
};
use crate::{
    auth::policy::ReadPreparation,
    db::Conn,
    evaluation::{
        applicable,
        model::{self, EvaluationRow},
    },
    http::{Ctx, Id, Path, Reply, Result},
};

/// What the service knows for the indicators of an evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComputedEvidence {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// First day counted.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day counted no longer: the phase's, or the day after today while the phase lasts.
    #[schema(example = "2023-10-01")]
    pub to: NaiveDate,
    /// When it was frozen, alike for all parties; null before scoring begins, when it is computed anew each time.
    #[schema(required)]
    pub frozen_at: Option<DateTime<Utc>>,
    /// Every applicable indicator that has a measure, in the order of the framework.
    pub indicators: Vec<IndicatorEvidence>,
}

/// Shows the computed evidence of an evaluation: for each indicator its facts with their numbers and where their rows are,
/// its formula and the proposed points. Before scoring begins it is computed anew, afterwards it is what was frozen then.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/computed-evidence", tag = "evaluation")]
pub async fn get_computed_evidence(
    ctx: Ctx<ReadPreparation>,
    path: Path<Id>,
) -> Result<Reply<ComputedEvidence>> {
    let answer = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        of_evaluation(conn, &evaluation, ctx.today()).await
    });
    Reply::computed(&answer.await?)
}

/// The evidence of an evaluation: as it was frozen, else as it is today.
pub async fn of_evaluation(
    conn: &Conn,
    evaluation: &EvaluationRow,
    today: NaiveDate,
) -> Result<ComputedEvidence> {
    let indicators = applicable::indicators(conn, evaluation).await?;
    let frozen = frozen::load(conn, evaluation, &indicators).await?;
    let (days, frozen_at, indicators) = if let Some(frozen) = frozen {
        (frozen.days, Some(frozen.at), frozen.evidence)
    } else {
        let window = Window::of(conn, evaluation, today).await?;
        ((window.from, window.to), None, computing::compute(conn, &window, &indicators).await?)
    };
    let (evaluation_id, station_id, (from, to)) = (evaluation.id, evaluation.station_id, days);
    Ok(ComputedEvidence { evaluation_id, station_id, from, to, frozen_at, indicators })
}
