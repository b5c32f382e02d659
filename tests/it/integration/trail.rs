use crate::harness::Lab;

#[actix_web::test]
async fn the_trail_is_newest_first_and_marks_what_is_not_sealed() {
    let lab = Lab::new().await;
    let sealed = lab.sealed_events(1).await;
    lab.pass(chrono::TimeDelta::seconds(2));
    let fresh = lab.tell(&lab.conn, "fresh").await;
    let admin = lab.bureau_admin().await;
    let page = admin.get("/audit-events?subject_kind=thing").await.ok();
    let seen: Vec<_> =
        page.items().iter().map(|event| (event["id"].clone(), event["position"].clone())).collect();
    assert_eq!(seen, [(fresh.to_string().into(), ().into()), (sealed[0].to_string().into(), 1.into())]);
    assert_eq!(admin.get(&format!("/audit-events/{fresh}")).await.ok()["subject_id"], "fresh");
    admin.get(&format!("/audit-events/{}", lab.station("469025100").await)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_trail_is_filtered_by_subject_and_by_day() {
    let lab = Lab::new().await;
    lab.sealed_events(3).await;
    let admin = lab.bureau_admin().await;
    assert_eq!(admin.get("/audit-events?subject_id=2&subject_kind=thing").await.ok().items().len(), 1);
    let days = |from: &str, to: &str| format!("/audit-events?from={from}&to={to}");
    assert_eq!(admin.get(&days("2023-07-03", "2023-07-04")).await.ok().items().len(), 3);
    assert!(admin.get(&days("2023-07-04", "2023-07-05")).await.ok().items().is_empty());
    admin.get("/audit-events?action=none.such").await.ok().items().is_empty().then_some(()).unwrap();
}

#[actix_web::test]
async fn checkpoints_are_notes_newest_first() {
    let lab = Lab::new().await;
    lab.sealed_events(2).await;
    let page = lab.bureau_admin().await.get("/audit-checkpoints?limit=2").await.ok();
    assert_eq!((page.items()[0]["size"].clone(), page.items()[1]["size"].clone()), (3.into(), 2.into()));
    assert!(page.items()[0]["note"].as_str().unwrap().contains("\n\n— "));
    lab.bureau_officer().await.get("/audit-checkpoints").await.problem(403, "forbidden");
    lab.bureau_officer().await.get("/audit-events").await.problem(403, "forbidden");
}
