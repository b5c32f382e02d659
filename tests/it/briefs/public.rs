//! What is published is open to everybody, and nothing else is.

use uuid::Uuid;

use super::{Newsroom, path};
use crate::harness::{Answer, Lab, files::jpeg, json};

async fn list(lab: &Lab, query: &str) -> Answer {
    lab.anyone().get(&format!("/public/briefs?count=exact&{query}")).await.ok()
}

async fn read(lab: &Lab, brief: &Answer) -> u16 {
    lab.anyone().get(&format!("/public{}", path(brief))).await.status
}

async fn sees(lab: &Lab, picture: Uuid) -> u16 {
    lab.anyone().get(&format!("/public/pictures/{picture}")).await.status
}

#[actix_web::test]
async fn a_published_brief_is_read_with_its_pictures_by_anybody() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let picture = news.picture().await;
    let published = news.publish(&news.draft(json!({"attachments": [picture]})).await).await;
    let found = list(&lab, "county=469025").await;
    assert_eq!((&found["items"][0]["title"], &found["total"]), (&json!("端午节关爱活动"), &json!(1)));
    let brief = lab.anyone().get(&format!("/public{}", path(&published))).await.ok();
    assert_eq!((&brief["body"], &brief["station_id"]), (&json!("社工为老人包粽子。"), &json!(news.station)));
    let link = brief["pictures"][0].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
    let bytes = lab.anyone().get(&link).await.ok();
    assert_eq!((&bytes.bytes[..], bytes.headers["content-type"].as_str()), (&jpeg()[..], "image/jpeg"));
}

#[actix_web::test]
async fn nothing_is_public_before_it_is_published_nor_after_it_is_withdrawn() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let picture = news.picture().await;
    let draft = news.draft(json!({"attachments": [picture]})).await;
    let hidden = async |brief: &Answer| {
        assert!(list(&lab, "").await.items().is_empty());
        assert_eq!((read(&lab, brief).await, sees(&lab, picture).await), (404, 404));
    };
    hidden(&draft).await;
    let submitted = news.submit(&draft).await.ok();
    hidden(&submitted).await;
    let published = news.decide(&submitted, "publication").await.ok();
    assert_eq!((read(&lab, &published).await, sees(&lab, picture).await), (200, 200));
    hidden(&news.decide(&published, "withdrawal").await.ok()).await;
}

#[actix_web::test]
async fn a_picture_that_was_taken_out_before_is_never_public() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let (kept, taken_out) = (news.picture().await, news.other_picture().await);
    let draft = news.draft(json!({"attachments": [kept, taken_out]})).await;
    let changed = news.manager.patch(&draft, &path(&draft), &json!({"attachments": [kept]})).await.ok();
    news.publish(&changed).await;
    assert_eq!((sees(&lab, kept).await, sees(&lab, taken_out).await), (200, 404));
}

#[actix_web::test]
async fn files_of_other_things_are_not_public() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let officer = lab.township_officer("469025100").await;
    let trace = officer.upload("image/jpeg", &jpeg()).await.created().id();
    officer.room_with(news.station, &[trace]).await.created();
    news.publish(&news.draft(json!({})).await).await;
    assert_eq!(sees(&lab, trace).await, 404);
    assert_eq!(sees(&lab, Uuid::nil()).await, 404);
}

#[actix_web::test]
async fn the_public_list_narrows_and_the_newest_comes_first() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let older = news.publish(&news.draft(json!({})).await).await;
    lab.pass(chrono::TimeDelta::seconds(5));
    let newer = news.publish(&news.draft(json!({"kind": "brief", "title": "七月简报"})).await).await;
    let all = list(&lab, "").await;
    let ids: Vec<_> = all.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, [newer.id().to_string(), older.id().to_string()]);
    let first = list(&lab, "limit=1").await;
    let next = list(&lab, &format!("limit=1&after={}", first["next"].as_str().unwrap())).await;
    assert_eq!((&next["items"][0]["id"], &next["total"]), (&json!(older.id()), &json!(2)));
    for (query, found) in
        [("kind=brief", 1), ("county=469026", 0), ("station=01890000-0000-7000-8000-000000000000", 0)]
    {
        assert_eq!(list(&lab, query).await.items().len(), found, "{query}");
    }
}

#[actix_web::test]
async fn who_wrote_it_and_why_it_came_back_stay_inside() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let returned = news.decide(&news.submit(&news.draft(json!({})).await).await.ok(), "return").await.ok();
    let published = news.publish(&returned).await;
    let text = lab.anyone().get(&format!("/public{}", path(&published))).await.ok().body.to_string();
    assert!(!text.contains(&news.manager.id.to_string()) && !text.contains("未成年"), "{text}");
}
