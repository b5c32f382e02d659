use stations::rules::sampling;

use super::{Checked, path};
use crate::{
    harness::{Answer, Lab, TOWNSHIP, json},
    service_logs::clients::client,
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn subjects(items: &Answer) -> Vec<String> {
    items.items().iter().map(|item| item["subject_id"].as_str().unwrap().to_owned()).collect()
}

/// With the seed and the population anybody comes to the same sample.
#[actix_web::test]
async fn anyone_can_draw_again_what_was_drawn() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 6).await;
    let drawn = checked.drawn("service_logs", 4).await;
    let seed = drawn["seed"].as_str().unwrap();
    assert_eq!(drawn["commitment"], hex(&sampling::commitment(seed)));
    let manager = checked.manager().await;
    let text = manager.get(&path(&drawn, "/population")).await.ok();
    let text = std::str::from_utf8(&text.bytes).unwrap();
    assert_eq!(drawn["population_digest"], hex(&sampling::digest(text)));
    assert_eq!((&drawn["population"], text.lines().count()), (&json!(6), 6));
    let again = sampling::draw(seed, &sampling::ids(text).unwrap(), 4);
    let items = manager.get(&path(&drawn, "/items")).await.ok();
    assert_eq!(subjects(&items), again.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(items.items()[3]["rank"], 4);
}

#[actix_web::test]
async fn nothing_is_drawn_before_the_phase_is_over_and_nothing_twice() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 2).await;
    let committed = checked.commit("service_logs", 1).await;
    checked.draw(&committed).await.problem(409, "conflict");
    lab.at("2023-09-30T16:00:00Z");
    let drawn = checked.draw(&committed).await.ok();
    checked.draw(&committed).await.problem(412, "stale");
    checked.draw(&drawn).await.problem(409, "conflict");
    let officer = lab.bureau_officer().await;
    officer.post(&path(&drawn, "/draw"), &json!({})).await.problem(428, "precondition_required");
    assert_eq!(officer.get(&path(&drawn, "/items")).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn only_logs_that_count_and_are_of_the_phase_are_drawn_from() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 2).await;
    checked.post.draft(json!({})).await;
    checked.post.log(json!({"served_on": "2023-06-30"})).await.created();
    let drawn = checked.drawn("service_logs", 20).await;
    assert_eq!(drawn["population"], 2);
    let items = lab.bureau_officer().await.get(&path(&drawn, "/items")).await.ok();
    assert_eq!(items.items().len(), 2, "all, where there are fewer than asked for");
    assert_eq!(lab.event("spot_check.drawn").await["changes"]["drawn"], 2);
}

#[actix_web::test]
async fn clients_are_drawn_once_however_often_they_were_served() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let post = &checked.post;
    let (one, other) = (client(post, post.station).await, client(post, post.station).await);
    for ids in [vec![one], vec![one, other], vec![one]] {
        post.log(json!({"client_ids": ids})).await.created();
    }
    let drawn = checked.drawn("clients", 20).await;
    let items = lab.bureau_officer().await.get(&path(&drawn, "/items")).await.ok();
    let mut found = subjects(&items);
    found.sort();
    let mut expected = [one.to_string(), other.to_string()];
    expected.sort();
    assert_eq!(found, expected);
}

/// A township sees no clients, not even by their ids; that the draw is right it may know.
#[actix_web::test]
async fn a_township_does_not_see_which_clients_were_drawn() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let one = client(&checked.post, checked.post.station).await;
    checked.post.log(json!({"client_ids": [one]})).await.created();
    let drawn = checked.drawn("clients", 20).await;
    let township = lab.township_officer(TOWNSHIP).await;
    let items = township.get(&path(&drawn, "/items")).await.ok();
    assert_eq!((items.items().len(), &items.items()[0]["subject_id"]), (1, &json!(null)));
    township.get(&path(&drawn, "/population")).await.problem(403, "forbidden");
    assert_eq!(township.get(&path(&drawn, "/verification")).await.ok()["repeats"], true);
}

#[actix_web::test]
async fn where_nothing_was_recorded_nothing_is_drawn() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let drawn = checked.drawn("service_logs", 20).await;
    assert_eq!(drawn["population"], 0);
    let officer = lab.bureau_officer().await;
    assert_eq!(officer.get(&path(&drawn, "/items")).await.ok().items().len(), 0);
    assert_eq!(officer.get(&path(&drawn, "/verification")).await.ok()["repeats"], true);
}
