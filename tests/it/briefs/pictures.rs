//! What the public sees of a picture, and what not.

use super::{Newsroom, path};
use crate::harness::{
    Answer, Lab, Value,
    files::{jpeg, photograph, png, screenshot},
    json,
};

/// Publishes a brief with one picture; the answer to everybody.
async fn published(news: &Newsroom<'_>, kind: &str, file: &[u8]) -> Answer {
    // The same file again is the same attachment: 200.
    let picture = news.manager.upload(kind, file).await;
    assert!([200, 201].contains(&picture.status), "{}", picture.body);
    let picture = picture.id();
    let brief = news.publish(&news.draft(json!({"attachments": [picture]})).await).await;
    news.manager.lab.anyone().get(&format!("/public{}", path(&brief))).await.ok()
}

async fn shown(lab: &Lab, brief: &Answer) -> Answer {
    let link = brief["pictures"][0].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
    lab.anyone().get(&link).await.ok()
}

fn says(file: &[u8], word: &str) -> bool {
    file.windows(word.len()).any(|window| window == word.as_bytes())
}

#[actix_web::test]
async fn a_published_photograph_tells_no_place_and_no_device_but_how_it_is_turned() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let taken = photograph();
    assert!(says(&taken, "19.22N") && says(&taken, "Phone"));
    let seen = shown(&lab, &published(&news, "image/jpeg", &taken).await).await;
    for word in ["19.22N", "Phone", "taken by", "moov"] {
        assert!(!says(&seen.bytes, word), "{word}");
    }
    assert_eq!(seen.headers["content-type"], "image/jpeg");
    // Turned right by a quarter: an Exif segment of that alone, and the picture as it was.
    let turned = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    assert_eq!(seen.bytes, [&jpeg()[..2], turned, &jpeg()[2..]].concat());
}

#[actix_web::test]
async fn a_published_screenshot_tells_no_place_and_no_author() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let taken = screenshot();
    assert!(says(&taken, "eXIf") && says(&taken, "tEXt"));
    let seen = shown(&lab, &published(&news, "image/png", &taken).await).await;
    assert_eq!((seen.headers["content-type"].as_str(), &seen.bytes[..]), ("image/png", &png()[..]));
}

#[actix_web::test]
async fn what_it_was_made_from_stays_inside() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let original = news.manager.upload("image/jpeg", &photograph()).await.created().id();
    let draft = news.draft(json!({"attachments": [original]})).await;
    let brief = news.publish(&draft).await;
    assert_eq!(brief["attachments"], json!([original]));
    lab.anyone().get(&format!("/public/pictures/{original}")).await.problem(404, "not_found");
    let inside = news.manager.content(original, &[]).await.ok();
    assert_eq!(&inside.bytes[..], &photograph()[..]);
    let gone = news.decide(&brief, "withdrawal").await.ok();
    assert_eq!(gone["state"], "withdrawn");
}

#[actix_web::test]
async fn a_picture_that_tells_nothing_is_shown_as_it_is_and_copies_are_kept_once() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let plain = published(&news, "image/png", &png()).await;
    assert_eq!(&shown(&lab, &plain).await.bytes[..], &png()[..]);
    let before = lab.number("SELECT count(*) AS n FROM attachments").await;
    let (first, second) = (
        published(&news, "image/jpeg", &photograph()).await,
        published(&news, "image/jpeg", &photograph()).await,
    );
    assert_eq!(first["pictures"], second["pictures"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM attachments").await, before + 2);
}

#[actix_web::test]
async fn a_picture_that_breaks_off_is_not_published() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let half = &photograph()[..60];
    let picture = news.manager.upload("image/jpeg", half).await.created().id();
    let submitted = news.submit(&news.draft(json!({"attachments": [picture]})).await).await.ok();
    news.decide(&submitted, "publication").await.problem(409, "conflict");
    let still = news.manager.get(&path(&submitted)).await.ok();
    assert_eq!((&still["state"], &still["published_at"]), (&json!("submitted"), &Value::Null));
}

#[actix_web::test]
async fn copies_are_not_collected_while_the_brief_is_there() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let brief = published(&news, "image/jpeg", &photograph()).await;
    lab.at("2023-07-20T02:00:00Z");
    lab.collect().await;
    shown(&lab, &brief).await;
}
