use serde_json::json;

use crate::harness::{Lab, Site, valid_but};

#[actix_web::test]
async fn a_member_that_is_given_twice_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let send = async |body: &str| {
        let json = [("content-type", "application/json")];
        site.officer.send("POST", &site.all("rooms"), &json, body.as_bytes().to_vec()).await.is(422);
    };
    send(r#"{"name": "甲", "name": "乙", "functions": ["office"], "from": "2023-02-20"}"#).await;
    send(r#"{"name": "甲", "functions": ["office"], "from": "2023-02-20", "from": "2023-02-21"}"#).await;
    send(r#"{"name": 1, "name": "乙", "functions": ["office"], "from": "2023-02-20"}"#).await;
    assert_eq!(lab.facts().await, 0);
}

#[actix_web::test]
async fn a_whole_number_is_written_as_one() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let answer = site.record("equipment", json!({"quantity": 2.0})).await.is(422);
    assert_eq!((&answer["errors"][0]["code"], lab.facts().await), (&json!("wrong_form"), 0));
}

#[actix_web::test]
async fn what_only_an_answer_has_is_not_taken() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in ["rooms", "equipment", "signage", "institutions"] {
        let extra = json!({"id": "x", "version": 7, "recorded_at": "2020-01-01T00:00:00Z", "body": {}});
        let faults = [
            "/id unknown_field",
            "/version unknown_field",
            "/recorded_at unknown_field",
            "/body unknown_field",
        ];
        site.record(kind, extra).await.faults(&faults);
    }
}

#[actix_web::test]
async fn a_file_is_named_once_however_its_id_is_written() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let file = lab.uploaded(site.officer.id).await.to_string();
    for kind in ["rooms", "equipment", "safety-checks", "signage", "institutions"] {
        let twice = json!({"attachments": [file, file.to_uppercase()]});
        site.record(kind, twice).await.faults(&["/attachments repeated"]);
    }
    let many = json!({"attachments": (0..21).map(|n| format!("{n:032}")).collect::<Vec<_>>()});
    assert_eq!(site.record("rooms", many).await.is(422)["errors"][0]["pointer"], "/attachments");
}

#[actix_web::test]
async fn the_files_of_a_record_pass_on_to_the_one_that_replaces_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let file = lab.uploaded(site.officer.id).await;
    let former = site.record("signage", json!({"attachments": [file]})).await.created();
    let next = json!({"from": "2023-05-01", "replaces": former.id(), "attachments": [file]});
    let next = site.lead.post(&site.all("signage"), &valid_but("signage", &next)).await.created();
    assert_eq!(next["attachments"], json!([file]));
}

#[actix_web::test]
async fn the_files_of_one_station_are_not_anothers() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let file = lab.uploaded(site.officer.id).await;
    site.record("rooms", json!({"attachments": [file]})).await.created();
    let elsewhere = format!("/stations/{}/rooms", lab.station("469025101").await);
    let body = valid_but("rooms", &json!({"attachments": [file]}));
    lab.bureau_officer().await.post(&elsewhere, &body).await.faults(&["/attachments/0 unknown_reference"]);
}

#[actix_web::test]
async fn a_replacement_may_have_its_own_end_and_begin_in_the_future() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in ["rooms", "equipment", "signage", "institutions"] {
        let former = site.has(kind).await;
        let planned = json!({"from": "2024-01-01", "to": "2025-01-01", "replaces": former.id()});
        let next = site.record(kind, planned).await.created();
        assert_eq!((&next["to"], &next["end_recorded_at"]), (&json!("2025-01-01"), &json!(null)));
        assert_eq!(site.show(&former, kind).await["to"], "2024-01-01");
    }
}

#[actix_web::test]
async fn events_tell_ids_days_and_kinds_and_no_words() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made =
        site.record("rooms", json!({"name": "保密的名字", "shared_with": "保密的机构"})).await.created();
    let told = lab.last_event().await;
    assert_eq!(
        (&told["action"], &told["subject"]["id"]),
        (&json!("station_fact.recorded"), &json!(made.id()))
    );
    let changes =
        json!({"kind": "room", "station": site.station, "from": "2023-02-20", "to": null, "replaces": null});
    assert_eq!(told["changes"], changes);
    lab.pass(chrono::TimeDelta::minutes(1));
    site.void(&made, "rooms", "保密的理由").await.ok();
    let told = lab.last_event().await;
    assert_eq!((&told["action"], told.to_string().contains("保密")), (&json!("station_fact.voided"), false));
}

#[actix_web::test]
async fn two_who_replace_the_same_record_at_once_make_one_new() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has("institutions").await;
    let body = json!({"from": "2023-05-01", "replaces": former.id()});
    let both = (site.record("institutions", body.clone()), site.record("institutions", body));
    let (one, two) = futures_util::future::join(both.0, both.1).await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!((statuses, lab.facts().await), ([201, 422], 2));
}
