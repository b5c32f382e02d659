//! `POST /spot-checks`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, SpotCheck, SpotCheckSubject};
use crate::{
    audit::event::Event,
    auth::policy::ManageSpotChecks,
    db::errors::OnConstraint as _,
    evaluation::terms,
    http::{
        Body, Created, Ctx, Error, Reply, Result, Tx, clock::random, codes::Code, fault::Fault, hex::hex,
    },
    places::service_years::model::{Phase, phase},
    rules::sampling,
    schema::{spot_checks, stations},
};

/// A spot check to commit.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CommitSpotCheck {
    /// The station.
    pub station_id: Uuid,
    /// A phase of the agreement that covers the station, not over yet.
    pub phase_id: Uuid,
    /// What is to be drawn.
    pub subject: SpotCheckSubject,
    /// How many; all where there are fewer.
    #[schema(minimum = 1, maximum = 1000, example = 20)]
    pub size: i32,
}

/// Commits a spot check: makes a seed, keeps it secret and tells its SHA-256, before the phase is over. Nobody can choose
/// the sample: the seed is made before the population is known, and cannot be changed after.
#[utoipa::path(post, path = "/api/v1/spot-checks", tag = "evaluation")]
pub async fn commit_spot_check(
    ctx: Ctx<ManageSpotChecks>,
    body: Body<CommitSpotCheck>,
) -> Result<Created<SpotCheck>> {
    ctx.write(async |tx| {
        judge(tx, &body.0).await?;
        let (id, seed) = (tx.new_id(), random::<32>());
        let commitment = sampling::commitment(&hex(&seed));
        insert(tx, id, &body.0, (&seed, &commitment)).await?;
        // In the event, the commitment is protected by the audit trail, and published in `/changes`.
        let told = json!({
            "station": body.0.station_id,
            "phase": body.0.phase_id,
            "subject": body.0.subject,
            "size": body.0.size,
            "commitment": hex(&commitment),
        });
        tx.record(Event::new("spot_check.committed", id, told));
        let row = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&row.shown())?.at(format!("/api/v1/spot-checks/{id}")))
    })
    .await
}

/// Errors: 422 with every reference that is wrong; 409 once the phase is over.
async fn judge(tx: &Tx<'_>, new: &CommitSpotCheck) -> Result<()> {
    let station = stations::table.find((tx.county(), new.station_id)).select(stations::id);
    let known = station.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some();
    let phase = phase(tx, tx.county(), new.phase_id).await.optional()?;
    let mut faults = Vec::new();
    if !known || !tx.reach().covers(new.station_id) {
        faults.push(Fault::unknown_reference("/station_id"));
    }
    if phase.is_none() {
        faults.push(Fault::unknown_reference("/phase_id"));
    }
    if faults.is_empty()
        && !terms::covered(tx, new.phase_id).await?.iter().any(|(station, _)| *station == new.station_id)
    {
        faults.push(terms::not_covered());
    }
    match phase {
        Some(phase) if faults.is_empty() => judge_day(tx, &phase),
        _ => Err(Error::invalid(faults)),
    }
}

fn judge_day(tx: &Tx<'_>, phase: &Phase) -> Result<()> {
    if tx.today() < phase.to {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail(
        "该期已结束：抽样种子须在期末之前承诺",
        "The phase is over: a seed is committed before its last day ends",
    ))
}

async fn insert(
    tx: &Tx<'_>,
    id: Uuid,
    new: &CommitSpotCheck,
    (seed, commitment): (&[u8; 32], &[u8; 32]),
) -> Result<()> {
    let row = (
        spot_checks::county_code.eq(tx.county()),
        spot_checks::id.eq(id),
        spot_checks::station_id.eq(new.station_id),
        spot_checks::phase_id.eq(new.phase_id),
        spot_checks::subject.eq(new.subject),
        spot_checks::size.eq(new.size),
        spot_checks::seed.eq(seed.as_slice()),
        spot_checks::commitment.eq(commitment.as_slice()),
        spot_checks::committed_by.eq(tx.actor()?),
        spot_checks::committed_at.eq(tx.now()),
        spot_checks::version.eq(1),
    );
    let inserted = diesel::insert_into(spot_checks::table).values(row).execute(&mut tx.conn()).await;
    inserted.on_constraint("spot_checks_once", || {
        Error::new(Code::AlreadyExists).detail(
            "该站点该期已承诺同类抽查，不能另选种子",
            "This is committed for the station and phase already; there is no second seed to choose from",
        )
    })?;
    Ok(())
}
