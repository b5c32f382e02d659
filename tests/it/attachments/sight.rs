//! Who may see a file.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use stations::{
    attachments::uses::AttachedTo, auth::role::Role, http::clock::new_id, schema::attachment_uses,
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Persona};

const HERE: &str = "469025100";
const ELSEWHERE: &str = "469025101";

/// Metadata and bytes alike.
async fn sees(persona: &Persona<'_>, id: Uuid) -> bool {
    let (view, content) = (persona.get(&format!("/attachments/{id}")).await, persona.content(id, &[]).await);
    assert_eq!(view.status, content.status, "{}", view.body);
    if view.status != 200 {
        view.problem(404, "not_found");
    }
    content.status == 200
}

/// Gives a file to something, as a later room will do it.
async fn give(lab: &Lab, id: Uuid, kind: AttachedTo, station: Option<Uuid>) {
    let row = (
        attachment_uses::county_code.eq(BAISHA),
        attachment_uses::attachment_id.eq(id),
        attachment_uses::subject_kind.eq(kind),
        attachment_uses::subject_id.eq(new_id(lab.now())),
        attachment_uses::station_id.eq(station),
        attachment_uses::recorded_at.eq(lab.now()),
    );
    diesel::insert_into(attachment_uses::table).values(row).execute(&mut &lab.conn).await.unwrap();
}

#[actix_web::test]
async fn a_file_of_nothing_is_its_uploaders_alone() {
    let lab = Lab::new().await;
    let (officer, id) = (lab.township_officer(HERE).await, Uuid::nil());
    assert!(!sees(&officer, id).await);
    let id = officer.attachment("x").await;
    assert!(sees(&officer, id).await);
    assert_eq!(officer.get(&format!("/attachments/{id}")).await.ok()["uses"], json!([]));
    for other in [lab.township_officer(HERE).await, lab.bureau_admin().await, lab.person(Role::Auditor).await]
    {
        assert!(!sees(&other, id).await);
    }
}

#[actix_web::test]
async fn a_file_of_a_room_is_seen_by_who_may_read_the_station() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.township_officer(HERE).await, lab.station(HERE).await);
    let id = officer.attachment("x").await;
    let room = officer.room_with(station, &[id]).await.created();
    let contractor = lab.contractor(&[station]).await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let worker = lab.posted(Role::StationLead, lab.posted_worker(contractor, station).await).await;
    for one in [officer, lab.bureau_officer().await, lab.person(Role::Auditor).await, manager, worker] {
        assert!(sees(&one, id).await);
        let view = one.get(&format!("/attachments/{id}")).await.ok();
        assert_eq!(view["uses"], json!([{"kind": "station_fact", "id": room.id(), "station_id": station}]));
    }
}

#[actix_web::test]
async fn a_file_of_another_station_is_not_there() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.township_officer(HERE).await, lab.station(HERE).await);
    let id = officer.attachment("x").await;
    officer.room_with(station, &[id]).await.created();
    let contractor = lab.contractor(&[lab.station(ELSEWHERE).await]).await;
    for one in [lab.township_officer(ELSEWHERE).await, lab.member(Role::ContractorManager, contractor).await]
    {
        assert!(!sees(&one, id).await);
    }
}

#[actix_web::test]
async fn a_role_without_files_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = officer.attachment("x").await;
    officer.room_with(lab.station(HERE).await, &[id]).await.created();
    for role in [Role::ProvinceViewer, Role::FinanceOfficer, Role::PlatformAdmin] {
        let persona = lab.person(role).await;
        persona.get(&format!("/attachments/{id}")).await.problem(403, "forbidden");
        persona.content(id, &[]).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn who_gave_a_file_away_sees_it_as_others_do() {
    let lab = Lab::new().await;
    let officer = lab.township_officer(HERE).await;
    let id = officer.attachment("x").await;
    give(&lab, id, AttachedTo::StationFact, Some(lab.station(ELSEWHERE).await)).await;
    assert!(!sees(&officer, id).await);
    assert!(sees(&lab.township_officer(ELSEWHERE).await, id).await);
}

#[actix_web::test]
async fn only_the_uses_within_reach_are_told() {
    let lab = Lab::new().await;
    let (officer, here) = (lab.township_officer(HERE).await, lab.station(HERE).await);
    let id = officer.attachment("x").await;
    give(&lab, id, AttachedTo::StationFact, Some(here)).await;
    give(&lab, id, AttachedTo::StationFact, Some(lab.station(ELSEWHERE).await)).await;
    let uses = async |persona: Persona<'_>| {
        let view = persona.get(&format!("/attachments/{id}")).await.ok();
        view["uses"].as_array().unwrap().len()
    };
    assert_eq!(uses(officer).await, 1);
    assert_eq!(uses(lab.bureau_officer().await).await, 2);
}

#[actix_web::test]
async fn a_file_of_a_milestone_is_seen_by_all_who_read_governance() {
    let lab = Lab::new().await;
    let id = lab.bureau_admin().await.attachment("x").await;
    give(&lab, id, AttachedTo::MilestoneDeclaration, None).await;
    assert!(sees(&lab.township_officer(HERE).await, id).await);
    let agency = lab.organisation("evaluation_agency", 3).await;
    assert!(sees(&lab.member(Role::Evaluator, agency).await, id).await);
    lab.person(Role::FinanceOfficer).await.content(id, &[]).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn nobody_makes_a_file_his_by_naming_it() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.station(HERE).await);
    let (mine, another) = (officer.attachment("x").await, lab.bureau_admin().await.attachment("y").await);
    let before = lab.events().await;
    for files in [[another, mine], [Uuid::nil(), mine]] {
        officer.room_with(station, &files).await.faults(&["/attachments/0 unknown_reference"]);
    }
    assert_eq!(lab.events().await, before);
    assert!(!sees(&officer, another).await);
}

#[actix_web::test]
async fn a_file_of_another_county_is_not_there() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = officer.attachment("x").await;
    lab.elsewhere().await;
    let plain = stations::auth::accounts::NewAccount::plain("b@469026", Role::BureauAdmin);
    let neighbour = lab.account(plain).await;
    assert!(!sees(&neighbour, id).await);
    let own = neighbour.attachment("x").await;
    assert!(sees(&neighbour, own).await && !sees(&officer, own).await);
    assert_eq!(lab.stored().len(), 2, "one object in each county");
}
