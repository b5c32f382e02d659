//! `GET /spot-checks/{id}/verification`: the draw once more.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{self, SpotCheckRow},
    population,
};
use crate::{
    auth::policy::ReadSpotChecks,
    db::Conn,
    http::{Ctx, Error, Id, Path, Reply, Result, clock::business_day},
    rules::sampling,
    schema::spot_check_items,
};

/// Whether the seed can be believed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeedProof {
    /// Whether the seed is the one that was committed.
    pub commitment_holds: bool,
    /// Whether it was committed before the phase was over.
    pub committed_in_time: bool,
}

/// Whether the draw can be believed.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawProof {
    /// Whether the population is the one whose digest was told at the draw.
    pub population_holds: bool,
    /// Whether seed and population give the sample that was drawn, in its order.
    pub sample_holds: bool,
}

/// What came of drawing once more.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpotCheckVerification {
    /// Whether all of the following four hold.
    pub repeats: bool,
    /// Of the seed.
    #[serde(flatten)]
    pub seed: SeedProof,
    /// Of the draw.
    #[serde(flatten)]
    pub draw: DrawProof,
    /// How many of the population do not count any more by what is recorded now: withdrawn, returned, merged.
    #[schema(example = 0)]
    pub left_since: usize,
    /// How many count now that did not at the draw: recorded late.
    #[schema(example = 2)]
    pub joined_since: usize,
}

/// Draws once more and compares. What has left the population since, or joined it, is told and changes nothing.
#[utoipa::path(get, path = "/api/v1/spot-checks/{id}/verification", tag = "evaluation")]
pub async fn verify_spot_check(
    ctx: Ctx<ReadSpotChecks>,
    path: Path<Id>,
) -> Result<Reply<SpotCheckVerification>> {
    let found = ctx.read(async |conn| {
        let check = model::find(conn, ctx.reach(), path.id).await?;
        repeat(conn, &check).await
    });
    Reply::computed(&found.await?)
}

/// Errors: 409 before the draw.
async fn repeat(conn: &Conn, check: &SpotCheckRow) -> Result<SpotCheckVerification> {
    let text = population::kept(conn, check).await?;
    let phase = model::phase_of(conn, check).await?;
    let (drawn, now) = (drawn(conn, check).await?, population::recorded(conn, check, &phase).await?);
    let seed = check.seed_text();
    let size = usize::try_from(check.size).map_err(Error::internal)?;
    let kept = sampling::ids(&text).unwrap_or_default();
    let commitment_holds = sampling::commitment(&seed).as_slice() == check.commitment;
    let committed_in_time = business_day(check.committed_at) < phase.to;
    let population_holds =
        check.population_digest.as_deref().is_some_and(|told| told == sampling::digest(&text).as_slice());
    let sample_holds = sampling::draw(&seed, &kept, size) == drawn;
    Ok(SpotCheckVerification {
        repeats: commitment_holds && committed_in_time && population_holds && sample_holds,
        seed: SeedProof { commitment_holds, committed_in_time },
        draw: DrawProof { population_holds, sample_holds },
        left_since: kept.difference(&now).count(),
        joined_since: now.difference(&kept).count(),
    })
}

async fn drawn(mut conn: &Conn, check: &SpotCheckRow) -> Result<Vec<Uuid>> {
    let query = spot_check_items::table
        .filter(spot_check_items::county_code.eq(&check.county_code))
        .filter(spot_check_items::spot_check_id.eq(check.id))
        .order(spot_check_items::rank)
        .select(spot_check_items::subject_id);
    Ok(query.load(&mut conn).await?)
}
