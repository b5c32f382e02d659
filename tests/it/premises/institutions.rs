use serde_json::json;

use crate::harness::{Lab, Site, valid, valid_but};

const INSTITUTIONS: &str = "institutions";

#[actix_web::test]
async fn an_institution_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let before = lab.events().await;
    let made = site.has(INSTITUTIONS).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(
        (made.headers["location"].clone(), made.etag()),
        (format!("/api/v1/institutions/{}", made.id()), "\"v1\"")
    );
    assert_eq!(
        (&made["document_version"], &made["from"], &made["to"]),
        (&valid(INSTITUTIONS)["document_version"], &json!("2023-02-20"), &json!(null))
    );
    assert_eq!(site.show(&made, INSTITUTIONS).await.body, made.body);
}

#[actix_web::test]
async fn institutions_are_listed_paged_and_counted() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.has(INSTITUTIONS).await;
    }
    let page = site.list(INSTITUTIONS, "limit=2&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = site.list(INSTITUTIONS, &format!("after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
}

#[actix_web::test]
async fn the_list_of_a_day_has_what_held_on_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(INSTITUTIONS, json!({"to": "2023-06-01"})).await.created();
    for (day, held) in [("2023-02-19", 0), ("2023-02-20", 1), ("2023-05-31", 1), ("2023-06-01", 0)] {
        assert_eq!(
            site.list(INSTITUTIONS, &format!("as_of={day}&count=exact")).await.ok()["total"],
            held,
            "{day}"
        );
    }
    site.void(&made, INSTITUTIONS, "登记错误").await.ok();
    assert_eq!(site.list(INSTITUTIONS, "as_of=2023-03-01").await.ok().items().len(), 0);
    assert_eq!(site.list(INSTITUTIONS, "").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn the_list_is_asked_what_it_knows() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.list(INSTITUTIONS, "as_of=2023-02-30&limit=0&sort=name").await.faults(&[
        "/as_of wrong_format",
        "/limit too_small",
        "/sort unknown_field",
    ]);
    site.list(INSTITUTIONS, "after=nonsense").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn who_works_at_the_station_reads_its_institutions() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    for reader in [&site.contractor, &site.lead, &site.worker, &lab.bureau_officer().await] {
        assert_eq!(reader.get(&site.all(INSTITUTIONS)).await.ok().items(), std::slice::from_ref(&made.body));
        assert_eq!(reader.get(&format!("/institutions/{}", made.id())).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn another_township_sees_none_of_the_institutions() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.get(&site.all(INSTITUTIONS)).await.problem(404, "not_found");
    neighbour.get(&format!("/institutions/{}", made.id())).await.problem(404, "not_found");
    for answer in site.change_as(&neighbour, &made, INSTITUTIONS).await {
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn another_township_records_no_institution() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.post(&site.all(INSTITUTIONS), &valid(INSTITUTIONS)).await.problem(404, "not_found");
    let nowhere = "/stations/01890000-0000-7000-8000-000000000000/institutions";
    site.officer.post(nowhere, &valid(INSTITUTIONS)).await.problem(404, "not_found");
    assert_eq!(lab.facts().await, 0);
}

#[actix_web::test]
async fn the_contractor_and_the_lead_record_institutions_and_a_resident_worker_does_not() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for one in [&site.contractor, &site.lead, &site.officer, &lab.bureau_officer().await] {
        one.post(&site.all(INSTITUTIONS), &valid(INSTITUTIONS)).await.created();
    }
    site.worker.post(&site.all(INSTITUTIONS), &valid(INSTITUTIONS)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn every_fault_of_an_institution_is_told_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let body = json!({"kind": "rules", "title": 1, "document_version": "1".repeat(101),
        "from": "2200-01-01", "version": 3});
    site.officer.post(&site.all(INSTITUTIONS), &body).await.faults(&[
        "/kind unknown_value",
        "/title wrong_type",
        "/document_version too_long",
        "/from wrong_format",
        "/version unknown_field",
    ]);
    site.officer.post(&site.all(INSTITUTIONS), &json!({})).await.faults(&[
        "/kind required",
        "/title required",
        "/document_version required",
        "/from required",
    ]);
}

#[actix_web::test]
async fn an_institution_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.officer.post_once("k-1", &site.all(INSTITUTIONS), &valid(INSTITUTIONS)).await.created();
    let before = lab.events().await;
    let again = site.officer.post_once("k-1", &site.all(INSTITUTIONS), &valid(INSTITUTIONS)).await.created();
    assert_eq!((again.bytes, lab.events().await, lab.facts().await), (first.bytes, before, 1));
    let other = valid_but(INSTITUTIONS, &json!({"from": "2023-03-01"}));
    site.officer.post_once("k-1", &site.all(INSTITUTIONS), &other).await.problem(422, "key_reused");
}

#[actix_web::test]
async fn the_file_of_a_stranger_leaves_nothing_half_written() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(INSTITUTIONS).await;
    let (own, strange) = (lab.uploaded(site.officer.id).await, lab.uploaded(site.lead.id).await);
    let before = (lab.events().await, lab.facts().await);
    let changes = json!({"from": "2023-05-01", "replaces": former.id(), "attachments": [own, strange]});
    site.record(INSTITUTIONS, changes).await.faults(&["/attachments/1 unknown_reference"]);
    assert_eq!((lab.events().await, lab.facts().await), before);
    assert_eq!(site.show(&former, INSTITUTIONS).await.body, former.body);
}

#[actix_web::test]
async fn an_institution_shows_its_files() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let files = [lab.uploaded(site.officer.id).await, lab.uploaded(site.officer.id).await];
    let made = site.record(INSTITUTIONS, json!({"attachments": files})).await.created();
    assert_eq!(
        (&made["attachments"], &site.show(&made, INSTITUTIONS).await["attachments"]),
        (&json!(files), &json!(files))
    );
    let twice = json!({"attachments": [files[0], files[0]]});
    site.record(INSTITUTIONS, twice).await.faults(&["/attachments repeated"]);
}

#[actix_web::test]
async fn an_institution_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let path = format!("/institutions/{}", made.id());
    let head = site.officer.send("HEAD", &path, &[], vec![]).await.ok();
    assert_eq!((head.bytes.len(), head.etag()), (0, made.etag()));
    let seen = [("if-none-match", made.etag())];
    site.officer.send("GET", &path, &seen, vec![]).await.is(304);
    site.end(&made, INSTITUTIONS, "2023-07-01").await.ok();
    site.officer.send("GET", &path, &seen, vec![]).await.ok();
}

#[actix_web::test]
async fn the_id_of_another_kind_is_not_found() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = site.has("signage").await;
    site.officer.get(&format!("/institutions/{}", other.id())).await.problem(404, "not_found");
    for answer in site.change_as(&site.officer, &other, INSTITUTIONS).await {
        answer.problem(404, "not_found");
    }
    let replacement = json!({"from": "2023-05-01", "replaces": other.id()});
    site.record(INSTITUTIONS, replacement).await.faults(&["/replaces unknown_reference"]);
}

#[actix_web::test]
async fn every_kind_of_institution_is_recorded() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in [
        "organisation_and_duties",
        "workflow_and_standards",
        "finance",
        "volunteers",
        "premises",
        "archives",
        "service_files",
        "client_database",
        "service_commitment",
    ] {
        assert_eq!(site.record(INSTITUTIONS, json!({"kind": kind})).await.created()["kind"], kind);
    }
}

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_an_institution() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    for answer in site.change_as(&site.worker, &made, INSTITUTIONS).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/institutions/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}

#[actix_web::test]
async fn a_new_version_of_a_document_takes_the_place_of_the_former() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.has(INSTITUTIONS).await;
    let second = json!({"document_version": "2023-2", "from": "2023-07-01", "replaces": first.id()});
    site.record(INSTITUTIONS, second).await.created();
    for (day, version) in [("2023-06-30", "2023-1"), ("2023-07-01", "2023-2")] {
        let page = site.list(INSTITUTIONS, &format!("as_of={day}")).await.ok();
        assert_eq!((page.items().len(), &page.items()[0]["document_version"]), (1, &json!(version)), "{day}");
    }
}
