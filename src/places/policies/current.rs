//! `GET /policies/current`: the policy that a day is judged by.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Moment, Query, Reply, Result},
    places::policy,
    rules::policy::Policy,
    schema::policies,
};

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
    moment: Query<Moment>,
) -> Result<Reply<CurrentPolicy>> {
    let (as_of, known, known_at) = (moment.0.day(&ctx), moment.0.known(&ctx)?, moment.0.known_at);
    let county = &ctx.reach().county;
    let current = ctx.read(async |mut conn| {
        let (id, policy) = policy::in_force(conn, county, as_of, known).await?;
        let day = policies::table.find((county, id)).select(policies::effective_from);
        Ok(CurrentPolicy { id, effective_from: day.first(&mut conn).await?, as_of, known_at, policy })
    });
    Reply::computed(&current.await?)
}
