use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn a_draft_without_items_is_the_whole_catalogue() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let draft = site.lead.post(&site.all("service-lists"), &json!({})).await.created();
    let items = draft["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["item"]["name_zh"]), (30, &json!("政策宣传")));
    assert_eq!(
        (&draft["state"], &draft["from"], &draft["receipts"]),
        (&json!("draft"), &json!(null), &json!([]))
    );
    assert_eq!(draft.headers["location"], format!("/api/v1/service-lists/{}", draft.id()));
    assert_eq!(site.officer.get(&format!("/service-lists/{}", draft.id())).await.ok().body, draft.body);
}

#[actix_web::test]
async fn items_keep_local_wording_and_quantity_in_the_order_of_the_catalogue() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let own = json!({"item_code": "2.1", "wording": "长者健康日", "yearly_quantity": 12, "unit": "场"});
    let body = json!({"items": [own, {"item_code": "1.1"}]});
    let draft = site.worker.post(&site.all("service-lists"), &body).await.created();
    assert_eq!(draft["items"][0]["item"]["code"], "1.1");
    let second = &draft["items"][1];
    assert_eq!(
        (&second["wording"], &second["yearly_quantity"], &second["unit"]),
        (&json!("长者健康日"), &json!(12), &json!("场"))
    );
    let event = lab.last_event().await;
    assert_eq!((&event["action"], &event["changes"]["items"]), (&json!("service_list.drafted"), &json!(2)));
}

#[actix_web::test]
async fn an_item_outside_the_catalogue_or_named_twice_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let events = lab.events().await;
    let body = json!({"items": [{"item_code": "1.1"}, {"item_code": "9.9"}, {"item_code": "1.1"}]});
    let faults = ["/items/1/item_code unknown_reference", "/items/2/item_code repeated"];
    site.contractor.post(&site.all("service-lists"), &body).await.faults(&faults);
    let none = json!({"items": [{"item_code": "1.1", "yearly_quantity": 0}]});
    site.contractor
        .post(&site.all("service-lists"), &none)
        .await
        .faults(&["/items/0/yearly_quantity too_small"]);
    site.contractor.post(&site.all("service-lists"), &json!({"items": []})).await.faults(&["/items too_few"]);
    assert_eq!(lab.events().await, events);
}

#[actix_web::test]
async fn a_draft_is_changed_by_who_has_read_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let draft = site.draft(&["1.1"]).await;
    let path = format!("/service-lists/{}", draft.id());
    let other = json!({"items": [{"item_code": "3.1"}]});
    let changed = site.lead.patch(&draft, &path, &other).await.ok();
    assert_eq!((&changed["items"][0]["item"]["code"], &changed["version"]), (&json!("3.1"), &json!(2)));
    site.lead.patch(&draft, &path, &other).await.problem(412, "stale");
    site.lead
        .send("PATCH", &path, &[("content-type", "application/json")], other.to_string().into())
        .await
        .is(428);
    let filed = site.file(&changed, "2023-07-03").await.ok();
    site.lead.patch(&filed, &path, &other).await.problem(409, "conflict");
}

#[actix_web::test]
async fn who_is_not_of_the_station_does_not_draft() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = format!("/stations/{}/service-lists", lab.station("469025101").await);
    site.contractor.post(&other, &json!({})).await.problem(404, "not_found");
    site.contractor.get(&other).await.problem(404, "not_found");
    site.officer.post(&site.all("service-lists"), &json!({})).await.problem(403, "forbidden");
    let draft = site.draft(&["1.1"]).await;
    let stranger = lab.township_officer("469025101").await;
    stranger.get(&format!("/service-lists/{}", draft.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_list_of_lists_pages_and_counts() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.draft(&["1.1"]).await;
    lab.pass(chrono::TimeDelta::milliseconds(1)); // ids of one instant have no order
    site.draft(&["1.2"]).await;
    let page = site.list("service-lists", "limit=1&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"], &page["items"][0]), (1, &json!(2), &first.body));
    let next = format!("limit=1&after={}", page["next"].as_str().unwrap());
    assert_eq!(site.list("service-lists", &next).await.ok()["items"][0]["items"][0]["item"]["code"], "1.2");
}
