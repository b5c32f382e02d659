//! Two worlds that differ only in what one party gave, walked over every route that reads, by everybody else.

use std::io::{Cursor, Read as _};

use stations::{auth::role::Role, db::text_enum::TextEnum as _, http::endpoint::Endpoint, routes};
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Round, Value, json, levelled_framework};

/// What differs, and nothing else.
struct Hidden {
    level: &'static str,
    points: &'static str,
    words: &'static str,
    file: &'static str,
}

const ONE: Hidden = Hidden { level: "优秀", points: "20.01", words: "很好", file: "一" };
const OTHER: Hidden =
    Hidden {
        level: "合格", points: "3", words: "材料多处缺失，建议整改", file: "另一份长得多的文件"
    };

/// Everybody but the third party.
async fn others<'a>(round: &Round<'a>) -> Vec<(Role, Persona<'a>)> {
    let lab = round.lab;
    let worker = lab.posted_worker(round.contractor, round.station).await;
    let mut all = Vec::new();
    for role in Role::LABELS.iter().filter_map(|label| Role::from_code(label.code)) {
        let persona = match role {
            Role::AgencyManager | Role::Evaluator => continue,
            Role::BureauScorer => round.bureau.clone(),
            Role::TownshipOfficer => round.township.clone(),
            Role::ContractorManager => lab.member(role, round.contractor).await,
            Role::StationLead | Role::ResidentWorker => lab.posted(role, worker).await,
            _ => lab.person(role).await,
        };
        all.push((role, persona));
    }
    all
}

/// The path of a route with a thing of the round that fits it.
fn path_of(endpoint: &Endpoint, round: &Round<'_>, file: Uuid) -> String {
    let id = match endpoint.path.split('/').nth(3).unwrap_or_default() {
        "stations" => round.station,
        "organisations" => round.contractor,
        "evaluation-frameworks" => round.framework,
        "attachments" => file,
        "phases" => round.phase,
        _ => round.evaluation,
    };
    let known = [("{id}", id.to_string()), ("{party}", "third_party".into()), ("{year}", "2023".into())];
    let mut path = endpoint.path.clone();
    for (name, value) in known {
        path = path.replace(name, &value);
    }
    while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
        path.replace_range(from..=to, &round.evaluation.to_string());
    }
    format!("/{path}")
}

/// Ids and hashes are other ones in each world, and what is listed by ids of one instant stands in any order.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(without_ids(text)),
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(plain).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(members) => {
            let varying = ["next", "position", "request_id"];
            let kept = members.iter().filter(|(name, _)| !varying.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (without_ids(name), plain(value))).collect())
        }
        other => other.clone(),
    }
}

/// Every run of 32 or more hexadecimal digits and dashes is an id or a hash.
fn without_ids(text: &str) -> String {
    let (mut out, mut run) = (String::new(), String::new());
    for next in text.chars().chain(['\n']) {
        if next.is_ascii_hexdigit() || next == '-' {
            run.push(next);
            continue;
        }
        out += if run.len() >= 32 { "#" } else { &run };
        run.clear();
        out.push(next);
    }
    out
}

/// What a workbook says, without when it was made.
fn parts(book: &[u8]) -> String {
    let mut book = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut names: Vec<String> = book.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.retain(|name| name != "docProps/core.xml");
    names.sort();
    let mut read = |name: &String| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        format!("{name} {text}")
    };
    names.iter().map(&mut read).collect()
}

fn told(role: Role, path: &str, answer: &Answer) -> String {
    let tag = answer.headers.get("etag").filter(|tag| tag.starts_with("\"v")).cloned().unwrap_or_default();
    let tag = tag.split('.').next().unwrap_or_default().to_owned();
    let body = if answer.bytes.starts_with(b"PK") {
        parts(&answer.bytes)
    } else if answer.body.is_null() {
        String::from_utf8_lossy(&answer.bytes).into_owned()
    } else {
        plain(&answer.body).to_string()
    };
    format!("{} {} {} {tag} {}", role.code(), without_ids(path), answer.status, without_ids(&body))
}

/// Every answer to everybody of every route that reads, also of those closed to him.
async fn transcript(round: &Round<'_>, people: &[(Role, Persona<'_>)], file: Uuid) -> Vec<String> {
    round.lab.sequence().await;
    let mut lines = Vec::new();
    for endpoint in routes::all().iter().filter(|one| one.method == "GET" && one.action.is_some()) {
        let path = path_of(endpoint, round, file);
        for (role, persona) in people {
            lines.push(told(*role, &path, &persona.get(&path).await));
        }
    }
    lines
}

/// A world in which the third party gives this: what the others see of the draft, and when two cards are in.
async fn world(hidden: &Hidden) -> Vec<Vec<String>> {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    round.frozen("I1", 1000).await;
    let people: Vec<(Role, Persona<'_>)> = others(&round).await;
    let file = round.third_party.attachment(hidden.file).await;
    let given = |code: &str| json!({"indicator": code, "points": hidden.points, "comment": hidden.words});
    let mut points = vec![json!({"indicator": "I0", "level": hidden.level, "attachments": [file]})];
    points.extend(["I1", "I2", "I3"].map(given));
    points[1]["departure"] = json!(hidden.words);
    round.put("third_party", &json!(points)).await.ok();
    let mut seen = vec![transcript(&round, &people, file).await];
    round.step("third_party", "submission", &json!({})).await.ok();
    round.step("third_party", "reopening", &json!({"reason": hidden.words})).await.ok();
    round.step("third_party", "submission", &json!({})).await.ok();
    round.submit("bureau", &["15", "10", "1", "1"]).await.ok();
    seen.push(transcript(&round, &people, file).await);
    seen
}

#[actix_web::test]
async fn no_route_tells_the_two_worlds_apart() {
    let (one, other) = (world(&ONE).await, world(&OTHER).await);
    for (step, (left, right)) in one.iter().zip(&other).enumerate() {
        assert!(left.len() > 500, "the walk is too short: {}", left.len());
        for (left, right) in left.iter().zip(right) {
            assert_eq!(left, right, "step {step}");
        }
        assert_eq!(left.len(), right.len());
    }
}

#[actix_web::test]
async fn the_walk_would_notice() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    let mut all = Vec::new();
    for points in ["1", "2"] {
        round.save("bureau", &[points]).await.ok();
        all.push(told(Role::BureauScorer, "", &round.own("bureau").await));
    }
    assert_ne!(all[0], all[1]);
}
