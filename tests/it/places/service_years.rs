use stations::auth::role::Role;

use crate::harness::{Lab, Value, json};

fn phase(kind: &str, from: &str, to: &str) -> Value {
    json!({"kind": kind, "from": from, "to": to, "scoring_from": to, "scoring_to": "2024-03-01"})
}

fn year(agreement: impl serde::Serialize, phases: &[Value]) -> Value {
    json!({"agreement_id": agreement, "ordinal": 1, "from": "2023-06-30", "to": "2024-01-01", "phases": phases})
}

#[actix_web::test]
async fn a_service_year_is_recorded_with_its_phases() {
    let lab = Lab::new().await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let agreement = lab.agreement(contractor, &[], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let phases = [phase("final", "2023-10-01", "2024-01-01"), phase("mid_term", "2023-06-30", "2023-10-01")];
    let made = admin.post("/service-years", &year(agreement, &phases)).await.created();
    let shown = admin.get(&format!("/service-years/{}", made.id())).await.ok();
    assert_eq!(
        (&shown["phases"][0]["kind"], &shown["phases"][1]["kind"]),
        (&json!("mid_term"), &json!("final"))
    );
    let listed = admin.get(&format!("/service-years?agreement={agreement}")).await.ok();
    assert_eq!(listed.items(), [shown.body]);
}

#[actix_web::test]
async fn phases_share_no_day_come_once_and_lie_inside_the_year() {
    let lab = Lab::new().await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let agreement = lab.agreement(contractor, &[], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let before = lab.events().await;
    let mid = phase("mid_term", "2023-06-30", "2023-10-01");
    for (other, fault) in [
        (phase("final", "2023-09-30", "2024-01-01"), "/phases overlapping"),
        (phase("mid_term", "2023-10-01", "2024-01-01"), "/phases repeated"),
        (phase("final", "2023-10-01", "2024-01-02"), "/phases outside_the_year"),
        (phase("final", "2024-01-01", "2023-10-01"), "/phases/1/to too_early"),
    ] {
        admin.post("/service-years", &year(agreement, &[mid.clone(), other])).await.faults(&[fault]);
    }
    assert_eq!(lab.events().await, before);
    assert_eq!(admin.get("/service-years").await.ok().items().len(), 0, "nothing half written");
}

#[actix_web::test]
async fn a_year_lies_inside_the_term_and_apart_from_the_others() {
    let lab = Lab::new().await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let agreement = lab.agreement(contractor, &[], "2023-06-30", "2024-06-30", "2023-06-30").await;
    let mut late = year(agreement, &[]);
    late["to"] = "2024-07-01".into();
    admin.post("/service-years", &late).await.faults(&["/from outside_the_term"]);
    admin.post("/service-years", &year(agreement, &[])).await.created();
    admin.post("/service-years", &year(agreement, &[])).await.problem(409, "already_exists");
    let mut second = year(agreement, &[]);
    second["ordinal"] = 2.into();
    admin.post("/service-years", &second).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn the_agreement_must_be_there_and_stand() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let nobody = "01890000-0000-7000-8000-000000000000";
    admin.post("/service-years", &year(nobody, &[])).await.faults(&["/agreement_id unknown_reference"]);
    let bad = json!({"agreement_id": nobody, "ordinal": 0, "from": "x", "to": "2024-01-01", "phases": [1]});
    admin.post("/service-years", &bad).await.faults(&[
        "/ordinal too_small",
        "/from wrong_format",
        "/phases/0 wrong_type",
    ]);
}

#[actix_web::test]
async fn who_sees_the_agreement_sees_its_years() {
    let lab = Lab::new().await;
    let (one, other) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    let agreement = lab.agreement(one, &[], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let made = lab.bureau_admin().await.post("/service-years", &year(agreement, &[])).await.created();
    let path = format!("/service-years/{}", made.id());
    lab.member(Role::ContractorManager, one).await.get(&path).await.ok();
    let stranger = lab.member(Role::ContractorManager, other).await;
    stranger.get(&path).await.problem(404, "not_found");
    assert_eq!(stranger.get("/service-years").await.ok().items().len(), 0);
    stranger.post("/service-years", &year(agreement, &[])).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_draft_has_no_service_years_and_an_amended_term_is_the_term() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let agreement = lab.agreement(contractor, &[station], "2023-06-30", "2023-12-01", "2023-06-30").await;
    admin.post("/service-years", &year(agreement, &[])).await.faults(&["/from outside_the_term"]);
    let path = format!("/agreements/{agreement}");
    let longer = json!({"effective_from": "2023-07-01", "reason": "延期", "to": "2024-01-01"});
    let seen = admin.get(&path).await.ok();
    admin.move_on(&seen, &format!("{path}/amendments"), &longer).await.created();
    admin.post("/service-years", &year(agreement, &[])).await.created();
    lab.run("UPDATE agreements SET signed_on = NULL, signed_recorded_at = NULL").await;
    admin.post("/service-years", &year(agreement, &[])).await.faults(&["/agreement_id not_signed"]);
}
