use super::{
    amend::amend,
    change::{draft, path},
    register::record,
    terminate::terminate,
};
use crate::harness::{Answer, Lab, Persona, finding, json};

async fn renew(admin: &Persona<'_>, old: &Answer, to: &str) -> Answer {
    admin.post(&format!("{}/renewal", path(old)), &json!({"number": "续-01", "to": to})).await
}

/// A signed agreement of a project cycle of five years.
async fn signed<'a>(lab: &'a Lab, admin: &Persona<'a>) -> Answer {
    let cycle = json!({"name": "第一周期", "from": "2023-06-30", "to": "2028-06-30"});
    let cycle = admin.post("/project-cycles", &cycle).await.created().id();
    let (contractor, station) = (lab.organisation("contractor", 0).await, lab.station("469025100").await);
    record(admin, contractor, &[station], json!({"project_cycle_id": cycle})).await.created()
}

#[actix_web::test]
async fn a_renewal_is_a_draft_with_the_last_terms_from_the_day_the_old_one_ends() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    amend(&admin, &old, "2024-01-01", json!({"to": "2026-12-31", "price": "700000.00"})).await.created();
    let new = renew(&admin, &old, "2027-12-31").await.created();
    assert_eq!((&new["state"], &new["renews_id"]), (&json!("draft"), &old["id"]));
    assert_eq!((&new["from"], &new["to"]), (&json!("2026-12-31"), &json!("2027-12-31")));
    assert_eq!((&new["price"], &new["contractor_id"]), (&json!("700000.00"), &old["contractor_id"]));
    assert_eq!(
        (&new["station_ids"], &new["project_cycle_id"]),
        (&old["station_ids"], &old["project_cycle_id"])
    );
    assert_eq!(new.headers["location"], format!("/api/v1{}", path(&new)));
}

/// 七（二）: inside the project cycle; outside it is recorded all the same.
#[actix_web::test]
async fn whether_it_lies_inside_the_cycle_is_a_finding() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    let new = renew(&admin, &old, "2028-06-30").await.created();
    let verdict = admin.get(&format!("{}/compliance", path(&new))).await.ok();
    assert_eq!(finding(&verdict, "A3")["status"], "met");
    let longer = admin.patch(&new, &path(&new), &json!({"to": "2028-07-01"})).await.ok();
    let verdict = admin.get(&format!("{}/compliance", path(&longer))).await.ok();
    let found = finding(&verdict, "A3");
    assert_eq!((&found["status"], &found["source"]), (&json!("breach"), &json!("七（二）")));
}

#[actix_web::test]
async fn it_follows_a_terminated_agreement_on_its_last_day() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    terminate(&admin, &old, "2024-07-01").await.ok();
    assert_eq!(renew(&admin, &old, "2025-07-01").await.created()["from"], "2024-07-01");
}

#[actix_web::test]
async fn what_cannot_be_a_renewal_is_refused() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    let before = lab.events().await;
    renew(&admin, &old, "2026-06-30").await.faults(&["/to too_early"]);
    let taken = json!({"number": "BS-2023-01", "to": "2027-06-30"});
    admin.post(&format!("{}/renewal", path(&old)), &taken).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    let draft = draft(&admin, lab.organisation("contractor", 1).await, lab.station("469025101").await).await;
    renew(&admin, &draft, "2027-06-30").await.problem(409, "conflict");
}

#[actix_web::test]
async fn only_the_bureau_in_charge_renews() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    renew(&lab.bureau_officer().await, &old, "2027-06-30").await.problem(403, "forbidden");
    let nothing = "/agreements/01890000-0000-7000-8000-000000000000/renewal";
    admin.post(nothing, &json!({"number": "1", "to": "2027-06-30"})).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_renewal_is_signed_while_the_old_one_still_runs() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let old = signed(&lab, &admin).await;
    let new = renew(&admin, &old, "2027-06-30").await.created();
    let signed =
        admin.move_on(&new, &format!("{}/signature", path(&new)), &json!({"signed_on": "2023-07-03"})).await;
    assert_eq!(signed.ok()["state"], "signed");
    let later = admin.get(&format!("{}?as_of=2026-06-30", path(&new))).await.ok();
    assert_eq!(later["state"], "active");
}
