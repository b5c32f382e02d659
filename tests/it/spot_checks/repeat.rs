use super::{Checked, path};
use crate::{
    harness::{Lab, json},
    service_logs::Post,
};

#[actix_web::test]
async fn a_draw_repeats_and_anyone_who_reads_it_can_ask() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 5).await;
    let drawn = checked.drawn("service_logs", 3).await;
    let expected = json!({
        "repeats": true, "commitment_holds": true, "committed_in_time": true, "population_holds": true,
        "sample_holds": true, "left_since": 0, "joined_since": 0
    });
    for person in [checked.manager().await, lab.bureau_officer().await, lab.bureau_admin().await] {
        assert_eq!(person.get(&path(&drawn, "/verification")).await.ok().body, expected);
    }
}

/// What is recorded late is told, and does not unmake the draw.
#[actix_web::test]
async fn the_population_is_kept_as_it_was_drawn_from() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 3).await;
    let drawn = checked.drawn("service_logs", 2).await;
    let manager = checked.manager().await;
    let Post { contractor, station, worker, .. } = checked.post;
    let late = Post { lab: &lab, contractor, station, worker, manager };
    late.log(json!({"served_on": "2023-09-29"})).await.created();
    let answer = lab.bureau_officer().await.get(&path(&drawn, "/verification")).await.ok();
    assert_eq!((&answer["repeats"], &answer["joined_since"]), (&json!(true), &json!(1)));
}

#[actix_web::test]
async fn another_seed_another_population_another_sample_are_found() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 4).await;
    let drawn = checked.drawn("service_logs", 3).await;
    let officer = lab.bureau_officer().await;
    for (wrong, member) in [
        ("UPDATE spot_checks SET commitment = seed", "commitment_holds"),
        ("UPDATE spot_checks SET population_text = population_text || E'\\n'", "population_holds"),
        ("UPDATE spot_check_items SET rank = rank + 3 WHERE rank = 1", "sample_holds"),
        ("UPDATE spot_checks SET committed_at = '2023-09-30T16:00:00Z'", "committed_in_time"),
    ] {
        lab.run(wrong).await;
        let answer = officer.get(&path(&drawn, "/verification")).await.ok();
        assert_eq!((&answer[member], &answer["repeats"]), (&json!(false), &json!(false)), "{wrong}");
    }
}

#[actix_web::test]
async fn there_is_nothing_to_repeat_before_the_draw() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let committed = checked.commit("service_logs", 1).await;
    let officer = lab.bureau_officer().await;
    officer.get(&path(&committed, "/verification")).await.problem(409, "conflict");
    officer.get(&path(&committed, "/population")).await.problem(409, "conflict");
}

#[actix_web::test]
async fn another_contractor_does_not_know_of_it() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let elsewhere = lab.station("469025101").await;
    let other = lab.other_contractor(&[elsewhere]).await;
    let drawn = checked.drawn("service_logs", 1).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, other).await;
    for rest in ["", "/items", "/items/1", "/population", "/verification"] {
        manager.get(&path(&drawn, rest)).await.problem(404, "not_found");
    }
    assert_eq!(manager.get("/spot-checks").await.ok().items().len(), 0);
}
