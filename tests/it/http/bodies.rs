use super::JSON;
use crate::harness::{Answer, Lab, Persona};

/// Sends a body to `POST /stations`; nothing may come of it.
async fn try_it(officer: &Persona<'_>, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let before = officer.lab.events().await;
    let answer = officer.send("POST", "/stations", headers, body.to_vec()).await;
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert!((400..500).contains(&answer.status), "{} {}", answer.status, answer.body);
    assert_eq!(officer.lab.events().await, before);
    answer
}

#[actix_web::test]
async fn only_json_is_read() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for kind in
        ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonp", "", "json"]
    {
        let refused = try_it(&officer, &[("content-type", kind)], b"{}").await;
        refused.problem(415, "unsupported_media_type");
    }
    try_it(&officer, &[], b"{}").await.problem(415, "unsupported_media_type");
    try_it(&officer, &[("content-type", "application/JSON; charset=utf-8")], b"{}")
        .await
        .problem(422, "invalid");
}

#[actix_web::test]
async fn a_compressed_body_is_not_unpacked() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for encoding in ["gzip", "br", "deflate", "zstd", "identity, gzip"] {
        let refused = try_it(&officer, &[JSON, ("content-encoding", encoding)], b"\x1f\x8b\x08\x00").await;
        refused.problem(415, "unsupported_media_type");
    }
}

#[actix_web::test]
async fn a_body_over_one_mebibyte_is_413() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let of = |size: usize| format!("\"{}\"", "a".repeat(size - 2)).into_bytes();
    try_it(&officer, &[JSON], &of(1024 * 1024 + 1)).await.problem(413, "too_large");
    try_it(&officer, &[JSON], &of(1024 * 1024)).await.problem(422, "invalid");
}

#[actix_web::test]
async fn what_is_no_json_is_400() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"{}}",
        b"{'a':1}",
        b"{\"a\":1,}",
        b"\xff\xfe{}",
        b"{\"reason\":\"\xc3\x28\"}",
        b"{\"reason\":\"\xed\xa0\x80\"}",
        b"{\"reason\":\"\\ud800\"}",
        b"{\"reason\":\"a\0b\"}",
        b"\xef\xbb\xbf{}",
        b"NaN",
    ];
    for body in bodies {
        let refused = try_it(&officer, &[JSON], body).await;
        assert_eq!(refused.problem(400, "malformed").body.get("errors"), None);
    }
}

#[actix_web::test]
async fn deep_nesting_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    try_it(&officer, &[JSON], "[".repeat(100_000).as_bytes()).await.problem(400, "malformed");
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    try_it(&officer, &[JSON], closed.as_bytes()).await.problem(400, "malformed");
    try_it(&officer, &[JSON], "{\"a\":".repeat(100_000).as_bytes()).await.problem(400, "malformed");
}

#[actix_web::test]
async fn a_field_given_twice_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = br#"{"township_code":"469025100","reason":"a","reason":"b"}"#;
    try_it(&officer, &[JSON], body).await.problem(422, "invalid");
}

#[actix_web::test]
async fn strange_values_are_faults_of_their_field() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for (value, fault) in [
        (r#""a\u0000b""#, "/reason wrong_format"),
        ("1e999999", ""),
        ("123456789012345678901234567890", "/reason wrong_type"),
        ("-0.0", "/reason wrong_type"),
        ("null", "/reason wrong_type"),
        ("[]", "/reason wrong_type"),
        (r#""\ufeff""#, ""),
    ] {
        let body = format!(r#"{{"township_code":"000000000","reason":{value}}}"#);
        let refused = try_it(&officer, &[JSON], body.as_bytes()).await;
        if !fault.is_empty() {
            refused.faults(&[fault]);
        }
    }
}

#[actix_web::test]
async fn a_body_that_is_no_object_is_a_fault_of_the_whole() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for body in ["[]", "null", "1", "\"x\"", "true"] {
        try_it(&officer, &[JSON], body.as_bytes()).await.faults(&[" wrong_type"]);
    }
}

#[actix_web::test]
async fn strange_queries_are_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for query in [
        "limit=1&limit=2",
        "limit=-1",
        "limit=99999999999999999999",
        "limit=1e2",
        "limit=",
        "limit=%31%00",
        "after=%ff%fe",
        "state=%00",
        "%00=1",
        "a[]=1",
        "limit",
        "=",
        "after=W10",
        "after=%F0%9F%98%80",
    ] {
        let refused = officer.get(&format!("/stations?{query}")).await;
        assert!((400..500).contains(&refused.status), "{query} {}", refused.status);
        refused.problem(422, "invalid");
    }
}
