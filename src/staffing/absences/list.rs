//! `GET /absences` and `GET /absences/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Absence, Row};
use crate::{
    auth::policy::ReadAbsences,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::absences,
    staffing::scope::Scope,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AbsenceFilter {
    /// Only of this worker.
    pub worker_id: Option<Uuid>,
    /// Only those that have this day and are not voided.
    #[param(example = "2023-08-01")]
    pub as_of: Option<NaiveDate>,
}

/// Lists the absences within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/absences", tag = "staffing")]
pub async fn list_absences(
    ctx: Ctx<ReadAbsences>,
    filter: Query<AbsenceFilter>,
    paging: Paging,
) -> Result<Reply<Page<Absence>>> {
    let (scope, county, today) = (Scope::of(&ctx)?, &ctx.reach().county, ctx.today());
    let counted = filtered(model::visible(&scope, county, today), &filter.0);
    let mut rows = filtered(model::visible(&scope, county, today), &filter.0);
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(absences::id.gt(after));
    }
    let rows = rows.order(absences::id).select(Row::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, counted.count()).await).await?;
    paging.page(found, total, |row: &Row| row.id)?.map(Absence::from).reply()
}

fn filtered<'a>(
    mut rows: absences::BoxedQuery<'a, Pg>,
    filter: &AbsenceFilter,
) -> absences::BoxedQuery<'a, Pg> {
    if let Some(worker) = filter.worker_id {
        rows = rows.filter(absences::worker_id.eq(worker));
    }
    if let Some(day) = filter.as_of {
        let lasts = absences::valid_to.is_null().or(absences::valid_to.assume_not_null().gt(day));
        rows = rows.filter(absences::voided_at.is_null()).filter(absences::valid_from.le(day)).filter(lasts);
    }
    rows
}

/// Shows one absence.
#[utoipa::path(get, path = "/api/v1/absences/{id}", tag = "staffing")]
pub async fn get_absence(ctx: Ctx<ReadAbsences>, path: Path<Id>) -> Result<Reply<Absence>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let one = model::visible(&scope, county, ctx.today()).filter(absences::id.eq(path.id));
    let one = one.select(Row::as_select());
    let found: Row = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&Absence::from(found))
}
