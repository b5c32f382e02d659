use stations::auth::role::Role;

use crate::harness::{Lab, Staffed, json};

#[actix_web::test]
async fn a_contractor_registers_a_worker_with_the_employment() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let employment =
        json!({"organisation_id": at.contractor, "kind": "labour_contract", "from": "2023-06-30"});
    let body = json!({"name": "符海燕", "birth_date": "1992-03-05", "education": "associate_degree", "employment": employment});
    let made = at.manager.post("/workers", &body).await.created();
    let path = format!("/workers/{}", made.id());
    assert_eq!(made.headers["location"], format!("/api/v1{path}"));
    assert_eq!(at.manager.get(&path).await.ok().body, made.body);
    let employments = at.manager.get(&format!("/employments?worker_id={}", made.id())).await.ok();
    assert_eq!(employments.items()[0]["organisation_id"], json!(at.contractor));
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn an_event_of_a_worker_tells_neither_name_nor_birth() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let event = lab.last_event().await.to_string();
    assert!(event.contains("worker.registered") && event.contains(&worker.to_string()), "{event}");
    assert!(!event.contains("符海燕") && !event.contains("1992-03-05"), "{event}");
}

#[actix_web::test]
async fn a_contractor_must_say_that_it_employs_the_worker() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    at.manager.post("/workers", &json!({"name": "符海燕"})).await.faults(&["/employment required"]);
    assert_eq!(at.manager.get("/workers").await.ok().items().len(), 0);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_contractor_cannot_employ_for_another() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let other = lab.other_contractor(&[]).await;
    let before = (lab.events().await, lab.number("SELECT count(*) AS n FROM workers").await);
    let body = json!({"name": "符海燕", "employment": {"organisation_id": other, "kind": "labour_contract", "from": "2023-06-30"}});
    let answer = at.manager.post("/workers", &body).await;
    answer.faults(&["/employment/organisation_id unknown_reference"]);
    assert_eq!((lab.events().await, lab.number("SELECT count(*) AS n FROM workers").await), before);
}

#[actix_web::test]
async fn a_contractor_need_not_name_itself() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"name": "符海燕", "employment": {"kind": "part_time", "from": "2023-06-30", "to": "2024-06-30"}});
    let made = at.manager.post("/workers", &body).await.created();
    let employments = at.manager.get(&format!("/employments?worker_id={}", made.id())).await.ok();
    assert_eq!(employments.items()[0]["organisation_id"], json!(at.contractor));
    assert_eq!(employments.items()[0]["to"], "2024-06-30");
}

#[actix_web::test]
async fn the_bureau_may_register_a_worker_whom_nobody_employs_yet() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made = officer.post("/workers", &json!({"name": "符海燕"})).await.created();
    assert_eq!((&made["birth_date"], &made["education"]), (&json!(null), &json!(null)));
    let body = json!({"name": "符海燕", "employment": {"kind": "other", "from": "2023-06-30"}});
    officer.post("/workers", &body).await.faults(&["/employment/organisation_id required"]);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let lab = Lab::new().await;
    let before = lab.events().await;
    let body = json!({
        "name": "a\u{0}b", "birth_date": "0000-00-00", "education": "genius", "sex": "female",
        "employment": {"kind": "friend", "organisation_id": "7", "from": "2023-02-30"},
    });
    let answer = lab.bureau_officer().await.post("/workers", &body).await;
    answer.faults(&[
        "/name wrong_format",
        "/birth_date wrong_format",
        "/education unknown_value",
        "/sex unknown_field",
        "/employment/kind unknown_value",
        "/employment/organisation_id wrong_format",
        "/employment/from wrong_format",
    ]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_first_employment_ends_after_it_begins() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let employment = json!({"kind": "labour_contract", "from": "2023-06-30", "to": "2023-06-30"});
    let body = json!({"name": "符海燕", "employment": employment});
    at.manager.post("/workers", &body).await.faults(&["/employment/to too_early"]);
}

#[actix_web::test]
async fn nobody_is_born_after_today() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = |birth: &str| json!({"name": "符海燕", "birth_date": birth});
    officer.post("/workers", &body("2023-07-04")).await.faults(&["/birth_date too_late"]);
    let made = officer.post("/workers", &body("2023-07-03")).await.created();
    let path = format!("/workers/{}", made.id());
    officer.patch(&made, &path, &json!({"birth_date": "2023-07-04"})).await.faults(&["/birth_date too_late"]);
}

#[actix_web::test]
async fn each_sees_the_workers_of_his_own_station_or_employment() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let elsewhere = lab.station("469025101").await;
    let other = lab.other_contractor(&[elsewhere]).await;
    let theirs = lab.posted_worker(other, elsewhere).await;
    let rival = lab.member(Role::ContractorManager, other).await;
    let township = lab.township_officer("469025101").await;
    let resident = lab.posted(Role::ResidentWorker, theirs).await;
    for (who, sees) in [(&at.manager, 2), (&rival, 1), (&township, 1), (&resident, 1)] {
        assert_eq!(who.get("/workers").await.ok().items().len(), sees);
    }
    at.manager.get(&format!("/workers/{theirs}")).await.problem(404, "not_found");
    township.get(&format!("/workers/{theirs}")).await.ok();
    assert_eq!(lab.bureau_officer().await.get("/workers").await.ok().items().len(), 3);
}

#[actix_web::test]
async fn another_contractors_worker_can_be_neither_read_nor_changed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let path = format!("/workers/{worker}");
    let seen = at.manager.get(&path).await.ok();
    rival.get(&path).await.problem(404, "not_found");
    rival.patch(&seen, &path, &json!({"name": "王小梅"})).await.problem(404, "not_found");
    assert_eq!(at.manager.get(&path).await.ok()["name"], "符海燕");
}

#[actix_web::test]
async fn a_worker_of_another_county_does_not_exist_here() {
    let lab = Lab::new().await;
    let elsewhere = lab.worker_elsewhere().await;
    let admin = lab.bureau_admin().await;
    admin.get(&format!("/workers/{elsewhere}")).await.problem(404, "not_found");
    admin.get(&format!("/workers/{elsewhere}/certificates")).await.problem(404, "not_found");
    assert_eq!(admin.get("/workers").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn who_may_not_read_or_register_workers_is_told_so() {
    let lab = Lab::new().await;
    for role in [Role::ProvinceViewer, Role::BureauScorer, Role::FinanceOfficer] {
        lab.person(role).await.get("/workers").await.problem(403, "forbidden");
    }
    let township = lab.township_officer("469025100").await;
    township.post("/workers", &json!({"name": "符海燕"})).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_contractors_account_without_an_organisation_may_touch_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let employment = at.manager.get("/employments").await.ok().items()[0].clone();
    let stray = lab.person(Role::ContractorManager).await;
    let row = json!({"organisation_id": at.contractor, "kind": "labour_contract", "from": "2023-06-30"});
    let body = json!({"name": "符海燕", "employment": row});
    stray.post("/workers", &body).await.faults(&["/employment/organisation_id unknown_reference"]);
    stray.post("/workers", &json!({"name": "符海燕"})).await.faults(&["/employment required"]);
    let path = format!("/employments/{}/end", employment["id"].as_str().unwrap());
    let headers = [("content-type", "application/json"), ("if-match", "*")];
    stray.send("POST", &path, &headers, br#"{"to":"2024-01-01"}"#.to_vec()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_list_is_paged_and_counted() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 5).await;
    let page = at.manager.get("/workers?limit=3&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (3, &json!(5)));
    let rest =
        at.manager.get(&format!("/workers?limit=3&after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((rest.items().len(), &rest["next"], &rest["total"]), (2, &json!(null), &json!(null)));
    assert!(page.items().iter().all(|worker| !rest.items().contains(worker)));
}

#[actix_web::test]
async fn a_registration_sent_twice_under_one_key_is_made_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"name": "符海燕", "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    let first = at.manager.post_once("w-1", "/workers", &body).await.created();
    let before = lab.events().await;
    let again = at.manager.post_once("w-1", "/workers", &body).await.created();
    assert_eq!((again.bytes, &again.headers["idempotent-replayed"]), (first.bytes, &"true".to_owned()));
    assert_eq!(lab.events().await, before);
    assert_eq!(at.manager.get("/workers").await.ok().items().len(), 1);
}
