//! What readiness is judged by: what these stations have, as it was known at an instant. One statement, whatever the
//! number of stations and kinds.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use super::fact::StationFactKind;
use crate::{
    dated::{Days, Known},
    db::Conn,
    http::{Error, Result},
    known,
    rules::readiness::facts::Has,
    schema::station_facts,
};

/// What each of these stations has or had, ordered by station, first day and id.
pub async fn known(mut conn: &Conn, known: Known<'_>, stations: &[Uuid]) -> Result<Vec<(Uuid, Has)>> {
    let rows: Vec<(Uuid, StationFactKind, Value, Days)> = station_facts::table
        .filter(station_facts::county_code.eq(known.county))
        .filter(station_facts::station_id.eq_any(stations))
        .filter(known!(station_facts, known.at))
        .order((station_facts::station_id, station_facts::valid_from, station_facts::id))
        .select((
            station_facts::station_id,
            station_facts::kind,
            station_facts::body,
            (station_facts::valid_from, station_facts::valid_to, station_facts::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    rows.into_iter()
        .map(|(station, kind, body, days)| Ok((station, has(kind, &body, known, days)?)))
        .collect()
}

fn has(kind: StationFactKind, body: &Value, known: Known<'_>, days: Days) -> Result<Has> {
    let what = serde_json::from_value(json!({"kind": kind, "body": body})).map_err(Error::internal)?;
    Ok(Has { what, span: known.span(days) })
}
