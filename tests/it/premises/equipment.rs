use serde_json::json;

use crate::harness::{Lab, Site, valid, valid_but};

const EQUIPMENT: &str = "equipment";

#[actix_web::test]
async fn equipment_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let before = lab.events().await;
    let made = site.has(EQUIPMENT).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(
        (made.headers["location"].clone(), made.etag()),
        (format!("/api/v1/equipment/{}", made.id()), "\"v1\"")
    );
    assert_eq!(
        (&made["condition"], &made["from"], &made["to"]),
        (&valid(EQUIPMENT)["condition"], &json!("2023-02-20"), &json!(null))
    );
    assert_eq!(site.show(&made, EQUIPMENT).await.body, made.body);
}

#[actix_web::test]
async fn equipment_of_a_station_are_listed_paged_and_counted() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.has(EQUIPMENT).await;
    }
    let page = site.list(EQUIPMENT, "limit=2&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = site.list(EQUIPMENT, &format!("after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
}

#[actix_web::test]
async fn the_list_of_a_day_has_what_held_on_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(EQUIPMENT, json!({"to": "2023-06-01"})).await.created();
    for (day, held) in [("2023-02-19", 0), ("2023-02-20", 1), ("2023-05-31", 1), ("2023-06-01", 0)] {
        assert_eq!(
            site.list(EQUIPMENT, &format!("as_of={day}&count=exact")).await.ok()["total"],
            held,
            "{day}"
        );
    }
    site.void(&made, EQUIPMENT, "登记错误").await.ok();
    assert_eq!(site.list(EQUIPMENT, "as_of=2023-03-01").await.ok().items().len(), 0);
    assert_eq!(site.list(EQUIPMENT, "").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn the_list_is_asked_what_it_knows() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.list(EQUIPMENT, "as_of=2023-02-30&limit=0&sort=name").await.faults(&[
        "/as_of wrong_format",
        "/limit too_small",
        "/sort unknown_field",
    ]);
    site.list(EQUIPMENT, "after=nonsense").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn who_works_at_the_station_reads_its_equipment_of_a_station() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    for reader in [&site.contractor, &site.lead, &site.worker, &lab.bureau_officer().await] {
        assert_eq!(reader.get(&site.all(EQUIPMENT)).await.ok().items(), std::slice::from_ref(&made.body));
        assert_eq!(reader.get(&format!("/equipment/{}", made.id())).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn another_township_sees_none_of_the_equipment_of_a_station() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.get(&site.all(EQUIPMENT)).await.problem(404, "not_found");
    neighbour.get(&format!("/equipment/{}", made.id())).await.problem(404, "not_found");
    for answer in site.change_as(&neighbour, &made, EQUIPMENT).await {
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn another_township_records_no_piece_of_equipment() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.post(&site.all(EQUIPMENT), &valid(EQUIPMENT)).await.problem(404, "not_found");
    let nowhere = "/stations/01890000-0000-7000-8000-000000000000/equipment";
    site.officer.post(nowhere, &valid(EQUIPMENT)).await.problem(404, "not_found");
    assert_eq!(lab.facts().await, 0);
}

#[actix_web::test]
async fn the_contractor_and_the_lead_record_equipment_of_a_station_and_a_resident_worker_does_not() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for one in [&site.contractor, &site.lead, &site.officer, &lab.bureau_officer().await] {
        one.post(&site.all(EQUIPMENT), &valid(EQUIPMENT)).await.created();
    }
    site.worker.post(&site.all(EQUIPMENT), &valid(EQUIPMENT)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn every_fault_of_equipment_is_told_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let body = json!({"kind": "car", "name": "", "quantity": 0, "bought_on": "2023-13-01",
        "fund": "lottery", "price": 10, "condition": "new", "from": null});
    site.officer.post(&site.all(EQUIPMENT), &body).await.faults(&[
        "/kind unknown_value",
        "/name too_short",
        "/name wrong_format",
        "/quantity too_small",
        "/bought_on wrong_format",
        "/fund unknown_value",
        "/price wrong_type",
        "/condition unknown_value",
        "/from wrong_type",
    ]);
    site.officer.post(&site.all(EQUIPMENT), &json!({})).await.faults(&[
        "/kind required",
        "/name required",
        "/quantity required",
        "/fund required",
        "/condition required",
        "/from required",
    ]);
}

#[actix_web::test]
async fn equipment_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.officer.post_once("k-1", &site.all(EQUIPMENT), &valid(EQUIPMENT)).await.created();
    let before = lab.events().await;
    let again = site.officer.post_once("k-1", &site.all(EQUIPMENT), &valid(EQUIPMENT)).await.created();
    assert_eq!((again.bytes, lab.events().await, lab.facts().await), (first.bytes, before, 1));
    let other = valid_but(EQUIPMENT, &json!({"from": "2023-03-01"}));
    site.officer.post_once("k-1", &site.all(EQUIPMENT), &other).await.problem(422, "key_reused");
}

#[actix_web::test]
async fn the_file_of_a_stranger_leaves_nothing_half_written() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(EQUIPMENT).await;
    let (own, strange) = (lab.uploaded(site.officer.id).await, lab.uploaded(site.lead.id).await);
    let before = (lab.events().await, lab.facts().await);
    let changes = json!({"from": "2023-05-01", "replaces": former.id(), "attachments": [own, strange]});
    site.record(EQUIPMENT, changes).await.faults(&["/attachments/1 unknown_reference"]);
    assert_eq!((lab.events().await, lab.facts().await), before);
    assert_eq!(site.show(&former, EQUIPMENT).await.body, former.body);
}

#[actix_web::test]
async fn equipment_shows_its_files() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let files = [lab.uploaded(site.officer.id).await, lab.uploaded(site.officer.id).await];
    let made = site.record(EQUIPMENT, json!({"attachments": files})).await.created();
    assert_eq!(
        (&made["attachments"], &site.show(&made, EQUIPMENT).await["attachments"]),
        (&json!(files), &json!(files))
    );
    let twice = json!({"attachments": [files[0], files[0]]});
    site.record(EQUIPMENT, twice).await.faults(&["/attachments repeated"]);
}

#[actix_web::test]
async fn equipment_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let path = format!("/equipment/{}", made.id());
    let head = site.officer.send("HEAD", &path, &[], vec![]).await.ok();
    assert_eq!((head.bytes.len(), head.etag()), (0, made.etag()));
    let seen = [("if-none-match", made.etag())];
    site.officer.send("GET", &path, &seen, vec![]).await.is(304);
    site.end(&made, EQUIPMENT, "2023-07-01").await.ok();
    site.officer.send("GET", &path, &seen, vec![]).await.ok();
}

#[actix_web::test]
async fn the_id_of_another_kind_is_not_found() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let other = site.has("rooms").await;
    site.officer.get(&format!("/equipment/{}", other.id())).await.problem(404, "not_found");
    for answer in site.change_as(&site.officer, &other, EQUIPMENT).await {
        answer.problem(404, "not_found");
    }
    let replacement = json!({"from": "2023-05-01", "replaces": other.id()});
    site.record(EQUIPMENT, replacement).await.faults(&["/replaces unknown_reference"]);
}

#[actix_web::test]
async fn equipment_was_not_bought_after_today() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(EQUIPMENT).await;
    let tomorrow = json!({"bought_on": "2023-07-04", "from": "2023-07-04", "replaces": former.id()});
    site.record(EQUIPMENT, tomorrow).await.faults(&["/bought_on too_late"]);
    assert_eq!((lab.facts().await, &site.show(&former, EQUIPMENT).await["to"]), (1, &json!(null)));
    let today = site.record(EQUIPMENT, json!({"bought_on": "2023-07-03"})).await.created();
    assert_eq!(today["bought_on"], "2023-07-03");
}

#[actix_web::test]
async fn the_price_of_equipment_is_money() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for (sent, kept) in [("1999", "1999.00"), ("0.5", "0.50"), ("999999999999.99", "999999999999.99")] {
        assert_eq!(site.record(EQUIPMENT, json!({"price": sent})).await.created()["price"], kept);
    }
    for bad in ["1000000000000", "1.005", "-1", "01", "￥5", ""] {
        site.record(EQUIPMENT, json!({"price": bad})).await.faults(&["/price wrong_format"]);
    }
    assert_eq!(site.record(EQUIPMENT, json!({"price": null})).await.created()["price"], json!(null));
}

#[actix_web::test]
async fn there_is_at_least_one_and_a_whole_number_of_them() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    assert_eq!(site.record(EQUIPMENT, json!({"quantity": 10000})).await.created()["quantity"], 10000);
    site.record(EQUIPMENT, json!({"quantity": 10001})).await.faults(&["/quantity too_large"]);
    site.record(EQUIPMENT, json!({"quantity": -1})).await.faults(&["/quantity too_small"]);
    site.record(EQUIPMENT, json!({"quantity": "2"})).await.faults(&["/quantity wrong_type"]);
    site.record(EQUIPMENT, json!({"quantity": 1.5})).await.faults(&["/quantity wrong_type"]);
}

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_equipment() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    for answer in site.change_as(&site.worker, &made, EQUIPMENT).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/equipment/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}

#[actix_web::test]
async fn a_change_of_condition_replaces_the_record_and_the_past_stays() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let working = site.has(EQUIPMENT).await;
    let broken = json!({"condition": "unusable", "from": "2023-06-10", "replaces": working.id()});
    site.record(EQUIPMENT, broken).await.created();
    for (day, condition) in [("2023-06-09", "working"), ("2023-06-10", "unusable")] {
        let page = site.list(EQUIPMENT, &format!("as_of={day}")).await.ok();
        assert_eq!((page.items().len(), &page.items()[0]["condition"]), (1, &json!(condition)), "{day}");
    }
}
