use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, json};

async fn told(at: &Staffed<'_>, query: &str) -> Answer {
    let path = format!("/stations/{}/findings?{query}", at.station);
    at.lab.bureau_officer().await.get(&path).await.ok()
}

#[actix_web::test]
async fn what_was_told_stays_with_its_days() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.tell_findings().await;
    lab.at("2023-07-10T02:00:00Z");
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-10").await.created();
    let all = told(&at, "").await;
    let s1 = all.items().iter().find(|finding| finding["rule"] == "S1").unwrap();
    assert_eq!((&s1["status"], &s1["since"]), (&json!("breach"), &json!("2023-06-30")));
    assert_eq!((&s1["from"], &s1["to"]), (&json!("2023-07-03"), &json!("2023-07-10")));
    assert_eq!((&s1["source"], &s1["subject"]["id"]), (&json!("六（三）"), &json!(at.station)));
}

#[actix_web::test]
async fn the_open_ones_are_asked_for_apart() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.tell_findings().await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    let (open, ended) = (told(&at, "open=true").await, told(&at, "open=false&count=exact").await);
    assert_eq!((open.items().len(), ended.items().len(), &ended["total"]), (3, 2, &json!(2)));
    assert!(open.items().iter().all(|finding| finding["rule"] == "S6" && finding["to"].is_null()));
    assert_eq!(told(&at, "limit=2").await.items().len(), 2);
}

#[actix_web::test]
async fn an_event_leads_to_what_it_tells() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.tell_findings().await;
    let listed: Vec<String> = told(&at, "")
        .await
        .items()
        .iter()
        .map(|finding| format!("finding/{}", finding["id"].as_str().unwrap()))
        .collect();
    let events = lab.finding_events().await;
    assert!(events.iter().all(|event| listed.contains(&event["subject"].as_str().unwrap().to_owned())));
    assert_eq!(events.len(), listed.len());
}

#[actix_web::test]
async fn a_station_out_of_reach_has_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let path = format!("/stations/{}/findings", at.station);
    at.manager.get(&path).await.ok();
    lab.township_officer("469025101").await.get(&path).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path).await.problem(403, "forbidden");
    lab.bureau_officer().await.get(&format!("{path}?open=perhaps")).await.is(422);
}

#[actix_web::test]
async fn the_province_reads_them_without_whom_they_are_about() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.tell_findings().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let path = format!("/stations/{}/findings", at.station);
    viewer.get(&path).await.faults(&["/county required"]);
    let all = viewer.get(&format!("{path}?county=469025")).await.ok();
    let of_workers = all.items().iter().filter(|finding| finding["subject"]["kind"] == "worker");
    assert_eq!(of_workers.filter(|finding| finding["subject"]["id"].is_null()).count(), 2);
    assert_eq!(all.items().len(), 4);
}
