use stations::auth::role::Role;

use crate::harness::Lab;

async fn lab() -> Lab {
    Lab::with(&[("REQUESTS_PER_MINUTE", "3")]).await
}

#[actix_web::test]
async fn the_fourth_request_of_a_minute_is_429_and_says_when_to_come_back() {
    let lab = lab().await;
    let officer = lab.bureau_officer().await;
    for left in ["2", "1", "0"] {
        let answer = officer.get("/stations").await.ok();
        assert_eq!(
            (&*answer.headers["ratelimit-limit"], &*answer.headers["ratelimit-remaining"]),
            ("3", left)
        );
        assert!((1..=60).contains(&answer.headers["ratelimit-reset"].parse::<u64>().unwrap()));
    }
    let refused = officer.get("/stations").await.problem(429, "too_many_requests");
    assert_eq!((&*refused.headers["ratelimit-limit"], &*refused.headers["ratelimit-remaining"]), ("3", "0"));
    assert!((1..=60).contains(&refused.headers["retry-after"].parse::<u64>().unwrap()));
}

#[actix_web::test]
async fn one_callers_quota_is_not_anothers() {
    let lab = lab().await;
    let (first, second) = (lab.bureau_officer().await, lab.person(Role::BureauAdmin).await);
    for _ in 0..4 {
        first.get("/stations").await;
    }
    first.get("/stations").await.is(429);
    second.get("/stations").await.ok();
    lab.anyone().get("/public/stations").await.ok();
}

#[actix_web::test]
async fn without_an_account_the_address_counts_whatever_headers_say() {
    let lab = lab().await;
    let send = async |n: usize| {
        let said = format!("10.0.0.{n}");
        let headers =
            [("x-forwarded-for", said.as_str()), ("forwarded", "for=1.2.3.4"), ("x-real-ip", &said)];
        lab.anyone().send("GET", "/public/stations", &headers, vec![]).await
    };
    for n in 0..3 {
        send(n).await.ok();
    }
    send(9).await.problem(429, "too_many_requests");
}

#[actix_web::test]
async fn a_bad_token_counts_for_its_address() {
    let lab = lab().await;
    let send =
        async || lab.anyone().send("GET", "/stations", &[("authorization", "Bearer x.y.z")], vec![]).await;
    for _ in 0..3 {
        send().await.is(401);
    }
    send().await.problem(429, "too_many_requests");
}

#[actix_web::test]
async fn behind_one_trusted_proxy_its_word_counts_and_nobody_elses() {
    let lab = Lab::with(&[("REQUESTS_PER_MINUTE", "3"), ("TRUSTED_PROXIES", "1")]).await;
    let send = async |hops: String| {
        lab.anyone().send("GET", "/public/stations", &[("x-forwarded-for", &hops)], vec![]).await
    };
    for n in 0..3 {
        send(format!("6.6.6.{n}, 10.0.0.1")).await.ok();
    }
    send("6.6.6.9, 10.0.0.1".into()).await.is(429);
    send("10.0.0.1, 10.0.0.2".into()).await.ok();
}
