use chrono::TimeDelta;
use stations::auth::role::Role;

use super::{amend::amend, change::path, register::record};
use crate::harness::{Answer, Lab, Persona, json};

/// An agreement with two amendments, and their list's path.
async fn twice<'a>(lab: &'a Lab, admin: &Persona<'a>) -> (Answer, String) {
    let (contractor, station) = (lab.organisation("contractor", 0).await, lab.station("469025100").await);
    let made = record(admin, contractor, &[station], json!({})).await.created();
    for (from, price) in [("2024-01-01", "700000.00"), ("2025-01-01", "800000.00")] {
        let seen = admin.get(&path(&made)).await.ok();
        amend(admin, &seen, from, json!({"price": price})).await.created();
        lab.pass(TimeDelta::milliseconds(5));
    }
    let list = format!("{}/amendments", path(&made));
    (made, list)
}

#[actix_web::test]
async fn amendments_are_listed_with_their_reason_and_paged() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (_, list) = twice(&lab, &admin).await;
    let first = admin.get(&format!("{list}?limit=1&count=exact")).await.ok();
    assert_eq!((&first["total"], &first.items()[0]["reason"]), (&json!(2), &json!("补充协议")));
    let rest = admin.get(&format!("{list}?limit=1&after={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((&rest.items()[0]["price"], &rest["next"]), (&json!("800000.00"), &json!(null)));
}

#[actix_web::test]
async fn who_reads_the_agreement_reads_its_amendments() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (made, list) = twice(&lab, &admin).await;
    let contractor = made["contractor_id"].as_str().unwrap().parse().unwrap();
    for reader in
        [lab.member(Role::ContractorManager, contractor).await, lab.township_officer("469025100").await]
    {
        assert_eq!(reader.get(&list).await.ok().items().len(), 2);
    }
    let other = lab.member(Role::ContractorManager, lab.organisation("contractor", 1).await).await;
    for stranger in [other, lab.township_officer("469025101").await] {
        stranger.get(&list).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn an_agreement_without_amendments_has_an_empty_list() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = record(&admin, lab.organisation("contractor", 0).await, &[station], json!({})).await.created();
    assert_eq!(admin.get(&format!("{}/amendments", path(&made))).await.ok().items().len(), 0);
}

#[actix_web::test]
async fn there_is_no_list_of_an_agreement_that_is_not_there() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for id in ["01890000-0000-7000-8000-000000000000", "x"] {
        admin.get(&format!("/agreements/{id}/amendments")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn who_does_not_read_agreements_reads_no_amendments() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (_, list) = twice(&lab, &admin).await;
    for persona in [lab.person(Role::ProvinceViewer).await, lab.person(Role::PlatformAdmin).await] {
        persona.get(&list).await.problem(403, "forbidden");
    }
}
