//! `GET /organisations` and `GET /organisations/{id}`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Organisation, OrganisationKind};
use crate::{
    auth::policy::ReadOrganisations,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::organisations,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct OrganisationFilter {
    /// Only this kind.
    pub kind: Option<OrganisationKind>,
}

/// Lists the organisations the county works with, in the order of their registration here.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "places")]
pub async fn list_organisations(
    ctx: Ctx<ReadOrganisations>,
    filter: Query<OrganisationFilter>,
    paging: Paging,
) -> Result<Listing<Organisation>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || {
            let county = organisations::county_code.eq(&ctx.reach().county);
            let rows = organisations::table.filter(county).into_boxed();
            match filter.0.kind {
                Some(kind) => rows.filter(organisations::kind.eq(kind)),
                None => rows,
            }
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(organisations::id.gt(after));
        }
        let rows = rows.order(organisations::id).select(Organisation::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |organisation: &Organisation| organisation.id)
    })
    .await
}

/// Shows one organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{id}", tag = "places")]
pub async fn get_organisation(ctx: Ctx<ReadOrganisations>, path: Path<Id>) -> Result<Reply<Organisation>> {
    let found = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    Reply::tagged(&found)
}
