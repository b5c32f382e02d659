//! The rows that staffing is judged by, as they were known at an instant: one statement a table, whatever the number of
//! stations, and of counties for a province; all of a county are asked for by no list. A row is known from its recording
//! until it is voided, its end from when that was recorded.
//!
//! Each owner's rows stand together and in their order, as in the indices of the migration `staffing_by_owner`, which have all
//! that is read here: a column more is a column more there, or each row is fetched from a page of its own.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    dated::{Days, KnownIn},
    db::{
        Conn,
        planned::{Ids, among},
    },
    http::Result,
    known,
    rules::{
        finding::EmploymentKind,
        periods::Span,
        staffing::{AgreementCover, Employment, Posting},
        station_state::{StationPeriod, StationState},
    },
    schema::{agreement_stations, agreements, employments, postings, station_states},
};

/// Something of a worker, or of a station.
pub type Of<T> = (Uuid, T);

/// The rows of each owner, in their order.
pub fn by_owner<T>(rows: impl IntoIterator<Item = Of<T>>) -> HashMap<Uuid, Vec<T>> {
    let mut all: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (owner, row) in rows {
        all.entry(owner).or_default().push(row);
    }
    all
}

/// The states of these stations.
pub async fn states(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    stations: Ids<'_>,
) -> Result<Vec<Of<StationPeriod>>> {
    let rows: Vec<(Uuid, StationState, Days)> = station_states::table
        .filter(station_states::county_code.eq_any(&known.counties))
        .filter(among(station_states::station_id, stations))
        .filter(station_states::recorded_at.le(known.at))
        .order((station_states::county_code, station_states::station_id, station_states::valid_from))
        .select((
            station_states::station_id,
            station_states::state,
            (station_states::valid_from, station_states::valid_to, station_states::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(station, state, days)| (station, StationPeriod { state, span: known.span(days) }))
        .collect())
}

/// What the agreements that cover these stations cover, at other stations too: a worker's first posting under an
/// agreement may be elsewhere. Only what is signed covers: a draft has no rows here.
pub async fn covers(mut conn: &Conn, known: &KnownIn<'_>, stations: Ids<'_>) -> Result<Vec<AgreementCover>> {
    let here = agreement_stations::table
        .filter(agreement_stations::county_code.eq_any(&known.counties))
        .filter(among(agreement_stations::station_id, stations))
        .select(agreement_stations::agreement_id)
        .distinct()
        .load::<Uuid>(&mut conn)
        .await?;
    let same = agreement_stations::county_code
        .eq(agreements::county_code)
        .and(agreement_stations::agreement_id.eq(agreements::id));
    let rows: Vec<(Uuid, Uuid, Uuid, NaiveDate, NaiveDate, NaiveDate)> = agreement_stations::table
        .inner_join(agreements::table.on(same))
        .filter(agreement_stations::county_code.eq_any(&known.counties))
        .filter(among(agreement_stations::agreement_id, &here))
        .filter(known!(agreement_stations, known.at))
        .filter(known!(agreements, known.at))
        .order((agreement_stations::valid_from, agreement_stations::station_id))
        .select((
            agreements::id,
            agreements::contractor_id,
            agreement_stations::station_id,
            agreement_stations::valid_from,
            agreement_stations::valid_to,
            agreement_stations::staffing_date,
        ))
        .load(&mut conn)
        .await?;
    let cover = |(agreement_id, contractor_id, station_id, from, to, staffing_date)| AgreementCover {
        agreement_id,
        contractor_id,
        station_id,
        span: Span::between(from, to),
        staffing_date,
    };
    Ok(rows.into_iter().map(cover).collect())
}

/// Who is or was posted to these stations, each once.
pub async fn workers(mut conn: &Conn, known: &KnownIn<'_>, stations: Ids<'_>) -> Result<Vec<Uuid>> {
    let query = postings::table
        .filter(postings::county_code.eq_any(&known.counties))
        .filter(among(postings::station_id, stations))
        .filter(known!(postings, known.at))
        .select(postings::worker_id)
        .distinct()
        .order(postings::worker_id);
    Ok(query.load(&mut conn).await?)
}

/// All postings of these workers, at whatever station.
pub async fn postings(mut conn: &Conn, known: &KnownIn<'_>, workers: Ids<'_>) -> Result<Vec<Of<Posting>>> {
    let rows: Vec<(Uuid, Uuid, Days)> = postings::table
        .filter(postings::county_code.eq_any(&known.counties))
        .filter(among(postings::worker_id, workers))
        .filter(known!(postings, known.at))
        .order((postings::county_code, postings::worker_id, postings::valid_from, postings::id))
        .select((
            postings::worker_id,
            postings::station_id,
            (postings::valid_from, postings::valid_to, postings::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    let posting = |(worker, station_id, days)| (worker, Posting { station_id, span: known.span(days) });
    Ok(rows.into_iter().map(posting).collect())
}

/// Who was posted to these stations, and when.
pub async fn postings_at(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    stations: Ids<'_>,
) -> Result<Vec<Of<(Uuid, Span)>>> {
    let rows: Vec<(Uuid, Uuid, Days)> = postings::table
        .filter(postings::county_code.eq_any(&known.counties))
        .filter(among(postings::station_id, stations))
        .filter(known!(postings, known.at))
        .order((postings::valid_from, postings::id))
        .select((
            postings::station_id,
            postings::worker_id,
            (postings::valid_from, postings::valid_to, postings::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(station, worker, days)| (station, (worker, known.span(days)))).collect())
}

/// All employments of these workers.
pub async fn employments(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    workers: Ids<'_>,
) -> Result<Vec<Of<Employment>>> {
    let rows: Vec<(Uuid, Uuid, EmploymentKind, Days)> = employments::table
        .filter(employments::county_code.eq_any(&known.counties))
        .filter(among(employments::worker_id, workers))
        .filter(known!(employments, known.at))
        .order((employments::county_code, employments::worker_id, employments::valid_from, employments::id))
        .select((
            employments::worker_id,
            employments::organisation_id,
            employments::kind,
            (employments::valid_from, employments::valid_to, employments::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    let employment = |(worker, organisation_id, kind, days)| {
        (worker, Employment { organisation_id, kind, span: known.span(days) })
    };
    Ok(rows.into_iter().map(employment).collect())
}
