//! Opening evaluations, one or a whole round: what is judged before, and what is written.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{EvaluationState, Party, ScorecardState},
    terms::{self, Term},
};
use crate::{
    audit::event::Event,
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    places::service_years::model::phase,
    schema::{evaluation_transitions, evaluations, scorecards},
};

/// What evaluations are opened for, by what and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// The phase.
    pub phase: Uuid,
    /// The framework.
    pub framework: Uuid,
    /// The evaluation agency.
    pub agency: Uuid,
}

impl Opening {
    /// A fault when there is no such phase.
    pub async fn unknown_phase(&self, tx: &Tx<'_>) -> Result<Option<Fault>> {
        let phase = phase(tx, tx.county(), self.phase).await.optional()?;
        Ok(phase.is_none().then(|| Fault::unknown_reference("/phase_id")))
    }

    /// The term, when nothing speaks against it; `faults` are those found so far.
    /// Errors: 422 with every reference that is wrong; 409 for what speaks against it.
    pub async fn judge(&self, tx: &Tx<'_>, term: Option<Term>, mut faults: Vec<Fault>) -> Result<Term> {
        let published = terms::publication(tx, self.framework).await?;
        if published.is_none() {
            faults.push(Fault::unknown_reference("/framework_id"));
        }
        let agency = terms::identity(tx, tx.county(), self.agency).await?;
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
        let (Some(term), Some(published), Some(agency), []) = (term, published, agency, faults.as_slice())
        else {
            return Err(Error::invalid(faults));
        };
        terms::judge_framework(published, term.year_from)?;
        let contractor = terms::identity(tx, tx.county(), term.contractor_id).await?;
        terms::judge_recusal(&agency, &contractor.ok_or_else(|| Error::internal("an agreement of nobody"))?)?;
        Ok(term)
    }
}

/// Opens the evaluations of these stations, each with three empty cards and an event; answers their ids in the same
/// order. Errors: 409 when one of them has an evaluation in the phase already.
pub async fn open(tx: &Tx<'_>, opening: &Opening, contractor: Uuid, stations: &[Uuid]) -> Result<Vec<Uuid>> {
    let ids: Vec<Uuid> = stations.iter().map(|_| tx.new_id()).collect();
    let row = |(id, station): (&Uuid, &Uuid)| {
        (
            evaluations::county_code.eq(tx.county().to_owned()),
            evaluations::id.eq(*id),
            evaluations::station_id.eq(*station),
            evaluations::phase_id.eq(opening.phase),
            evaluations::framework_id.eq(opening.framework),
            evaluations::agency_id.eq(opening.agency),
            evaluations::contractor_id.eq(contractor),
            evaluations::state.eq(EvaluationState::Planned),
            evaluations::recorded_at.eq(tx.now()),
            evaluations::version.eq(1),
        )
    };
    let rows: Vec<_> = ids.iter().zip(stations).map(row).collect();
    let inserted = diesel::insert_into(evaluations::table).values(rows).execute(&mut tx.conn()).await;
    inserted.on_constraint("evaluations_once", already_open)?;
    insert_cards(tx, &ids).await?;
    insert_moves(tx, &ids).await?;
    for (id, station) in ids.iter().zip(stations) {
        let Opening { phase, framework, agency } = opening;
        let told = json!({"station": station, "phase": phase, "framework": framework, "agency": agency});
        tx.record(Event::new("evaluation.opened", id, told));
    }
    Ok(ids)
}

async fn insert_cards(tx: &Tx<'_>, evaluations: &[Uuid]) -> Result<()> {
    let card = |(evaluation, party): (&Uuid, Party)| {
        (
            scorecards::county_code.eq(tx.county().to_owned()),
            scorecards::id.eq(tx.new_id()),
            scorecards::evaluation_id.eq(*evaluation),
            scorecards::party.eq(party),
            scorecards::state.eq(ScorecardState::Draft),
            scorecards::version.eq(1),
        )
    };
    let each = evaluations.iter().flat_map(|one| Party::ALL.map(|party| (one, party)));
    let cards: Vec<_> = each.map(card).collect();
    diesel::insert_into(scorecards::table).values(cards).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn insert_moves(tx: &Tx<'_>, evaluations: &[Uuid]) -> Result<()> {
    let by = tx.actor()?;
    let row = |evaluation: &Uuid| {
        (
            evaluation_transitions::county_code.eq(tx.county().to_owned()),
            evaluation_transitions::id.eq(tx.new_id()),
            evaluation_transitions::evaluation_id.eq(*evaluation),
            evaluation_transitions::state.eq(EvaluationState::Planned),
            evaluation_transitions::moved_by.eq(by),
            evaluation_transitions::recorded_at.eq(tx.now()),
        )
    };
    let rows: Vec<_> = evaluations.iter().map(row).collect();
    diesel::insert_into(evaluation_transitions::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}

fn already_open() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该站点在该期已有评估", "The station has an evaluation in this phase already")
}
