use uuid::Uuid;

use super::JSON;
use crate::harness::{Answer, Lab};

/// Every answer carries these, whatever became of the request.
#[track_caller]
pub fn is_guarded(answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ] {
        assert_eq!(answer.headers.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(answer.headers["strict-transport-security"].starts_with("max-age="));
    assert!(answer.headers["vary"].contains("Accept-Language"), "{}", answer.headers["vary"]);
    assert!(!answer.headers.contains_key("server"));
}

#[actix_web::test]
async fn every_answer_is_guarded() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    is_guarded(&officer.get("/stations").await.ok());
    is_guarded(&officer.get("/nothing").await.is(404));
    is_guarded(&lab.anyone().get("/stations").await.is(401));
    is_guarded(&officer.send("DELETE", "/stations", &[], vec![]).await.is(405));
    is_guarded(&officer.send("POST", "/stations", &[JSON], b"{".to_vec()).await.is(400));
    is_guarded(&officer.send("POST", "/stations", &[JSON], b"{}".to_vec()).await.is(422));
}

#[actix_web::test]
async fn who_is_not_signed_in_is_told_how() {
    let lab = Lab::new().await;
    for authorization in ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer \u{1}"] {
        let headers = [("authorization", authorization)];
        if authorization.contains('\u{1}') {
            continue;
        }
        let problem = lab.anyone().send("GET", "/stations", &headers, vec![]).await;
        let problem = problem.problem(401, "unauthenticated");
        assert_eq!(problem.headers["www-authenticate"], "Bearer");
    }
}

#[actix_web::test]
async fn chinese_unless_english_is_asked_for() {
    let lab = Lab::new().await;
    for (asked, language, title) in [
        (None, "zh-CN", "未找到"),
        (Some("en"), "en", "Not found"),
        (Some("fr;q=1, en-GB;q=0.5, zh;q=0.1"), "en", "Not found"),
        (Some("fr"), "zh-CN", "未找到"),
        (Some("\u{1F600};q=abc,,;"), "zh-CN", "未找到"),
    ] {
        let headers: Vec<_> = asked.into_iter().map(|asked| ("accept-language", asked)).collect();
        let problem = lab.anyone().send("GET", "/nothing", &headers, vec![]).await.is(404);
        assert_eq!(
            (&problem["title"], &problem.headers["content-language"]),
            (&title.into(), &language.to_owned())
        );
    }
}

#[actix_web::test]
async fn a_fault_is_told_in_the_callers_language() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let english = officer.send("POST", "/stations", &[JSON, ("accept-language", "en")], b"{}".to_vec()).await;
    assert_eq!(english["errors"][0]["message"], "This is required");
    let chinese = officer.send("POST", "/stations", &[JSON], b"{}".to_vec()).await;
    assert_eq!(chinese["errors"][0]["message"], "必填");
}

#[actix_web::test]
async fn the_clients_request_id_is_kept_if_it_is_a_uuid() {
    let lab = Lab::new().await;
    let id = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
    let send = async |given| lab.anyone().send("GET", "/nothing", &[("x-request-id", given)], vec![]).await;
    let kept = send(id).await;
    assert_eq!((kept.headers["x-request-id"].as_str(), &kept["request_id"]), (id, &id.into()));
    for bad in ["1", "<script>", "' OR 1=1", "x".repeat(5000).as_str()] {
        let made = send(bad).await;
        let made = &made.headers["x-request-id"];
        assert!(Uuid::try_parse(made).is_ok(), "{made}");
    }
}

#[actix_web::test]
async fn the_request_id_stands_in_the_event() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
    let body = serde_json::to_vec(&super::preparing("x")).unwrap();
    let headers = [JSON, ("x-request-id", id), ("if-match", "*")];
    officer.send("POST", &super::moves(&lab).await, &headers, body).await.ok();
    assert_eq!(lab.last_event().await["request_id"], id);
}
