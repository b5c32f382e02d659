//! Reading what a station has.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::fact::{self, Details, StationFact};
use crate::{
    auth::policy::Action,
    db::Conn,
    http::{Ctx, Page, Paging, Reply, Result},
    schema::station_facts,
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
    let (found, total) = ctx
        .read(async |conn| {
            model::find(conn, ctx.reach(), station, ctx.today()).await?;
            let found = rows(conn, ctx, station, on, paging).await?;
            let total =
                if paging.wants_total() { Some(count::<A, D>(conn, ctx, station, on).await?) } else { None };
            Ok((found, total))
        })
        .await?;
    paging.page(found, total, |row| row.id)?.reply()
}

async fn rows<A: Action, D: Details>(
    mut conn: &Conn,
    ctx: &Ctx<A>,
    station: Uuid,
    on: OnDay,
    paging: &Paging,
) -> Result<Vec<StationFact<D>>> {
    let mut rows = filtered::<A, D>(ctx, station, on);
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(station_facts::id.gt(after));
    }
    let rows = rows.order(station_facts::id).limit(paging.fetch()).select(StationFact::as_select());
    Ok(rows.load(&mut conn).await?)
}

async fn count<A: Action, D: Details>(
    mut conn: &Conn,
    ctx: &Ctx<A>,
    station: Uuid,
    on: OnDay,
) -> Result<i64> {
    Ok(filtered::<A, D>(ctx, station, on).count().get_result(&mut conn).await?)
}

fn filtered<A: Action, D: Details>(
    ctx: &Ctx<A>,
    station: Uuid,
    on: OnDay,
) -> station_facts::BoxedQuery<'_, diesel::pg::Pg> {
    let rows = fact::visible::<D>(ctx.reach()).filter(station_facts::station_id.eq(station));
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
