use super::{adult, child, fact_path, is_silent, path, put, told};
use crate::harness::{Answer, Lab, Persona, Site, Value, json};

async fn record(lab: &Lab, by: &Persona<'_>, client: &Answer, what: &str, body: &Value) -> Answer {
    lab.pass(chrono::TimeDelta::milliseconds(1));
    by.post(&path(client, &format!("/{what}")), body).await
}

#[actix_web::test]
async fn a_category_begins_and_ends_and_the_past_stays_known() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let older = json!({"category": "older_person", "from": "2023-07-01"});
    let fact = record(&lab, &site.worker, &made, "categories", &older).await.created();
    let known_at = lab.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let to = json!({"to": "2023-07-03"});
    let ended = site.worker.move_on(&fact, &fact_path(&fact, "/end"), &to).await.ok();
    assert_eq!((&ended["to"], &ended["version"]), (&json!("2023-07-03"), &json!(2)));
    let now = site.worker.get(&path(&made, "")).await.ok();
    assert_eq!(now["categories"], json!(["low_income", "disabled"]));
    let on = |query: String| path(&made, &format!("/facts?kind=category&as_of=2023-07-03{query}"));
    assert_eq!(site.worker.get(&on(String::new())).await.ok().items().len(), 2);
    assert_eq!(site.worker.get(&on(format!("&known_at={known_at}"))).await.ok().items().len(), 3);
}

#[actix_web::test]
async fn a_category_holds_once_at_a_time() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let again = json!({"category": "disabled", "from": "2023-07-02"});
    record(&lab, &site.worker, &made, "categories", &again).await.problem(409, "already_exists");
    let past = json!({"category": "disabled", "from": "2023-01-01", "to": "2023-07-01"});
    record(&lab, &site.worker, &made, "categories", &past).await.created();
    let backwards = json!({"category": "other", "from": "2023-07-02", "to": "2023-07-02"});
    record(&lab, &site.worker, &made, "categories", &backwards).await.faults(&["/to too_early"]);
}

#[actix_web::test]
async fn a_new_risk_level_ends_the_one_before() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let before = lab.events().await;
    let high = json!({"risk_level": "high", "from": "2023-07-03"});
    record(&lab, &site.worker, &made, "risk-levels", &high).await.created();
    assert_eq!(lab.events().await, before + 2);
    assert_eq!(site.worker.get(&path(&made, "")).await.ok()["risk_level"], "high");
    let past = site.worker.get(&path(&made, "/facts?kind=risk_level&as_of=2023-07-02")).await.ok();
    assert_eq!((past.items().len(), &past.items()[0]["risk_level"]), (1, &json!("medium")));
    record(&lab, &site.worker, &made, "risk-levels", &high).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn a_household_has_members_who_are_persons() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let person = put(&lab, &site.worker, &adult(&site)).await.created();
    let home =
        json!({"station_id": site.station, "kind": "household", "name": "符家", "since": "2023-07-01"});
    let home = put(&lab, &site.worker, &home).await.created();
    let member = |id| json!({"member_id": id, "relation": "self", "from": "2023-07-01"});
    let fact = record(&lab, &site.worker, &home, "members", &member(person.id())).await.created();
    assert_eq!((&fact["member_id"], &fact["relation"]), (&json!(person.id()), &json!("self")));
    record(&lab, &site.worker, &home, "members", &member(person.id())).await.problem(409, "already_exists");
    record(&lab, &site.worker, &home, "members", &member(home.id()))
        .await
        .faults(&["/member_id not_a_person"]);
    record(&lab, &site.worker, &home, "members", &member(site.station))
        .await
        .faults(&["/member_id unknown_reference"]);
    record(&lab, &site.worker, &person, "members", &member(person.id())).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_guardian_is_sealed_and_masked() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let body = json!({"name": "符大山", "phone": "13700000000", "relation": "sibling", "from": "2023-07-01"});
    let fact = record(&lab, &site.worker, &made, "guardians", &body).await.created();
    assert_eq!((&fact["guardian_name"], &fact["guardian_phone"]), (&json!("符大山"), &json!("137****0000")));
    assert!(!told(&lab).await.contains("符大山"));
    let masked = site.contractor.get(&fact_path(&fact, "")).await.ok();
    assert_eq!(masked["guardian_name"], "符**");
    let bad = json!({"name": "符大山", "phone": "12", "relation": "sibling", "from": "2023-07-01"});
    record(&lab, &site.worker, &made, "guardians", &bad).await.faults(&["/phone wrong_character"]);
}

#[actix_web::test]
async fn a_consent_is_whole_or_says_why_there_is_none() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    for (body, fault) in [
        (json!({"by": "self", "given_on": "2023-07-02"}), "/text_version required"),
        (json!({"by": "self", "text_version": "1", "given_on": "2023-07-02"}), "/channel required"),
        (
            json!({"by": "self", "text_version": "1", "channel": "paper", "why_not": "忘了", "given_on": "2023-07-02"}),
            "/why_not contradiction",
        ),
        (json!({"by": "self", "why_not": "失联", "given_on": "2023-07-04"}), "/given_on too_late"),
    ] {
        record(&lab, &site.worker, &made, "consents", &body).await.faults(&[fault]);
    }
    let given = json!({"by": "self", "text_version": "2023-1", "channel": "paper", "given_on": "2023-07-03"});
    let given = record(&lab, &site.worker, &made, "consents", &given).await.created();
    let withdrawn = json!({"to": "2023-07-03"});
    site.worker.move_on(&given, &fact_path(&given, "/end"), &withdrawn).await.ok();
    let why = json!({"by": "self", "why_not": "独居多年", "given_on": "2023-07-03"});
    record(&lab, &site.worker, &made, "consents", &why).await.created();
    is_silent(&told(&lab).await);
}

#[actix_web::test]
async fn a_wrong_fact_is_voided_once_and_stays_readable() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let body = json!({"category": "homeless", "from": "2023-07-01"});
    let fact = record(&lab, &site.worker, &made, "categories", &body).await.created();
    let why = json!({"reason": "登记有误"});
    let voided = site.lead.move_on(&fact, &fact_path(&fact, "/voiding"), &why).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("登记有误"), &json!(2)));
    site.lead.move_on(&voided, &fact_path(&fact, "/voiding"), &why).await.problem(409, "conflict");
    site.lead
        .move_on(&voided, &fact_path(&fact, "/end"), &json!({"to": "2023-07-02"}))
        .await
        .problem(409, "conflict");
    site.lead.move_on(&fact, &fact_path(&fact, "/voiding"), &why).await.problem(412, "stale");
    site.lead.post(&fact_path(&fact, "/voiding"), &why).await.problem(428, "precondition_required");
    assert_eq!(site.lead.get(&fact_path(&fact, "")).await.ok().body, voided.body);
}

#[actix_web::test]
async fn facts_of_a_child_are_recorded_without_seeing_the_child() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let body = json!({"category": "child_in_difficulty", "from": "2023-07-01"});
    let fact = record(&lab, &site.worker, &made, "categories", &body).await.created();
    let pages = site.worker.walk(&path(&made, "/facts?limit=1")).await;
    assert_eq!((pages.len(), &pages[1][0]), (2, &fact.body));
    lab.bureau_officer().await.get(&fact_path(&fact, "")).await.ok();
    site.officer.get(&fact_path(&fact, "")).await.problem(403, "forbidden");
}
