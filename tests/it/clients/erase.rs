use super::{adult, is_silent, path, put, told};
use crate::harness::{Lab, Site, Value, json};

#[actix_web::test]
async fn an_erased_client_can_never_be_read_again_and_statistics_stay() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let (admin, before) = (lab.bureau_admin().await, site.officer.get("/clients/counts").await.ok());
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let why = json!({"ground": "retention_ended"});
    let erased = admin.move_on(&made, &path(&made, "/erasure"), &why).await.ok();
    for field in ["name", "identity_number", "phone", "address", "needs", "notes", "birth_date"] {
        assert_eq!(erased[field], Value::Null, "{field}");
    }
    assert_eq!(
        (&erased["erased"], &erased["categories"]),
        (&json!(true), &json!(["low_income", "disabled"]))
    );
    assert!(told(&lab).await.contains("client.erased"));
    assert_eq!(lab.number("SELECT count(wrapped) AS n FROM personal_keys").await, 0);
    assert_eq!(site.officer.get("/clients/counts").await.ok().body, before.body);
}

#[actix_web::test]
async fn of_an_erased_client_nothing_is_found_changed_or_revealed() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let admin = lab.bureau_admin().await;
    let why = json!({"ground": "consent_withdrawn"});
    let erased = admin.move_on(&made, &path(&made, "/erasure"), &why).await.ok();
    let found = site.worker.post("/clients/matches", &json!({"phone": "13812345678"})).await.ok();
    assert_eq!(found.items().len(), 0);
    site.worker.patch(&erased, &path(&made, ""), &json!({"phone": null})).await.problem(409, "conflict");
    let body = json!({"fields": ["name"], "purpose": "核对"});
    admin.post(&path(&made, "/reveals"), &body).await.problem(409, "conflict");
    site.worker.put(&path(&made, ""), &adult(&site)).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn what_others_said_of_the_client_is_gone_too() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let guardian =
        json!({"name": "符海燕", "phone": "13812345678", "relation": "spouse", "from": "2023-07-01"});
    site.worker.post(&path(&made, "/guardians"), &guardian).await.created();
    let admin = lab.bureau_admin().await;
    admin.move_on(&made, &path(&made, "/erasure"), &json!({"ground": "unlawful"})).await.ok();
    let facts = site.worker.get(&path(&made, "/facts?kind=guardian")).await.ok();
    assert_eq!(
        (&facts.items()[0]["guardian_name"], &facts.items()[0]["relation"]),
        (&Value::Null, &json!("spouse"))
    );
    is_silent(&facts.body.to_string());
}

#[actix_web::test]
async fn erasing_again_changes_nothing_and_only_the_bureau_in_charge_erases() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let why = json!({"ground": "unlawful"});
    for by in [&site.lead, &site.contractor, &lab.bureau_officer().await] {
        by.move_on(&made, &path(&made, "/erasure"), &why).await.problem(403, "forbidden");
    }
    let admin = lab.bureau_admin().await;
    let erased = admin.move_on(&made, &path(&made, "/erasure"), &why).await.ok();
    let before = lab.events().await;
    admin.move_on(&erased, &path(&made, "/erasure"), &why).await.ok();
    assert_eq!(lab.events().await, before);
    admin.move_on(&made, &path(&made, "/erasure"), &why).await.problem(412, "stale");
}

#[actix_web::test]
async fn the_registrations_merged_into_it_are_erased_with_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let second = put(&lab, &site.worker, &adult(&site)).await.created();
    let body = json!({"survivor_id": first.id(), "merged_id": second.id(), "reason": "同一身份号码"});
    site.lead.post("/client-merges", &body).await.created();
    let admin = lab.bureau_admin().await;
    let why = json!({"ground": "retention_ended"});
    let gone = admin.get(&path(&second, "")).await.ok();
    admin.move_on(&gone, &path(&second, "/erasure"), &why).await.problem(409, "conflict");
    admin.move_on(&first, &path(&first, "/erasure"), &why).await.ok();
    assert_eq!(lab.number("SELECT count(wrapped) AS n FROM personal_keys").await, 0);
}
