use super::{SAID, Ward, way};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn the_workers_read_and_the_bureau_and_the_manager_see_stars() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    assert_eq!((&seen["presenting_problem"], &seen["steps"][0]["text"]), (&json!(SAID), &json!(SAID)));
    let manager = ward.site.contractor.get(&way(&case, "")).await.ok();
    for masked in [lab.bureau_officer().await.get(&way(&case, "")).await.ok(), manager] {
        assert_eq!((&masked["presenting_problem"], &masked["withheld"]), (&json!("***"), &json!(false)));
        assert!(!masked.body.to_string().contains(SAID));
    }
}

#[actix_web::test]
async fn nothing_said_of_the_client_stands_in_the_clear() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    let goal = json!({"goal": SAID, "measure": SAID, "before": SAID, "on": "2023-07-02"});
    let goal = ward.site.worker.post(&way(&case, "/goals"), &goal).await.created();
    let path = format!("/case-goals/{}/outcomes", goal["goals"][0]["id"].as_str().unwrap());
    let outcome = json!({"achieved": "partly", "after": SAID, "on": "2023-07-03"});
    let case = ward.site.worker.post(&path, &outcome).await.created();
    ward.site.worker.move_on(&case, &way(&case, "/referral"), &ward.referral()).await.created();
    for table in ["cases", "case_steps", "case_goals", "case_goal_outcomes", "events"] {
        let plain = format!(
            "SELECT count(*) AS n FROM {table} t WHERE row_to_json(t)::text LIKE '%{SAID}%' \
             OR row_to_json(t)::text LIKE '%县人民医院%'"
        );
        assert_eq!(lab.number(&plain).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn an_erased_client_leaves_nothing_of_the_texts() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    ward.with_goal(&case).await;
    let why = json!({"ground": "consent_withdrawn"});
    let path = format!("/clients/{}/erasure", ward.client.id());
    lab.bureau_admin().await.move_on(&ward.client, &path, &why).await.ok();
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    assert_eq!((&seen["presenting_problem"], &seen["steps"][0]["text"]), (&Value::Null, &Value::Null));
    assert_eq!((&seen["state"], &seen["goals"][0]["goal"]), (&json!("assessed"), &Value::Null));
    let left = "SELECT count(*) AS n FROM cases c, case_steps s, case_goals g WHERE c.problem_sealed IS NOT NULL \
        OR s.text_sealed IS NOT NULL OR g.goal_sealed IS NOT NULL";
    assert_eq!(lab.number(left).await, 0);
    ward.stage(&case, "plan", "2023-07-03").await.problem(409, "conflict");
}

#[actix_web::test]
async fn who_has_seen_it_gets_it_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    let headers = [("if-none-match", seen.etag())];
    ward.site.worker.send("GET", &way(&case, ""), &headers, Vec::new()).await.is(304);
    ward.stage(&case, "assessment", "2023-07-02").await.created();
    ward.site.worker.send("GET", &way(&case, ""), &headers, Vec::new()).await.ok();
}

#[actix_web::test]
async fn its_logs_are_counted_with_their_minutes() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    for changes in
        [json!({"method": "case"}), json!({"method": "visit"}), json!({"method": "visit", "state": "draft"})]
    {
        ward.log("case", case.id(), changes).await.created();
    }
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    assert_eq!(seen["logs"], json!({"logs": 2, "minutes": 180}));
}
