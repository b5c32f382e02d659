use super::{adult, but, path, put};
use crate::harness::{Answer, Lab, Persona, Site, json};

async fn merge(by: &Persona<'_>, survivor: &Answer, merged: &Answer) -> Answer {
    let body = json!({"survivor_id": survivor.id(), "merged_id": merged.id(), "reason": "同一身份号码"});
    by.post("/client-merges", &body).await
}

#[actix_web::test]
async fn the_survivor_stands_for_both_and_nothing_is_lost() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let older = but(adult(&site), &json!({"categories": ["older_person"], "risk_level": "high"}));
    let second = put(&lab, &site.worker, &older).await.created();
    let done = merge(&site.lead, &first, &second).await.created();
    assert_eq!(site.lead.get("/clients").await.ok().items().len(), 1);
    let stands = site.lead.get(&path(&first, "")).await.ok();
    assert_eq!(stands["categories"], json!(["low_income", "older_person", "disabled"]));
    assert_eq!(
        (&stands["risk_level"], site.lead.get(&path(&first, "/facts")).await.ok().items().len()),
        (&json!("high"), 5)
    );
    assert_eq!(site.lead.get(&path(&second, "")).await.ok()["merged_into"], json!(first.id()));
    assert_eq!(site.lead.get("/clients/duplicates").await.ok().items().len(), 0);
    let way = format!("/client-merges/{}", done.id());
    assert_eq!(site.lead.get(&way).await.ok().body, done.body);
}

#[actix_web::test]
async fn an_undone_merge_leaves_both_as_they_were() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let second = put(&lab, &site.worker, &adult(&site)).await.created();
    let before = site.lead.get("/clients").await.ok();
    let done = merge(&site.lead, &first, &second).await.created();
    let way = format!("/client-merges/{}/undoing", done.id());
    let undone = site.lead.move_on(&done, &way, &json!({"reason": "两人同名"})).await.ok();
    assert_eq!((&undone["undo_reason"], &undone["version"]), (&json!("两人同名"), &json!(2)));
    let after = site.lead.get("/clients").await.ok();
    assert_eq!((after.items().len(), &after.items()[0]), (2, &before.items()[0]));
    assert_eq!(after.items()[1]["merged_into"], json!(null));
    site.lead.move_on(&undone, &way, &json!({"reason": "再次"})).await.problem(409, "conflict");
    merge(&site.lead, &second, &first).await.created();
    assert_eq!(site.lead.get("/client-merges").await.ok().items().len(), 2);
}

#[actix_web::test]
async fn there_are_no_chains() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let mut all = Vec::new();
    for _ in 0..3 {
        all.push(put(&lab, &site.worker, &adult(&site)).await.created());
    }
    merge(&site.lead, &all[0], &all[1]).await.created();
    merge(&site.lead, &all[0], &all[1]).await.problem(409, "conflict");
    merge(&site.lead, &all[2], &all[0]).await.problem(409, "conflict");
    merge(&site.lead, &all[0], &all[2]).await.created();
}

#[actix_web::test]
async fn what_cannot_be_one_client_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let home =
        json!({"station_id": site.station, "kind": "household", "name": "符家", "since": "2023-07-01"});
    let home = put(&lab, &site.worker, &home).await.created();
    merge(&site.lead, &first, &home).await.faults(&["/merged_id contradiction"]);
    merge(&site.lead, &first, &first).await.faults(&["/merged_id repeated"]);
    let body = json!({"survivor_id": site.station, "merged_id": first.id(), "reason": "误"});
    site.lead.post("/client-merges", &body).await.faults(&["/survivor_id unknown_reference"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM client_merges").await, 0);
}

#[actix_web::test]
async fn who_leads_or_oversees_merges_and_the_version_counts() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let second = put(&lab, &site.worker, &adult(&site)).await.created();
    merge(&site.worker, &first, &second).await.problem(403, "forbidden");
    let before = lab.events().await;
    let done = merge(&lab.bureau_officer().await, &first, &second).await.created();
    assert_eq!(lab.events().await, before + 1);
    let way = format!("/client-merges/{}/undoing", done.id());
    site.lead.post(&way, &json!({"reason": "误"})).await.problem(428, "precondition_required");
    site.officer.get("/client-merges").await.problem(403, "forbidden");
    let unknown = format!("/client-merges/{}", first.id());
    site.lead.get(&unknown).await.problem(404, "not_found");
}
