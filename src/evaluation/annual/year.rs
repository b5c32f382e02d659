//! From the annual results of stations to those of their agreement.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    answer::{AgreementYear, AnnualResult, AnnualTrend},
    phases::Wanted,
    station::{self, Policies},
    within::Agreement,
};
use crate::{
    db::Conn,
    evaluation::result::Exact,
    http::{Error, Result},
    rules::{
        policy::{AgreementGrade, Grade, Policy},
        scoring::{Score, ScoreDifference, grade, mean},
    },
    schema::agreement_stations,
};

/// The service years of an agreement that have published results, in order. The first is compared with the last of the
/// agreement that it renews.
pub async fn years(
    conn: &Conn,
    county: &str,
    policies: &Policies,
    (agreement, _, renews): Agreement,
) -> Result<Vec<AgreementYear>> {
    let agreements: Vec<Uuid> = renews.into_iter().chain([agreement]).collect();
    let wanted = Wanted { agreements: Some(agreements), ..Wanted::default() };
    let results = station::results(conn, county, policies, wanted).await?;
    let covers = covers(conn, county, agreement).await?;
    let mut years: Vec<AgreementYear> = Vec::new();
    for stations in results.chunk_by(|one, next| one.service_year_id == next.service_year_id) {
        let next = year(policies, &covers, stations, years.last())?;
        years.push(next);
    }
    years.retain(|year| year.stations.iter().all(|one| one.agreement_id == agreement));
    Ok(years)
}

type Cover = (Uuid, NaiveDate, NaiveDate);

async fn covers(mut conn: &Conn, county: &str, agreement: Uuid) -> Result<Vec<Cover>> {
    let query = agreement_stations::table
        .filter(agreement_stations::county_code.eq(county))
        .filter(agreement_stations::agreement_id.eq(agreement))
        .filter(agreement_stations::voided_at.is_null())
        .select((
            agreement_stations::station_id,
            agreement_stations::valid_from,
            agreement_stations::valid_to,
        ));
    Ok(query.load(&mut conn).await?)
}

fn year(
    policies: &Policies,
    covers: &[Cover],
    stations: &[AnnualResult],
    before: Option<&AgreementYear>,
) -> Result<AgreementYear> {
    let nothing = || Error::internal("a year of nothing");
    let first = stations.first().ok_or_else(nothing)?;
    let (_, policy) = policies.at_end(first.to)?;
    let results: Vec<Score> = stations.iter().map(|one| one.result).collect();
    let lowest = *results.iter().min().ok_or_else(nothing)?;
    let mean = Exact::of(mean(&results).ok_or_else(nothing)?)?;
    let trend = before.map(|before| AnnualTrend {
        service_year_id: before.service_year_id,
        difference: ScoreDifference::between(mean.rounded, before.mean.rounded),
    });
    Ok(AgreementYear {
        service_year_id: first.service_year_id,
        ordinal: first.ordinal,
        from: first.from,
        to: first.to,
        stations: stations.to_vec(),
        missing_stations: missing(covers, stations, (first.from, first.to)),
        lowest,
        lowest_stations: with_result(stations, lowest),
        grade: agreement_grade(policy, mean.rounded, lowest),
        grade_source: policy.agreement_grade.as_ref().map(|set| set.source.clone()),
        mean,
        trend,
    })
}

fn with_result(stations: &[AnnualResult], result: Score) -> Vec<Uuid> {
    stations.iter().filter(|one| one.result == result).map(|one| one.station_id).collect()
}

/// Those that are covered in the year and have no result.
fn missing(covers: &[Cover], stations: &[AnnualResult], (from, to): (NaiveDate, NaiveDate)) -> Vec<Uuid> {
    let there = |station: Uuid| stations.iter().any(|one| one.station_id == station);
    let covered = covers.iter().filter(|(_, begins, ends)| *begins < to && *ends > from);
    let missing: BTreeSet<Uuid> =
        covered.map(|(station, ..)| *station).filter(|station| !there(*station)).collect();
    missing.into_iter().collect()
}

fn agreement_grade(policy: &Policy, mean: Score, lowest: Score) -> Option<Grade> {
    let graded = match policy.agreement_grade.as_ref()?.value {
        AgreementGrade::Mean => mean,
        AgreementGrade::Lowest => lowest,
    };
    grade(&policy.grade_bands.value, graded)
}
