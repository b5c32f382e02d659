//! `POST /evaluations`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, Evaluation},
    opening::{self, Opening},
    terms::{self, Term},
};
use crate::{
    auth::policy::ManageEvaluations,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, fault::Fault},
    schema::stations,
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
        let (opening, station) = (body.0.opening(), body.0.station_id);
        let (term, faults) = term(tx, &opening, station).await?;
        let term = opening.judge(tx, term, faults).await?;
        let made = opening::open(tx, &opening, term.contractor_id, &[station]).await?;
        let id = made.into_iter().next().ok_or_else(|| Error::internal("nothing was opened"))?;
        let evaluation = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&evaluation)?.at(format!("/api/v1/evaluations/{id}")))
    })
    .await
}

impl OpenEvaluation {
    fn opening(&self) -> Opening {
        Opening { phase: self.phase_id, framework: self.framework_id, agency: self.agency_id }
    }
}

/// The term of a phase at a station, and what is wrong with either.
async fn term(tx: &Tx<'_>, opening: &Opening, station: Uuid) -> Result<(Option<Term>, Vec<Fault>)> {
    let mut faults = Vec::new();
    if !is_station(tx, station).await? {
        faults.push(Fault::unknown_reference("/station_id"));
    }
    faults.extend(opening.unknown_phase(tx).await?);
    let covered = terms::covered(tx, opening.phase).await?;
    let term = covered.into_iter().find(|(one, _)| *one == station).map(|(_, term)| term);
    if term.is_none() && faults.is_empty() {
        faults.push(terms::not_covered());
    }
    Ok((term, faults))
}

async fn is_station(tx: &Tx<'_>, station: Uuid) -> Result<bool> {
    let one = stations::table.find((tx.county(), station)).select(stations::id);
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}
