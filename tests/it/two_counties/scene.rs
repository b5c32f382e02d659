//! Two counties at work on 8 October 2023.

use stations::{auth::role::Role, http::clock::new_id};
use uuid::Uuid;

use super::bodies::Refs;
use crate::harness::{BAISHA, Belongs, CHANGJIANG, Lab, Persona, TOWNSHIP, Value, county_roles, json};

/// The people of a county, and things of it that a body can refer to.
pub struct Side<'a> {
    pub county: &'static str,
    pub people: Vec<(Role, Persona<'a>)>,
    pub refs: Refs,
}

/// Baisha with an evaluation that is scored, rooms, logs, certificates, a machine client, positions of its events.
pub async fn baisha(lab: &Lab) -> Side<'_> {
    let round = lab.round().await;
    round.all_in().await;
    lab.operating(TOWNSHIP).await;
    let agreement = first_agreement(lab).await;
    let worker = lab.posted_worker(round.contractor, round.station).await;
    let admin = lab.bureau_admin().await;
    let mut refs = Refs {
        station: round.station,
        township: TOWNSHIP,
        organisation: round.contractor,
        agency: round.agency,
        worker,
        agreement,
        draft: draft(&admin, round.contractor, round.station).await,
        phase: round.phase,
        framework: round.framework,
        user: round.township.id,
        room: Uuid::nil(),
        item: "5.4",
        other: round.evaluation,
    };
    let village = json!({"code": "469025100001", "name": "示例村", "kind": "village"});
    admin.post("/villages", &village).await.created();
    refs.room = at_work(lab, &admin, &refs).await;
    lab.seal().await;
    let people = people(lab, BAISHA, &refs).await;
    Side { county: BAISHA, people, refs }
}

async fn first_agreement(lab: &Lab) -> Uuid {
    let rows = lab.rows_of(BAISHA, "agreements").await;
    rows[0]["id"].as_str().unwrap().parse().unwrap()
}

/// The second county, imported, with a contractor of the same credit code as Baisha's.
pub async fn changjiang(lab: &Lab) -> Side<'_> {
    lab.changjiang().await;
    let admin = lab.person_of(CHANGJIANG, Role::BureauAdmin).await;
    let contractor = organisation(&admin, "contractor", "52469025MJ9900004X").await;
    let agency = organisation(&admin, "evaluation_agency", "52469025MJ98002650").await;
    let stations = admin.get("/stations").await.ok();
    let station: Uuid = stations.items()[0]["id"].as_str().unwrap().parse().unwrap();
    let body = json!({"contractor_id": contractor, "number": "CJ-1", "from": "2023-06-30", "to": "2026-06-30",
        "staffing_date": "2023-09-30", "price": "480000.00", "station_ids": [station], "signed_on": "2023-06-20"});
    let agreement = admin.post("/agreements", &body).await.created().id();
    let worker = worker(&admin, contractor, station).await;
    let body = json!({"agreement_id": agreement, "ordinal": 1, "from": "2023-06-30", "to": "2024-06-30", "phases": [
        {"kind": "mid_term", "from": "2023-07-01", "to": "2023-10-01", "scoring_from": "2023-10-01", "scoring_to": "2023-11-01"}]});
    let year = admin.post("/service-years", &body).await.created();
    let phase = year["phases"][0]["id"].as_str().unwrap().parse().unwrap();
    let frameworks = admin.get("/evaluation-frameworks").await.ok();
    let framework = frameworks.items()[0]["id"].as_str().unwrap().parse().unwrap();
    let (township, item, room) = ("469026100", "9.1", Uuid::nil());
    let (organisation, user, other) = (contractor, admin.id, new_id(lab.now()));
    let draft = draft(&admin, contractor, station).await;
    let mut refs = Refs {
        station,
        township,
        organisation,
        agency,
        worker,
        agreement,
        draft,
        phase,
        framework,
        user,
        room,
        item,
        other,
    };
    refs.room = at_work(lab, &admin, &refs).await;
    lab.sequence_of(CHANGJIANG).await;
    let people = people(lab, CHANGJIANG, &refs).await;
    Side { county: CHANGJIANG, people, refs }
}

/// What is agreed next, in a project cycle, not signed yet.
async fn draft(admin: &Persona<'_>, contractor: Uuid, station: Uuid) -> Uuid {
    let cycle = json!({"name": format!("项目周期{station}"), "from": "2023-06-30", "to": "2029-06-30"});
    let cycle = admin.post("/project-cycles", &cycle).await.created().id();
    let body = json!({"contractor_id": contractor, "number": format!("草{station}"), "from": "2026-06-30",
        "to": "2027-06-30", "staffing_date": "2026-06-30", "station_ids": [station], "project_cycle_id": cycle});
    admin.post("/agreements", &body).await.created().id()
}

async fn organisation(admin: &Persona<'_>, kind: &str, code: &str) -> Uuid {
    let body = json!({"kind": kind, "name": format!("昌江机构{kind}"), "credit_code": code});
    admin.post("/organisations", &body).await.created().id()
}

async fn worker(admin: &Persona<'_>, organisation: Uuid, station: Uuid) -> Uuid {
    let body = json!({"name": "昌江社工", "birth_date": "1995-01-01", "education": "bachelor",
        "employment": {"organisation_id": organisation, "kind": "labour_contract", "from": "2023-06-30"}});
    let worker = admin.post("/workers", &body).await.created().id();
    let body = json!({"worker_id": worker, "station_id": station, "role": "lead", "from": "2023-07-01"});
    admin.post("/postings", &body).await.created();
    worker
}

/// What a county's people have recorded through the service; answers the room.
async fn at_work(lab: &Lab, admin: &Persona<'_>, refs: &Refs) -> Uuid {
    let county = if refs.township.starts_with(BAISHA) { BAISHA } else { CHANGJIANG };
    let certificate =
        json!({"level": "assistant", "obtained_on": "2022-06-01", "number": format!("2022S{county}01")});
    let certificate =
        admin.post(&format!("/workers/{}/certificates", refs.worker), &certificate).await.created().id();
    known_of(admin, refs.worker, (certificate, county)).await;
    let room =
        json!({"name": format!("个案室{county}"), "functions": ["casework_room"], "from": "2023-07-01"});
    let room = admin.post(&format!("/stations/{}/rooms", refs.station), &room).await.created().id();
    let client =
        json!({"name": format!("平台{county}"), "role": "bureau_officer", "scopes": ["stations.read"]});
    admin.post("/machine-clients", &client).await.created();
    let belongs = Belongs { organisation: Some(refs.organisation), ..Belongs::default() };
    let manager = lab.member_of(county, Role::ContractorManager, belongs).await;
    let client = with_clients(lab, &manager, refs.station).await;
    let log = json!({"client_ids": [client], "station_id": refs.station, "item_code": "1.1", "method": "visit", "served_on": "2023-10-07",
        "workers": [{"worker_id": refs.worker, "minutes": 90}], "people_served": 3, "summary": format!("入户{county}")});
    manager.put(&format!("/service-logs/{}", new_id(lab.now())), &log).await.created();
    with_casework(&manager, refs, (client, county)).await;
    reported(lab, (admin, &manager), (refs.station, county)).await;
    // A row at fault leaves one in each table of imports.
    let file = "served_on,item_code,method,workers,people_served,summary\n2023-10-07,0,visit,x,1,y\n";
    let csv = [("content-type", "text/csv")];
    manager.send("POST", "/service-logs/imports", &csv, file.as_bytes().to_vec()).await.is(202);
    lab.run_imports().await;
    room
}

/// What a county knows of a worker.
async fn known_of(admin: &Persona<'_>, worker: Uuid, (certificate, county): (Uuid, &str)) {
    let registration = json!({"number": format!("登记{county}"), "from": "2022-07-01"});
    admin.post(&format!("/certificates/{certificate}/registrations"), &registration).await.created();
    let statement = json!({"kind": "examination", "fit": true, "dated_on": "2023-06-20"});
    admin.post(&format!("/workers/{worker}/health-statements"), &statement).await.created();
    let training = json!({"kind": "safety_education", "held_on": "2023-06-20", "hours": 4,
        "provider": format!("应急局{county}")});
    admin.post(&format!("/workers/{worker}/trainings"), &training).await.created();
    let absence = json!({"worker_id": worker, "kind": "annual", "from": "2023-09-01", "to": "2023-09-08"});
    admin.post("/absences", &absence).await.created();
}

/// Clients with what can be recorded of them, so that every table of theirs has a row.
async fn with_clients(lab: &Lab, manager: &Persona<'_>, station: Uuid) -> Uuid {
    let body = json!({"station_id": station, "kind": "person", "name": "符海燕", "phone": "13812345678",
        "categories": ["left_behind_child"], "since": "2023-10-01"});
    let (first, second) = (new_id(lab.now()), new_id(lab.now()));
    for id in [first, second] {
        manager.put(&format!("/clients/{id}"), &body).await.created();
    }
    let merge = json!({"survivor_id": first, "merged_id": second, "reason": "同一人"});
    manager.post("/client-merges", &merge).await.created();
    let access = json!({"client_id": first, "reason": "跟进", "emergency": true});
    manager.post("/minor-access-approvals", &access).await.created();
    let signs = json!({"station_id": station, "client_id": first, "signs": ["neglect"], "seen_at": "2023-10-07T01:00:00Z"});
    let report = manager.post("/mandatory-reports", &signs).await.created().id();
    let step =
        json!({"kind": "reported", "authority": "public_security", "taken_at": "2023-10-07T02:00:00Z"});
    manager.post(&format!("/mandatory-reports/{report}/steps"), &step).await.created();
    let survey =
        json!({"station_id": station, "surveyed_on": "2023-10-07", "people_surveyed": 8, "counts": []});
    manager.post("/baseline-surveys", &survey).await.created();
    first
}

/// A case, a group and an activity, so that every table of theirs has a row.
async fn with_casework(manager: &Persona<'_>, refs: &Refs, (client, county): (Uuid, &str)) {
    let (station, worker) = (refs.station, refs.worker);
    let case = json!({"station_id": station, "client_id": client, "lead_worker_id": worker,
        "accepted_on": "2023-10-01", "presenting_problem": "照料不足"});
    let case = format!("/cases/{}", manager.post("/cases", &case).await.created().id());
    let stage = json!({"stage": "assessment", "on": "2023-10-02", "worker_id": worker, "text": "家访"});
    manager.post(&format!("{case}/stages"), &stage).await.created();
    let goal = json!({"goal": "有人照料", "on": "2023-10-02"});
    let goal = manager.post(&format!("{case}/goals"), &goal).await.created()["goals"][0]["id"].clone();
    let outcome = json!({"achieved": "partly", "on": "2023-10-07"});
    manager.post(&format!("/case-goals/{}/outcomes", goal.as_str().unwrap()), &outcome).await.created();
    let group = json!({"station_id": station, "name": format!("小组{county}"), "purpose": "互助", "kind": "support",
        "leader_worker_id": worker, "planned_sessions": 6, "begins_on": "2023-10-01"});
    let group = format!("/groups/{}", manager.post("/groups", &group).await.created().id());
    let member = json!({"client_id": client, "from": "2023-10-01"});
    manager.post(&format!("{group}/members"), &member).await.created();
    let session = json!({"number": 1, "held_on": "2023-10-02", "topic": format!("认识{county}"), "worker_ids": [worker]});
    let session = manager.post(&format!("{group}/sessions"), &session).await.created();
    let there = json!({"attendance": [{"client_id": client, "standing": "present"}]});
    let path = format!("/group-sessions/{}/attendance", session.id());
    manager.put_over(&session, &path, &there).await.ok();
    let activity = json!({"station_id": station, "title": format!("宣传{county}"), "kind": "publicity",
        "starts_on": "2023-10-03"});
    manager.post("/activities", &activity).await.created();
}

/// What is reported and published, and what that depends on.
async fn reported(
    lab: &Lab,
    (admin, manager): (&Persona<'_>, &Persona<'_>),
    (station, county): (Uuid, &str),
) {
    let report = json!({"station_id": station, "month": "2023-09"});
    let report = manager.post("/progress-reports", &report).await.created();
    let path = format!("/progress-reports/{}", report.id());
    let written = manager.patch(&report, &path, &json!({"work_done": format!("走访{county}")})).await.ok();
    manager.move_on(&written, &format!("{path}/submission"), &json!({})).await.ok();
    lab.run(&format!(
        "INSERT INTO progress_report_notices VALUES ('{county}', '{station}', '2023-09-01', 'reminded', '2023-09-23T00:00:00Z')"
    ))
    .await;
    let brief =
        json!({"station_id": station, "kind": "brief", "title": format!("简报{county}"), "body": "入户走访"});
    let brief = manager.post("/briefs", &brief).await.created();
    let path = format!("/briefs/{}", brief.id());
    let submitted = manager.move_on(&brief, &format!("{path}/submission"), &json!({})).await.ok();
    admin.move_on(&submitted, &format!("{path}/publication"), &json!({})).await.ok();
    let seen = admin.get("/working-calendars/2023").await.ok();
    let days = json!({"holidays": ["2023-09-29"], "working_days": ["2023-10-07"], "source": format!("通知{county}")});
    admin.put_over(&seen, "/working-calendars/2023", &days).await.ok();
}

/// One person of each role.
async fn people<'a>(lab: &'a Lab, county: &str, refs: &Refs) -> Vec<(Role, Persona<'a>)> {
    let mut people = Vec::new();
    for role in county_roles() {
        let belongs = match role {
            Role::TownshipOfficer => Belongs { township: Some(refs.township.into()), ..Belongs::default() },
            Role::ContractorManager => {
                Belongs { organisation: Some(refs.organisation), ..Belongs::default() }
            }
            Role::AgencyManager | Role::Evaluator => {
                Belongs { organisation: Some(refs.agency), ..Belongs::default() }
            }
            Role::StationLead | Role::ResidentWorker => {
                Belongs { worker: Some(refs.worker), ..Belongs::default() }
            }
            _ => Belongs::default(),
        };
        people.push((role, lab.member_of(county, role, belongs).await));
    }
    people
}

/// A member of every item of a list.
pub fn each<'v>(items: &'v [Value], name: &str) -> Vec<&'v str> {
    items.iter().filter_map(|item| item[name].as_str()).collect()
}
