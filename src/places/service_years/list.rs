//! `GET /service-years` and `GET /service-years/{id}`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, ServiceYear, ServiceYearRow};
use crate::{
    auth::policy::ReadAgreements,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::service_years,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ServiceYearFilter {
    /// Only those of this agreement.
    pub agreement: Option<Uuid>,
}

/// Lists the service years of the agreements within reach, with their phases, in the order of their recording.
#[utoipa::path(get, path = "/api/v1/service-years", tag = "places")]
pub async fn list_service_years(
    ctx: Ctx<ReadAgreements>,
    filter: Query<ServiceYearFilter>,
    paging: Paging,
) -> Result<Reply<Page<ServiceYear>>> {
    let all = || {
        let rows = model::visible(ctx.reach());
        match filter.0.agreement {
            Some(agreement) => rows.filter(service_years::agreement_id.eq(agreement)),
            None => rows,
        }
    };
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(service_years::id.gt(after));
    }
    let rows = rows.order(service_years::id).select(ServiceYearRow::as_select());
    let found = ctx.read(async |conn| {
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        Ok((model::with_phases(conn, ctx.reach(), rows).await?, total))
    });
    let (found, total) = found.await?;
    paging.page(found, total, |year| year.row.id)?.reply()
}

/// Shows one service year with its phases.
#[utoipa::path(get, path = "/api/v1/service-years/{id}", tag = "places")]
pub async fn get_service_year(ctx: Ctx<ReadAgreements>, path: Path<Id>) -> Result<Reply<ServiceYear>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
