//! `GET /agreements/{id}/annual-results`.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::AgreementYear, station::Policies, within, year};
use crate::{
    auth::policy::ReadAnnualResults,
    http::{Ctx, Id, Path, Reply, Result},
};

/// The annual results of an agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementAnnualResults {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Its contractor.
    pub contractor_id: Uuid,
    /// The service years that have published results, in order.
    pub years: Vec<AgreementYear>,
}

/// Shows the annual results of an agreement: the mean of its stations, the lowest, and the trend.
///
/// They tell of all its stations at once: who sees some of them only does not see the agreement here.
#[utoipa::path(get, path = "/api/v1/agreements/{id}/annual-results", tag = "evaluation")]
pub async fn get_agreement_annual_results(
    ctx: Ctx<ReadAnnualResults>,
    path: Path<Id>,
) -> Result<Reply<AgreementAnnualResults>> {
    let county = &ctx.reach().county;
    let found = ctx.read(async |conn| {
        let agreement = within::find(conn, ctx.reach(), path.id).await?;
        let policies = Policies::load(conn, county, ctx.now()).await?;
        let years = year::years(conn, county, &policies, agreement).await?;
        Ok(AgreementAnnualResults { agreement_id: agreement.0, contractor_id: agreement.1, years })
    });
    Reply::computed(&found.await?)
}
