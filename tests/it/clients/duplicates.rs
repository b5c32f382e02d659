use stations::auth::role::Role;

use super::{adult, but, put};
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn two_with_something_in_common_are_a_pair_and_its_signs_are_told() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let named =
        json!({"identity_number": null, "phone": null, "name": "符 海燕", "birth_date": "1992-03-05"});
    let second = put(&lab, &site.worker, &but(adult(&site), &named)).await.created();
    let called = json!({"identity_number": null, "name": "另一人"});
    let third = put(&lab, &site.worker, &but(adult(&site), &called)).await.created();
    let found = site.lead.get("/clients/duplicates").await.ok();
    let pairs = json!([
        {"first_id": first.id(), "second_id": second.id(), "signs": ["name_and_birth"]},
        {"first_id": first.id(), "second_id": third.id(), "signs": ["phone"]},
    ]);
    assert_eq!(found["items"], pairs);
}

#[actix_web::test]
async fn the_same_number_and_telephone_and_name_are_three_signs() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    put(&lab, &site.worker, &adult(&site)).await.created();
    let found = site.lead.get("/clients/duplicates?count=exact").await.ok();
    assert_eq!(found.items()[0]["signs"], json!(["identity_number", "phone", "name_and_birth"]));
    assert_eq!(found["total"], 1);
}

#[actix_web::test]
async fn a_household_is_no_duplicate_of_its_member_and_a_name_alone_is_no_sign() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    let home = json!({"kind": "household", "identity_number": null});
    put(&lab, &site.worker, &but(adult(&site), &home)).await.created();
    let namesake = json!({"identity_number": null, "phone": null});
    put(&lab, &site.worker, &but(adult(&site), &namesake)).await.created();
    assert_eq!(site.lead.get("/clients/duplicates").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn pairs_are_paged_one_by_one() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        put(&lab, &site.worker, &adult(&site)).await.created();
    }
    let pages = site.lead.walk("/clients/duplicates?limit=1").await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1]);
    assert_ne!(pages[1], pages[2]);
}

#[actix_web::test]
async fn a_pair_over_two_stations_is_shown_to_who_sees_both() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    let elsewhere = lab.station("469025101").await;
    let rival = lab.other_contractor(&[elsewhere]).await;
    let there = lab.posted(Role::ResidentWorker, lab.posted_worker(rival, elsewhere).await).await;
    put(&lab, &there, &but(adult(&site), &json!({"station_id": elsewhere}))).await.created();
    for (by, pairs) in [(&site.lead, 0), (&there, 0), (&lab.bureau_officer().await, 1)] {
        assert_eq!(by.get("/clients/duplicates").await.ok().items().len(), pairs);
    }
}
