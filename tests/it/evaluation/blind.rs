//! Until all three are in, nobody learns anything of another party's card, by any path.

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::events};
use uuid::Uuid;

use crate::harness::{Answer, Lab, Round};

/// Ids by the order in which they appear: two worlds have other ids, but in the same places.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn replace(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(id) = rest.get(..36).filter(|id| Uuid::parse_str(id).is_ok()) {
                let next = self.0.len();
                out += "#";
                out += &self.0.entry(id.to_owned()).or_insert(next).to_string();
                rest = &rest[36..];
            } else {
                let next = rest.chars().next().unwrap();
                out.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        out
    }
}

fn told(ids: &mut Ids, path: &str, answer: &Answer) -> String {
    // A computed tag is a hash of a body that holds ids; the body is compared itself.
    let tag = answer.headers.get("etag").filter(|tag| tag.starts_with("\"v")).cloned().unwrap_or_default();
    let body = String::from_utf8_lossy(&answer.bytes);
    ids.replace(&format!("{path} {} {tag} {body}\n", answer.status))
}

/// Everything that everybody but the third party can read, and every event.
async fn transcript(round: &Round<'_>) -> String {
    let lab = round.lab;
    let mut viewers = vec![round.bureau.clone(), round.township.clone()];
    viewers.push(lab.member(Role::ContractorManager, round.contractor).await);
    for role in
        [Role::BureauAdmin, Role::BureauOfficer, Role::Auditor, Role::AppealOfficer, Role::PlatformAdmin]
    {
        viewers.push(lab.person(role).await);
    }
    let mut paths: Vec<String> =
        ["/evaluations", "/evaluation-frameworks", "/me/tasks", "/audit-events"].map(str::to_owned).into();
    let parties = ["third_party", "bureau", "township"].map(|party| round.card(party));
    paths.extend(["", "/transitions", "/result"].map(|rest| round.path(rest)));
    paths.extend(parties);
    paths.push(format!("/evaluation-frameworks/{}", round.framework));
    let (mut ids, mut text) = (Ids::default(), String::new());
    for viewer in &viewers {
        for path in &paths {
            let answer = viewer.get(path).await;
            text += &told(&mut ids, path, &answer);
        }
    }
    let bodies: Vec<Vec<u8>> =
        events::table.order(events::id).select(events::body).load(&mut &lab.conn).await.unwrap();
    text + &bodies.iter().map(|body| ids.replace(&String::from_utf8_lossy(body)) + "\n").collect::<String>()
}

/// A world in which the third party saves and submits these points; what it looks like at each step.
async fn world(points: [&str; 4], last: bool) -> Vec<String> {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let step = TimeDelta::seconds(2);
    let mut seen = vec![transcript(&round).await];
    for saved in [&points[..2], &points[..]] {
        lab.pass(step);
        round.save("third_party", saved).await.ok();
        seen.push(transcript(&round).await);
    }
    lab.pass(step);
    round.submit("third_party", &points).await.ok();
    seen.push(transcript(&round).await);
    lab.pass(step);
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    seen.push(transcript(&round).await);
    if last {
        lab.pass(step);
        round.submit("township", &["20", "20", "20", "20"]).await.ok();
        seen.push(transcript(&round).await);
    }
    seen
}

#[actix_web::test]
async fn two_worlds_that_differ_in_hidden_points_look_the_same() {
    let (one, other) =
        (world(["0", "0", "0", "0"], true).await, world(["25", "24.99", "3", "1"], true).await);
    for (n, (one, other)) in one.iter().zip(&other).enumerate().take(5) {
        for (left, right) in one.lines().zip(other.lines()) {
            assert_eq!(left, right, "step {n}");
        }
        assert_eq!(one, other, "step {n}");
    }
    assert_ne!(one[5], other[5], "when all are in everybody reads the points");
}

#[actix_web::test]
async fn before_all_are_in_a_card_is_its_own_partys_only() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("third_party", &["1", "1", "1", "1"]).await.ok();
    round.submit("bureau", &["1", "1", "1", "1"]).await.ok();
    let auditor = lab.person(Role::Auditor).await;
    for other in [&round.bureau, &round.township, &round.admin, &auditor] {
        let refused = other.get(&round.card("third_party")).await.problem(403, "forbidden");
        assert!(!refused.headers.contains_key("etag"));
    }
    let own = round.own("third_party").await;
    assert_eq!(
        (&own["seal"], &own["nonce"], &own["total"]),
        (&serde_json::json!(null), &own["seal"], &own["seal"])
    );
}

#[actix_web::test]
async fn a_draft_does_not_change_the_evaluations_version_a_submission_does() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let before = round.admin.get(&round.path("")).await.ok();
    round.save("third_party", &["1", "1", "1", "1"]).await.ok();
    assert_eq!(round.admin.get(&round.path("")).await.ok().etag(), before.etag());
    round.submit("third_party", &["1", "1", "1", "1"]).await.ok();
    assert_ne!(round.admin.get(&round.path("")).await.ok().etag(), before.etag());
}
