use stations::auth::role::Role;

use super::{Desk, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_list_narrows_and_counts() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    desk.submitted().await;
    desk.draft("2023-06").await.created();
    desk.at("2023-07-05T02:00:00Z").await;
    for (query, found) in [
        (format!("station={}", desk.post.station), 2),
        ("month=2023-07".into(), 1),
        ("state=draft".into(), 1),
        ("late=true".into(), 1),
        ("late=false&state=draft".into(), 0),
        ("month=2023-05".into(), 0),
    ] {
        let list = desk.officer.get(&format!("/progress-reports?count=exact&{query}")).await.ok();
        assert_eq!((list.items().len(), &list["total"]), (found, &json!(found)), "{query}");
    }
    desk.officer
        .get("/progress-reports?month=7&state=lost")
        .await
        .faults(&["/month wrong_format", "/state unknown_value"]);
}

#[actix_web::test]
async fn the_latest_month_comes_first_and_pages_meet() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    for month in ["2023-06", "2023-07", "2023-05"] {
        desk.draft(month).await.created();
    }
    let (mut months, mut next) = (Vec::new(), "/progress-reports?limit=2".to_owned());
    loop {
        let page = desk.officer.get(&next).await.ok();
        months.extend(page.items().iter().map(|one| one["month"].clone()));
        let Some(after) = page["next"].as_str() else { break };
        next = format!("/progress-reports?limit=2&after={after}");
    }
    assert_eq!(months, ["2023-07", "2023-06", "2023-05"]);
}

#[actix_web::test]
async fn overdue_and_late_are_told_in_the_list() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    desk.draft("2023-07").await.created();
    desk.at("2023-07-29T02:00:00Z").await;
    let list = desk.officer.get("/progress-reports?late=true").await.ok();
    let one = &list.items()[0];
    assert_eq!((&one["timeliness"], &one["days_late"]), (&json!("missing"), &json!(3)));
    assert!(one.get("work_done").is_none(), "the text is with the report");
}

#[actix_web::test]
async fn who_is_of_the_station_reads_it_and_nobody_else() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let report = desk.submitted().await;
    let resident = lab.posted(Role::ResidentWorker, desk.post.worker).await;
    for reader in [resident, lab.township_officer("469025100").await, lab.person(Role::Auditor).await] {
        assert_eq!(reader.get("/progress-reports").await.ok().items().len(), 1);
        assert_eq!(reader.get(&path(&report)).await.ok()["allowed_actions"], json!([]));
    }
    let neighbour = lab.township_officer("469025101").await;
    assert!(neighbour.get("/progress-reports").await.ok().items().is_empty());
    neighbour.get(&path(&report)).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path(&report)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_list_is_exported_with_headings() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.submitted().await;
    let csv = desk.officer.send("GET", "/progress-reports", &[("accept", "text/csv")], vec![]).await.ok();
    let text = String::from_utf8_lossy(&csv.bytes).into_owned();
    assert!(text.contains("报送时效") && text.contains("2023-07") && text.contains("on_time"), "{text}");
}
