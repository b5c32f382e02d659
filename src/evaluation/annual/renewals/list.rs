//! `GET /renewal-references` and `GET /renewal-references/{id}`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, RenewalReference, RenewalRow};
use crate::{
    auth::policy::ReadAnnualResults,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::renewal_references,
};

/// Filters of the list.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct RenewalFilter {
    /// Only of this agreement.
    pub agreement: Option<Uuid>,
}

/// Lists the renewal references within reach, voided ones too, oldest first.
#[utoipa::path(get, path = "/api/v1/renewal-references", tag = "evaluation")]
pub async fn list_renewal_references(
    ctx: Ctx<ReadAnnualResults>,
    filter: Query<RenewalFilter>,
    paging: Paging,
) -> Result<Reply<Page<RenewalReference>>> {
    let all = || {
        let rows = model::visible(ctx.reach());
        match filter.0.agreement {
            None => rows,
            Some(agreement) => rows.filter(renewal_references::agreement_id.eq(agreement)),
        }
    };
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(renewal_references::id.gt(after));
    }
    let rows = rows.order(renewal_references::id).select(RenewalRow::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    let found = found.into_iter().map(RenewalRow::shown).collect::<Result<Vec<_>>>()?;
    paging.page(found, total, |reference: &RenewalReference| reference.id)?.reply()
}

/// Shows one renewal reference.
#[utoipa::path(get, path = "/api/v1/renewal-references/{id}", tag = "evaluation")]
pub async fn get_renewal_reference(
    ctx: Ctx<ReadAnnualResults>,
    path: Path<Id>,
) -> Result<Reply<RenewalReference>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
