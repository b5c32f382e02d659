//! `POST /compliance/preview`.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{body::PreviewCompliance, changes, references::References};
use crate::{
    auth::policy::ManageWorkers,
    dated::Known,
    db::{Conn, planned::Ids},
    http::{Body, Ctx, Error, Reply, Result, codes::Code, fault::Fault},
    places::policy,
    rules::{
        policy::Policy,
        staffing::{self, StationFacts},
    },
    staffing::{
        compliance::{facts::Loaded, rows},
        scope::Scope,
    },
    verdicts::{AskedStation, Question, StationVerdict, Telling, stations_asked},
};

/// The verdicts on the stations concerned, before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompliancePreview {
    /// The day judged.
    #[schema(example = "2023-10-01")]
    pub as_of: NaiveDate,
    /// The policy in force on that day.
    pub policy_id: Uuid,
    /// The stations within reach that the changes bear on, in the order of the county's plan.
    pub stations: Vec<StationPreview>,
}

/// One station, before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationPreview {
    /// The station.
    pub station_id: Uuid,
    /// As it is.
    pub before: StationVerdict,
    /// As it would be.
    pub after: StationVerdict,
}

/// Judges the staffing of the stations concerned on a day, as it is and as it would be if postings, employments or
/// certificates were added or ended (六（三）).
///
/// Nothing is written. What could not be recorded is refused here too: what is out of reach with 422, two stations on
/// one day with 409.
#[utoipa::path(post, path = "/api/v1/compliance/preview", tag = "staffing")]
pub async fn preview_compliance(
    ctx: Ctx<ManageWorkers>,
    body: Body<PreviewCompliance>,
) -> Result<Reply<CompliancePreview>> {
    let as_of = body.0.as_of.unwrap_or_else(|| ctx.today());
    let tried = ctx.read(async |conn| tried(conn, &ctx, &body.0, as_of).await).await?;
    let question = Question { as_of, known_at: None, policy_id: tried.policy_id };
    let telling = Telling::of(&ctx);
    let verdict = |station: &AskedStation, facts: &StationFacts| {
        StationVerdict::new(telling, station.clone(), question, staffing::judge(facts, as_of))
    };
    let both = tried.before.iter().zip(&tried.after);
    let stations = tried.stations.iter().zip(both).map(|(station, (before, after))| StationPreview {
        station_id: station.id,
        before: verdict(station, before),
        after: verdict(station, after),
    });
    Reply::plain(&CompliancePreview { as_of, policy_id: tried.policy_id, stations: stations.collect() })
}

/// The stations concerned, with their facts before and after.
struct Tried {
    policy_id: Uuid,
    stations: Vec<AskedStation>,
    before: Vec<StationFacts>,
    after: Vec<StationFacts>,
}

async fn tried(
    conn: &Conn,
    ctx: &Ctx<ManageWorkers>,
    body: &PreviewCompliance,
    as_of: NaiveDate,
) -> Result<Tried> {
    let (scope, reach) = (Scope::of(ctx)?, ctx.reach());
    let known = Known::all(&reach.county);
    let mut stations = stations_asked(conn, ctx, None).await?;
    let references = References::of(conn, reach, &scope, body).await?;
    references.require(&stations.iter().map(|station| station.id).collect::<Vec<_>>(), body)?;
    let in_force = policy::in_force(conn, known.county, as_of, known.at).await;
    let (policy_id, policy) = in_force.map_err(without_policy)?;
    let touched = references.touched(body);
    let posted = rows::postings(conn, &known.into(), Ids::from(&touched)).await?;
    let added = body.add.postings.iter().map(|posting| posting.station_id);
    let concerned: Vec<Uuid> = posted.iter().map(|(_, posting)| posting.station_id).chain(added).collect();
    stations.retain(|station| concerned.contains(&station.id));
    let (before, after) = both(conn, known, (&policy, &stations, &touched), body, &references).await?;
    Ok(Tried { policy_id, stations, before, after })
}

async fn both(
    conn: &Conn,
    known: Known<'_>,
    (policy, stations, touched): (&Policy, &[AskedStation], &[Uuid]),
    body: &PreviewCompliance,
    references: &References,
) -> Result<(Vec<StationFacts>, Vec<StationFacts>)> {
    let ids: Vec<Uuid> = stations.iter().map(|station| station.id).collect();
    let mut loaded = Loaded::of(conn, known, &ids, touched).await?;
    let before = loaded.stations(policy, &ids);
    changes::make(&mut loaded.workers, body, references)?;
    Ok((before, loaded.stations(policy, &ids)))
}

fn without_policy(error: Error) -> Error {
    if error.code != Code::NotFound {
        return error;
    }
    Fault::body("/as_of", "no_policy", "该日尚无生效的政策", "No policy was in force on that day").into()
}
