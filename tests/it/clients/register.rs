use stations::http::clock::new_id;

use super::{adult, but, is_silent, path, put, told};
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn a_client_is_kept_sealed_and_its_birth_follows_from_the_number() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    assert_eq!((&made["name"], &made["phone"]), (&json!("符海燕"), &json!("138****5678")));
    assert_eq!((&made["birth_date"], &made["sex"]), (&json!("1992-03-05"), &json!("male")));
    assert_eq!(
        (&made["categories"], &made["risk_level"]),
        (&json!(["low_income", "disabled"]), &json!("medium"))
    );
    assert_eq!(
        (&made["minor"], &made["withheld"], &made["version"]),
        (&json!(false), &json!(false), &json!(1))
    );
    assert_eq!(site.worker.get(&path(&made, "")).await.ok().body, made.body);
    is_silent(&told(&lab).await);
    let kept = "SELECT count(*) AS n FROM clients c WHERE row_to_json(c)::text ~ '符海燕|13812345678|桥南路|1992030'";
    assert_eq!(lab.number(kept).await, 0);
}

#[actix_web::test]
async fn a_phone_may_send_it_again_and_another_content_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let before = lab.events().await;
    let again = but(adult(&site), &json!({"categories": ["disabled", "low_income"]}));
    assert_eq!(site.worker.put(&path(&first, ""), &again).await.ok().body, first.body);
    let other = but(adult(&site), &json!({"notes": "另一内容"}));
    site.worker.put(&path(&first, ""), &other).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_repeat_shows_what_was_changed_since() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    site.worker.patch(&first, &path(&first, ""), &json!({"phone": "13987654321"})).await.ok();
    let again = site.worker.put(&path(&first, ""), &adult(&site)).await.ok();
    assert_eq!((&again["phone"], &again["version"]), (&json!("139****4321"), &json!(2)));
}

#[actix_web::test]
async fn all_that_is_wrong_is_told_at_once_without_the_values() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let bad = but(
        adult(&site),
        &json!({"identity_number": "469025199203059081", "phone": "12", "name": " ", "risk_level": "huge"}),
    );
    put(&lab, &site.worker, &bad).await.faults(&["/name wrong_format", "/risk_level unknown_value"]);
    let bad = but(adult(&site), &json!({"identity_number": "469025199203059081", "phone": "12"}));
    let told = put(&lab, &site.worker, &bad).await;
    let told = told.faults(&["/identity_number wrong_check_character", "/phone wrong_character"]);
    assert!(!told.body.to_string().contains("469025199203059081"));
    let bad = but(adult(&site), &json!({"birth_date": "1992-03-06"}));
    put(&lab, &site.worker, &bad).await.faults(&["/birth_date contradiction"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM personal_keys").await, 0);
}

#[actix_web::test]
async fn the_station_is_ones_own_and_the_village_exists() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = lab.station("469025101").await;
    let beyond = but(adult(&site), &json!({"station_id": other, "village_code": "469025100009"}));
    let faults = ["/station_id unknown_reference", "/village_code unknown_reference"];
    put(&lab, &site.worker, &beyond).await.faults(&faults);
    let tomorrow = but(adult(&site), &json!({"since": "2023-07-04"}));
    put(&lab, &site.worker, &tomorrow).await.faults(&["/since too_late"]);
}

#[actix_web::test]
async fn a_household_has_no_number_of_its_own() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.lead, &but(adult(&site), &json!({"kind": "household"})))
        .await
        .faults(&["/kind contradiction"]);
    let home =
        json!({"station_id": site.station, "kind": "household", "name": "符家", "since": "2023-07-01"});
    let made = put(&lab, &site.lead, &home).await.created();
    assert_eq!((&made["minor"], &made["birth_date"]), (&json!(false), &json!(null)));
}

#[actix_web::test]
async fn who_is_registered_already_is_registered_all_the_same() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    put(&lab, &site.lead, &adult(&site)).await.created();
    assert_eq!(lab.number("SELECT count(*) AS n FROM clients").await, 2);
}

#[actix_web::test]
async fn only_the_stations_people_register_and_under_an_id_of_version_seven() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for by in [&site.officer, &lab.bureau_admin().await] {
        put(&lab, by, &adult(&site)).await.problem(403, "forbidden");
    }
    let id = uuid::Uuid::from_u128(7);
    site.worker.put(&format!("/clients/{id}"), &adult(&site)).await.problem(422, "invalid");
    site.contractor.put(&format!("/clients/{}", new_id(lab.now())), &adult(&site)).await.created();
}

#[actix_web::test]
async fn the_list_filters_and_pages() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        put(&lab, &site.worker, &adult(&site)).await.created();
    }
    let pages = site.worker.walk("/clients?limit=2").await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let none = site.worker.get("/clients?village_code=469025100001").await.ok();
    assert_eq!(none.items().len(), 0);
    let counted = site.worker.get(&format!("/clients?count=exact&station_id={}", site.station)).await.ok();
    assert_eq!(counted["total"], 3);
}
