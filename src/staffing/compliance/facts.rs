//! The facts of stations, put together from rows loaded once for all of them.

use std::collections::HashMap;

use futures_util::future::{try_join3, try_join4};
use uuid::Uuid;

use super::rows::{self, Of};
use crate::{
    dated::Known,
    db::Conn,
    http::Result,
    rules::{
        policy::Policy,
        staffing::{StationFacts, WorkerFacts},
    },
};

/// The facts of these stations, in their order.
pub async fn of_stations(
    conn: &Conn,
    known: Known<'_>,
    policy: &Policy,
    stations: &[Uuid],
) -> Result<Vec<StationFacts>> {
    let (states, agreements, ids) = try_join3(
        rows::states(conn, known, stations),
        rows::covers(conn, known, stations),
        rows::workers(conn, known, stations),
    )
    .await?;
    let mut states = by_owner(states);
    let workers = of_workers(conn, known, &ids).await?;
    let facts = |station_id: &Uuid| StationFacts {
        station_id: *station_id,
        policy: policy.clone(),
        states: taken(&mut states, *station_id),
        agreements: agreements.clone(),
        workers: workers.iter().filter(|worker| was_posted(worker, *station_id)).cloned().collect(),
    };
    Ok(stations.iter().map(facts).collect())
}

/// The facts of these workers, in their order.
async fn of_workers(conn: &Conn, known: Known<'_>, ids: &[Uuid]) -> Result<Vec<WorkerFacts>> {
    let (people, certificates, employments, postings) = try_join4(
        rows::people(conn, known, ids),
        rows::certificates(conn, known, ids),
        rows::employments(conn, known, ids),
        rows::postings(conn, known, ids),
    )
    .await?;
    let people: HashMap<_, _> = people.into_iter().collect();
    let (mut certificates, mut employments, mut postings) =
        (by_owner(certificates), by_owner(employments), by_owner(postings));
    let facts = |id: &Uuid| {
        let (birth, education) = people.get(id).copied().unwrap_or_default();
        WorkerFacts {
            worker_id: *id,
            birth,
            education,
            certificates: taken(&mut certificates, *id),
            employments: taken(&mut employments, *id),
            postings: taken(&mut postings, *id),
        }
    };
    Ok(ids.iter().map(facts).collect())
}

fn was_posted(worker: &WorkerFacts, station: Uuid) -> bool {
    worker.postings.iter().any(|posting| posting.station_id == station)
}

fn by_owner<T>(rows: Vec<Of<T>>) -> HashMap<Uuid, Vec<T>> {
    let mut all: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (owner, row) in rows {
        all.entry(owner).or_default().push(row);
    }
    all
}

fn taken<T>(all: &mut HashMap<Uuid, Vec<T>>, owner: Uuid) -> Vec<T> {
    all.remove(&owner).unwrap_or_default()
}
