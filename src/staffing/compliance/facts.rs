//! The facts of stations, put together from rows loaded once for all of them.

use std::collections::{BTreeSet, HashMap};

use futures_util::future::{try_join, try_join3, try_join4};
use uuid::Uuid;

use super::{
    person_rows,
    rows::{self, by_owner},
};
use crate::{
    dated::{Known, KnownIn},
    db::Conn,
    http::Result,
    rules::{
        policy::Policy,
        staffing::{AgreementCover, StationFacts, WorkerFacts},
        station_state::StationPeriod,
    },
};

/// The facts of these stations, in their order.
pub async fn of_stations(
    conn: &Conn,
    known: Known<'_>,
    policy: &Policy,
    stations: &[Uuid],
) -> Result<Vec<StationFacts>> {
    Ok(Loaded::of(conn, known, stations, &[]).await?.stations(policy, stations))
}

/// What was loaded of some stations, before it is put together.
#[derive(Debug)]
pub struct Loaded {
    states: HashMap<Uuid, Vec<StationPeriod>>,
    covers: Vec<AgreementCover>,
    /// The workers ever posted at the stations, and those asked for.
    pub workers: Vec<WorkerFacts>,
}

impl Loaded {
    /// Loads what bears on these stations, and these workers wherever they are posted.
    pub async fn of(conn: &Conn, known: Known<'_>, stations: &[Uuid], workers: &[Uuid]) -> Result<Self> {
        Self::load(conn, &known.into(), stations, workers).await
    }

    /// Loads what bears on these stations of several counties.
    pub async fn of_counties(conn: &Conn, known: &KnownIn<'_>, stations: &[Uuid]) -> Result<Self> {
        Self::load(conn, known, stations, &[]).await
    }

    async fn load(conn: &Conn, known: &KnownIn<'_>, stations: &[Uuid], workers: &[Uuid]) -> Result<Self> {
        let (states, covers, mut ids) = try_join3(
            rows::states(conn, known, stations),
            rows::covers(conn, known, stations),
            rows::workers(conn, known, stations),
        )
        .await?;
        ids.extend(workers);
        ids.sort_unstable();
        ids.dedup();
        let workers = of_workers(conn, known, &ids).await?;
        Ok(Self { states: by_owner(states), covers, workers })
    }

    /// The facts of these stations, in their order. Each is given only what bears on it: a county of many stations
    /// costs as much a station as a small one.
    pub fn stations(&self, policy: &Policy, stations: &[Uuid]) -> Vec<StationFacts> {
        let agreements = self.agreements_by_station();
        let workers = self.workers_by_station();
        let facts = |station_id: &Uuid| StationFacts {
            station_id: *station_id,
            policy: policy.clone(),
            states: self.states.get(station_id).cloned().unwrap_or_default(),
            agreements: agreements.get(station_id).cloned().unwrap_or_default(),
            workers: given(&workers, *station_id).map(|worker| (*worker).clone()).collect(),
        };
        stations.iter().map(facts).collect()
    }

    /// What the agreements of each station cover, at other stations too.
    fn agreements_by_station(&self) -> HashMap<Uuid, Vec<AgreementCover>> {
        let covers = self.covers.iter();
        let of_agreement = by_owner(covers.map(|cover| (cover.agreement_id, *cover)));
        let mut here: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for cover in &self.covers {
            let agreements = here.entry(cover.station_id).or_default();
            if !agreements.contains(&cover.agreement_id) {
                agreements.push(cover.agreement_id);
            }
        }
        let all = |agreements: Vec<Uuid>| {
            agreements.iter().flat_map(|agreement| given(&of_agreement, *agreement)).copied().collect()
        };
        here.into_iter().map(|(station, agreements)| (station, all(agreements))).collect()
    }

    fn workers_by_station(&self) -> HashMap<Uuid, Vec<&WorkerFacts>> {
        let stations = |worker: &WorkerFacts| {
            worker.postings.iter().map(|posting| posting.station_id).collect::<BTreeSet<Uuid>>()
        };
        let workers = self.workers.iter();
        by_owner(
            workers.flat_map(|worker| stations(worker).into_iter().map(move |station| (station, worker))),
        )
    }
}

/// The facts of these workers, in their order.
async fn of_workers(conn: &Conn, known: &KnownIn<'_>, ids: &[Uuid]) -> Result<Vec<WorkerFacts>> {
    let at_work = try_join3(
        rows::employments(conn, known, ids),
        rows::postings(conn, known, ids),
        person_rows::absences(conn, known, ids),
    );
    let as_a_person = try_join4(
        person_rows::people(conn, known, ids),
        person_rows::certificates(conn, known, ids),
        person_rows::health(conn, known, ids),
        person_rows::safety_education(conn, known, ids),
    );
    let ((employments, postings, absences), (people, certificates, health, education)) =
        try_join(at_work, as_a_person).await?;
    let people: HashMap<_, _> = people.into_iter().collect();
    let (mut employments, mut postings, mut absences) =
        (by_owner(employments), by_owner(postings), by_owner(absences));
    let (mut certificates, mut health, mut safety_education) =
        (by_owner(certificates), by_owner(health), by_owner(education));
    let facts = |id: &Uuid| {
        let (birth, education) = people.get(id).copied().unwrap_or_default();
        WorkerFacts {
            worker_id: *id,
            birth,
            education,
            certificates: taken(&mut certificates, *id),
            employments: taken(&mut employments, *id),
            postings: taken(&mut postings, *id),
            health: taken(&mut health, *id),
            safety_education: taken(&mut safety_education, *id),
            absences: taken(&mut absences, *id),
        }
    };
    Ok(ids.iter().map(facts).collect())
}

fn given<T>(all: &HashMap<Uuid, Vec<T>>, owner: Uuid) -> impl Iterator<Item = &T> {
    all.get(&owner).into_iter().flatten()
}

fn taken<T>(all: &mut HashMap<Uuid, Vec<T>>, owner: Uuid) -> Vec<T> {
    all.remove(&owner).unwrap_or_default()
}
