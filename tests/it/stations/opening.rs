use crate::harness::{Answer, Lab, Persona, Value, json};

/// A station in preparation since March 2023, and who opens it.
async fn preparing(officer: &Persona<'_>) -> (String, Answer) {
    let path = format!("/stations/{}", officer.lab.station("469025100").await);
    let planned = officer.get(&path).await.ok();
    let body = json!({"state": "preparing", "from": "2023-03-01", "reason": "按工作方案"});
    let seen = officer.move_on(&planned, &format!("{path}/transitions"), &body).await.ok();
    (path, seen)
}

fn opening(despite: Option<&str>) -> Value {
    let mut body = json!({"state": "operating", "from": "2023-07-01", "reason": "揭牌"});
    if let Some(despite) = despite {
        body["despite_breaches"] = despite.into();
    }
    body
}

#[actix_web::test]
async fn opening_shows_every_requirement_that_is_not_met() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let refused =
        officer.move_on(&seen, &format!("{path}/transitions"), &opening(None)).await.problem(422, "invalid");
    let errors = refused["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 20, "all but the staff, which nobody can judge yet");
    assert!(errors.iter().all(|e| e["pointer"] == "/despite_breaches" && e["code"] == "open_breach"));
    assert_eq!(errors[0]["message"], "R1（六（一））：尚无社工办公室");
}

#[actix_web::test]
async fn a_refused_opening_leaves_nothing_behind() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let before = lab.events().await;
    officer.move_on(&seen, &format!("{path}/transitions"), &opening(None)).await.problem(422, "invalid");
    assert_eq!(lab.events().await, before);
    assert_eq!(officer.get(&path).await.ok().body, seen.body);
}

#[actix_web::test]
async fn opening_despite_breaches_keeps_them_and_the_reason() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let body = opening(Some("场地七月底交付"));
    let opened = officer.move_on(&seen, &format!("{path}/transitions"), &body).await.ok();
    assert_eq!(opened["state"], "operating");
    let history = officer.get(&format!("{path}/transitions")).await.ok();
    let [planned, .., operating] = history.items() else { panic!("{}", history.body) };
    assert_eq!((&planned["open_breaches"], &planned["despite_breaches"]), (&json!([]), &Value::Null));
    assert_eq!(operating["despite_breaches"], "场地七月底交付");
    assert_eq!(
        (&operating["open_breaches"][0], &operating["open_breaches"][19]),
        (&json!("R1"), &json!("R20"))
    );
}

#[actix_web::test]
async fn a_reason_for_breaches_where_there_are_none_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let body = json!({"state": "closed", "from": "2023-07-01", "reason": "合并", "despite_breaches": "无"});
    let refused = officer.move_on(&seen, &format!("{path}/transitions"), &body).await;
    refused.faults(&["/despite_breaches not_applicable"]);
}

#[actix_web::test]
async fn opening_again_after_a_suspension_asks_again() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let path = format!("{path}/transitions");
    let opened = officer.move_on(&seen, &path, &opening(Some("场地七月底交付"))).await.ok();
    let body = json!({"state": "suspended", "from": "2023-07-02", "reason": "台风"});
    let suspended = officer.move_on(&opened, &path, &body).await.ok();
    let body = json!({"state": "operating", "from": "2023-07-03", "reason": "恢复"});
    officer.move_on(&suspended, &path, &body).await.problem(422, "invalid");
}

#[actix_web::test]
async fn the_breaches_are_told_in_english_too() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = preparing(&officer).await;
    let headers =
        [("content-type", "application/json"), ("if-match", seen.etag()), ("accept-language", "en")];
    let body = opening(None).to_string().into_bytes();
    let refused =
        officer.send("POST", &format!("{path}/transitions"), &headers, body).await.problem(422, "invalid");
    assert_eq!(refused["errors"][6]["message"], "R7: no fire safety check is recorded");
}
