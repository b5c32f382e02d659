use stations::auth::role::Role;

use crate::harness::{Lab, Staffed, Value, json};

const NUMBER: &str = "46902519920305903X";

/// A worker with everything that can be said of a person.
fn everything() -> Value {
    json!({
        "name": "符海燕", "identity_number": "46902519920305903x", "phone": "+86 138-1234-5678",
        "local_household": true, "household_address": "牙叉镇桥南路1号",
        "employment": {"kind": "labour_contract", "from": "2023-06-30"},
    })
}

#[actix_web::test]
async fn what_identifies_a_person_is_shown_masked_everywhere() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = at.manager.post("/workers", &everything()).await.created();
    assert_eq!(made["identity_number"], "4690************3X");
    assert_eq!((&made["phone"], &made["household_address"]), (&json!("138****5678"), &json!("***")));
    assert_eq!((&made["birth_date"], &made["sex"]), (&json!("1992-03-05"), &json!("male")));
    assert_eq!((&made["local_household"], &made["erased"]), (&json!(true), &json!(false)));
    let path = format!("/workers/{}", made.id());
    assert_eq!(at.manager.get(&path).await.ok().body, made.body);
    assert_eq!(at.manager.get("/workers").await.ok().items()[0], made.body);
    let changed = at.manager.patch(&made, &path, &json!({"education": "master"})).await.ok();
    assert_eq!(changed["phone"], "138****5678");
}

#[actix_web::test]
async fn a_mask_sent_back_changes_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = at.manager.post("/workers", &everything()).await.created();
    let (path, before) = (format!("/workers/{}", made.id()), lab.events().await);
    let echo = json!({
        "name": made["name"], "identity_number": made["identity_number"], "phone": made["phone"],
        "household_address": made["household_address"], "birth_date": made["birth_date"],
        "local_household": made["local_household"],
    });
    let again = at.manager.patch(&made, &path, &echo).await.ok();
    assert_eq!((again.etag(), lab.events().await, &again.body), ("\"v1\"", before, &made.body));
    // A mask of something else is no value.
    let body = json!({"identity_number": "4690************99", "phone": "139****5678"});
    let faults = ["/identity_number wrong_character", "/phone wrong_character"];
    at.manager.patch(&made, &path, &body).await.faults(&faults);
}

#[actix_web::test]
async fn values_are_changed_and_removed_one_by_one() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = at.manager.post("/workers", &everything()).await.created();
    let path = format!("/workers/{}", made.id());
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let body = json!({"phone": "13987654321", "household_address": null});
    let changed = at.manager.patch(&made, &path, &body).await.ok();
    assert_eq!((&changed["phone"], &changed["household_address"]), (&json!("139****4321"), &json!(null)));
    assert_eq!(changed["identity_number"], "4690************3X");
    let event = lab.last_event().await.to_string();
    assert!(event.contains(r#"["phone","household_address"]"#) && !event.contains("4321"), "{event}");
    let bare = at.manager.patch(&changed, &path, &json!({"identity_number": null})).await.ok();
    assert_eq!((&bare["identity_number"], &bare["sex"]), (&json!(null), &json!(null)));
    assert_eq!(bare["birth_date"], "1992-03-05");
}

#[actix_web::test]
async fn a_bad_number_is_told_by_kind_and_never_repeated() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for (number, code) in [
        ("469025198402299006", "wrong_check_character"),
        ("46902519840229900", "wrong_length"),
        ("４６９０２５199203059080", "wrong_character"),
        ("4690************3X", "wrong_character"),
    ] {
        let body = json!({"name": "符海燕", "identity_number": number, "phone": "12"});
        let answer = officer.post("/workers", &body).await;
        let answer = answer.faults(&[&format!("/identity_number {code}"), "/phone wrong_character"]);
        assert!(!answer.body.to_string().contains(number), "{}", answer.body);
    }
    assert_eq!(lab.number("SELECT count(*) AS n FROM personal_keys").await, 0);
}

#[actix_web::test]
async fn the_date_of_birth_must_be_that_of_the_number() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = json!({"name": "符海燕", "identity_number": NUMBER, "birth_date": "1992-03-06"});
    officer.post("/workers", &body).await.faults(&["/birth_date contradiction"]);
    let plain = json!({"name": "符海燕", "birth_date": "1992-03-06"});
    let made = officer.post("/workers", &plain).await.created();
    let path = format!("/workers/{}", made.id());
    let number = json!({"identity_number": NUMBER});
    officer.patch(&made, &path, &number).await.faults(&["/birth_date contradiction"]);
    let both = json!({"identity_number": NUMBER, "birth_date": null});
    let settled = officer.patch(&made, &path, &both).await.ok();
    assert_eq!(settled["birth_date"], "1992-03-05");
    assert_eq!(lab.number("SELECT count(*) AS n FROM worker_versions").await, 2);
}

#[actix_web::test]
async fn a_second_worker_with_the_number_is_refused_and_nothing_is_told_of_the_first() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let first = at.manager.post("/workers", &everything()).await.created();
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let before = (lab.events().await, lab.number("SELECT count(*) AS n FROM personal_keys").await);
    let body = json!({"name": "甲", "identity_number": NUMBER, "employment": {"kind": "other", "from": "2023-06-30"}});
    let answer = rival.post("/workers", &body).await.problem(409, "already_exists");
    let told = answer.body.to_string();
    for secret in [&first.id().to_string(), &at.contractor.to_string(), "符海燕", NUMBER, "机构0"] {
        assert!(!told.contains(secret), "{told}");
    }
    let mut changed =
        rival.post("/workers", &json!({"name": "甲", "employment": body["employment"]})).await.created();
    let path = format!("/workers/{}", changed.id());
    changed = rival.patch(&changed, &path, &json!({"identity_number": NUMBER})).await;
    changed.problem(409, "already_exists");
    assert_eq!(lab.events().await, before.0 + 1);
    assert_eq!(lab.number("SELECT count(*) AS n FROM personal_keys").await, before.1 + 1);
}

#[actix_web::test]
async fn a_match_tells_the_worker_within_reach_and_beyond_it_only_that_there_is_one() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let first = at.manager.post("/workers", &everything()).await.created();
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let (ask, before) = (json!({"identity_number": NUMBER.to_lowercase()}), lab.events().await);
    let known = json!({"known": true, "worker_id": first.id()});
    assert_eq!(at.manager.post("/workers/matches", &ask).await.ok().body, known);
    assert_eq!(lab.bureau_officer().await.post("/workers/matches", &ask).await.ok().body, known);
    let hidden = json!({"known": true, "worker_id": null});
    assert_eq!(rival.post("/workers/matches", &ask).await.ok().body, hidden);
    let other = json!({"identity_number": "469025199203059080"});
    let unknown = json!({"known": false, "worker_id": null});
    assert_eq!(rival.post("/workers/matches", &other).await.ok().body, unknown);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_match_needs_a_number_and_the_right_to_register() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let bad = json!({"identity_number": "469025199203059081"});
    officer.post("/workers/matches", &bad).await.faults(&["/identity_number wrong_check_character"]);
    officer.post("/workers/matches", &json!({})).await.faults(&["/identity_number required"]);
    let township = lab.township_officer("469025100").await;
    township.post("/workers/matches", &bad).await.problem(403, "forbidden");
    lab.anyone().post("/workers/matches", &bad).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_bureau_records_that_a_known_worker_changes_the_employer() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let first = at.manager.post("/workers", &everything()).await.created();
    let next = lab.other_contractor(&[]).await;
    let manager = lab.member(Role::ContractorManager, next).await;
    let path = format!("/workers/{}", first.id());
    manager.get(&path).await.problem(404, "not_found");
    let body = json!({"worker_id": first.id(), "organisation_id": next, "kind": "labour_contract", "from": "2023-08-01"});
    lab.bureau_officer().await.post("/employments", &body).await.created();
    assert_eq!(manager.get(&path).await.ok()["identity_number"], "4690************3X");
}

#[actix_web::test]
async fn the_same_number_may_be_registered_in_two_counties() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    let officer = lab.bureau_officer().await;
    officer.post("/workers", &json!({"name": "符海燕", "identity_number": NUMBER})).await.created();
    let there = lab.person_of("469026", Role::BureauOfficer).await;
    there.post("/workers", &json!({"name": "符海燕", "identity_number": NUMBER})).await.created();
    let indexes = "SELECT count(DISTINCT identity_number_index) AS n FROM workers";
    assert_eq!(lab.number(indexes).await, 2);
}
