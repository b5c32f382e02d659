//! What the service knew of an agreement at an instant, and what staffing is judged by.

use super::{
    amend::amend,
    change::{draft, path},
    register::record,
    terminate::terminate,
};
use crate::harness::{Lab, Staffed, json};

#[actix_web::test]
async fn a_signature_is_known_from_when_it_was_recorded() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.operating("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    lab.at("2023-07-03T02:10:00Z");
    let signed = json!({"signed_on": "2023-06-28"});
    admin.move_on(&made, &format!("{}/signature", path(&made)), &signed).await.ok();
    lab.at("2023-07-03T02:12:00Z");
    let then = "known_at=2023-07-03T02:09:59Z";
    assert_eq!(admin.get(&format!("{}?{then}", path(&made))).await.ok()["state"], "draft");
    let s1 = async |query: &str| {
        let verdict = admin.get(&format!("/stations/{station}/compliance?{query}")).await.ok();
        crate::harness::finding(&verdict, "S1")["status"].clone()
    };
    assert_eq!((s1("").await, s1(then).await), (json!("breach"), json!("unknown")));
}

#[actix_web::test]
async fn a_termination_and_a_shortening_leave_what_was_known_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let admin = lab.bureau_admin().await;
    let seen = admin.get("/agreements").await.ok().items()[0]["id"].clone();
    let seen = admin.get(&format!("/agreements/{}", seen.as_str().unwrap())).await.ok();
    lab.at("2023-07-03T02:05:00Z");
    amend(&admin, &seen, "2023-07-03", json!({"to": "2023-09-01"})).await.created();
    lab.at("2023-07-03T02:10:00Z");
    let seen = admin.get(&path(&seen)).await.ok();
    terminate(&admin, &seen, "2023-08-01").await.ok();
    lab.at("2023-07-03T02:12:00Z");
    for (known, day, expected) in [
        ("02:04:59", "2023-10-01", "met"),
        ("02:09:59", "2023-10-01", "unknown"),
        ("02:09:59", "2023-08-31", "met"),
        ("02:10:00", "2023-08-31", "unknown"),
        ("02:10:00", "2023-07-31", "met"),
    ] {
        let query = format!("as_of={day}&known_at=2023-07-03T{known}Z");
        assert_eq!(at.status("S1", &query).await, expected, "{query}");
    }
}

#[actix_web::test]
async fn a_later_staffing_date_is_judged_by_from_its_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let admin = lab.bureau_admin().await;
    let id = admin.get("/agreements").await.ok().items()[0]["id"].clone();
    let seen = admin.get(&format!("/agreements/{}", id.as_str().unwrap())).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-03").await, "breach");
    amend(&admin, &seen, "2023-07-02", json!({"staffing_date": "2023-09-01"})).await.created();
    assert_eq!(at.status("S1", "as_of=2023-07-01").await, "breach", "what held before stays");
    assert_eq!(at.status("S1", "as_of=2023-07-03").await, "due");
    assert_eq!(at.status("S1", "as_of=2023-09-01").await, "breach");
}

#[actix_web::test]
async fn what_was_not_recorded_then_is_not_found() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = record(&admin, lab.organisation("contractor", 0).await, &[station], json!({})).await.created();
    lab.at("2023-07-03T02:05:00Z");
    admin.get(&format!("{}?known_at=2023-07-03T01:59:59Z", path(&made))).await.problem(404, "not_found");
    let future = format!("{}?known_at=2023-07-04T00:00:00Z&as_of=x", path(&made));
    admin.get(&future).await.faults(&["/as_of wrong_format"]);
    admin.get(&format!("{}?as_of=2023-06-19", path(&made))).await.ok();
}
