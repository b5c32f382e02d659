//! `GET /stations/{id}/readiness` and `GET /readiness`: one set of statements, for one station or for all.

use uuid::Uuid;

use super::facts;
use crate::{
    auth::policy::ReadCompliance,
    db::Conn,
    http::{Ctx, Error, Id, Moment, Path, Query, Reply, Result},
    rules::readiness,
    verdicts::{Asked, CountyVerdict, Question, StationVerdict, Telling},
};

/// Judges the readiness of one station on a day: 21 requirements, each with its clause and the body responsible.
///
/// What is missing is `due` until the station operates and a breach while it does. `forecast` tells which fact expires
/// when.
#[utoipa::path(get, path = "/api/v1/stations/{id}/readiness", tag = "premises")]
pub async fn get_station_readiness(
    ctx: Ctx<ReadCompliance>,
    path: Path<Id>,
    moment: Query<Moment>,
) -> Result<Reply<StationVerdict>> {
    let one = ctx.read(async |conn| judged(conn, &ctx, moment.0, Some(path.id)).await).await?.1.pop();
    Reply::computed(&one.ok_or_else(Error::not_found)?)
}

/// Judges the readiness of all stations within reach on a day, in the order of the county's plan.
#[utoipa::path(get, path = "/api/v1/readiness", tag = "premises")]
pub async fn get_readiness(ctx: Ctx<ReadCompliance>, moment: Query<Moment>) -> Result<Reply<CountyVerdict>> {
    let (question, stations) = ctx.read(async |conn| judged(conn, &ctx, moment.0, None).await).await?;
    Reply::computed(&CountyVerdict::new(question, stations))
}

async fn judged(
    conn: &Conn,
    ctx: &Ctx<ReadCompliance>,
    moment: Moment,
    only: Option<Uuid>,
) -> Result<(Question, Vec<StationVerdict>)> {
    let asked = Asked::of(conn, ctx, moment, only).await?;
    let facts = facts::of_stations(conn, asked.known, &asked.policy, &asked.stations).await?;
    let (question, telling) = (asked.question, Telling::of(ctx));
    let told = asked.stations.into_iter().zip(&facts).map(|(station, facts)| {
        StationVerdict::new(telling, station, question, readiness::judge(facts, question.as_of))
    });
    Ok((question, told.collect()))
}
