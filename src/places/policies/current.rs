//! `GET /policies/current`: the policy that a day is judged by.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Query, Reply, Result, fault::Fault},
    places::policy,
    rules::policy::Policy,
    schema::policies,
};

/// Which day, and known when.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PolicyMoment {
    /// The policy of this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
    /// Only what the service knew at this instant; now when left out, not later.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

/// The policy in force on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurrentPolicy {
    /// Id of the version.
    pub id: Uuid,
    /// First day on which it is in force.
    #[schema(example = "2023-01-01")]
    pub effective_from: NaiveDate,
    /// The day asked about.
    #[schema(example = "2023-07-03")]
    pub as_of: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// The policy.
    pub policy: Policy,
}

/// Shows the policy in force on a day, as it was known at an instant.
#[utoipa::path(get, path = "/api/v1/policies/current", tag = "places")]
pub async fn get_current_policy(
    ctx: Ctx<ReadReference>,
    moment: Query<PolicyMoment>,
) -> Result<Reply<CurrentPolicy>> {
    let PolicyMoment { as_of, known_at } = moment.0;
    let (as_of, known) = (as_of.unwrap_or_else(|| ctx.today()), known_at.unwrap_or_else(|| ctx.now()));
    if known > ctx.now() {
        return Err(
            Fault::query("known_at", "too_late", "不得晚于现在", "It cannot be later than now").into()
        );
    }
    let county = &ctx.reach().county;
    let current = ctx.read(async |mut conn| {
        let (id, policy) = policy::in_force(conn, county, as_of, known).await?;
        let day = policies::table.find((county, id)).select(policies::effective_from);
        Ok(CurrentPolicy { id, effective_from: day.first(&mut conn).await?, as_of, known_at, policy })
    });
    Reply::computed(&current.await?)
}
