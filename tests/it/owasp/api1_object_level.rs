//! API1: somebody of another station of the same county finds nothing of this one, by any id, on any route.

use stations::{
    auth::{reach::Extent, role::Role},
    http::endpoint::Endpoint,
};
use uuid::Uuid;

use crate::{
    harness::{BAISHA, Lab, Persona},
    two_counties::{
        bodies::Maker,
        scene::{self, Side},
        walk::{NOTHING, path_with, routes_of, send, told},
    },
};

/// People of a station, a contractor and an agency that have nothing to do with the scene's.
async fn rivals(lab: &Lab) -> Vec<(Role, Persona<'_>)> {
    let station = lab.station("469025101").await;
    let contractor = lab.other_contractor(&[station]).await;
    let posted = [lab.posted_worker(contractor, station).await, lab.posted_worker(contractor, station).await];
    let agency = lab.organisation("evaluation_agency", 2).await;
    vec![
        (Role::TownshipOfficer, lab.township_officer("469025101").await),
        (Role::ContractorManager, lab.member(Role::ContractorManager, contractor).await),
        (Role::StationLead, lab.posted(Role::StationLead, posted[0]).await),
        (Role::ResidentWorker, lab.posted(Role::ResidentWorker, posted[1]).await),
        (Role::AgencyManager, lab.member(Role::AgencyManager, agency).await),
        (Role::Evaluator, lab.member(Role::Evaluator, agency).await),
    ]
}

/// The ids of what is the scene's station's: itself, its worker and agreement, and a row or two of each table.
async fn hidden(lab: &Lab, side: &Side<'_>) -> Vec<Uuid> {
    let mut ids = vec![side.refs.station, side.refs.worker, side.refs.agreement];
    let station = side.refs.station.to_string();
    for table in lab.county_tables().await {
        let rows = lab.rows_of(BAISHA, &table).await;
        let here = rows.iter().filter(|row| row["station_id"] == station.as_str());
        ids.extend(here.filter_map(|row| row["id"].as_str()?.parse::<Uuid>().ok()).take(2));
    }
    ids
}

/// The routes of one thing that a role may take for its stations.
fn by_station(role: Role) -> impl Iterator<Item = Endpoint> {
    let reaches = move |one: &Endpoint| {
        one.grants.iter().any(|(extent, roles)| *extent == Extent::Stations && roles.contains(&role))
    };
    routes_of(role).filter(move |one| one.path.contains("{id}") && reaches(one))
}

#[actix_web::test]
async fn what_another_station_has_looks_like_what_nobody_has() {
    let lab = Lab::new().await;
    let side = scene::baisha(&lab).await;
    let (ids, rivals) = (hidden(&lab, &side).await, rivals(&lab).await);
    assert!(ids.len() > 15, "the scene is too poor: {}", ids.len());
    let (before, events) = (lab.everything_of(BAISHA).await, lab.events().await);
    let document = stations::app::document();
    let maker = Maker { document: &document, refs: side.refs, speaks: None };
    let (mut tried, mut turn) = (0, 0);
    for (role, rival) in &rivals {
        for endpoint in by_station(*role) {
            let body = maker.bodies(endpoint.method.as_str(), &endpoint.path).remove(0);
            let none = send(rival, &endpoint, &path_with(&endpoint, NOTHING, BAISHA), &body).await;
            // Every id on every route would be tens of thousands: each route has another share of them, each role too.
            turn += 1;
            for id in ids.iter().skip(turn % 5).step_by(5) {
                let path = path_with(&endpoint, &id.to_string(), BAISHA);
                let answer = send(rival, &endpoint, &path, &body).await;
                let what = format!("{role:?} {} {path}: {} {}", endpoint.method, answer.status, answer.body);
                assert!(
                    told(&answer, &id.to_string()) == told(&none, NOTHING),
                    "{what}\nis not {}",
                    none.body
                );
                assert!([404, 422].contains(&answer.status), "{what}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried} tried");
    assert_eq!(lab.events().await, events);
    assert!(lab.everything_of(BAISHA).await == before, "something was changed");
}
