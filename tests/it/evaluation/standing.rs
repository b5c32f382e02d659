//! Only who is assigned, not recused and not tied to the contractor writes on a card; who scored does not finish.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{
    auth::role::Role,
    schema::{organisations, users},
};

use crate::harness::{Lab, given, json};

#[actix_web::test]
async fn of_the_agency_only_who_is_assigned_scores() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let another = lab.member(Role::Evaluator, round.agency).await;
    let (seen, path) = (another.get(&round.card("third_party")).await.ok(), round.card("third_party"));
    let refused = another.put_over(&seen, &path, &given(&["1"])).await.problem(403, "forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("指派"));
    lab.assign(round.agency, round.evaluation, &another).await;
    another.put_over(&seen, &path, &given(&["1"])).await.ok();
}

#[actix_web::test]
async fn a_machine_client_scores_for_its_agency() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let body = json!({"name": "评估平台", "role": "evaluator", "organisation_id": round.agency,
        "scopes": ["scorecards.read", "scorecards.score"]});
    let client = round.admin.post("/machine-clients", &body).await.created();
    let (id, secret) = (client["client_id"].as_str().unwrap(), client["client_secret"].as_str().unwrap());
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    let token = lab.anyone().form("/auth/token", &fields).await.ok();
    let machine = lab.with_token(token["access_token"].as_str().unwrap());
    let seen = machine.get(&round.card("third_party")).await.ok();
    machine.put_over(&seen, &round.card("third_party"), &given(&["1"])).await.ok();
}

#[actix_web::test]
async fn who_is_recused_does_not_score_whatever_the_party() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    for party in ["third_party", "bureau", "township"] {
        let body = json!({"user_id": round.of(party).id, "reason": "回避"});
        round.of(party).post(&round.path("/recusals"), &body).await.created();
        let before = lab.events().await;
        round.save(party, &["1"]).await.problem(403, "forbidden");
        assert_eq!(lab.events().await, before, "{party}");
    }
}

#[actix_web::test]
async fn an_agency_that_became_tied_to_the_contractor_does_not_score() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let same = organisations::legal_representative.eq("某人");
    diesel::update(organisations::table).set(same).execute(&mut &lab.conn).await.unwrap();
    let refused = round.save("third_party", &["1"]).await.problem(403, "forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("关联"));
    round.save("bureau", &["1"]).await.ok();
}

#[actix_web::test]
async fn who_scored_does_not_make_the_result() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let promoted = users::table.filter(users::id.eq(round.bureau.id));
    let change = users::role.eq(Role::BureauAdmin);
    diesel::update(promoted).set(change).execute(&mut &lab.conn).await.unwrap();
    lab.pass(chrono::TimeDelta::seconds(2));
    let (seen, before) = (round.bureau.get(&round.path("")).await.ok(), lab.events().await);
    let body = json!({"state": "provisional", "reason": "按程序"});
    round.bureau.move_on(&seen, &round.path("/transitions"), &body).await.problem(403, "forbidden");
    assert_eq!(lab.events().await, before);
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
}
