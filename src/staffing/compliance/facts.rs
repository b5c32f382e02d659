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
    db::{Conn, planned::Ids},
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
    covers: Covers,
    /// The workers ever posted at the stations, and those asked for.
    pub workers: Vec<WorkerFacts>,
}

impl Loaded {
    /// Loads what bears on these stations, and these workers wherever they are posted.
    pub async fn of(conn: &Conn, known: Known<'_>, stations: &[Uuid], workers: &[Uuid]) -> Result<Self> {
        let known = known.into();
        let ((states, covers), mut ids) = try_join(
            of_stations_alone(conn, &known, stations.into()),
            rows::workers(conn, &known, stations.into()),
        )
        .await?;
        ids.extend(workers);
        ids.sort_unstable();
        ids.dedup();
        let workers = of_workers(conn, &known, Ids::from(&ids)).await?;
        Ok(Self { states, covers, workers })
    }

    /// Loads what bears on all stations of these counties.
    pub async fn of_counties(conn: &Conn, known: &KnownIn<'_>) -> Result<Self> {
        let ((states, covers), workers) =
            try_join(of_stations_alone(conn, known, Ids::Every), of_workers(conn, known, Ids::Every)).await?;
        Ok(Self { states, covers, workers })
    }

    /// The facts of these stations, in their order. Each is given only what bears on it: a station of a county that has
    /// many costs no more than one of a small county.
    pub fn stations(&self, policy: &Policy, stations: &[Uuid]) -> Vec<StationFacts> {
        let workers = self.workers_by_station();
        let facts = |station_id: &Uuid| {
            let here = workers.get(station_id).map_or(&[][..], Vec::as_slice);
            let postings = here.iter().flat_map(|worker| &worker.postings);
            StationFacts {
                station_id: *station_id,
                policy: policy.clone(),
                states: self.states.get(station_id).cloned().unwrap_or_default(),
                agreements: self.covers.bearing_on(*station_id, postings.map(|posting| posting.station_id)),
                workers: here.iter().map(|worker| (*worker).clone()).collect(),
            }
        };
        stations.iter().map(facts).collect()
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

/// The covers of agreements, by station and by agreement.
#[derive(Debug)]
struct Covers {
    agreements: HashMap<Uuid, BTreeSet<Uuid>>,
    covers: HashMap<(Uuid, Uuid), Vec<AgreementCover>>,
}

impl Covers {
    fn of(all: Vec<AgreementCover>) -> Self {
        let (mut agreements, mut covers) = (HashMap::<_, BTreeSet<_>>::new(), HashMap::<_, Vec<_>>::new());
        for cover in all {
            agreements.entry(cover.station_id).or_default().insert(cover.agreement_id);
            covers.entry((cover.agreement_id, cover.station_id)).or_default().push(cover);
        }
        Self { agreements, covers }
    }

    /// Of each agreement that covers this station, what it covers of it and of the other stations at which its workers
    /// were ever posted (`elsewhere`); of no others, for there may be a thousand.
    fn bearing_on(&self, station: Uuid, elsewhere: impl Iterator<Item = Uuid>) -> Vec<AgreementCover> {
        let places: BTreeSet<Uuid> = elsewhere.chain([station]).collect();
        let agreements = self.agreements.get(&station).into_iter().flatten();
        let each = agreements.flat_map(|agreement| places.iter().map(|place| (*agreement, *place)));
        each.filter_map(|key| self.covers.get(&key)).flatten().copied().collect()
    }
}

/// The states and covers of stations.
async fn of_stations_alone(
    conn: &Conn,
    known: &KnownIn<'_>,
    asked: Ids<'_>,
) -> Result<(HashMap<Uuid, Vec<StationPeriod>>, Covers)> {
    let (states, covers) =
        try_join(rows::states(conn, known, asked), rows::covers(conn, known, asked)).await?;
    Ok((by_owner(states), Covers::of(covers)))
}

/// The facts of these workers, in their order; of every worker, those who were ever posted, by their ids.
async fn of_workers(conn: &Conn, known: &KnownIn<'_>, asked: Ids<'_>) -> Result<Vec<WorkerFacts>> {
    let at_work = try_join3(
        rows::employments(conn, known, asked),
        rows::postings(conn, known, asked),
        person_rows::absences(conn, known, asked),
    );
    let as_a_person = try_join4(
        person_rows::people(conn, known, asked),
        person_rows::certificates(conn, known, asked),
        person_rows::health(conn, known, asked),
        person_rows::safety_education(conn, known, asked),
    );
    let ((employments, postings, absences), (people, certificates, health, education)) =
        try_join(at_work, as_a_person).await?;
    let people: HashMap<_, _> = people.into_iter().collect();
    let (mut employments, mut postings, mut absences) =
        (by_owner(employments), by_owner(postings), by_owner(absences));
    let (mut certificates, mut health, mut safety_education) =
        (by_owner(certificates), by_owner(health), by_owner(education));
    let mut posted: Vec<Uuid>;
    let ids = match asked {
        Ids::These(ids) => ids,
        Ids::Every => {
            posted = postings.keys().copied().collect();
            posted.sort_unstable();
            &posted
        }
    };
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

fn taken<T>(all: &mut HashMap<Uuid, Vec<T>>, owner: Uuid) -> Vec<T> {
    all.remove(&owner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{AgreementCover, Covers};
    use crate::rules::periods::Span;

    fn cover(agreement: u128, station: u128) -> AgreementCover {
        let from = "2023-06-30".parse().unwrap();
        AgreementCover {
            agreement_id: Uuid::from_u128(agreement),
            contractor_id: Uuid::from_u128(9),
            station_id: Uuid::from_u128(station),
            span: Span::since(from),
            staffing_date: from,
        }
    }

    #[test]
    fn a_station_is_given_the_covers_of_the_stations_its_workers_were_at_and_of_no_others() {
        let all = [cover(1, 10), cover(1, 11), cover(1, 12), cover(2, 11), cover(3, 10)];
        let (here, before) = (Uuid::from_u128(10), Uuid::from_u128(11));
        let bearing =
            |elsewhere: &[Uuid]| Covers::of(all.to_vec()).bearing_on(here, elsewhere.iter().copied());
        assert_eq!(bearing(&[here, before]), [all[0], all[1], all[4]], "2 does not cover this station");
        assert_eq!(bearing(&[]), [all[0], all[4]]);
    }
}
