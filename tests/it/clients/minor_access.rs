use super::{child, path, put, told};
use crate::harness::{Answer, Lab, Persona, Site, Value, json};

fn way(access: &Answer, more: &str) -> String {
    format!("/minor-access-approvals/{}{more}", access.id())
}

async fn ask(lab: &Lab, by: &Persona<'_>, client: &Answer, emergency: bool) -> Answer {
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let body = json!({"client_id": client.id(), "reason": "个案跟进", "emergency": emergency});
    by.post("/minor-access-approvals", &body).await
}

/// The same person with a fresh token: one lives a quarter of an hour.
async fn again<'a>(lab: &'a Lab, who: &Persona<'a>) -> Persona<'a> {
    Persona { token: Some(lab.token("469025", who.id).await), ..who.clone() }
}

#[actix_web::test]
async fn an_approval_opens_the_child_to_who_asked_and_each_look_is_an_event() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let asked = ask(&lab, &site.worker, &made, false).await.created();
    assert_eq!((&asked["state"], &asked["reason"]), (&json!("requested"), &json!("个案跟进")));
    let open = site.lead.move_on(&asked, &way(&asked, "/decision"), &json!({"approved": true})).await.ok();
    assert_eq!((&open["state"], &open["opens_until"]), (&json!("open"), &json!("2024-07-02T16:00:00Z")));
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let before = lab.events().await;
    let seen = site.worker.get(&path(&made, "")).await.ok();
    assert_eq!((&seen["name"], &seen["birth_date"]), (&json!("小禾苗"), &json!("2012-06-01")));
    assert_eq!(lab.events().await, before + 1);
    let event = told(&lab).await;
    assert!(event.contains("client.viewed") && event.contains(&asked.id().to_string()), "{event}");
    assert_eq!(site.lead.get(&path(&made, "")).await.ok()["withheld"], true);
    assert_eq!(site.worker.get("/clients").await.ok().items()[0]["name"], Value::Null);
    site.worker.patch(&seen, &path(&made, ""), &json!({"phone": null})).await.ok();
}

#[actix_web::test]
async fn an_approval_lasts_to_the_end_of_its_last_day_and_twelve_months_at_most() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let asked = ask(&lab, &site.worker, &made, false).await.created();
    let decide = async |body: Value| site.lead.move_on(&asked, &way(&asked, "/decision"), &body).await;
    decide(json!({"approved": true, "until": "2024-07-03"})).await.faults(&["/until too_late"]);
    decide(json!({"approved": true, "until": "2023-07-02"})).await.faults(&["/until too_early"]);
    decide(json!({"approved": false, "until": "2023-07-09"})).await.faults(&["/until contradiction"]);
    decide(json!({"approved": true, "until": "2023-07-03"})).await.ok();
    lab.at("2023-07-03T15:59:59Z");
    let worker = again(&lab, &site.worker).await;
    assert_eq!(worker.get(&path(&made, "")).await.ok()["withheld"], false);
    lab.at("2023-07-03T16:00:00Z");
    assert_eq!(worker.get(&path(&made, "")).await.ok()["withheld"], true);
    assert_eq!(worker.get(&way(&asked, "")).await.ok()["state"], "closed");
}

#[actix_web::test]
async fn nobody_decides_on_his_own_wish_and_only_the_responsible_decide() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let asked = ask(&lab, &site.lead, &made, false).await.created();
    let yes = json!({"approved": true});
    site.lead.move_on(&asked, &way(&asked, "/decision"), &yes).await.problem(409, "conflict");
    site.worker.move_on(&asked, &way(&asked, "/decision"), &yes).await.problem(403, "forbidden");
    lab.bureau_officer()
        .await
        .move_on(&asked, &way(&asked, "/decision"), &yes)
        .await
        .problem(403, "forbidden");
    let open = site.contractor.move_on(&asked, &way(&asked, "/decision"), &yes).await.ok();
    site.contractor.move_on(&open, &way(&asked, "/decision"), &yes).await.problem(409, "conflict");
    site.contractor.move_on(&asked, &way(&asked, "/decision"), &yes).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_refusal_opens_nothing() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let asked = ask(&lab, &site.worker, &made, false).await.created();
    let no = site.lead.move_on(&asked, &way(&asked, "/decision"), &json!({"approved": false})).await.ok();
    assert_eq!(
        (&no["state"], &no["outcome"], &no["opens_until"]),
        (&json!("closed"), &json!("refused"), &Value::Null)
    );
    assert_eq!(site.worker.get(&path(&made, "")).await.ok()["withheld"], true);
    site.worker.move_on(&no, &way(&asked, "/end"), &json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_emergency_opens_at_once_for_a_day_and_is_reviewed() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let taken = ask(&lab, &site.worker, &made, true).await.created();
    assert_eq!((&taken["state"], &taken["review_late"]), (&json!("open"), &json!(false)));
    assert_eq!(site.worker.get(&path(&made, "")).await.ok()["name"], "小禾苗");
    let to_review = site.lead.get("/minor-access-approvals?to_review=true").await.ok();
    assert_eq!(to_review.items().len(), 1);
    let yes = json!({"justified": true});
    site.worker.move_on(&taken, &way(&taken, "/review"), &yes).await.problem(403, "forbidden");
    let found = site.lead.move_on(&taken, &way(&taken, "/review"), &yes).await.ok();
    assert_eq!((&found["outcome"], &found["state"]), (&json!("justified"), &json!("open")));
    site.lead.move_on(&found, &way(&taken, "/review"), &yes).await.problem(409, "conflict");
    lab.pass(chrono::TimeDelta::hours(24));
    let worker = again(&lab, &site.worker).await;
    assert_eq!(worker.get(&path(&made, "")).await.ok()["withheld"], true);
}

#[actix_web::test]
async fn an_emergency_that_was_none_closes_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let taken = ask(&lab, &site.lead, &made, true).await.created();
    let no = json!({"justified": false});
    site.lead.move_on(&taken, &way(&taken, "/review"), &no).await.problem(409, "conflict");
    site.lead
        .move_on(&taken, &way(&taken, "/decision"), &json!({"approved": true}))
        .await
        .problem(409, "conflict");
    let found = site.contractor.move_on(&taken, &way(&taken, "/review"), &no).await.ok();
    assert_eq!((&found["outcome"], &found["state"]), (&json!("not_justified"), &json!("closed")));
    assert_eq!(site.lead.get(&path(&made, "")).await.ok()["withheld"], true);
}

#[actix_web::test]
async fn a_review_after_a_day_is_recorded_and_shows_as_late() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let taken = ask(&lab, &site.worker, &made, true).await.created();
    lab.pass(chrono::TimeDelta::hours(25));
    let lead = again(&lab, &site.lead).await;
    let waiting = lead.get(&way(&taken, "")).await.ok();
    assert_eq!((&waiting["state"], &waiting["review_late"]), (&json!("closed"), &json!(true)));
    let found = lead.move_on(&waiting, &way(&taken, "/review"), &json!({"justified": true})).await.ok();
    assert_eq!((&found["outcome"], &found["review_late"]), (&json!("justified"), &json!(true)));
}

#[actix_web::test]
async fn an_access_is_ended_by_its_holder_or_by_who_decides() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let taken = ask(&lab, &site.lead, &made, true).await.created();
    site.worker.move_on(&taken, &way(&taken, "/end"), &json!({})).await.problem(403, "forbidden");
    let ended = site.contractor.move_on(&taken, &way(&taken, "/end"), &json!({})).await.ok();
    assert_eq!((&ended["state"], &ended["ended_by"]), (&json!("closed"), &json!(site.contractor.id)));
    assert_eq!(site.lead.get(&path(&made, "")).await.ok()["withheld"], true);
    let own = ask(&lab, &site.worker, &made, true).await.created();
    site.worker.move_on(&own, &way(&own, "/end"), &json!({})).await.ok();
}

#[actix_web::test]
async fn the_reason_is_sealed_and_the_client_is_within_reach() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    ask(&lab, &site.worker, &made, false).await.created();
    assert!(!told(&lab).await.contains("个案跟进"));
    let plain = "SELECT count(*) AS n FROM minor_access_approvals a WHERE row_to_json(a)::text LIKE '%个案%'";
    assert_eq!(lab.number(plain).await, 0);
    let body = json!({"client_id": site.station, "reason": "个案跟进"});
    site.worker.post("/minor-access-approvals", &body).await.faults(&["/client_id unknown_reference"]);
    site.worker
        .post("/minor-access-approvals", &json!({}))
        .await
        .faults(&["/client_id required", "/reason required"]);
    site.officer.get("/minor-access-approvals").await.problem(403, "forbidden");
    let mine = format!("/minor-access-approvals?requested_by={}&client_id={}", site.worker.id, made.id());
    assert_eq!(site.lead.get(&mine).await.ok().items().len(), 1);
}
