//! A whole round read and written by the agency's own tooling.

use chrono::TimeDelta;
use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Round, Value, four, json, text};

fn batch(round: &Round<'_>, version: &Value, points: &Value, submit: bool) -> Value {
    json!({"evaluation_id": round.evaluation, "version": version, "points": points, "submit": submit})
}

async fn send(by: &Persona<'_>, cards: &[Value]) -> Answer {
    by.lab.pass(TimeDelta::milliseconds(1));
    by.post("/scorecards/batches", &json!({"cards": cards})).await
}

#[actix_web::test]
async fn a_party_reads_its_own_cards_with_all_that_is_needed_to_fill_them_in() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.frozen("I0", 2000).await;
    round.save("third_party", &["20"]).await.ok();
    round.save("bureau", &["11"]).await.ok();
    let list = round.third_party.get(&format!("/scorecards?phase={}&count=exact", round.phase)).await.ok();
    let card = &list.items()[0];
    assert_eq!((list.items().len(), &list["total"], &card["party"]), (1, &json!(1), &json!("third_party")));
    assert_eq!((&card["station_id"], &card["version"]), (&json!(round.station), &json!(2)));
    let indicator = json!({"indicator": "I0", "max_points": "25.00", "scoring": "judged", "levels": null, "proposal": "20.00"});
    assert_eq!((&card["indicators"][0], card["indicators"].as_array().map(Vec::len)), (&indicator, Some(4)));
    assert_eq!(
        (&card["points"][0]["points"], &card["points"][0]["proposal"]),
        (&json!("20.00"), &json!("20.00"))
    );
    assert_eq!(card["points"].as_array().map(Vec::len), Some(1), "its own points only");
}

#[actix_web::test]
async fn the_list_is_ones_own_partys_within_reach_and_filtered() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "1", "1", "1"]).await.ok();
    let elsewhere = lab.township_officer("469025101").await;
    for nothing in [&round.admin, &elsewhere, &lab.person(Role::Auditor).await] {
        assert!(nothing.get("/scorecards").await.ok().items().is_empty());
    }
    lab.bureau_officer().await.get("/scorecards").await.problem(403, "forbidden");
    let count = async |query: &str| round.bureau.get(&format!("/scorecards{query}")).await.ok().items().len();
    assert_eq!((count("?state=submitted").await, count("?state=draft").await), (1, 0));
    assert_eq!((count("?evaluation_state=scoring").await, count("?evaluation_state=scored").await), (1, 0));
    assert_eq!(count(&format!("?phase={}", round.evaluation)).await, 0);
    assert_eq!(round.township.get("/scorecards").await.ok().items()[0]["state"], "draft");
}

#[actix_web::test]
async fn each_card_of_a_batch_has_its_own_answer() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let good = batch(&round, &json!(1), &four(["1", "2", "3", "4"]), false);
    let mut nowhere = good.clone();
    nowhere["evaluation_id"] = json!(round.station);
    let bad = batch(&round, &json!(2), &json!([{"indicator": "I0", "points": "26"}, {"points": 1}]), false);
    let late = batch(&round, &json!(1), &json!([]), false);
    let answer = send(&round.third_party, &[nowhere, good, bad, late]).await.ok();
    let outcomes: Vec<&Value> = answer.items().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["refused", "saved", "refused", "refused"]);
    let problem = |n: usize| answer.items()[n]["problem"]["code"].clone();
    assert_eq!((problem(0), problem(2), problem(3)), (json!("not_found"), json!("invalid"), json!("stale")));
    assert_eq!((&answer.items()[1]["version"], &answer.items()[2]["version"]), (&json!(2), &json!(null)));
    assert_eq!(round.own("third_party").await["points"][3]["points"], "4.00");
}

#[actix_web::test]
async fn a_card_is_saved_and_submitted_at_once_or_not_at_all() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let before = lab.events().await;
    let answer =
        send(&round.bureau, &[batch(&round, &json!(1), &json!([{"indicator": "I0", "points": "1"}]), true)])
            .await;
    let problem = &answer.ok().items()[0]["problem"].clone();
    assert_eq!((&problem["code"], problem["errors"].as_array().map(Vec::len)), (&json!("invalid"), Some(3)));
    assert_eq!((lab.events().await, round.own("bureau").await["points"].clone()), (before, json!([])));
    let points = four(["1", "2", "3", "4"]);
    let done = send(&round.bureau, &[batch(&round, &json!(1), &points, true)]).await.ok();
    assert_eq!((&done.items()[0]["outcome"], &done.items()[0]["version"]), (&json!("submitted"), &json!(3)));
    assert_eq!(round.own("bureau").await["state"], "submitted");
    let again = send(&round.bureau, &[batch(&round, &json!(3), &points, true)]).await.ok();
    assert_eq!(again.items()[0]["problem"]["code"], "conflict");
}

#[actix_web::test]
async fn a_batch_is_of_who_scores_and_of_some_cards() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let card = batch(&round, &json!(1), &json!([]), false);
    send(&round.admin, std::slice::from_ref(&card)).await.problem(403, "forbidden");
    send(&round.bureau, &[]).await.faults(&["/cards too_few"]);
    send(&round.bureau, &vec![card.clone(); 101]).await.faults(&["/cards too_many"]);
    let elsewhere = lab.township_officer("469025101").await;
    let answer = send(&elsewhere, &[card]).await.ok();
    assert_eq!(answer.items()[0]["problem"]["code"], "not_found");
    assert!(round.own("township").await["points"].as_array().unwrap().is_empty());
}

#[actix_web::test]
async fn a_machine_client_of_a_party_reads_and_saves_with_its_scopes() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let body = json!({"name": "评分工具", "role": "bureau_scorer", "scopes": ["scorecards.read", "scorecards.score"]});
    let made = round.admin.post("/machine-clients", &body).await.created();
    let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
    ];
    let token = lab.anyone().form("/auth/token", &fields).await.ok();
    let machine = lab.with_token(&text(&token, "access_token"));
    let list = machine.get("/scorecards").await.ok();
    let card = batch(&round, &list.items()[0]["version"], &four(["1", "2", "3", "4"]), false);
    assert_eq!(send(&machine, &[card]).await.ok().items()[0]["outcome"], "saved");
    assert_eq!(round.own("bureau").await["points"][0]["points"], "1.00");
    machine.get("/evaluations").await.problem(403, "forbidden");
}
