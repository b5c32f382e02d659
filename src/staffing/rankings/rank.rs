//! `POST /candidate-rankings`.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    answer::{Candidate, CandidateRanking},
    body::{CandidateToRank, RankCandidates},
    facts,
};
use crate::{
    auth::policy::ManageWorkers,
    http::{Body, Ctx, Error, Reply, Result, codes::Code, fault::Fault},
    places::policy,
    rules::ranking::{CandidateFacts, rank},
    staffing::scope::Scope,
    verdicts::Telling,
};

/// Ranks candidates for a posting by the plan's preferences, with the reason for every place; ties stay ties (六（三）).
///
/// Who fails a requirement is listed with each requirement failed; of whom a fact is missing, with what is missing.
/// Nothing is written.
#[utoipa::path(post, path = "/api/v1/candidate-rankings", tag = "staffing")]
pub async fn rank_candidates(
    ctx: Ctx<ManageWorkers>,
    body: Body<RankCandidates>,
) -> Result<Reply<CandidateRanking>> {
    let (scope, county, ids) = (Scope::of(&ctx)?, &ctx.reach().county, body.0.workers());
    let starts_on = body.0.starts_on.unwrap_or_else(|| ctx.today());
    let loaded = ctx.read(async |conn| {
        let everything = chrono::DateTime::<chrono::Utc>::MAX_UTC;
        let in_force = policy::in_force(conn, county, starts_on, everything).await;
        let (policy_id, policy) = in_force.map_err(without_policy)?;
        let recorded = facts::of_workers(conn, (county, &scope), &ids, (starts_on, &policy)).await?;
        body.0.require(ctx.today(), |id| recorded.contains_key(&id))?;
        Ok((recorded, (policy_id, policy)))
    });
    let (recorded, (policy_id, policy)) = loaded.await?;
    let candidates = body.0.candidates.iter().map(|one| (Candidate::of(one), together(one, &recorded)));
    let ranking = rank(candidates.collect(), &policy, starts_on);
    Reply::plain(&CandidateRanking::new(Telling::of(&ctx), (starts_on, policy_id), ranking))
}

/// What is recorded, else what the caller says. Of a worker, a certificate that neither knows is none.
fn together(one: &CandidateToRank, recorded: &HashMap<Uuid, CandidateFacts>) -> CandidateFacts {
    let given = one.facts.facts();
    let Some(recorded) = one.worker_id.and_then(|id| recorded.get(&id)) else { return given };
    let facts = recorded.or(given);
    CandidateFacts { certificate: facts.certificate.or(Some(false)), ..facts }
}

fn without_policy(error: Error) -> Error {
    if error.code != Code::NotFound {
        return error;
    }
    Fault::body("/starts_on", "no_policy", "该日尚无生效的政策", "No policy was in force on that day").into()
}
