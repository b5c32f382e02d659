//! Which stations a caller belongs to on a day, by the kind of account.

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods as _, ExpressionMethods as _, NullableExpressionMethods as _, QueryDsl as _,
};
use diesel_async::RunQueryDsl as _;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::error::Result,
    schema::{agreement_stations, agreements, evaluations, postings, stations},
};

/// A township officer: the station of its township.
pub async fn of_township(mut conn: &Conn, county: &str, township: &str) -> Result<Vec<Uuid>> {
    let mine = stations::county_code.eq(county).and(stations::township_code.eq(township));
    Ok(stations::table.filter(mine).select(stations::id).load(&mut conn).await?)
}

/// A posted worker: the stations of its postings on the day.
pub async fn of_worker(mut conn: &Conn, county: &str, worker: Uuid, today: NaiveDate) -> Result<Vec<Uuid>> {
    let mine = postings::county_code.eq(county).and(postings::worker_id.eq(worker));
    let open = postings::valid_to.is_null().or(postings::valid_to.assume_not_null().gt(today));
    let query = postings::table
        .filter(mine)
        .filter(postings::voided_at.is_null())
        .filter(postings::valid_from.le(today))
        .filter(open);
    Ok(query.select(postings::station_id).load(&mut conn).await?)
}

/// A contractor: the stations its agreements cover, from the signature to the last day; staff is prepared before the
/// first. A draft covers nothing.
pub async fn of_contractor(
    mut conn: &Conn,
    county: &str,
    organisation: Uuid,
    today: NaiveDate,
) -> Result<Vec<Uuid>> {
    let ours = agreements::table
        .filter(agreements::county_code.eq(county))
        .filter(agreements::contractor_id.eq(organisation))
        .filter(agreements::voided_at.is_null())
        .select(agreements::id);
    let query = agreement_stations::table
        .filter(agreement_stations::county_code.eq(county))
        .filter(agreement_stations::agreement_id.eq_any(ours))
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_to.gt(today));
    Ok(query.select(agreement_stations::station_id).distinct().load(&mut conn).await?)
}

/// An evaluation agency: the stations of the evaluations it was given.
pub async fn of_agency(mut conn: &Conn, county: &str, organisation: Uuid) -> Result<Vec<Uuid>> {
    let given = evaluations::county_code.eq(county).and(evaluations::agency_id.eq(organisation));
    Ok(evaluations::table.filter(given).select(evaluations::station_id).distinct().load(&mut conn).await?)
}
