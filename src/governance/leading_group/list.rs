//! `GET /leading-group-seats` and `GET /leading-group-seats/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::HeldSeat;
use crate::{
    auth::policy::ReadGovernance,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::leading_group_seats,
};

/// Lists every seat ever held, ended and voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/leading-group-seats", tag = "governance")]
pub async fn list_leading_group_seats(
    ctx: Ctx<ReadGovernance>,
    paging: Paging,
) -> Result<Reply<Page<HeldSeat>>> {
    let all = leading_group_seats::table.filter(leading_group_seats::county_code.eq(&ctx.reach().county));
    let mut rows = all.into_boxed();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(leading_group_seats::id.gt(after));
    }
    let rows = rows.order(leading_group_seats::id).select(HeldSeat::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all.count()).await).await?;
    paging.page(found, total, |seat: &HeldSeat| seat.id)?.reply()
}

/// Shows one seat.
#[utoipa::path(get, path = "/api/v1/leading-group-seats/{id}", tag = "governance")]
pub async fn get_leading_group_seat(ctx: Ctx<ReadGovernance>, path: Path<Id>) -> Result<Reply<HeldSeat>> {
    let one = leading_group_seats::table.find((&ctx.reach().county, path.id)).select(HeldSeat::as_select());
    let found: HeldSeat = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
