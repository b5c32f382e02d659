//! `GET /annual-results`.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    answer::AnnualResult,
    phases::Wanted,
    station::{self, Policies},
};
use crate::{
    auth::{policy::ReadAnnualResults, reach::Reach},
    http::{Ctx, Query, Reply, Result},
};

/// Filters of the annual results.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct AnnualFilter {
    /// Only of this agreement.
    pub agreement: Option<Uuid>,
    /// Only of this service year.
    pub service_year: Option<Uuid>,
    /// Only of this station.
    pub station: Option<Uuid>,
}

/// The annual results within reach.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnualResults {
    /// The results, by service year.
    pub items: Vec<AnnualResult>,
}

/// Shows the annual results of stations, computed from the published results of their phases and nothing else.
///
/// A contractor sees its own, those of ended agreements too; an agency and a township see those of their stations.
#[utoipa::path(get, path = "/api/v1/annual-results", tag = "evaluation")]
pub async fn list_annual_results(
    ctx: Ctx<ReadAnnualResults>,
    filter: Query<AnnualFilter>,
) -> Result<Reply<AnnualResults>> {
    let county = &ctx.reach().county;
    let items = ctx.read(async |conn| {
        let policies = Policies::load(conn, county, ctx.now()).await?;
        station::results(conn, county, &policies, wanted(ctx.reach(), filter.0)).await
    });
    Reply::computed(&AnnualResults { items: items.await? })
}

fn wanted(reach: &Reach, filter: AnnualFilter) -> Wanted {
    let stations = match (reach.contractor, reach.only_stations(), filter.station) {
        (None, Some(only), Some(one)) => {
            Some(only.iter().copied().filter(|station| *station == one).collect())
        }
        (None, Some(only), None) => Some(only.to_vec()),
        (_, _, Some(one)) => Some(vec![one]),
        _ => None,
    };
    Wanted {
        stations,
        contractor: reach.contractor,
        agreements: filter.agreement.map(|agreement| vec![agreement]),
        service_year: filter.service_year,
    }
}
