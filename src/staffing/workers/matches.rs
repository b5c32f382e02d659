//! `POST /workers/matches`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::policy::ManageWorkers,
    http::{Body, Ctx, Reply, Result},
    personal::{Kind, Sensitive, given},
    rules::identifiers::ResidentId,
    schema::workers,
    staffing::scope::Scope,
};

/// Whom to look for.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MatchWorker {
    /// Identity number (GB 11643).
    #[schema(value_type = String, max_length = 18, example = "469025199203059080")]
    pub identity_number: Sensitive<String>,
}

/// Whether the county knows the person.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkerMatch {
    /// Whether somebody with this identity number is registered in the county.
    pub known: bool,
    /// Id of the worker, when within reach; null says nothing of who or whose it is.
    pub worker_id: Option<Uuid>,
}

/// Tells whether a person is registered in the county already, and which worker that is, if within reach.
///
/// Nothing is written. Of a person beyond reach nothing is told but that there is one: then the bureau, who sees both
/// sides, records the employment by the new contractor.
#[utoipa::path(post, path = "/api/v1/workers/matches", tag = "staffing")]
pub async fn match_worker(ctx: Ctx<ManageWorkers>, body: Body<MatchWorker>) -> Result<Reply<WorkerMatch>> {
    let scope = Scope::of(&ctx)?;
    let number = ResidentId::parse(body.0.identity_number.expose(), ctx.today());
    let number = number.map_err(|fault| given::told("/identity_number", fault))?;
    let (county, number) = (&ctx.reach().county, Sensitive::new(number.as_str().to_owned()));
    let index = ctx.shared().personal.blind_index(county, Kind::IdentityNumber, &number)?;
    let found = ctx.read(async |conn| {
        let mut conn = conn;
        let within = scope.workers(county).select(workers::id);
        let one = workers::table
            .filter(workers::county_code.eq(county))
            .filter(workers::identity_number_index.eq(index))
            .select((workers::id, workers::id.eq_any(within)));
        Ok(one.first::<(Uuid, bool)>(&mut conn).await.optional()?)
    });
    let found = found.await?;
    let worker_id = found.and_then(|(id, within)| within.then_some(id));
    Reply::plain(&WorkerMatch { known: found.is_some(), worker_id })
}
