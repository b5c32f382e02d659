use crate::harness::{Answer, Lab, Staffed, json};

fn order(answer: &Answer) -> Vec<(String, u64, String)> {
    let stations = answer["stations"].as_array().unwrap().iter();
    let told = |station: &serde_json::Value| {
        let text = |name: &str| station[name].as_str().unwrap().to_owned();
        (text("verdict"), station["counts"]["breach"].as_u64().unwrap(), text("station_id"))
    };
    stations.map(told).collect()
}

#[actix_web::test]
async fn the_worst_station_comes_first_when_asked_for() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let second = lab.operating("469025101").await;
    let third = lab.operating("469025102").await;
    let other = lab.other_contractor(&[second, third]).await;
    lab.posted_worker(other, third).await;
    lab.posted_worker(at.contractor, third).await;
    let officer = lab.bureau_officer().await;
    let worst = order(&officer.get("/compliance?sort=worst").await.ok());
    let first: Vec<_> =
        worst.iter().take(3).map(|(verdict, breaches, id)| (verdict.as_str(), *breaches, id)).collect();
    let [first_id, second_id, third_id] = [at.station, second, third].map(|id| id.to_string());
    assert_eq!(first, [("breach", 3, &third_id), ("breach", 2, &second_id), ("due", 0, &first_id)]);
}

#[actix_web::test]
async fn equals_stay_in_the_order_of_the_plan_which_is_the_usual_one() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    let officer = lab.bureau_officer().await;
    let plan = officer.get("/compliance").await.ok();
    assert_eq!(officer.get("/compliance?sort=plan").await.ok().body, plan.body);
    assert_eq!(officer.get("/compliance?sort=worst").await.ok().body, plan.body);
    officer.get("/compliance?sort=best").await.is(422);
}

#[actix_web::test]
async fn the_order_changes_nothing_else() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 1).await;
    let officer = lab.bureau_officer().await;
    let (plan, worst) =
        (officer.get("/compliance").await.ok(), officer.get("/compliance?sort=worst").await.ok());
    for member in ["verdict", "counts", "as_of", "policy_id"] {
        assert_eq!(plan[member], worst[member]);
    }
    let (mut one, mut other) = (order(&plan), order(&worst));
    assert_eq!(worst["stations"][0]["verdict"], json!("breach"));
    one.sort();
    other.sort();
    assert_eq!(one, other);
}
