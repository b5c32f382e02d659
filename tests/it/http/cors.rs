use crate::harness::{Answer, Lab};

const OURS: &str = "https://a.example";

async fn lab() -> Lab {
    Lab::with(&[("CORS_ORIGINS", OURS)]).await
}

async fn preflight(lab: &Lab, origin: &str, method: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", method),
        ("access-control-request-headers", "authorization,if-match,idempotency-key,content-type"),
    ];
    lab.anyone().send("OPTIONS", "/stations", &headers, vec![]).await
}

#[actix_web::test]
async fn a_configured_origin_may_read_answers_and_problems() {
    let lab = lab().await;
    for (path, status) in [("/public/stations", 200), ("/nothing", 404), ("/stations", 401)] {
        let answer = lab.anyone().send("GET", path, &[("origin", OURS)], vec![]).await.is(status);
        assert_eq!(answer.headers["access-control-allow-origin"], OURS, "{path}");
        let exposed = answer.headers["access-control-expose-headers"].to_lowercase();
        for header in ["etag", "link", "location", "retry-after", "x-request-id", "ratelimit-remaining"] {
            assert!(exposed.contains(header), "{path}: {exposed}");
        }
        assert!(!answer.headers.contains_key("access-control-allow-credentials"));
    }
}

#[actix_web::test]
async fn another_origin_is_told_nothing() {
    let lab = lab().await;
    for origin in ["https://b.example", "http://a.example", "https://a.example.evil", "null"] {
        let answer = lab.anyone().send("GET", "/public/stations", &[("origin", origin)], vec![]).await;
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{origin}");
    }
}

#[actix_web::test]
async fn a_preflight_of_ours_is_answered_without_an_account() {
    let lab = lab().await;
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let answer = preflight(&lab, OURS, method).await.ok();
        assert_eq!(answer.headers["access-control-allow-origin"], OURS);
        assert!(answer.headers["access-control-allow-methods"].contains(method));
        assert!(answer.headers["access-control-allow-headers"].to_lowercase().contains("idempotency-key"));
        assert_eq!(answer.headers["access-control-max-age"], "3600");
    }
}

#[actix_web::test]
async fn a_preflight_of_others_allows_nothing() {
    let lab = lab().await;
    let refused = preflight(&lab, "https://b.example", "POST").await;
    assert!(refused.status < 500);
    assert!(!refused.headers.contains_key("access-control-allow-origin"));
    assert_eq!(preflight(&lab, OURS, "TRACE").await.status, 400);
}

#[actix_web::test]
async fn without_configured_origins_nobody_is_allowed() {
    let lab = Lab::new().await;
    let answer = lab.anyone().send("GET", "/public/stations", &[("origin", OURS)], vec![]).await.ok();
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    assert!(!preflight(&lab, OURS, "GET").await.headers.contains_key("access-control-allow-origin"));
}
