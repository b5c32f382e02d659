//! `GET /stations/{id}/compliance` and `GET /compliance`: one set of statements, for one station or for all.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    answer::{CountyCompliance, Question, StationCompliance, Telling},
    facts,
    rows::Known,
};
use crate::{
    auth::{policy::ReadCompliance, reach::Extent},
    db::Conn,
    http::{Ctx, Error, Id, Path, Query, Reply, Result, codes::Code, fault::Fault},
    places::policy,
    schema::{stations, townships},
};

/// Which day, and known when.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct Moment {
    /// What held on this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
    /// Only what the service knew at this instant, not after now; all that is recorded when left out.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

/// Judges the staffing of one station on a day (六（三）).
///
/// One finding for the station (S1) and, for each worker posted there that day, formal employment (S2), age (S3),
/// education (S4) and certificate (S6). Missing facts give `unknown`, never `met`.
#[utoipa::path(get, path = "/api/v1/stations/{id}/compliance", tag = "staffing")]
pub async fn get_station_compliance(
    ctx: Ctx<ReadCompliance>,
    path: Path<Id>,
    moment: Query<Moment>,
) -> Result<Reply<StationCompliance>> {
    let one = ctx.read(async |conn| judged(conn, &ctx, moment.0, Some(path.id)).await).await?.1.pop();
    Reply::computed(&one.ok_or_else(Error::not_found)?)
}

/// Judges the staffing of all stations within reach on a day (六（三）), in the order of the county's plan.
#[utoipa::path(get, path = "/api/v1/compliance", tag = "staffing")]
pub async fn get_compliance(
    ctx: Ctx<ReadCompliance>,
    moment: Query<Moment>,
) -> Result<Reply<CountyCompliance>> {
    let (question, stations) = ctx.read(async |conn| judged(conn, &ctx, moment.0, None).await).await?;
    Reply::computed(&CountyCompliance::new(question, stations))
}

async fn judged(
    conn: &Conn,
    ctx: &Ctx<ReadCompliance>,
    moment: Moment,
    only: Option<Uuid>,
) -> Result<(Question, Vec<StationCompliance>)> {
    let known = Known { county: county(ctx)?, at: known_at(ctx, moment)? };
    let stations = stations_within_reach(conn, ctx, only).await?;
    if only.is_some() && stations.is_empty() {
        return Err(Error::not_found());
    }
    let as_of = moment.as_of.unwrap_or_else(|| ctx.today());
    let (policy_id, policy) =
        policy::in_force(conn, known.county, as_of, known.at).await.map_err(without_policy)?;
    let question = Question { as_of, known_at: moment.known_at, policy_id };
    let ids: Vec<Uuid> = stations.iter().map(|(id, _)| *id).collect();
    let facts = facts::of_stations(conn, known, &policy, &ids).await?;
    let without_workers = ctx.reach().extent == Extent::Province;
    let telling = Telling { locale: ctx.locale(), without_workers };
    let told = stations.into_iter().zip(&facts);
    Ok((question, told.map(|((_, name), facts)| telling.station(facts, name, question)).collect()))
}

/// Errors: 422 when a caller of several counties names none.
fn county(ctx: &Ctx<ReadCompliance>) -> Result<&str> {
    let county = &ctx.reach().county;
    if ctx.reach().extent == Extent::Province && *county == ctx.caller()?.county {
        return Err(Fault::query("county", "required", "请指明县", "Name the county").into());
    }
    Ok(county)
}

/// Without a question all that is recorded counts, whatever the clock of the replica that recorded it.
fn known_at(ctx: &Ctx<ReadCompliance>, moment: Moment) -> Result<DateTime<Utc>> {
    match moment.known_at {
        None => Ok(DateTime::<Utc>::MAX_UTC),
        Some(at) if at <= ctx.now() => Ok(at),
        Some(_) => {
            Err(Fault::query("known_at", "too_late", "不得晚于现在", "It cannot be later than now").into())
        }
    }
}

async fn stations_within_reach(
    mut conn: &Conn,
    ctx: &Ctx<ReadCompliance>,
    only: Option<Uuid>,
) -> Result<Vec<(Uuid, String)>> {
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let mut rows = stations::table
        .inner_join(townships::table.on(township))
        .filter(stations::county_code.eq(&ctx.reach().county))
        .into_boxed();
    if let Some(reach) = ctx.reach().only_stations() {
        rows = rows.filter(stations::id.eq_any(reach));
    }
    if let Some(only) = only {
        rows = rows.filter(stations::id.eq(only));
    }
    Ok(rows.order(townships::plan_order).select((stations::id, stations::name)).load(&mut conn).await?)
}

fn without_policy(error: Error) -> Error {
    if error.code != Code::NotFound {
        return error;
    }
    Fault::query(
        "as_of",
        "no_policy",
        "该日尚无生效的政策",
        "No policy was in force on that day, as far as was known then",
    )
    .into()
}
