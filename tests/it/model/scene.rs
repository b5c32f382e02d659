//! What there is before a walk begins: three stations of two contractors, their people, three evaluations in scoring.

use chrono::TimeDelta;
use stations::{auth::role::Role, http::clock::new_id};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Persona, json, small_framework};

/// Somebody who calls: a column of the matrix, and the stations it belongs to by their places in [`TOWNSHIPS`].
pub struct Actor {
    pub name: &'static str,
    pub role: &'static str,
    pub stations: &'static [usize],
}

const fn actor(name: &'static str, role: &'static str, stations: &'static [usize]) -> Actor {
    Actor { name, role, stations }
}

pub const ADMIN: usize = 0;
pub const OFFICER: usize = 1;
pub const SCORER: usize = 2;
pub const TOWNSHIP_A: usize = 3;
pub const TOWNSHIP_B: usize = 4;
pub const TOWNSHIP_C: usize = 5;
pub const MANAGER_X: usize = 6;
pub const MANAGER_Y: usize = 7;
pub const LEAD_A: usize = 8;
pub const RESIDENT_A: usize = 9;
pub const LEAD_C: usize = 10;
pub const EVALUATOR: usize = 11;
pub const UNASSIGNED: usize = 12;

/// Contractor X has the stations 0 and 1, contractor Y has 2; station 1 is not at work yet.
pub const ACTORS: [Actor; 18] = [
    actor("admin", "bureau_admin", &[]),
    actor("officer", "bureau_officer", &[]),
    actor("scorer", "bureau_scorer", &[]),
    actor("township_a", "township_officer", &[0]),
    actor("township_b", "township_officer", &[1]),
    actor("township_c", "township_officer", &[2]),
    actor("manager_x", "contractor_manager", &[0, 1]),
    actor("manager_y", "contractor_manager", &[2]),
    actor("lead_a", "station_lead", &[0]),
    actor("resident_a", "resident_worker", &[0]),
    actor("lead_c", "station_lead", &[2]),
    actor("evaluator", "evaluator", &[0, 1, 2]),
    actor("unassigned", "evaluator", &[0, 1, 2]),
    actor("appeal_officer", "appeal_officer", &[]),
    actor("finance_officer", "finance_officer", &[]),
    actor("auditor", "auditor", &[]),
    actor("province_viewer", "province_viewer", &[]),
    actor("platform_admin", "platform_admin", &[]),
];

pub const TOWNSHIPS: [&str; 3] = ["469025100", "469025101", "469025102"];
/// Places for logs and clients, whose ids the caller makes.
pub const LOGS: usize = 8;
pub const CLIENTS: usize = 6;
/// The station at which the client of a place is mostly registered.
pub const HOMES: [usize; CLIENTS] = [0, 0, 0, 1, 2, 0];

/// A worker: with whom, under a labour contract or not, and where from 1 July 2023 on before the walk begins.
pub struct Worker {
    pub employer: Option<usize>,
    pub formal: bool,
    pub posted: Option<usize>,
}

const fn worker(employer: Option<usize>, formal: bool, posted: Option<usize>) -> Worker {
    Worker { employer, formal, posted }
}

/// Employers are by the actor that is their manager. The last one nobody employs.
pub const WORKERS: [Worker; 8] = [
    worker(Some(MANAGER_X), true, Some(0)),
    worker(Some(MANAGER_X), true, Some(0)),
    worker(Some(MANAGER_Y), true, Some(2)),
    worker(Some(MANAGER_X), true, None),
    worker(Some(MANAGER_X), true, None),
    worker(Some(MANAGER_X), false, None),
    worker(Some(MANAGER_Y), true, None),
    worker(None, false, None),
];

/// The employments begin on this day.
pub const EMPLOYED_FROM: &str = "2023-06-30";

/// The ids of it all.
#[derive(Clone, Default)]
pub struct Ids {
    pub actors: Vec<Uuid>,
    pub stations: Vec<Uuid>,
    pub workers: Vec<Uuid>,
    pub logs: Vec<Uuid>,
    pub clients: Vec<Uuid>,
    /// Of the evaluations, with the versions at the beginning.
    pub evaluations: Vec<(Uuid, i64)>,
}

/// The scene in a lab, on 8 October 2023.
pub async fn set(lab: &Lab) -> (Ids, Vec<Persona<'_>>) {
    lab.at("2023-10-08T02:00:00Z");
    let mut ids = Ids::default();
    for (n, township) in TOWNSHIPS.iter().enumerate() {
        let at_work = n != 1;
        let station = if at_work { lab.operating(township).await } else { lab.station(township).await };
        ids.stations.push(station);
    }
    let (own, other) = ids.stations.split_at(2);
    let (x, y) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    let agreements = [
        lab.agreement(x, own, "2023-06-30", "2026-06-30", "2023-06-30").await,
        lab.agreement(y, &other[..1], "2023-06-30", "2026-06-30", "2023-06-30").await,
    ];
    hire(lab, &mut ids, [x, y]).await;
    let fresh = |count: usize| (0..count).map(|_| new_id(lab.now())).collect();
    (ids.logs, ids.clients) = (fresh(LOGS), fresh(CLIENTS));
    let agency = lab.organisation("evaluation_agency", 3).await;
    let people = people(lab, &ids, [x, y, agency]).await;
    ids.actors = people.iter().map(|one| one.id).collect();
    evaluations(lab, &mut ids, &people, (agreements, agency)).await;
    (ids, people)
}

async fn hire(lab: &Lab, ids: &mut Ids, [x, y]: [Uuid; 2]) {
    for one in &WORKERS {
        let worker = lab.worker().await;
        if let Some(manager) = one.employer {
            let employer = if manager == MANAGER_X { x } else { y };
            let employment = lab.employ(worker, employer, EMPLOYED_FROM).await;
            if !one.formal {
                lab.run(&format!("UPDATE employments SET kind = 'dispatch' WHERE id = '{employment}'")).await;
            }
        }
        if let Some(station) = one.posted {
            lab.place(worker, ids.stations[station], "resident", "2023-07-01").await;
        }
        ids.workers.push(worker);
    }
}

async fn people<'a>(lab: &'a Lab, ids: &Ids, [x, y, agency]: [Uuid; 3]) -> Vec<Persona<'a>> {
    let mut people = Vec::new();
    for (n, actor) in ACTORS.iter().enumerate() {
        let person = match n {
            TOWNSHIP_A | TOWNSHIP_B | TOWNSHIP_C => lab.township_officer(TOWNSHIPS[n - TOWNSHIP_A]).await,
            MANAGER_X => lab.member(Role::ContractorManager, x).await,
            MANAGER_Y => lab.member(Role::ContractorManager, y).await,
            LEAD_A => lab.posted(Role::StationLead, ids.workers[0]).await,
            RESIDENT_A => lab.posted(Role::ResidentWorker, ids.workers[1]).await,
            LEAD_C => lab.posted(Role::StationLead, ids.workers[2]).await,
            EVALUATOR | UNASSIGNED => lab.member(Role::Evaluator, agency).await,
            _ => lab.person(role(actor.role)).await,
        };
        people.push(person);
    }
    people
}

fn role(name: &str) -> Role {
    use stations::db::text_enum::TextEnum as _;
    Role::from_code(name).unwrap()
}

/// The county at which somebody's account is at home.
pub fn home(by: usize) -> &'static str {
    match ACTORS[by].role {
        "province_viewer" => "460000",
        "platform_admin" => "000000",
        _ => BAISHA,
    }
}

async fn evaluations(
    lab: &Lab,
    ids: &mut Ids,
    people: &[Persona<'_>],
    (agreements, agency): ([Uuid; 2], Uuid),
) {
    let framework = lab.published_framework(&small_framework(3)).await;
    let phases = [lab.mid_term(agreements[0]).await, lab.mid_term(agreements[1]).await];
    for (station, phase) in [(0, phases[0]), (1, phases[0]), (2, phases[1])] {
        let body = json!({"station_id": ids.stations[station], "phase_id": phase, "framework_id": framework,
            "agency_id": agency});
        let mut seen = people[ADMIN].post("/evaluations", &body).await.created();
        lab.pass(TimeDelta::milliseconds(1));
        lab.assign(agency, seen.id(), &people[EVALUATOR]).await;
        for state in ["preparation", "scoring"] {
            lab.pass(TimeDelta::milliseconds(1));
            let path = format!("/evaluations/{}/transitions", seen.id());
            let body = json!({"state": state, "reason": "按方案"});
            seen = people[ADMIN].move_on(&seen, &path, &body).await.ok();
        }
        ids.evaluations.push((seen.id(), seen["version"].as_i64().unwrap()));
    }
    // What is believed of a caller for a second is asked anew after it.
    lab.pass(TimeDelta::seconds(2));
}
