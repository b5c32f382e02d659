use serde_json::json;

use crate::harness::{Lab, Site, valid, valid_but};

const SIGNAGE: &str = "signage";

#[actix_web::test]
async fn a_signboard_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let before = lab.events().await;
    let made = site.has(SIGNAGE).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(
        (made.headers["location"].clone(), made.etag()),
        (format!("/api/v1/signage/{}", made.id()), "\"v1\"")
    );
    assert_eq!(
        (&made["text"], &made["from"], &made["to"]),
        (&valid(SIGNAGE)["text"], &json!("2023-02-20"), &json!(null))
    );
    assert_eq!(site.show(&made, SIGNAGE).await.body, made.body);
}

#[actix_web::test]
async fn signboards_are_listed_paged_and_counted() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.has(SIGNAGE).await;
    }
    let page = site.list(SIGNAGE, "limit=2&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = site.list(SIGNAGE, &format!("after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
}

#[actix_web::test]
async fn the_list_of_a_day_has_what_held_on_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(SIGNAGE, json!({"to": "2023-06-01"})).await.created();
    for (day, held) in [("2023-02-19", 0), ("2023-02-20", 1), ("2023-05-31", 1), ("2023-06-01", 0)] {
        assert_eq!(
            site.list(SIGNAGE, &format!("as_of={day}&count=exact")).await.ok()["total"],
            held,
            "{day}"
        );
    }
    site.void(&made, SIGNAGE, "登记错误").await.ok();
    assert_eq!(site.list(SIGNAGE, "as_of=2023-03-01").await.ok().items().len(), 0);
    assert_eq!(site.list(SIGNAGE, "").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn the_list_is_asked_what_it_knows() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.list(SIGNAGE, "as_of=2023-02-30&limit=0&sort=name").await.faults(&[
        "/as_of wrong_format",
        "/limit too_small",
        "/sort unknown_field",
    ]);
    site.list(SIGNAGE, "after=nonsense").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn who_works_at_the_station_reads_its_signboards() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    for reader in [&site.contractor, &site.lead, &site.worker, &lab.bureau_officer().await] {
        assert_eq!(reader.get(&site.all(SIGNAGE)).await.ok().items(), std::slice::from_ref(&made.body));
        assert_eq!(reader.get(&format!("/signage/{}", made.id())).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn another_township_sees_none_of_the_signboards() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.get(&site.all(SIGNAGE)).await.problem(404, "not_found");
    neighbour.get(&format!("/signage/{}", made.id())).await.problem(404, "not_found");
    for answer in site.change_as(&neighbour, &made, SIGNAGE).await {
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn another_township_records_no_signboard() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.post(&site.all(SIGNAGE), &valid(SIGNAGE)).await.problem(404, "not_found");
    let nowhere = "/stations/01890000-0000-7000-8000-000000000000/signage";
    site.officer.post(nowhere, &valid(SIGNAGE)).await.problem(404, "not_found");
    assert_eq!(lab.facts().await, 0);
}

#[actix_web::test]
async fn the_contractor_and_the_lead_record_signboards_and_a_resident_worker_does_not() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for one in [&site.contractor, &site.lead, &site.officer, &lab.bureau_officer().await] {
        one.post(&site.all(SIGNAGE), &valid(SIGNAGE)).await.created();
    }
    site.worker.post(&site.all(SIGNAGE), &valid(SIGNAGE)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn every_fault_of_a_signboard_is_told_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let body = json!({"text": "两\n行", "uses_provincial_mark": "yes",
        "place": "门".repeat(101), "from": 2023, "to": ""});
    site.officer.post(&site.all(SIGNAGE), &body).await.faults(&[
        "/text wrong_format",
        "/uses_provincial_mark wrong_type",
        "/place too_long",
        "/from wrong_type",
        "/to wrong_format",
    ]);
    site.officer.post(&site.all(SIGNAGE), &json!({})).await.faults(&[
        "/text required",
        "/uses_provincial_mark required",
        "/place required",
        "/from required",
    ]);
}

#[actix_web::test]
async fn a_signboard_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.officer.post_once("k-1", &site.all(SIGNAGE), &valid(SIGNAGE)).await.created();
    let before = lab.events().await;
    let again = site.officer.post_once("k-1", &site.all(SIGNAGE), &valid(SIGNAGE)).await.created();
    assert_eq!((again.bytes, lab.events().await, lab.facts().await), (first.bytes, before, 1));
    let other = valid_but(SIGNAGE, &json!({"from": "2023-03-01"}));
    site.officer.post_once("k-1", &site.all(SIGNAGE), &other).await.problem(422, "key_reused");
}

#[actix_web::test]
async fn the_file_of_a_stranger_leaves_nothing_half_written() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(SIGNAGE).await;
    let (own, strange) = (lab.uploaded(site.officer.id).await, lab.uploaded(site.lead.id).await);
    let before = (lab.events().await, lab.facts().await);
    let changes = json!({"from": "2023-05-01", "replaces": former.id(), "attachments": [own, strange]});
    site.record(SIGNAGE, changes).await.faults(&["/attachments/1 unknown_reference"]);
    assert_eq!((lab.events().await, lab.facts().await), before);
    assert_eq!(site.show(&former, SIGNAGE).await.body, former.body);
}

#[actix_web::test]
async fn a_signboard_shows_its_files() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let files = [lab.uploaded(site.officer.id).await, lab.uploaded(site.officer.id).await];
    let made = site.record(SIGNAGE, json!({"attachments": files})).await.created();
    assert_eq!(
        (&made["attachments"], &site.show(&made, SIGNAGE).await["attachments"]),
        (&json!(files), &json!(files))
    );
    let twice = json!({"attachments": [files[0], files[0]]});
    site.record(SIGNAGE, twice).await.faults(&["/attachments repeated"]);
}

#[actix_web::test]
async fn a_signboard_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let path = format!("/signage/{}", made.id());
    let head = site.officer.send("HEAD", &path, &[], vec![]).await.ok();
    assert_eq!((head.bytes.len(), head.etag()), (0, made.etag()));
    let seen = [("if-none-match", made.etag())];
    site.officer.send("GET", &path, &seen, vec![]).await.is(304);
    site.end(&made, SIGNAGE, "2023-07-01").await.ok();
    site.officer.send("GET", &path, &seen, vec![]).await.ok();
}

#[actix_web::test]
async fn the_id_of_another_kind_is_not_found() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = site.has("institutions").await;
    site.officer.get(&format!("/signage/{}", other.id())).await.problem(404, "not_found");
    for answer in site.change_as(&site.officer, &other, SIGNAGE).await {
        answer.problem(404, "not_found");
    }
    let replacement = json!({"from": "2023-05-01", "replaces": other.id()});
    site.record(SIGNAGE, replacement).await.faults(&["/replaces unknown_reference"]);
}

#[actix_web::test]
async fn a_signboard_that_breaks_the_pattern_is_kept_as_it_hangs() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for text in ["社工之家", "Baisha Station", "白沙社工站（试运行）"] {
        let made = site.record(SIGNAGE, json!({"text": text, "uses_provincial_mark": false})).await.created();
        assert_eq!((&made["text"], &made["uses_provincial_mark"]), (&json!(text), &json!(false)));
    }
}

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_a_signboard() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    for answer in site.change_as(&site.worker, &made, SIGNAGE).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/signage/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}
