use chrono::TimeDelta;
use stations::auth::role::Role;

use super::{change::path, register::record, terminate::terminate};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_contractor_sees_its_own_agreements_only_the_ended_ones_too() {
    let lab = Lab::new().await;
    let station = lab.station("469025100").await;
    let (old, new) = (lab.organisation("contractor", 1).await, lab.organisation("contractor", 2).await);
    let ended = lab.agreement(old, &[station], "2022-01-01", "2023-06-30", "2022-01-01").await;
    let present = lab.agreement(new, &[station], "2023-06-30", "2026-06-30", "2023-06-30").await;
    for (contractor, own, other) in [(old, ended, present), (new, present, ended)] {
        let manager = lab.member(Role::ContractorManager, contractor).await;
        assert_eq!(manager.get("/agreements").await.ok().items().len(), 1);
        manager.get(&format!("/agreements/{own}")).await.ok();
        manager.get(&format!("/agreements/{other}")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_township_sees_the_agreements_of_its_station() {
    let lab = Lab::new().await;
    let (mine, other) = (lab.station("469025100").await, lab.station("469025101").await);
    let contractor = lab.contractor(&[mine]).await;
    let hidden = lab.agreement(contractor, &[other], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let officer = lab.township_officer("469025100").await;
    assert_eq!(officer.get("/agreements").await.ok().items().len(), 1);
    officer.get(&format!("/agreements/{hidden}")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_list_is_narrowed_by_station_and_day_and_paged() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    for (from, to) in
        [("2021-01-01", "2022-01-01"), ("2022-01-01", "2023-01-01"), ("2023-01-01", "2024-01-01")]
    {
        lab.agreement(contractor, &[station], from, to, from).await;
        lab.pass(TimeDelta::milliseconds(5));
    }
    let of_day = format!("/agreements?station={station}&as_of=2022-01-01");
    let found = admin.get(&of_day).await.ok();
    assert_eq!((found.items().len(), &found.items()[0]["from"]), (1, &"2022-01-01".into()));
    let page = admin.get("/agreements?limit=2").await.ok();
    let rest = admin.get(&format!("/agreements?limit=2&after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!(
        (page.items().len(), rest.items().len(), &rest.items()[0]["from"]),
        (2, 1, &"2023-01-01".into())
    );
    admin
        .get("/agreements?station=1&as_of=x&after=%21")
        .await
        .faults(&["/station wrong_format", "/as_of wrong_format"]);
}

#[actix_web::test]
async fn a_list_is_narrowed_by_state() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let mut made = Vec::new();
    for (number, from, to, signed) in [
        ("expired", "2021-01-01", "2022-01-01", json!("2021-01-01")),
        ("terminated", "2022-01-01", "2023-01-01", json!("2022-01-01")),
        ("active", "2023-01-01", "2024-01-01", json!("2023-01-01")),
        ("signed", "2024-01-01", "2025-01-01", json!("2023-07-01")),
        ("voided", "2025-01-01", "2026-01-01", json!("2023-07-01")),
        ("draft", "2023-01-01", "2024-01-01", json!(null)),
    ] {
        let with = json!({"number": number, "from": from, "to": to, "signed_on": signed});
        made.push(record(&admin, contractor, &[station], with).await.created());
    }
    terminate(&admin, &made[1], "2022-06-01").await.ok();
    admin.move_on(&made[4], &format!("{}/voiding", path(&made[4])), &json!({"reason": "x"})).await.ok();
    for state in ["expired", "terminated", "active", "signed", "voided", "draft"] {
        let found = admin.get(&format!("/agreements?state={state}&count=exact")).await.ok();
        let told = (&found["total"], &found.items()[0]["number"], &found.items()[0]["state"]);
        assert_eq!(told, (&json!(1), &json!(state), &json!(state)));
    }
    admin.get("/agreements?state=over").await.faults(&["/state unknown_value"]);
}
