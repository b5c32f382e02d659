//! The facts that milestones follow from, as they were known at an instant: one set of statements, whatever the number
//! of stations.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join5;
use uuid::Uuid;

use crate::{
    dated::{Days, Known},
    db::Conn,
    evaluation::model::EvaluationState,
    http::{Result, clock::business_day},
    known,
    premises::fact::StationFactKind,
    rules::{milestones::MilestoneFacts, periods::Span, policy::Policy, report_states::ReportAction},
    schema::{
        agreement_stations, agreements, evaluation_transitions, evaluations, progress_report_moves,
        progress_reports, station_facts,
    },
    staffing::compliance::facts,
};

type ByStation<T> = HashMap<Uuid, Vec<T>>;

/// The facts of these stations, in their order.
pub async fn of_stations(
    conn: &Conn,
    known: Known<'_>,
    policy: &Policy,
    stations: &[Uuid],
) -> Result<Vec<MilestoneFacts>> {
    let (staffing, mut rooms, mut signed, mut reported, mut scored) = try_join5(
        facts::of_stations(conn, known, policy, stations),
        rooms(conn, known, stations),
        signed(conn, known, stations),
        reported(conn, known, stations),
        scored(conn, known, stations),
    )
    .await?;
    let with = staffing.into_iter().map(|staffing| MilestoneFacts {
        rooms: rooms.remove(&staffing.station_id).unwrap_or_default(),
        signed_on: signed.remove(&staffing.station_id).unwrap_or_default(),
        reported_on: reported.remove(&staffing.station_id).unwrap_or_default(),
        scored_on: scored.remove(&staffing.station_id).unwrap_or_default(),
        staffing,
    });
    Ok(with.collect())
}

/// The days of the rooms of these stations.
async fn rooms(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<ByStation<Span>> {
    let rows: Vec<(Uuid, Days)> = station_facts::table
        .filter(station_facts::county_code.eq(known.county))
        .filter(station_facts::station_id.eq_any(stations))
        .filter(station_facts::kind.eq(StationFactKind::Room))
        .filter(known!(station_facts, known.at))
        .select((
            station_facts::station_id,
            (station_facts::valid_from, station_facts::valid_to, station_facts::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    Ok(by_station(rows.into_iter().map(|(station, days)| (station, known.span(days)))))
}

/// The days of signature of the agreements that cover these stations: only what is signed has a cover.
async fn signed(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<ByStation<NaiveDate>> {
    let same = agreement_stations::county_code
        .eq(agreements::county_code)
        .and(agreement_stations::agreement_id.eq(agreements::id));
    let query = agreement_stations::table
        .inner_join(agreements::table.on(same))
        .filter(agreement_stations::county_code.eq(known.county))
        .filter(agreement_stations::station_id.eq_any(stations))
        .filter(known!(agreement_stations, known.at))
        .filter(known!(agreements, known.at))
        .filter(agreements::signed_on.is_not_null())
        .select((agreement_stations::station_id, agreements::signed_on.assume_not_null()));
    let rows: Vec<(Uuid, NaiveDate)> = query.load(&mut conn).await?;
    Ok(by_station(rows.into_iter()))
}

/// The days on which progress reports of these stations were submitted.
async fn reported(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<ByStation<NaiveDate>> {
    let same = progress_reports::county_code
        .eq(progress_report_moves::county_code)
        .and(progress_reports::id.eq(progress_report_moves::report_id));
    let query = progress_report_moves::table
        .inner_join(progress_reports::table.on(same))
        .filter(progress_report_moves::county_code.eq(known.county))
        .filter(progress_reports::station_id.eq_any(stations))
        .filter(progress_report_moves::action.eq(ReportAction::Submit))
        .filter(progress_report_moves::recorded_at.le(known.at))
        .select((progress_reports::station_id, progress_report_moves::recorded_at));
    let rows: Vec<(Uuid, DateTime<Utc>)> = query.load(&mut conn).await?;
    Ok(by_station(rows.into_iter().map(|(station, at)| (station, business_day(at)))))
}

/// The days on which evaluations of these stations were scored: an evaluation comes into that state with its last card.
/// What was void by then does not count.
async fn scored(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<ByStation<NaiveDate>> {
    let same = evaluations::county_code
        .eq(evaluation_transitions::county_code)
        .and(evaluations::id.eq(evaluation_transitions::evaluation_id));
    let rows: Vec<(Uuid, Uuid, EvaluationState, DateTime<Utc>)> = evaluation_transitions::table
        .inner_join(evaluations::table.on(same))
        .filter(evaluation_transitions::county_code.eq(known.county))
        .filter(evaluations::station_id.eq_any(stations))
        .filter(evaluation_transitions::state.eq_any([EvaluationState::Scored, EvaluationState::Void]))
        .filter(evaluation_transitions::recorded_at.le(known.at))
        .select((
            evaluations::id,
            evaluations::station_id,
            evaluation_transitions::state,
            evaluation_transitions::recorded_at,
        ))
        .load(&mut conn)
        .await?;
    let void: HashSet<Uuid> =
        rows.iter().filter(|row| row.2 == EvaluationState::Void).map(|row| row.0).collect();
    let standing = rows.into_iter().filter(|(evaluation, ..)| !void.contains(evaluation));
    Ok(by_station(standing.map(|(_, station, _, at)| (station, business_day(at)))))
}

fn by_station<T>(rows: impl Iterator<Item = (Uuid, T)>) -> ByStation<T> {
    let mut all: ByStation<T> = HashMap::new();
    for (station, row) in rows {
        all.entry(station).or_default().push(row);
    }
    all
}
