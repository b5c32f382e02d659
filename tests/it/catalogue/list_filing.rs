use crate::harness::{Lab, Site, finding, json};

#[actix_web::test]
async fn a_list_is_in_force_from_its_filing_and_meets_r20() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let filed = site.filed(&["1.1", "2.1"], "2023-07-01").await;
    assert_eq!(
        (&filed["state"], &filed["from"], &filed["to"]),
        (&json!("filed"), &json!("2023-07-01"), &json!(null))
    );
    assert_eq!(lab.event("service_list.filed").await["changes"]["from"], "2023-07-01");
    let r20 = async |day: &str| {
        let path = format!("/stations/{}/readiness?as_of={day}", site.station);
        finding(&site.officer.get(&path).await.ok(), "R20")
    };
    assert_eq!(
        (&r20("2023-06-30").await["status"], &r20("2023-07-01").await["status"]),
        (&json!("due"), &json!("met"))
    );
    assert_eq!(r20("2023-07-01").await["actual"], json!({"kind": "service_items", "value": 2}));
}

#[actix_web::test]
async fn the_next_filing_ends_the_list_before_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.filed(&["1.1"], "2023-06-01").await;
    lab.pass(chrono::TimeDelta::seconds(1));
    let second = site.filed(&["1.2"], "2023-07-01").await;
    let first = site.officer.get(&format!("/service-lists/{}", first.id())).await.ok();
    assert_eq!((&first["to"], &first["state"]), (&json!("2023-07-01"), &json!("filed")));
    assert_eq!(lab.event("service_list.filed").await["changes"]["replaces"], json!(first.id()));
    for (day, id) in [("2023-06-30", first.id()), ("2023-07-01", second.id())] {
        let held = site.list("service-lists", &format!("as_of={day}")).await.ok();
        assert_eq!((held.items().len(), &held["items"][0]["id"]), (1, &json!(id)), "{day}");
    }
    assert!(site.list("service-lists", "as_of=2023-05-31").await.ok().items().is_empty());
}

#[actix_web::test]
async fn a_filing_is_of_today_or_earlier_and_after_the_one_before() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let draft = site.draft(&["1.1"]).await;
    site.file(&draft, "2023-07-04").await.faults(&["/filed_on too_late"]);
    site.file(&draft, "2023-07-02").await.ok();
    let next = site.draft(&["1.2"]).await;
    site.file(&next, "2023-07-02").await.faults(&["/filed_on too_early"]);
    let path = format!("/service-lists/{}/filing", next.id());
    let today = site.contractor.move_on(&next, &path, &json!({})).await.ok();
    assert_eq!(today["from"], "2023-07-03");
    site.contractor.move_on(&today, &path, &json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_voided_list_is_in_force_on_no_day_and_stays_readable() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let filed = site.filed(&["1.1"], "2023-07-01").await;
    let path = format!("/service-lists/{}/voiding", filed.id());
    let voided = site.lead.move_on(&filed, &path, &json!({"reason": "报错版本"})).await.ok();
    assert_eq!((&voided["state"], &voided["void_reason"]), (&json!("voided"), &json!("报错版本")));
    site.lead.move_on(&voided, &path, &json!({"reason": "再次"})).await.problem(409, "conflict");
    assert!(site.list("service-lists", "as_of=2023-07-02").await.ok().items().is_empty());
    site.filed(&["1.2"], "2023-07-01").await;
}

#[actix_web::test]
async fn two_lists_have_no_day_in_common() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.filed(&["1.1"], "2023-05-01").await;
    let second = site.filed(&["1.2"], "2023-06-01").await;
    let void = format!("/service-lists/{}/voiding", second.id());
    site.contractor.move_on(&second, &void, &json!({"reason": "有误"})).await.ok();
    let third = site.draft(&["1.3"]).await;
    site.file(&third, "2023-05-15").await.faults(&["/filed_on overlapping"]);
    site.file(&third, "2023-06-01").await.ok();
}

#[actix_web::test]
async fn what_was_not_filed_then_did_not_count_then() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    lab.at("2023-07-03T02:10:00Z");
    site.filed(&["1.1"], "2023-07-01").await;
    lab.at("2023-07-03T02:11:00Z");
    let known = async |at: &str| {
        let path = format!("/stations/{}/readiness?known_at=2023-07-03T{at}Z", site.station);
        finding(&site.officer.get(&path).await.ok(), "R20")["status"].clone()
    };
    assert_eq!((known("02:09:59").await, known("02:10:00").await), (json!("due"), json!("met")));
}
