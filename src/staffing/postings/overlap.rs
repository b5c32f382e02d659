//! Why a posting was refused: from when to when the worker is posted already, and where if the caller may know.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::record::RecordPosting;
use crate::{
    auth::policy::ManageWorkers,
    http::{Ctx, Error, Result},
    schema::{postings, stations},
};

/// A posting in the way: first day, first day no longer, station.
type InTheWay = (NaiveDate, Option<NaiveDate>, Uuid, String);

/// The refusal with the posting that is in the way. One station at a time is ours, so no clause is cited.
pub async fn explain(ctx: &Ctx<ManageWorkers>, refused: &RecordPosting, error: Error) -> Error {
    match in_the_way(ctx, refused).await {
        Ok(Some((from, to, station, name))) => {
            let place = ctx.reach().covers(station).then_some(name.as_str());
            let (zh, en) = (in_chinese(from, to, place), in_english(from, to, place));
            error.detail(zh, en)
        }
        // Ended or voided meanwhile.
        Ok(None) => error,
        Err(failure) => failure,
    }
}

async fn in_the_way(ctx: &Ctx<ManageWorkers>, refused: &RecordPosting) -> Result<Option<InTheWay>> {
    let same = postings::county_code.eq(stations::county_code).and(postings::station_id.eq(stations::id));
    let goes_on = postings::valid_to.is_null().or(postings::valid_to.assume_not_null().gt(refused.from));
    let mut rows = postings::table
        .inner_join(stations::table.on(same))
        .filter(postings::county_code.eq(&ctx.reach().county))
        .filter(postings::worker_id.eq(refused.worker_id))
        .filter(postings::voided_at.is_null())
        .filter(goes_on)
        .into_boxed();
    if let Some(to) = refused.to {
        rows = rows.filter(postings::valid_from.lt(to));
    }
    let first = rows.order(postings::valid_from).select((
        postings::valid_from,
        postings::valid_to,
        stations::id,
        stations::name,
    ));
    ctx.read(async |mut conn| Ok(first.first(&mut conn).await.optional()?)).await
}

fn in_chinese(from: NaiveDate, to: Option<NaiveDate>, place: Option<&str>) -> String {
    let until = to.map_or("尚未登记结束".to_owned(), |to| format!("{to}起不再驻该站"));
    let place = place.unwrap_or("其他站点");
    format!("该社工自{from}起驻{place}，{until}；同一天只能驻一个站点")
}

fn in_english(from: NaiveDate, to: Option<NaiveDate>, place: Option<&str>) -> String {
    let until = to.map_or("no end is recorded".to_owned(), |to| format!("no longer from {to} on"));
    let place = place.unwrap_or("another station");
    format!("The worker is posted to {place} from {from} on, {until}; one station at a time")
}
