use super::{NUMBER, adult, but, child, is_silent, put};
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn a_client_is_found_however_the_value_is_typed() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let before = lab.events().await;
    for asked in [
        json!({"name": " 符 海燕"}),
        json!({"identity_number": NUMBER.to_lowercase()}),
        json!({"phone": "+86 138-1234-5678"}),
        json!({"name": "符海燕", "phone": "13812345678", "identity_number": NUMBER}),
    ] {
        let found = site.lead.post("/clients/matches", &asked).await.ok();
        assert_eq!(found.items(), std::slice::from_ref(&made.body), "{asked}");
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn all_that_is_given_must_fit() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    for asked in [json!({"name": "符海"}), json!({"name": "符海燕", "phone": "13912345678"})] {
        let found = site.lead.post("/clients/matches", &asked).await.ok();
        assert_eq!(found.body, json!({"items": [], "more": false}), "{asked}");
    }
}

#[actix_web::test]
async fn something_is_asked_and_it_is_well_formed() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.lead.post("/clients/matches", &json!({})).await.faults(&[" required"]);
    let bad = json!({"identity_number": "469025199203059081", "phone": "12"});
    let told = site.lead.post("/clients/matches", &bad).await;
    told.faults(&["/identity_number wrong_check_character", "/phone wrong_character"]);
    site.officer.post("/clients/matches", &json!({"name": "符海燕"})).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_child_is_found_and_not_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &but(child(&site), &json!({"name": "符海燕"}))).await.created();
    let found = site.lead.post("/clients/matches", &json!({"name": "符海燕"})).await.ok();
    assert_eq!(found.items()[0]["id"], made["id"]);
    is_silent(&found.body.to_string());
}

#[actix_web::test]
async fn a_changed_value_is_found_and_the_old_one_no_longer() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    site.worker.patch(&made, &super::path(&made, ""), &json!({"name": "符海娟"})).await.ok();
    let found = async |name: &str| {
        site.lead.post("/clients/matches", &json!({"name": name})).await.ok().items().len()
    };
    assert_eq!((found("符海燕").await, found("符海娟").await), (0, 1));
}
