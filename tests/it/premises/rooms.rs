use serde_json::json;

use crate::harness::{Lab, Site, valid, valid_but};

const ROOMS: &str = "rooms";

#[actix_web::test]
async fn a_room_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let before = lab.events().await;
    let made = site.has(ROOMS).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(
        (made.headers["location"].clone(), made.etag()),
        (format!("/api/v1/rooms/{}", made.id()), "\"v1\"")
    );
    assert_eq!(
        (&made["functions"], &made["from"], &made["to"]),
        (&valid(ROOMS)["functions"], &json!("2023-02-20"), &json!(null))
    );
    assert_eq!(site.show(&made, ROOMS).await.body, made.body);
}

#[actix_web::test]
async fn rooms_are_listed_paged_and_counted() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.has(ROOMS).await;
    }
    let page = site.list(ROOMS, "limit=2&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = site.list(ROOMS, &format!("after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
}

#[actix_web::test]
async fn the_list_of_a_day_has_what_held_on_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(ROOMS, json!({"to": "2023-06-01"})).await.created();
    for (day, held) in [("2023-02-19", 0), ("2023-02-20", 1), ("2023-05-31", 1), ("2023-06-01", 0)] {
        assert_eq!(site.list(ROOMS, &format!("as_of={day}&count=exact")).await.ok()["total"], held, "{day}");
    }
    site.void(&made, ROOMS, "登记错误").await.ok();
    assert_eq!(site.list(ROOMS, "as_of=2023-03-01").await.ok().items().len(), 0);
    assert_eq!(site.list(ROOMS, "").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn the_list_is_asked_what_it_knows() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.list(ROOMS, "as_of=2023-02-30&limit=0&sort=name").await.faults(&[
        "/as_of wrong_format",
        "/limit too_small",
        "/sort unknown_field",
    ]);
    site.list(ROOMS, "after=nonsense").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn who_works_at_the_station_reads_its_rooms() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    for reader in [&site.contractor, &site.lead, &site.worker, &lab.bureau_officer().await] {
        assert_eq!(reader.get(&site.all(ROOMS)).await.ok().items(), std::slice::from_ref(&made.body));
        assert_eq!(reader.get(&format!("/rooms/{}", made.id())).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn another_township_sees_none_of_the_rooms() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.get(&site.all(ROOMS)).await.problem(404, "not_found");
    neighbour.get(&format!("/rooms/{}", made.id())).await.problem(404, "not_found");
    for answer in site.change_as(&neighbour, &made, ROOMS).await {
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn another_township_records_no_room() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.post(&site.all(ROOMS), &valid(ROOMS)).await.problem(404, "not_found");
    let nowhere = "/stations/01890000-0000-7000-8000-000000000000/rooms";
    site.officer.post(nowhere, &valid(ROOMS)).await.problem(404, "not_found");
    assert_eq!(lab.facts().await, 0);
}

#[actix_web::test]
async fn only_the_township_and_the_bureau_record_rooms() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for other in [&site.contractor, &site.lead, &site.worker] {
        other.post(&site.all(ROOMS), &valid(ROOMS)).await.problem(403, "forbidden");
    }
    lab.bureau_admin().await.post(&site.all(ROOMS), &valid(ROOMS)).await.created();
    lab.bureau_officer().await.post(&site.all(ROOMS), &valid(ROOMS)).await.created();
}

#[actix_web::test]
async fn every_fault_of_a_room_is_told_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let body = json!({"name": "a\0b", "functions": [], "area_m2": 24.5,
        "shared_with": " ", "from": "2023-2-20", "door": 1});
    site.officer.post(&site.all(ROOMS), &body).await.faults(&[
        "/name wrong_format",
        "/functions too_few",
        "/area_m2 wrong_type",
        "/shared_with wrong_format",
        "/from wrong_format",
        "/door unknown_field",
    ]);
    site.officer.post(&site.all(ROOMS), &json!({})).await.faults(&[
        "/name required",
        "/functions required",
        "/from required",
    ]);
}

#[actix_web::test]
async fn a_room_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.officer.post_once("k-1", &site.all(ROOMS), &valid(ROOMS)).await.created();
    let before = lab.events().await;
    let again = site.officer.post_once("k-1", &site.all(ROOMS), &valid(ROOMS)).await.created();
    assert_eq!((again.bytes, lab.events().await, lab.facts().await), (first.bytes, before, 1));
    let other = valid_but(ROOMS, &json!({"from": "2023-03-01"}));
    site.officer.post_once("k-1", &site.all(ROOMS), &other).await.problem(422, "key_reused");
}

#[actix_web::test]
async fn the_file_of_a_stranger_leaves_nothing_half_written() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(ROOMS).await;
    let (own, strange) = (lab.uploaded(site.officer.id).await, lab.uploaded(site.lead.id).await);
    let before = (lab.events().await, lab.facts().await);
    let changes = json!({"from": "2023-05-01", "replaces": former.id(), "attachments": [own, strange]});
    site.record(ROOMS, changes).await.faults(&["/attachments/1 unknown_reference"]);
    assert_eq!((lab.events().await, lab.facts().await), before);
    assert_eq!(site.show(&former, ROOMS).await.body, former.body);
}

#[actix_web::test]
async fn a_room_shows_its_files() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let files = [lab.uploaded(site.officer.id).await, lab.uploaded(site.officer.id).await];
    let made = site.record(ROOMS, json!({"attachments": files})).await.created();
    assert_eq!(
        (&made["attachments"], &site.show(&made, ROOMS).await["attachments"]),
        (&json!(files), &json!(files))
    );
    let twice = json!({"attachments": [files[0], files[0]]});
    site.record(ROOMS, twice).await.faults(&["/attachments repeated"]);
}

#[actix_web::test]
async fn a_room_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let path = format!("/rooms/{}", made.id());
    let head = site.officer.send("HEAD", &path, &[], vec![]).await.ok();
    assert_eq!((head.bytes.len(), head.etag()), (0, made.etag()));
    let seen = [("if-none-match", made.etag())];
    site.officer.send("GET", &path, &seen, vec![]).await.is(304);
    site.end(&made, ROOMS, "2023-07-01").await.ok();
    site.officer.send("GET", &path, &seen, vec![]).await.ok();
}

#[actix_web::test]
async fn the_id_of_another_kind_is_not_found() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = site.has("equipment").await;
    site.officer.get(&format!("/rooms/{}", other.id())).await.problem(404, "not_found");
    for answer in site.change_as(&site.officer, &other, ROOMS).await {
        answer.problem(404, "not_found");
    }
    let replacement = json!({"from": "2023-05-01", "replaces": other.id()});
    site.record(ROOMS, replacement).await.faults(&["/replaces unknown_reference"]);
}

#[actix_web::test]
async fn one_room_serves_several_functions_each_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let all = json!(["office", "casework_room", "service_centre", "volunteer_centre"]);
    assert_eq!(site.record(ROOMS, json!({"functions": all})).await.created()["functions"], all);
    let twice = json!({"functions": ["office", "office"]});
    site.record(ROOMS, twice).await.faults(&["/functions repeated"]);
    site.record(ROOMS, json!({"functions": ["kitchen"]})).await.faults(&["/functions/0 unknown_value"]);
}

#[actix_web::test]
async fn the_area_of_a_room_is_a_decimal_of_two_places() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for good in ["0.5", "24", "24.50", "99999.99"] {
        assert_eq!(site.record(ROOMS, json!({"area_m2": good})).await.created()["area_m2"], good);
    }
    for bad in ["24.505", "024", "-1", "1e3", "２４", "100000", "24\n", ""] {
        site.record(ROOMS, json!({"area_m2": bad})).await.faults(&["/area_m2 wrong_format"]);
    }
}

#[actix_web::test]
async fn a_room_is_shared_or_not() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let shared = site.record(ROOMS, json!({"shared_with": "镇文化站"})).await.created();
    assert_eq!(shared["shared_with"], "镇文化站");
    let alone = site.record(ROOMS, json!({"shared_with": null, "area_m2": null})).await.created();
    assert_eq!((&alone["shared_with"], &alone["area_m2"]), (&json!(null), &json!(null)));
}

#[actix_web::test]
async fn only_the_township_and_the_bureau_end_and_void_rooms() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    for other in [&site.contractor, &site.lead, &site.worker] {
        for answer in site.change_as(other, &made, ROOMS).await {
            answer.problem(403, "forbidden");
        }
    }
    assert_eq!(site.show(&made, ROOMS).await.body, made.body);
}
