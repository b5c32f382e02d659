use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn bureau_and_township_each_record_their_own_receipt() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let list = site.filed(&["1.1"], "2023-07-01").await;
    let list = site.received(&site.officer, &list, &json!({"received_on": "2023-07-02"})).await.created();
    let list = site.received(&lab.bureau_officer().await, &list, &json!({})).await.created();
    let receipts: Vec<_> =
        list["receipts"].as_array().unwrap().iter().map(|one| (&one["party"], &one["received_on"])).collect();
    let expected = [("bureau", "2023-07-03"), ("township", "2023-07-02")];
    assert_eq!(
        receipts,
        expected.map(|(party, on)| (json!(party), json!(on))).iter().map(|(p, o)| (p, o)).collect::<Vec<_>>()
    );
    assert_eq!((&list["state"], &list["from"]), (&json!("filed"), &json!("2023-07-01")));
}

#[actix_web::test]
async fn a_receipt_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let list = site.filed(&["1.1"], "2023-07-01").await;
    let list = site.received(&site.officer, &list, &json!({})).await.created();
    site.received(&site.officer, &list, &json!({})).await.problem(409, "already_exists");
    assert_eq!(lab.event("service_list.received").await["changes"]["party"], "township");
}

#[actix_web::test]
async fn a_receipt_lies_between_filing_and_today() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let list = site.filed(&["1.1"], "2023-07-01").await;
    for (on, fault) in [("2023-06-30", "/received_on too_early"), ("2023-07-04", "/received_on too_late")] {
        site.received(&site.officer, &list, &json!({"received_on": on})).await.faults(&[fault]);
    }
}

#[actix_web::test]
async fn a_draft_cannot_be_received() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let draft = site.draft(&["1.1"]).await;
    site.received(&site.officer, &draft, &json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn who_filed_it_cannot_receive_it_nor_another_township() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let list = site.filed(&["1.1"], "2023-07-01").await;
    site.received(&site.contractor, &list, &json!({})).await.problem(403, "forbidden");
    let stranger = lab.township_officer("469025101").await;
    site.received(&stranger, &list, &json!({})).await.problem(404, "not_found");
}
