use stations::auth::role::Role;

use super::{Desk, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_draft_is_written_on() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let draft = desk.draft("2023-07").await.created();
    let body = json!({"work_done": "入户走访", "problems": "车辆不足", "next_plan": "开展小组活动"});
    let written = desk.post.manager.patch(&draft, &path(&draft), &body).await.ok();
    assert_eq!((&written["problems"], &written["version"]), (&body["problems"], &json!(2)));
    let event = lab.event("progress_report.changed").await;
    assert_eq!(event["changes"]["fields"], json!(["work_done", "problems", "next_plan"]));
    assert!(!event.to_string().contains("车辆"), "events have no words of reports");
    let without = desk.post.manager.patch(&written, &path(&draft), &json!({"problems": null})).await.ok();
    assert_eq!((&without["problems"], &without["work_done"]), (&json!(null), &body["work_done"]));
}

#[actix_web::test]
async fn what_says_the_same_changes_nothing() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let before = lab.events().await;
    let again = json!({"work_done": written["work_done"]});
    let same = desk.post.manager.patch(&written, &path(&written), &again).await.ok();
    assert_eq!((&same["version"], lab.events().await), (&written["version"], before));
}

#[actix_web::test]
async fn a_stated_figure_shows_beside_the_counted_one() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    let stated = json!([{"figure": "people_served", "value": 5, "reason": "含一次未登记的走访"}, {"figure": "logs", "value": 1}]);
    let written = desk.written(json!({"stated": stated})).await;
    let difference =
        json!([{"figure": "people_served", "counted": 3, "stated": 5, "reason": "含一次未登记的走访"}]);
    assert_eq!(written["differences"], difference, "what agrees is no difference");
}

#[actix_web::test]
async fn each_figure_is_stated_once_and_is_one_of_the_four() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let draft = desk.draft("2023-07").await.created();
    let state =
        async |stated| desk.post.manager.patch(&draft, &path(&draft), &json!({"stated": stated})).await;
    let twice = json!([{"figure": "logs", "value": 1}, {"figure": "logs", "value": 2}]);
    state(twice).await.faults(&["/stated/1/figure repeated"]);
    state(json!([{"figure": "smiles", "value": -1}]))
        .await
        .faults(&["/stated/0/figure unknown_value", "/stated/0/value too_small"]);
}

#[actix_web::test]
async fn who_writes_has_read_it_and_it_is_not_with_the_bureau() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let (manager, change) = (&desk.post.manager, json!({"problems": "x"}));
    let body = change.to_string().into_bytes();
    let kind = [("content-type", "application/merge-patch+json")];
    manager.send("PATCH", &path(&written), &kind, body).await.is(428);
    let submitted = desk.submit(&written).await.ok();
    manager.patch(&written, &path(&written), &change).await.problem(412, "stale");
    manager.patch(&submitted, &path(&written), &change).await.problem(409, "conflict");
    let elsewhere = lab.posted_worker(desk.post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::StationLead, elsewhere).await;
    colleague.patch(&submitted, &path(&written), &change).await.problem(404, "not_found");
}
