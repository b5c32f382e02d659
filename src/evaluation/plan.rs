//! `POST /evaluation-plans`.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::EvaluationState,
    opening::{self, Opening},
    terms,
};
use crate::{
    auth::policy::ManageEvaluations,
    http::{Body, Ctx, Reply, Result, Tx, fault::Fault},
    schema::evaluations,
    text_enum,
};

text_enum! {
    /// What a plan did for a station.
    PlanOutcome {
        /// Its evaluation was opened.
        Opened = "opened", "已开展", "Opened";
        /// It has one in this phase already, which stays as it is.
        AlreadyOpen = "already_open", "已有评估", "Open already";
    }
}

/// The evaluations of a phase, to be opened together.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PlanEvaluations {
    /// The phase: every station that its agreement covers in it is judged.
    pub phase_id: Uuid,
    /// A framework published on or before the first day of the service year.
    pub framework_id: Uuid,
    /// The evaluation agency; not one related to the contractor.
    pub agency_id: Uuid,
}

/// One station of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedStation {
    /// The station.
    pub station_id: Uuid,
    /// Opened, or open already.
    pub outcome: PlanOutcome,
    /// Its evaluation in the phase.
    pub evaluation_id: Uuid,
}

/// What became of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationPlan {
    /// One for each station that the phase's agreement covers.
    pub items: Vec<PlannedStation>,
}

/// Opens the evaluations of all stations that a phase's agreement covers, all or none; asked again, it opens those that
/// are missing.
#[utoipa::path(post, path = "/api/v1/evaluation-plans", tag = "evaluation")]
pub async fn plan_evaluations(
    ctx: Ctx<ManageEvaluations>,
    body: Body<PlanEvaluations>,
) -> Result<Reply<EvaluationPlan>> {
    ctx.write(async |tx| {
        let PlanEvaluations { phase_id: phase, framework_id: framework, agency_id: agency } = body.0;
        let opening = Opening { phase, framework, agency };
        let mut faults: Vec<Fault> = opening.unknown_phase(tx).await?.into_iter().collect();
        let covered = terms::covered(tx, phase).await?;
        if covered.is_empty() && faults.is_empty() {
            faults.push(nothing_covered());
        }
        // A phase has one agreement, and an agreement one contractor.
        let term = covered.as_slice().first().map(|(_, term)| *term);
        let term = opening.judge(tx, term, faults).await?;
        let mut known = already_open(tx, phase).await?;
        let here: Vec<Uuid> = covered.iter().map(|(station, _)| *station).collect();
        let missing: Vec<Uuid> = here.iter().filter(|one| !known.contains_key(*one)).copied().collect();
        let made = opening::open(tx, &opening, term.contractor_id, &missing).await?;
        known.retain(|station, _| here.contains(station));
        Reply::plain(&told(known, missing.into_iter().zip(made)))
    })
    .await
}

fn nothing_covered() -> Fault {
    let en = "The agreement of this phase covers no station in it";
    Fault::body("/phase_id", "not_covered", "该期所属协议在此期间未覆盖任何站点", en)
}

/// The evaluations of a phase that are not void, by station.
async fn already_open(tx: &Tx<'_>, phase: Uuid) -> Result<HashMap<Uuid, Uuid>> {
    let query = evaluations::table
        .filter(evaluations::county_code.eq(tx.county()))
        .filter(evaluations::phase_id.eq(phase))
        .filter(evaluations::state.ne(EvaluationState::Void))
        .select((evaluations::station_id, evaluations::id));
    let found: Vec<(Uuid, Uuid)> = query.load(&mut tx.conn()).await?;
    Ok(found.into_iter().collect())
}

fn told(known: HashMap<Uuid, Uuid>, made: impl Iterator<Item = (Uuid, Uuid)>) -> EvaluationPlan {
    let one =
        |outcome| move |(station_id, evaluation_id)| PlannedStation { station_id, outcome, evaluation_id };
    let known = known.into_iter().map(one(PlanOutcome::AlreadyOpen));
    let mut items: Vec<PlannedStation> = known.chain(made.map(one(PlanOutcome::Opened))).collect();
    items.sort_by_key(|item| item.station_id);
    EvaluationPlan { items }
}
