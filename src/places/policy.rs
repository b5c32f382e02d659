//! The policy in force: which version of the county's policy a day is judged by.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::{Error, Result},
    rules::{policy::Policy, staffing::PolicyPeriod},
    schema::policies,
};

/// The version in force on a day, as it was known at an instant. Errors: 404 when the county had none yet.
pub async fn in_force(
    mut conn: &Conn,
    county: &str,
    day: NaiveDate,
    known_at: DateTime<Utc>,
) -> Result<(Uuid, Policy)> {
    let voided = policies::voided_at.is_not_null().and(policies::voided_at.assume_not_null().le(known_at));
    let query = policies::table
        .filter(policies::county_code.eq(county))
        .filter(policies::effective_from.le(day))
        .filter(policies::recorded_at.le(known_at))
        .filter(diesel::dsl::not(voided))
        .order(policies::effective_from.desc())
        .select((policies::id, policies::body));
    let (id, body): (Uuid, serde_json::Value) = query.first(&mut conn).await?;
    Ok((id, serde_json::from_value(body).map_err(Error::internal)?))
}

/// The same of several counties in one statement; a county without one is not in it.
pub async fn in_force_in(
    mut conn: &Conn,
    counties: &[&str],
    day: NaiveDate,
    known_at: DateTime<Utc>,
) -> Result<HashMap<String, (Uuid, Policy)>> {
    let voided = policies::voided_at.is_not_null().and(policies::voided_at.assume_not_null().le(known_at));
    let query = policies::table
        .filter(policies::county_code.eq_any(counties))
        .filter(policies::effective_from.le(day))
        .filter(policies::recorded_at.le(known_at))
        .filter(diesel::dsl::not(voided))
        .distinct_on(policies::county_code)
        .order((policies::county_code, policies::effective_from.desc()))
        .select((policies::county_code, policies::id, policies::body));
    let rows: Vec<(String, Uuid, serde_json::Value)> = query.load(&mut conn).await?;
    let read =
        |(county, id, body)| Ok((county, (id, serde_json::from_value(body).map_err(Error::internal)?)));
    rows.into_iter().map(read).collect()
}

/// Every version with the day from which it is in force, in that order, as they were known at an instant.
pub async fn versions(
    mut conn: &Conn,
    county: &str,
    known_at: DateTime<Utc>,
) -> Result<Vec<(Uuid, NaiveDate, Policy)>> {
    let voided = policies::voided_at.is_not_null().and(policies::voided_at.assume_not_null().le(known_at));
    let query = policies::table
        .filter(policies::county_code.eq(county))
        .filter(policies::recorded_at.le(known_at))
        .filter(diesel::dsl::not(voided))
        .order(policies::effective_from)
        .select((policies::id, policies::effective_from, policies::body));
    let rows: Vec<(Uuid, NaiveDate, serde_json::Value)> = query.load(&mut conn).await?;
    let read = |(id, from, body)| Ok((id, from, serde_json::from_value(body).map_err(Error::internal)?));
    rows.into_iter().map(read).collect()
}

/// The versions that the days from `from` up to, not including, `to` are judged by, with their days, as they were known
/// at an instant. Errors: 404 when the county had none yet on the first day.
pub async fn in_force_over(
    conn: &Conn,
    county: &str,
    days: (NaiveDate, NaiveDate),
    known_at: DateTime<Utc>,
) -> Result<Vec<(Uuid, PolicyPeriod)>> {
    periods(versions(conn, county, known_at).await?, days)
}

/// The same of versions in the order of their days.
pub fn periods(
    versions: Vec<(Uuid, NaiveDate, Policy)>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(Uuid, PolicyPeriod)>> {
    let mut until = to;
    let mut periods = Vec::new();
    for (id, effective, policy) in versions.into_iter().rev() {
        if effective < until && until > from {
            periods.push((id, PolicyPeriod { policy, from: effective.max(from), to: until }));
            until = effective;
        }
    }
    periods.reverse();
    if until > from { Err(Error::not_found()) } else { Ok(periods) }
}
