//! What readiness is judged by, loaded once for all stations.

use std::collections::HashMap;

use futures_util::future::try_join3;
use uuid::Uuid;

use super::rows;
use crate::{
    catalogue::lists,
    dated::Known,
    db::Conn,
    http::Result,
    rules::{
        policy::Policy,
        readiness::{ReadinessFacts, facts::Has},
    },
    staffing::compliance::facts,
    verdicts::AskedStation,
};

/// The facts of these stations, in their order: as many statements for one as for all.
pub async fn of_stations(
    conn: &Conn,
    known: Known<'_>,
    policy: &Policy,
    stations: &[AskedStation],
) -> Result<Vec<ReadinessFacts>> {
    let ids: Vec<Uuid> = stations.iter().map(|station| station.id).collect();
    let staffing = facts::of_stations(conn, known, policy, &ids);
    let lists = lists::facts::known(conn, known, &ids);
    let (staffing, rows, lists) = try_join3(staffing, rows::known(conn, known, &ids), lists).await?;
    let mut has: HashMap<Uuid, Vec<Has>> = HashMap::new();
    for (station, one) in rows.into_iter().chain(lists) {
        has.entry(station).or_default().push(one);
    }
    let facts = staffing.into_iter().zip(stations).map(|(staffing, AskedStation { id, name })| {
        ReadinessFacts { staffing, name: name.clone(), has: has.remove(id).unwrap_or_default() }
    });
    Ok(facts.collect())
}
