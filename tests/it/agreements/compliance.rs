use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use super::{
    change::{draft, path},
    register::record,
};
use crate::harness::{Lab, Persona, finding, json};

async fn contractor(officer: &Persona<'_>, code: &str) -> Uuid {
    let body = json!({
        "kind": "contractor", "name": "青山社会工作服务中心", "credit_code": code,
        "registration_authority": "白沙黎族自治县民政局", "registered_on": "2020-05-01",
    });
    officer.post("/organisations", &body).await.created().id()
}

#[actix_web::test]
async fn a_sound_agreement_is_met_by_every_rule_that_asks() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = contractor(&admin, "52469025MJ9900004X").await;
    let made = record(&admin, contractor, &[station], json!({})).await.created();
    let verdict = admin.get(&format!("{}/compliance", path(&made))).await.ok();
    let status = |rule| finding(&verdict, rule)["status"].clone();
    assert_eq!(
        ["A1", "A2", "A3", "A4"].map(status),
        ["met", "met", "not_applicable", "met"].map(|one| json!(one))
    );
    assert_eq!((&verdict["verdict"], &verdict["agreement_number"]), (&json!("met"), &json!("BS-2023-01")));
    assert_eq!(finding(&verdict, "A1")["subject"], json!({"kind": "agreement", "id": made["id"]}));
}

/// 二: recorded though it breaks the plan, and said so; what is missing is unknown.
#[actix_web::test]
async fn a_company_breaks_a1_and_a_registration_that_is_not_recorded_is_unknown() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let company = contractor(&admin, "91350100M000100Y43").await;
    let made = record(&admin, company, &[station], json!({})).await.created();
    let verdict = admin.get(&format!("{}/compliance", path(&made))).await.ok();
    let found = finding(&verdict, "A1");
    assert_eq!((&found["status"], &found["source"]), (&json!("breach"), &json!("二")));
    let (plain, station) = (lab.organisation("contractor", 0).await, lab.station("469025101").await);
    let other = record(&admin, plain, &[station], json!({"number": "2"})).await.created();
    let verdict = admin.get(&format!("{}/compliance", path(&other))).await.ok();
    assert_eq!(finding(&verdict, "A1")["status"], "unknown");
}

#[actix_web::test]
async fn what_is_learned_of_a_contractor_later_was_unknown_before() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let body = json!({"kind": "contractor", "name": "青山", "credit_code": "52469025MJ9900004X"});
    let organisation = admin.post("/organisations", &body).await.created();
    let made = record(&admin, organisation.id(), &[station], json!({})).await.created();
    lab.pass(TimeDelta::seconds(60));
    let known = json!({"registration_authority": "县民政局", "registered_on": "2020-05-01"});
    admin.patch(&organisation, &format!("/organisations/{}", organisation.id()), &known).await.ok();
    let a1 = async |query: &str| {
        let verdict = admin.get(&format!("{}/compliance?{query}", path(&made))).await.ok();
        finding(&verdict, "A1")["status"].clone()
    };
    assert_eq!((a1("").await, a1("known_at=2023-07-03T02:00:30Z").await), (json!("met"), json!("unknown")));
}

/// 四: 22万元 a station and year is the floor, of a draft too.
#[actix_web::test]
async fn a_price_below_the_floor_is_a_breach_that_names_both_amounts() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    let cheap = admin.patch(&made, &path(&made), &json!({"price": "659999.99"})).await.ok();
    let found = finding(&admin.get(&format!("{}/compliance", path(&cheap))).await.ok(), "A2");
    assert_eq!((&found["status"], &found["source"]), (&json!("breach"), &json!("四")));
    assert_eq!(found["expected"], json!({"kind": "money", "value": "660000.00"}));
    assert_eq!(found["actual"], json!({"kind": "money", "value": "659999.99"}));
    assert!(found["message"].as_str().unwrap().contains("660000.00"));
}

/// 九（一）: due until the term begins, a breach after.
#[actix_web::test]
async fn a_term_that_has_begun_unsigned_is_a_breach() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    let a4 = async |day: &str| {
        let verdict = admin.get(&format!("{}/compliance?as_of={day}", path(&made))).await.ok();
        (finding(&verdict, "A4")["status"].clone(), verdict["forecast"][0]["on"].clone())
    };
    assert_eq!(a4("2023-06-30").await, (json!("due"), json!("2023-07-01")));
    assert_eq!(a4("2023-07-01").await.0, "breach");
}

#[actix_web::test]
async fn the_countys_view_has_every_agreement_but_the_voided() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let (one, other) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    record(&admin, one, &[station], json!({"price": "1.00"})).await.created();
    let wrong = draft(&admin, other, station).await;
    let numbers = async |by: &Persona<'_>| {
        let all = by.get("/agreements/compliance").await.ok();
        let agreements = all["agreements"].as_array().unwrap().iter();
        let mut numbers: Vec<_> =
            agreements.map(|one| one["agreement_number"].as_str().unwrap().to_owned()).collect();
        numbers.sort();
        numbers
    };
    assert_eq!(numbers(&lab.person(Role::Auditor).await).await, ["BS-2023-01", "草-01"]);
    assert_eq!(numbers(&lab.member(Role::ContractorManager, one).await).await, ["BS-2023-01"]);
    admin.move_on(&wrong, &format!("{}/voiding", path(&wrong)), &json!({"reason": "x"})).await.ok();
    assert_eq!(numbers(&admin).await, ["BS-2023-01"]);
    assert_eq!(admin.get("/agreements/compliance").await.ok()["verdict"], "breach");
}

#[actix_web::test]
async fn who_may_not_see_the_agreement_does_not_see_its_findings() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = record(&admin, lab.organisation("contractor", 0).await, &[station], json!({})).await.created();
    let to = format!("{}/compliance", path(&made));
    let stranger = lab.member(Role::ContractorManager, lab.organisation("contractor", 1).await).await;
    stranger.get(&to).await.problem(404, "not_found");
    assert_eq!(stranger.get("/agreements/compliance").await.ok()["agreements"], json!([]));
    lab.person(Role::ProvinceViewer).await.get("/agreements/compliance").await.problem(403, "forbidden");
    admin.get(&format!("{to}?as_of=1999-01-01")).await.faults(&["/as_of no_policy"]);
}
