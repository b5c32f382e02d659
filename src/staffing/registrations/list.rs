//! `GET /certificates/{id}/registrations` and `GET /registrations/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, Registration};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::registrations,
    staffing::{certificates::model as certificates, scope::Scope},
};

/// Lists the registrations of a certificate, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/certificates/{id}/registrations", tag = "staffing")]
pub async fn list_registrations(
    ctx: Ctx<ReadWorkers>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Registration>>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let counted = model::of_county(county).filter(registrations::certificate_id.eq(path.id));
    let mut rows = model::of_county(county).filter(registrations::certificate_id.eq(path.id));
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(registrations::id.gt(after));
    }
    let rows = rows.order(registrations::id).select(Registration::as_select());
    let found = ctx.read(async |conn| {
        certificates::find(conn, &scope, county, path.id).await?;
        paging.read(conn, rows, counted.count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |registration: &Registration| registration.id)?.reply()
}

/// Shows one registration.
#[utoipa::path(get, path = "/api/v1/registrations/{id}", tag = "staffing")]
pub async fn get_registration(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Registration>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let one = model::of_county(county).filter(registrations::id.eq(path.id));
    let one = one.select(Registration::as_select());
    let found = ctx.read(async |mut conn| {
        let registration: Registration = one.first(&mut conn).await?;
        certificates::find(conn, &scope, county, registration.certificate_id).await?;
        Ok(registration)
    });
    Reply::tagged(&found.await?)
}
