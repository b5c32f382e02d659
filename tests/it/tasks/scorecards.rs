use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_card_waits_for_its_party_until_it_is_submitted() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    for party in ["third_party", "bureau", "township"] {
        let tasks = round.of(party).get("/me/tasks").await.ok();
        let link = format!("/api/v1{}", round.card(party));
        assert_eq!((tasks.items().len(), &tasks.items()[0]["link"]), (1, &json!(link)));
    }
    round.submit("bureau", &["1", "1", "1", "1"]).await.ok();
    assert!(round.bureau.get("/me/tasks").await.ok().items().is_empty());
    assert_eq!(round.township.get("/me/tasks").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn a_task_tells_since_when_and_until_when_in_the_callers_language() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let tasks = round.township.get("/me/tasks").await.ok();
    let task = &tasks.items()[0];
    assert_eq!((&task["kind"], &task["due_on"]), (&json!("scorecard"), &json!("2023-10-31")));
    assert_eq!(task["since"], "2023-10-08T02:00:02Z");
    assert_eq!(task["title"], "提交评分表：白沙黎族自治县牙叉镇社会工作服务站");
    let english = round.township.send("GET", "/me/tasks", &[("accept-language", "en")], vec![]).await.ok();
    assert!(english.items()[0]["title"].as_str().unwrap().starts_with("Submit the scorecard of"));
}

#[actix_web::test]
async fn nothing_waits_for_who_scores_nothing_here() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let agency = lab.organisation("evaluation_agency", 1).await;
    let others = [
        lab.township_officer("469025101").await,
        lab.member(Role::Evaluator, agency).await,
        lab.person(Role::PlatformAdmin).await,
        round.admin.clone(),
    ];
    for other in others {
        assert!(other.get("/me/tasks").await.ok().items().is_empty());
    }
    lab.anyone().get("/me/tasks").await.problem(401, "unauthenticated");
}
