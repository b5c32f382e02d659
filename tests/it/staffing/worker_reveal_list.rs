use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Staffed, json};

const PURPOSE: &str = "核对劳动合同";

async fn known(at: &Staffed<'_>) -> String {
    let body = json!({"name": "符海燕", "phone": "13812345678", "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    format!("/workers/{}", at.manager.post("/workers", &body).await.created().id())
}

async fn reveal(by: &Persona<'_>, worker: &str, purpose: &str) {
    by.lab.pass(chrono::TimeDelta::milliseconds(1));
    let ask = json!({"fields": ["phone", "identity_number"], "purpose": purpose});
    by.post(&format!("{worker}/reveals"), &ask).await.ok();
}

async fn listed(by: &Persona<'_>, worker: &str, query: &str) -> Answer {
    by.get(&format!("{worker}/reveals{query}")).await
}

#[actix_web::test]
async fn who_read_what_when_and_what_for_is_listed_newest_first() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, officer) = (known(&at).await, lab.bureau_officer().await);
    reveal(&at.manager, &worker, PURPOSE).await;
    reveal(&officer, &worker, "群众来电核实").await;
    for role in [Role::Auditor, Role::BureauAdmin] {
        let answer = listed(&lab.person(role).await, &worker, "").await.ok();
        let [newest, first] = answer.items() else { panic!("{}", answer.body) };
        assert_eq!((&newest["actor_id"], &newest["purpose"]), (&json!(officer.id), &json!("群众来电核实")));
        assert_eq!((&first["actor_id"], &first["purpose"]), (&json!(at.manager.id), &json!(PURPOSE)));
        assert_eq!(first["fields"], json!(["phone", "identity_number"]));
        assert_eq!(first["recorded_at"], "2023-07-03T02:00:00.001Z");
        assert!(!answer.body.to_string().contains("13812345678"), "{}", answer.body);
    }
}

#[actix_web::test]
async fn nobody_else_reads_what_others_said_they_need_it_for() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    reveal(&at.manager, &worker, PURPOSE).await;
    listed(&at.manager, &worker, "").await.problem(403, "forbidden");
    for role in [Role::BureauOfficer, Role::ProvinceViewer, Role::FinanceOfficer] {
        listed(&lab.person(role).await, &worker, "").await.problem(403, "forbidden");
    }
    listed(&lab.anyone(), &worker, "").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_list_is_paged_and_counted_and_of_one_worker() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, other) = (known(&at).await, known(&at).await);
    for purpose in ["一", "二", "三"] {
        reveal(&at.manager, &worker, purpose).await;
    }
    reveal(&at.manager, &other, "四").await;
    let auditor = lab.person(Role::Auditor).await;
    let first = listed(&auditor, &worker, "?limit=2&count=exact").await.ok();
    assert_eq!(
        (first.items().len(), &first["total"], &first.items()[0]["purpose"]),
        (2, &json!(3), &json!("三"))
    );
    let pages = auditor.walk(&format!("{worker}/reveals?limit=2")).await;
    let purposes: Vec<_> = pages.concat().iter().map(|one| one["purpose"].clone()).collect();
    assert_eq!(purposes, ["三", "二", "一"]);
    listed(&auditor, &worker, "?after=x").await.faults(&["/after bad_cursor"]);
    listed(&auditor, "/workers/01890000-0000-7000-8000-000000000000", "").await.problem(404, "not_found");
}

#[actix_web::test]
async fn to_look_at_the_list_is_no_reveal() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    let auditor = lab.person(Role::Auditor).await;
    assert_eq!(listed(&auditor, &worker, "").await.ok().items().len(), 0);
    reveal(&at.manager, &worker, PURPOSE).await;
    let before = lab.events().await;
    let answer = listed(&auditor, &worker, "").await.ok();
    assert_eq!((answer.headers["cache-control"].as_str(), lab.events().await), ("no-store", before));
    assert_eq!(answer.items().len(), 1);
}

#[actix_web::test]
async fn after_erasure_it_is_known_who_read_and_no_longer_what_for() {
    let lab = Lab::new().await;
    let (admin, officer) = (lab.bureau_admin().await, lab.bureau_officer().await);
    let made = officer.post("/workers", &json!({"name": "符海燕", "phone": "13812345678"})).await.created();
    let worker = format!("/workers/{}", made.id());
    reveal(&officer, &worker, PURPOSE).await;
    admin.move_on(&made, &format!("{worker}/erasure"), &json!({"ground": "retention_ended"})).await.ok();
    let answer = listed(&admin, &worker, "").await.ok();
    let one = &answer.items()[0];
    assert_eq!((&one["purpose"], &one["actor_id"]), (&json!(null), &json!(officer.id)));
}
