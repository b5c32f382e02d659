//! `GET /statistics/services`.

use super::{
    answer::{ServiceFigures, ServiceStatistics},
    asked::{Asked, StatisticsQuery},
    statement,
};
use crate::{
    auth::policy::ReadServiceStatistics,
    http::{Ctx, Query, Result},
    tables::{Tabled, answer},
    verdicts::named_county,
};

/// Counts the services within reach: logs, people, minutes, distinct clients, by up to two groupings.
///
/// Always what a recount of the logs would say: the figures are kept in the transaction of each log. Only logs that count
/// are in them. By day, month and station distinct clients are always told; otherwise on `clients=exact`, which reads the
/// logs.
#[utoipa::path(get, path = "/api/v1/statistics/services", tag = "service_logs")]
pub async fn count_services(
    ctx: Ctx<ReadServiceStatistics>,
    query: Query<StatisticsQuery>,
) -> Result<Tabled<ServiceStatistics, ServiceFigures>> {
    named_county(&ctx)?;
    let asked = Asked::of(query.0, ctx.today())?;
    let clients = asked.only.clients.is_some() || !asked.beyond_clients();
    let told = ctx.read(async |conn| statement::ask(conn, ctx.reach(), &asked, clients).await).await?;
    answer::whole(&ctx, ServiceStatistics::of(&asked, &told, clients)?, |statistics| statistics.rows)
}
