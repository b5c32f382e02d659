//! What readiness is judged by (R20): the filed lists of stations, as they were known at an instant.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::count_star, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    dated::Known,
    db::Conn,
    http::Result,
    rules::readiness::facts::{Has, What},
    schema::{service_list_items, service_lists},
};

type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Option<DateTime<Utc>>);

/// The filed lists of these stations with the number of their items, ordered by station and first day. Two statements,
/// whatever the number of stations.
pub async fn known(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<Vec<(Uuid, Has)>> {
    let voided = service_lists::voided_at.is_null().or(service_lists::voided_at.gt(known.at));
    let rows: Vec<Row> = service_lists::table
        .filter(service_lists::county_code.eq(known.county))
        .filter(service_lists::station_id.eq_any(stations))
        .filter(service_lists::filed_at.le(known.at))
        .filter(voided)
        .order((service_lists::station_id, service_lists::valid_from, service_lists::id))
        .select((
            service_lists::id,
            service_lists::station_id,
            service_lists::valid_from.assume_not_null(),
            service_lists::valid_to,
            service_lists::end_recorded_at,
        ))
        .load(&mut conn)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
    let items = items(conn, known.county, &ids).await?;
    let one = |(id, station, from, to, end_recorded_at)| {
        let what = What::ServiceList { items: items.get(&id).copied().unwrap_or_default() };
        (station, Has { what, span: known.span((from, to, end_recorded_at)) })
    };
    Ok(rows.into_iter().map(one).collect())
}

async fn items(mut conn: &Conn, county: &str, lists: &[Uuid]) -> Result<HashMap<Uuid, u32>> {
    let rows: Vec<(Uuid, i64)> = service_list_items::table
        .filter(service_list_items::county_code.eq(county))
        .filter(service_list_items::list_id.eq_any(lists))
        .group_by(service_list_items::list_id)
        .select((service_list_items::list_id, count_star()))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(list, items)| (list, u32::try_from(items).unwrap_or(u32::MAX))).collect())
}
