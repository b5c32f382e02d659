//! `GET /agreements` and `GET /agreements/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Agreement, AgreementRow};
use crate::{
    auth::{policy::ReadAgreements, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::{agreement_stations, agreements},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AgreementFilter {
    /// Only agreements that cover this station.
    pub station: Option<Uuid>,
    /// Only agreements in force on this day (voided ones are in force on none).
    pub as_of: Option<NaiveDate>,
}

/// Lists the agreements within reach in the order of their recording.
#[utoipa::path(get, path = "/api/v1/agreements", tag = "agreements")]
pub async fn list_agreements(
    ctx: Ctx<ReadAgreements>,
    filter: Query<AgreementFilter>,
    paging: Paging,
) -> Result<Listing<Agreement>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0);
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(agreements::id.gt(after));
        }
        let rows = rows.order(agreements::id).limit(paging.fetch()).select(AgreementRow::as_select());
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        let found = model::with_stations(conn, ctx.reach(), rows).await?;
        paging.page(found, total, |agreement| agreement.row.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &AgreementFilter) -> agreements::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        let covering = agreement_stations::table
            .filter(agreement_stations::county_code.eq(&reach.county))
            .filter(agreement_stations::station_id.eq(station))
            .select(agreement_stations::agreement_id);
        rows = rows.filter(agreements::id.eq_any(covering));
    }
    if let Some(day) = filter.as_of {
        rows = rows.filter(agreements::valid_from.le(day)).filter(agreements::valid_to.gt(day));
        rows = rows.filter(agreements::voided_at.is_null());
    }
    rows
}

/// Shows one agreement with its stations.
#[utoipa::path(get, path = "/api/v1/agreements/{id}", tag = "agreements")]
pub async fn get_agreement(ctx: Ctx<ReadAgreements>, path: Path<Id>) -> Result<Reply<Agreement>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
