//! `GET /baseline-surveys` and `GET /baseline-surveys/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, BaselineSurvey};
use crate::{
    auth::{policy::ReadSurveys, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::baseline_surveys,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SurveyFilter {
    /// Only of this station.
    pub station_id: Option<Uuid>,
}

/// Lists the baseline surveys within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/baseline-surveys", tag = "clients")]
pub async fn list_baseline_surveys(
    ctx: Ctx<ReadSurveys>,
    filter: Query<SurveyFilter>,
    paging: Paging,
) -> Result<Listing<BaselineSurvey>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(baseline_surveys::id.gt(after));
        }
        let rows = rows.order(baseline_surveys::id).select(BaselineSurvey::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |survey: &BaselineSurvey| survey.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &SurveyFilter) -> baseline_surveys::BoxedQuery<'a, Pg> {
    let rows = model::visible(reach);
    match filter.station_id {
        None => rows,
        Some(station) => rows.filter(baseline_surveys::station_id.eq(station)),
    }
}

/// Shows one baseline survey.
#[utoipa::path(get, path = "/api/v1/baseline-surveys/{id}", tag = "clients")]
pub async fn get_baseline_survey(ctx: Ctx<ReadSurveys>, path: Path<Id>) -> Result<Reply<BaselineSurvey>> {
    let one = model::visible(ctx.reach())
        .filter(baseline_surveys::id.eq(path.id))
        .select(BaselineSurvey::as_select());
    let found: BaselineSurvey = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
