use crate::harness::{Answer, Lab, Site, Value, json};

const PATH: &str = "/declined-requests";

fn request(site: &Site<'_>) -> Value {
    json!({"station_id": site.station, "requested_by": "示例镇综合办公室", "requested_on": "2023-07-02",
        "matter": "administration", "request": "代为开具居住证明"})
}

async fn declined(site: &Site<'_>) -> Answer {
    site.worker.post(PATH, &request(site)).await.created()
}

#[actix_web::test]
async fn a_declined_request_comes_with_a_reply() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = declined(&site).await;
    assert_eq!((&made["clause"], &made["outcome"]), (&json!("五"), &json!("declined")));
    let reply = made["reply"].as_str().unwrap();
    for part in ["示例镇综合办公室", "2023年7月2日", "代为开具居住证明", "牙叉镇社会工作服务站"]
    {
        assert!(reply.contains(part), "{part}: {reply}");
    }
    assert_eq!(site.officer.get(&format!("{PATH}/{}", made.id())).await.ok().body, made.body);
    let event = lab.last_event().await;
    assert!(event["action"] == "declined_request.recorded" && !event.to_string().contains("居住证明"));
}

#[actix_web::test]
async fn its_outcome_is_recorded_later() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = declined(&site).await;
    let path = format!("{PATH}/{}", made.id());
    let changed = site.lead.patch(&made, &path, &json!({"outcome": "passed_on"})).await.ok();
    assert_eq!((&changed["outcome"], &changed["version"]), (&json!("passed_on"), &json!(2)));
    site.lead.patch(&made, &path, &json!({"outcome": "insisted"})).await.problem(412, "stale");
    site.lead
        .patch(&changed, &path, &json!({"request": "别的"}))
        .await
        .faults(&["/outcome required", "/request unknown_field"]);
    let events = lab.events().await;
    assert_eq!(site.lead.patch(&changed, &path, &json!({"outcome": "passed_on"})).await.ok()["version"], 2);
    assert_eq!(lab.events().await, events);
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let with = |fields: Value| {
        let mut body = request(&site);
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    };
    let post = async |fields| site.contractor.post(PATH, &with(fields)).await;
    post(json!({"requested_on": "2023-07-04"})).await.faults(&["/requested_on too_late"]);
    let other = lab.station("469025101").await;
    post(json!({"station_id": other})).await.faults(&["/station_id unknown_reference"]);
    let faults = ["/matter unknown_value", "/requested_by wrong_format"];
    post(json!({"matter": "favour", "requested_by": " "})).await.faults(&faults);
}

#[actix_web::test]
async fn the_list_narrows_and_shows_only_ones_own_stations() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = declined(&site).await;
    for (query, found) in [
        ("", 1),
        ("matter=administration", 1),
        ("matter=service", 0),
        ("outcome=declined", 1),
        ("outcome=insisted", 0),
    ] {
        assert_eq!(site.officer.get(&format!("{PATH}?{query}")).await.ok().items().len(), found, "{query}");
    }
    let stranger = lab.township_officer("469025101").await;
    assert!(stranger.get(PATH).await.ok().items().is_empty());
    stranger.get(&format!("{PATH}/{}", made.id())).await.problem(404, "not_found");
    let bureau = lab.bureau_officer().await;
    assert_eq!(bureau.get(&format!("{PATH}?count=exact&station={}", site.station)).await.ok()["total"], 1);
    bureau.post(PATH, &request(&site)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_wrong_one_is_voided_and_stays_readable() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = declined(&site).await;
    let path = format!("{PATH}/{}/voiding", made.id());
    let voided = site.lead.move_on(&made, &path, &json!({"reason": "登记重复"})).await.ok();
    assert_eq!(voided["void_reason"], "登记重复");
    site.lead.move_on(&voided, &path, &json!({"reason": "再次"})).await.problem(409, "conflict");
    site.lead
        .patch(&voided, &format!("{PATH}/{}", made.id()), &json!({"outcome": "insisted"}))
        .await
        .problem(409, "conflict");
}
