//! Reading cases, groups, members, sessions and activities: page by page, as a table, by whom, and once.

use super::{SAID, Ward, way};
use crate::harness::{Answer, Lab, Persona, json};

/// Two things in a list are read one by one in the order of recording, and counted.
async fn is_read_page_by_page(by: &Persona<'_>, path: &str, ids: [&Answer; 2]) {
    let first = by.get(&format!("{path}?limit=1&count=exact")).await.ok();
    assert_eq!((&first.items()[0]["id"], &first["total"]), (&ids[0]["id"], &json!(2)), "{path}");
    let after = first["next"].as_str().unwrap();
    let second = by.get(&format!("{path}?limit=1&after={after}")).await.ok();
    assert_eq!((&second.items()[0]["id"], &second["next"]), (&ids[1]["id"], &json!(null)), "{path}");
}

/// The list as a table has a heading and so many rows, and tells nothing that it should not.
async fn is_a_table(by: &Persona<'_>, path: &str, heading: &str, rows: usize) {
    let table = by.send("GET", path, &[("accept", "text/csv")], Vec::new()).await.ok();
    let text = String::from_utf8(table.bytes.to_vec()).unwrap();
    assert!(text.lines().next().unwrap().contains(heading) && !text.contains(SAID), "{text}");
    assert_eq!(text.lines().count(), rows + 1, "{text}");
}

/// Nobody reads it without an account or for the township; the auditor does.
async fn is_for_the_bureau_and_the_station(ward: &Ward<'_>, path: &str) {
    ward.lab.anyone().get(path).await.problem(401, "unauthenticated");
    ward.site.officer.get(path).await.problem(403, "forbidden");
    for reader in [ward.lab.person(stations::auth::role::Role::Auditor).await, ward.site.contractor.clone()] {
        reader.get(path).await.ok();
    }
}

/// Who has seen it gets it once.
async fn is_read_once(by: &Persona<'_>, path: &str) {
    let seen = by.get(path).await.ok();
    by.send("GET", path, &[("if-none-match", seen.etag())], Vec::new()).await.is(304);
}

async fn two_cases(ward: &Ward<'_>) -> [Answer; 2] {
    let first = ward.accepted().await;
    ward.lab.pass(chrono::TimeDelta::milliseconds(1));
    [first, ward.accepted().await]
}

async fn two_groups(ward: &Ward<'_>) -> [Answer; 2] {
    let first = ward.opened().await;
    ward.lab.pass(chrono::TimeDelta::milliseconds(1));
    [first, ward.opened().await]
}

async fn two_activities(ward: &Ward<'_>) -> [Answer; 2] {
    let first = ward.site.worker.post("/activities", &ward.activity()).await.created();
    ward.lab.pass(chrono::TimeDelta::milliseconds(1));
    [first, ward.site.worker.post("/activities", &ward.activity()).await.created()]
}

#[actix_web::test]
async fn cases_are_read_page_by_page_voided_ones_too() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let [first, second] = two_cases(&ward).await;
    ward.site.lead.move_on(&first, &way(&first, "/voiding"), &json!({"reason": "重复登记"})).await.ok();
    is_read_page_by_page(&ward.site.worker, "/cases", [&first, &second]).await;
}

#[actix_web::test]
async fn cases_are_a_table() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_cases(&ward).await;
    is_a_table(&lab.bureau_officer().await, "/cases", "个案负责社工编号", 2).await;
}

#[actix_web::test]
async fn cases_are_listed_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_cases(&ward).await;
    is_for_the_bureau_and_the_station(&ward, "/cases").await;
    ward.site
        .worker
        .get("/cases?state=asleep&who=me")
        .await
        .faults(&["/state unknown_value", "/who unknown_field"]);
}

#[actix_web::test]
async fn a_case_is_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    is_for_the_bureau_and_the_station(&ward, &way(&case, "")).await;
    ward.site.worker.get(&format!("/cases/{}", ward.client.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn groups_are_read_page_by_page_voided_ones_too() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let [first, second] = two_groups(&ward).await;
    let why = json!({"reason": "重复登记"});
    ward.site.lead.move_on(&first, &format!("/groups/{}/voiding", first.id()), &why).await.ok();
    is_read_page_by_page(&ward.site.worker, "/groups", [&first, &second]).await;
}

#[actix_web::test]
async fn groups_are_a_table() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_groups(&ward).await;
    is_a_table(&lab.bureau_officer().await, "/groups", "带领社工编号", 2).await;
}

#[actix_web::test]
async fn groups_are_listed_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_groups(&ward).await;
    is_for_the_bureau_and_the_station(&ward, "/groups").await;
    ward.site.worker.get("/groups?open=perhaps").await.faults(&["/open wrong_type"]);
    let here = ward.site.worker.get(&format!("/groups?station={}", ward.site.station)).await.ok();
    assert_eq!(here.items().len(), 2);
}

#[actix_web::test]
async fn a_group_is_for_the_bureau_and_the_station_and_read_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let path = format!("/groups/{}", ward.opened().await.id());
    is_for_the_bureau_and_the_station(&ward, &path).await;
    is_read_once(&ward.site.worker, &path).await;
    ward.site.worker.get(&format!("/groups/{}", ward.client.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn members_are_read_page_by_page_who_left_too() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (group, other) = (ward.opened().await, ward.another().await);
    let first = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let left = json!({"to": "2023-07-02", "reason": "moved"});
    ward.site.worker.move_on(&first, &format!("/group-members/{}/end", first.id()), &left).await.ok();
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let second = ward.joined(&group, other, "2023-07-01").await.created();
    is_read_page_by_page(&ward.site.worker, &format!("/groups/{}/members", group.id()), [&first, &second])
        .await;
}

#[actix_web::test]
async fn members_are_a_table() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    is_a_table(&ward.site.lead, &format!("/groups/{}/members", group.id()), "服务对象编号", 1).await;
}

#[actix_web::test]
async fn members_are_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let path = format!("/groups/{}/members", ward.opened().await.id());
    is_for_the_bureau_and_the_station(&ward, &path).await;
    let nothing = format!("/groups/{}/members", ward.client.id());
    ward.site.worker.get(&nothing).await.problem(404, "not_found");
}

#[actix_web::test]
async fn sessions_are_read_page_by_page_voided_ones_too() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let first = ward.session(&group, 1, "2023-07-02").await.created();
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let second = ward.session(&group, 2, "2023-07-02").await.created();
    let void = format!("/group-sessions/{}/voiding", first.id());
    ward.site.lead.move_on(&first, &void, &json!({"reason": "未开展"})).await.ok();
    is_read_page_by_page(&ward.site.worker, &format!("/groups/{}/sessions", group.id()), [&first, &second])
        .await;
}

#[actix_web::test]
async fn sessions_are_a_table() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.session(&group, 1, "2023-07-02").await.created();
    is_a_table(&ward.site.lead, &format!("/groups/{}/sessions", group.id()), "举行日期", 1).await;
}

#[actix_web::test]
async fn sessions_are_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let path = format!("/groups/{}/sessions", ward.opened().await.id());
    is_for_the_bureau_and_the_station(&ward, &path).await;
    let nothing = format!("/groups/{}/sessions", ward.client.id());
    ward.site.worker.get(&nothing).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_session_is_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    is_for_the_bureau_and_the_station(&ward, &format!("/group-sessions/{}", session.id())).await;
    ward.site.worker.get(&format!("/group-sessions/{}", group.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_session_is_read_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    is_read_once(&ward.site.worker, &format!("/group-sessions/{}", session.id())).await;
}

#[actix_web::test]
async fn activities_are_read_page_by_page_voided_ones_too() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let [first, second] = two_activities(&ward).await;
    let void = format!("/activities/{}/voiding", first.id());
    ward.site.lead.move_on(&first, &void, &json!({"reason": "重复登记"})).await.ok();
    is_read_page_by_page(&ward.site.worker, "/activities", [&first, &second]).await;
}

#[actix_web::test]
async fn activities_are_a_table() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_activities(&ward).await;
    is_a_table(&lab.bureau_officer().await, "/activities", "编号", 2).await;
}

#[actix_web::test]
async fn activities_are_listed_for_the_bureau_and_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    two_activities(&ward).await;
    is_for_the_bureau_and_the_station(&ward, "/activities").await;
    let wrong = ward.site.worker.get("/activities?kind=party&from=July").await;
    wrong.faults(&["/from wrong_format", "/kind unknown_value"]);
}

#[actix_web::test]
async fn an_activity_is_for_the_bureau_and_the_station_and_read_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let [first, _] = two_activities(&ward).await;
    let path = format!("/activities/{}", first.id());
    is_for_the_bureau_and_the_station(&ward, &path).await;
    is_read_once(&ward.site.worker, &path).await;
    ward.site.worker.get(&format!("/activities/{}", ward.client.id())).await.problem(404, "not_found");
}
