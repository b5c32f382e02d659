use stations::auth::role::Role;

use super::{Newsroom, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_station_drafts_with_pictures() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let picture = news.picture().await;
    let before = lab.events().await;
    let draft = news.draft(json!({"attachments": [picture]})).await;
    assert_eq!((&draft["state"], &draft["attachments"]), (&json!("draft"), &json!([picture])));
    assert_eq!((&draft["allowed_actions"], lab.events().await), (&json!(["change", "submit"]), before + 1));
    assert!(!lab.event("brief.drafted").await.to_string().contains("端午"), "events have no words of briefs");
    let township = lab.township_officer("469025100").await;
    assert_eq!(township.content(picture, &[]).await.status, 200, "who reads the brief sees its pictures");
}

#[actix_web::test]
async fn only_pictures_of_ones_own_are_taken() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let (paper, picture) = (news.manager.attachment("x").await, news.picture().await);
    let body = news.brief(json!({"attachments": [picture, paper]}));
    news.manager.post("/briefs", &body).await.faults(&["/attachments/1 no_picture"]);
    let theirs =
        lab.bureau_admin().await.upload("image/png", &crate::harness::files::png()).await.created().id();
    let body = news.brief(json!({"attachments": [theirs]}));
    news.manager.post("/briefs", &body).await.faults(&["/attachments/0 unknown_reference"]);
}

#[actix_web::test]
async fn the_bureau_writes_for_the_county_and_a_station_for_itself() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let county = news.brief(json!({"station_id": null, "kind": "experience_summary"}));
    let made = news.officer.post("/briefs", &county).await.created();
    assert_eq!(made["station_id"], json!(null));
    news.manager.post("/briefs", &county).await.faults(&["/station_id unknown_reference"]);
    let elsewhere = news.brief(json!({"station_id": lab.station("469025101").await}));
    news.manager.post("/briefs", &elsewhere).await.faults(&["/station_id unknown_reference"]);
    news.manager.get(&path(&made)).await.problem(404, "not_found");
    lab.township_officer("469025100").await.post("/briefs", &county).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_draft_is_changed_by_who_has_read_it() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let draft = news.draft(json!({})).await;
    let changed = news
        .manager
        .patch(&draft, &path(&draft), &json!({"title": "重阳节活动", "kind": "brief"}))
        .await
        .ok();
    assert_eq!(
        (&changed["title"], &changed["kind"], &changed["body"]),
        (&json!("重阳节活动"), &json!("brief"), &draft["body"])
    );
    news.manager.patch(&draft, &path(&draft), &json!({"title": "x"})).await.problem(412, "stale");
    news.manager.patch(&changed, &path(&draft), &json!({"title": null})).await.is(422);
    let submitted = news.submit(&changed).await.ok();
    news.manager.patch(&submitted, &path(&draft), &json!({"title": "x"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn the_list_narrows_counts_and_stays_within_reach() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    news.draft(json!({})).await;
    news.submit(&news.draft(json!({"kind": "brief"})).await).await.ok();
    for (query, found) in [
        (format!("station={}", news.station), 2),
        ("kind=brief".into(), 1),
        ("state=submitted".into(), 1),
        ("state=published".into(), 0),
    ] {
        let list = news.officer.get(&format!("/briefs?count=exact&{query}")).await.ok();
        assert_eq!((list.items().len(), &list["total"]), (found, &json!(found)), "{query}");
    }
    assert!(lab.township_officer("469025101").await.get("/briefs").await.ok().items().is_empty());
    lab.person(Role::FinanceOfficer).await.get("/briefs").await.problem(403, "forbidden");
}
