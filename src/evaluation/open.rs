//! `POST /evaluations`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, Evaluation, EvaluationState, Party, ScorecardState},
    terms,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageEvaluations,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault},
    schema::{evaluations, phases, scorecards, stations},
};

/// An evaluation to open.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OpenEvaluation {
    /// The station to judge.
    pub station_id: Uuid,
    /// The phase to judge, of a service year of the agreement that covers the station.
    pub phase_id: Uuid,
    /// A framework published on or before the first day of that service year.
    pub framework_id: Uuid,
    /// The evaluation agency; not one related to the contractor.
    pub agency_id: Uuid,
}

/// Opens the evaluation of a station in a phase, with an empty scorecard for each of the three parties.
#[utoipa::path(post, path = "/api/v1/evaluations", tag = "evaluation")]
pub async fn open_evaluation(
    ctx: Ctx<ManageEvaluations>,
    body: Body<OpenEvaluation>,
) -> Result<Created<Evaluation>> {
    ctx.write(async |tx| {
        let (id, open) = (tx.new_id(), &body.0);
        let contractor = judge(tx, open).await?;
        insert(tx, id, open, contractor).await?;
        model::enter(tx, id, EvaluationState::Planned, None).await?;
        tx.record(Event::new(
            "evaluation.opened",
            id,
            json!({
                "station": open.station_id,
                "phase": open.phase_id,
                "framework": open.framework_id,
                "agency": open.agency_id,
            }),
        ));
        let evaluation = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&evaluation)?.at(format!("/api/v1/evaluations/{id}")))
    })
    .await
}

/// The contractor of the agreement. Errors: 422 with every reference that is wrong; 409 for what speaks against it.
async fn judge(tx: &Tx<'_>, open: &OpenEvaluation) -> Result<Uuid> {
    let mut faults = unknown_places(tx, open).await?;
    let term = terms::of_phase(tx, open.phase_id, open.station_id).await?;
    if term.is_none() && faults.is_empty() {
        faults.push(Fault::body(
            "/phase_id",
            "not_covered",
            "该期所属协议在此期间不覆盖该站点",
            "The agreement of this phase does not cover the station in it",
        ));
    }
    let published = terms::publication(tx, open.framework_id).await?;
    if published.is_none() {
        faults.push(Fault::unknown_reference("/framework_id"));
    }
    let agency = terms::identity(tx, open.agency_id).await?;
    match &agency {
        None => faults.push(Fault::unknown_reference("/agency_id")),
        Some((kind, ..)) if kind != "evaluation_agency" => faults.push(Fault::body(
            "/agency_id",
            "wrong_kind",
            "该机构不是评估机构",
            "The organisation is not an evaluation agency",
        )),
        Some(_) => {}
    }
    let (Some(term), Some(published), Some(agency), []) = (term, published, agency, faults.as_slice()) else {
        return Err(Error::invalid(faults));
    };
    terms::judge_framework(published, term.year_from)?;
    let contractor = terms::identity(tx, term.contractor_id).await?;
    terms::judge_recusal(&agency, &contractor.ok_or_else(|| Error::internal("an agreement of nobody"))?)?;
    Ok(term.contractor_id)
}

async fn unknown_places(tx: &Tx<'_>, open: &OpenEvaluation) -> Result<Vec<Fault>> {
    let station = stations::table.find((tx.county(), open.station_id)).select(stations::id);
    let station: Option<Uuid> = station.first(&mut tx.conn()).await.optional()?;
    let phase = phases::table.find((tx.county(), open.phase_id)).select(phases::id);
    let phase: Option<Uuid> = phase.first(&mut tx.conn()).await.optional()?;
    let missing = [("/station_id", station), ("/phase_id", phase)].into_iter();
    Ok(missing.filter(|(_, found)| found.is_none()).map(|(at, _)| Fault::unknown_reference(at)).collect())
}

async fn insert(tx: &Tx<'_>, id: Uuid, open: &OpenEvaluation, contractor: Uuid) -> Result<()> {
    let row = (
        evaluations::county_code.eq(tx.county()),
        evaluations::id.eq(id),
        evaluations::station_id.eq(open.station_id),
        evaluations::phase_id.eq(open.phase_id),
        evaluations::framework_id.eq(open.framework_id),
        evaluations::agency_id.eq(open.agency_id),
        evaluations::contractor_id.eq(contractor),
        evaluations::state.eq(EvaluationState::Planned),
        evaluations::recorded_at.eq(tx.now()),
        evaluations::version.eq(1),
    );
    let inserted = diesel::insert_into(evaluations::table).values(row).execute(&mut tx.conn()).await;
    inserted.on_constraint("evaluations_once", already_open)?;
    let card = |party: Party| {
        (
            scorecards::county_code.eq(tx.county()),
            scorecards::id.eq(tx.new_id()),
            scorecards::evaluation_id.eq(id),
            scorecards::party.eq(party),
            scorecards::state.eq(ScorecardState::Draft),
            scorecards::version.eq(1),
        )
    };
    let cards = Party::ALL.map(card).to_vec();
    diesel::insert_into(scorecards::table).values(cards).execute(&mut tx.conn()).await?;
    Ok(())
}

fn already_open() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该站点在该期已有评估", "The station has an evaluation in this phase already")
}
