//! `GET /stations/{id}/compliance` and `GET /compliance`: one set of statements, for one station or for all.

use std::cmp::Reverse;

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{facts, findings_table::FindingRow};
use crate::{
    auth::policy::ReadCompliance,
    db::Conn,
    http::{Ctx, Error, Id, Moment, Path, Query, Reply, Result},
    rules::staffing,
    tables::{self, Tabled},
    verdicts::{Asked, CountyVerdict, Question, StationVerdict, Telling},
};

/// Judges the staffing of one station on a day (六（三）).
///
/// Two findings for the station, its number of workers (S1) and full strength by the staffing date (S8); for each worker
/// posted there that day formal employment (S2), age (S3), education (S4), health (S5), certificate (S6), one station at
/// a time (S7) and safety education (S9). Missing facts give `unknown`, never `met`.
#[utoipa::path(get, path = "/api/v1/stations/{id}/compliance", tag = "staffing")]
pub async fn get_station_compliance(
    ctx: Ctx<ReadCompliance>,
    path: Path<Id>,
    moment: Query<Moment>,
) -> Result<Reply<StationVerdict>> {
    let one = ctx.read(async |conn| judged(conn, &ctx, moment.0, Some(path.id)).await).await?.1.pop();
    Reply::computed(&one.ok_or_else(Error::not_found)?)
}

/// The order of the stations.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct Sorting {
    /// In which order.
    #[param(inline)]
    #[serde(default)]
    pub sort: StationOrder,
}

/// An order of stations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StationOrder {
    /// That of the county's plan.
    #[default]
    Plan,
    /// The gravest verdict first, of equals the one with more breaches, then that of the plan.
    Worst,
}

/// Judges the staffing of all stations within reach on a day (六（三）), in the order of the county's plan or the worst
/// first.
#[utoipa::path(get, path = "/api/v1/compliance", tag = "staffing")]
pub async fn get_compliance(
    ctx: Ctx<ReadCompliance>,
    moment: Query<Moment>,
    sorting: Query<Sorting>,
) -> Result<Tabled<CountyVerdict, FindingRow>> {
    let (question, mut stations) = ctx.read(async |conn| judged(conn, &ctx, moment.0, None).await).await?;
    if sorting.0.sort == StationOrder::Worst {
        // Stable: equals stay in the order of the plan.
        stations.sort_by_key(|station| Reverse((station.verdict, station.counts.breach)));
    }
    let county = CountyVerdict::new(question, stations);
    tables::whole(&ctx, county, |county| FindingRow::of(county.stations, ctx.locale()))
}

async fn judged(
    conn: &Conn,
    ctx: &Ctx<ReadCompliance>,
    moment: Moment,
    only: Option<Uuid>,
) -> Result<(Question, Vec<StationVerdict>)> {
    let asked = Asked::of(conn, ctx, moment, only).await?;
    let facts = facts::of_stations(conn, asked.known, &asked.policy, &asked.ids()).await?;
    let (question, telling) = (asked.question, Telling::of(ctx));
    let told = asked.stations.into_iter().zip(&facts).map(|(station, facts)| {
        StationVerdict::new(telling, station, question, staffing::judge(facts, question.as_of))
    });
    Ok((question, told.collect()))
}
