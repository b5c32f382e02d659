//! `GET /workers/{id}/certificates` and `GET /certificates/{id}`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::{self, Certificate};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Paging, Path, Reply, Result},
    schema::certificates,
    staffing::scope::Scope,
    tables::{self, Listing},
};

/// Lists the certificates of a worker, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/workers/{id}/certificates", tag = "staffing")]
pub async fn list_certificates(
    ctx: Ctx<ReadWorkers>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<Certificate>> {
    let scope = Scope::of(&ctx)?;
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let county = &ctx.reach().county;
        scope.require(conn, county, path.id).await?;
        let counted = model::of_county(county).filter(certificates::worker_id.eq(path.id));
        let mut rows = model::of_county(county).filter(certificates::worker_id.eq(path.id));
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(certificates::id.gt(after));
        }
        let rows = rows.order(certificates::id).select(Certificate::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |certificate: &Certificate| certificate.id)
    })
    .await
}

/// Shows one certificate.
#[utoipa::path(get, path = "/api/v1/certificates/{id}", tag = "staffing")]
pub async fn get_certificate(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Certificate>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let found = ctx.read(async |conn| model::find(conn, &scope, county, path.id).await).await?;
    Reply::tagged(&found)
}
