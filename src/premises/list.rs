//! Reading what a station has.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::fact::{self, Details, StationFact};
use crate::{
    auth::{policy::Action, reach::Reach},
    http::{Ctx, Page, Paging, Reply, Result},
    schema::{station_facts, stations},
    stations::model,
};

/// Filters of the list.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct OnDay {
    /// Only what held on this day, and is not voided; everything ever recorded when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
}

/// Lists the records of a station, ended and voided ones too, in the order in which they were recorded. Errors: 404.
pub async fn list<A: Action, D: Details>(
    ctx: &Ctx<A>,
    station: Uuid,
    on: OnDay,
    paging: &Paging,
) -> Result<Reply<Page<StationFact<D>>>> {
    let mut rows = filtered::<D>(ctx.reach(), station, on);
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(station_facts::id.gt(after));
    }
    let rows = rows.order(station_facts::id).select(StationFact::as_select());
    let counted = filtered::<D>(ctx.reach(), station, on);
    let there = model::visible(ctx.reach()).filter(stations::id.eq(station)).select(stations::id);
    let (_, (found, total)) = ctx
        .read(async |conn| {
            let mut first = conn;
            let there = async { Ok(there.first::<Uuid>(&mut first).await?) };
            try_join(there, paging.read(conn, rows, counted.count())).await
        })
        .await?;
    paging.page(found, total, |row: &StationFact<D>| row.id)?.reply()
}

type Facts<'a> = station_facts::BoxedQuery<'a, Pg>;

fn filtered<D: Details>(reach: &Reach, station: Uuid, on: OnDay) -> Facts<'_> {
    let rows = fact::visible::<D>(reach).filter(station_facts::station_id.eq(station));
    match on.as_of {
        None => rows,
        Some(day) => rows
            .filter(station_facts::voided_at.is_null())
            .filter(station_facts::valid_from.le(day))
            .filter(station_facts::valid_to.is_null().or(station_facts::valid_to.assume_not_null().gt(day))),
    }
}

/// Shows one record. Errors: 404.
pub async fn get<A: Action, D: Details>(ctx: &Ctx<A>, id: Uuid) -> Result<Reply<StationFact<D>>> {
    let one =
        fact::visible::<D>(ctx.reach()).filter(station_facts::id.eq(id)).select(StationFact::as_select());
    let found: StationFact<D> = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
