use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_process_lives_and_is_ready() {
    let lab = Lab::new().await;
    assert_eq!(lab.anyone().get("//livez").await.ok().body, json!({"status": "ok"}));
    let ready = lab.anyone().get("//readyz").await.ok();
    assert_eq!(
        (&ready["status"], &ready["database"], &ready["schema"], &ready["sequencer"]),
        (&json!("ready"), &json!("ok"), &json!("current"), &json!("ok"))
    );
}

#[actix_web::test]
async fn without_its_database_it_lives_and_is_not_ready() {
    let lab = Lab::new().await;
    lab.close_database().await;
    lab.anyone().get("//livez").await.ok();
    let ready = lab.anyone().get("//readyz").await.is(503);
    assert_eq!((&ready["status"], &ready["database"]), (&json!("not_ready"), &json!("unreachable")));
    let refused = lab.anyone().get("/public/stations").await.problem(503, "unavailable");
    assert_eq!(refused.headers["retry-after"], "1");
}

#[actix_web::test]
async fn a_schema_of_another_version_is_not_ready() {
    let lab = Lab::new().await;
    let run = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99999999999999')";
    lab.run(run).await;
    assert_eq!(lab.anyone().get("//readyz").await.is(503)["schema"], "ahead");
    lab.run("DELETE FROM __diesel_schema_migrations WHERE version >= '2026'").await;
    assert_eq!(lab.anyone().get("//readyz").await.is(503)["schema"], "behind");
}

#[actix_web::test]
async fn requests_are_counted_by_template_and_never_by_id() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = lab.station("469025100").await;
    officer.get(&format!("/stations/{id}")).await.ok();
    officer.get(&format!("/stations/{id}?canary=1")).await.is(422);
    officer.get("/canary").await.is(404);
    let metrics = lab.anyone().get("//metrics").await.ok();
    let text = String::from_utf8(metrics.bytes.to_vec()).unwrap();
    let line = "http_request_duration_seconds_count{method=\"GET\",path=\"/api/v1/stations/{id}\",status=\"200\"} 1\n";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("path=\"-\",status=\"404\"") && text.contains("\nevents_pending "), "{text}");
    assert!(!text.contains("canary") && !text.contains(&id.to_string()) && !text.contains("469025"));
}

#[actix_web::test]
async fn buckets_of_the_histogram_only_grow() {
    let lab = Lab::new().await;
    lab.anyone().get("/public/stations").await.ok();
    let metrics = lab.anyone().get("//metrics").await.ok();
    let text = String::from_utf8(metrics.bytes.to_vec()).unwrap();
    let mine = text.lines().filter(|line| line.contains("_bucket") && line.contains("/public/stations"));
    let counts: Vec<u64> = mine.map(|line| line.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert!(counts.len() == 11 && counts.is_sorted() && counts[10] == 1, "{counts:?}");
    assert!(metrics.headers["content-type"].starts_with("text/plain; version=0.0.4"));
}
