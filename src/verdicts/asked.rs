//! What is asked: which stations, on which day, known when, by which policy.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{policy::Action, reach::Extent},
    dated::Known,
    db::{Conn, planned::among},
    http::{Ctx, Error, Moment, Result, codes::Code, fault::Fault},
    places::policy,
    rules::policy::Policy,
    schema::{stations, townships},
};

/// What was asked: which day, known when, by which policy.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Question {
    /// The day judged.
    #[schema(example = "2023-07-03")]
    pub as_of: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// The policy in force on that day.
    pub policy_id: Uuid,
}

/// A station that is asked about.
#[derive(Debug, Clone)]
pub struct AskedStation {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A question with what it takes to answer it.
#[derive(Debug)]
pub struct Asked<'a> {
    /// As it is told.
    pub question: Question,
    /// The county, and known when.
    pub known: Known<'a>,
    /// The policy in force on the day.
    pub policy: Policy,
    /// The stations within reach, in the order of the county's plan.
    pub stations: Vec<AskedStation>,
}

impl<'a> Asked<'a> {
    /// The question of a request, about one station or all within reach: two statements.
    /// Errors: 404 for a station out of reach, 422 for a day without policy.
    pub async fn of<A: Action>(
        conn: &Conn,
        ctx: &'a Ctx<A>,
        moment: Moment,
        only: Option<Uuid>,
    ) -> Result<Self> {
        let known = Known { county: named_county(ctx)?, at: moment.known(ctx)? };
        let stations = stations_asked(conn, ctx, only).await?;
        let as_of = moment.day(ctx);
        let in_force = policy::in_force(conn, known.county, as_of, known.at).await;
        let (policy_id, policy) = in_force.map_err(|error| without_policy("as_of", error))?;
        let question = Question { as_of, known_at: moment.known_at, policy_id };
        Ok(Self { question, known, policy, stations })
    }

    /// The ids of the stations.
    pub fn ids(&self) -> Vec<Uuid> {
        self.stations.iter().map(|station| station.id).collect()
    }
}

/// The county a request is about. Errors: 422 when a caller of several counties names none.
pub fn named_county<A: Action>(ctx: &Ctx<A>) -> Result<&str> {
    let county = &ctx.reach().county;
    if ctx.reach().extent == Extent::Province && *county == ctx.caller()?.county {
        return Err(Fault::query("county", "required", "请指明县", "Name the county").into());
    }
    Ok(county)
}

/// The stations within reach, or the one of them that is asked about, in the order of the county's plan.
/// Errors: 404 for a station out of reach.
pub async fn stations_asked<A: Action>(
    conn: &Conn,
    ctx: &Ctx<A>,
    only: Option<Uuid>,
) -> Result<Vec<AskedStation>> {
    let stations = within_reach(conn, ctx, only).await?;
    if only.is_some() && stations.is_empty() {
        return Err(Error::not_found());
    }
    Ok(stations)
}

async fn within_reach<A: Action>(
    mut conn: &Conn,
    ctx: &Ctx<A>,
    only: Option<Uuid>,
) -> Result<Vec<AskedStation>> {
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let rows = stations::table
        .inner_join(townships::table.on(township))
        .filter(stations::county_code.eq(&ctx.reach().county))
        .filter(among(stations::id, ctx.reach().stations_asked(&only)))
        .order(townships::plan_order)
        .select((stations::id, stations::name));
    let found: Vec<(Uuid, String)> = rows.load(&mut conn).await?;
    Ok(found.into_iter().map(|(id, name)| AskedStation { id, name }).collect())
}

/// 422 at the query parameter that names a day without policy.
pub fn without_policy(parameter: &str, error: Error) -> Error {
    if error.code != Code::NotFound {
        return error;
    }
    Fault::query(
        parameter,
        "no_policy",
        "该日尚无生效的政策",
        "No policy was in force on that day, as far as was known then",
    )
    .into()
}
