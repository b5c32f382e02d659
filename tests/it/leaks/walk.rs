//! Every route that takes a body, with a canary in every field that takes a text: as it should be, and in every way in
//! which it can be wrong. Made from the published document: a new route is walked without a line here.

use stations::{app, auth::role::Role, http::endpoint::Endpoint, routes};

use super::{
    canary::{self, ALL, MASKED, TEXT, heard},
    columns,
};
use crate::{
    harness::{Answer, Lab, Persona, Value, json, listen, logged},
    two_counties::{
        bodies::Maker,
        scene::{self, Side},
        walk::own_id,
    },
};

type Headers<'a> = Vec<(&'a str, String)>;

/// One attempt: headers, what follows the path, the body.
struct Song<'a> {
    headers: Headers<'a>,
    query: String,
    body: Vec<u8>,
}

fn song(kind: &str, body: impl Into<Vec<u8>>) -> Song<'static> {
    let headers = vec![("content-type", kind.to_owned()), ("if-match", "*".into())];
    Song { headers, query: String::new(), body: body.into() }
}

/// A body in the ways in which it can be wrong.
fn wrong_ways(kind: &str, body: &Value) -> Vec<Song<'static>> {
    let whole = body.to_string();
    let long = TEXT.repeat(800);
    let number: u64 = canary::phone().parse().unwrap();
    let query = serde_urlencoded::to_string([("q", TEXT), ("after", TEXT), ("county", TEXT)]).unwrap();
    let mut songs = vec![
        song(kind, &whole[..whole.len() - 1]),
        song("text/plain", whole.clone()),
        song(kind, json!([whole]).to_string()),
        Song { query: format!("?{query}"), ..song(kind, whole.clone()) },
    ];
    let mut with = |field: &str, value: Value| {
        let mut body = body.clone();
        if let Some(members) = body.as_object_mut() {
            members.insert(field.to_owned(), value);
            songs.push(song(kind, body.to_string()));
        }
    };
    with("unknown", json!(canary::text()));
    for field in body.as_object().into_iter().flatten().map(|(field, _)| field) {
        for value in [
            json!(number),
            json!(long),
            json!([canary::number()]),
            json!({"x": canary::phone()}),
            json!(canary::text()),
        ] {
            with(field, value);
        }
    }
    let mut headers = song(kind, whole);
    for name in ["idempotency-key", "if-match", "x-request-id", "if-none-match"] {
        headers.headers.push((name, canary::phone()));
    }
    songs.push(headers);
    songs
}

async fn sing(by: &Persona<'_>, method: &str, path: &str, song: &Song<'_>) -> Answer {
    let headers: Vec<(&str, &str)> =
        song.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    by.send(method, &format!("{path}{}", song.query), &headers, song.body.clone()).await
}

/// An answer says nothing of what is masked, and an error nothing of what was sent at all.
#[track_caller]
fn says_nothing(answer: &Answer, what: &str) {
    let text = format!("{} {:?}", String::from_utf8_lossy(&answer.bytes), answer.headers);
    let secrets = if answer.status >= 400 { &ALL } else { &MASKED };
    assert_eq!(heard(&text, secrets), None, "{what}: {} {text}", answer.status);
}

/// Somebody who may take a route.
pub fn singer<'s, 'l>(side: &'s Side<'l>, endpoint: &Endpoint) -> Option<&'s Persona<'l>> {
    let may = |role: &Role| {
        endpoint.action.is_none() || endpoint.grants.iter().any(|(_, roles)| roles.contains(role))
    };
    side.people.iter().find(|(role, _)| may(role)).map(|(_, person)| person)
}

/// Where a telephone number and an address are everybody's to read: those of a station, an organisation, a village.
fn is_public(endpoint: &Endpoint) -> bool {
    ["/stations", "/organisations", "/villages"].iter().any(|part| endpoint.path.contains(part))
}

/// A body as its type has it: a form's fields are texts.
fn written(kind: &str, body: &Value) -> String {
    let fields: Vec<(&String, &str)> = body
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name, value.as_str()?)))
        .collect();
    if kind.ends_with("form-urlencoded") {
        serde_urlencoded::to_string(fields).unwrap()
    } else {
        body.to_string()
    }
}

/// Every body of a route; the first and the last in every wrong way before.
fn songs(maker: &Maker<'_>, endpoint: &Endpoint) -> Vec<Song<'static>> {
    let bodies = maker.bodies(endpoint.method.as_str(), &endpoint.path);
    let last = bodies.len() - 1;
    let all = bodies.iter().enumerate().flat_map(|(n, (kind, body))| {
        let wrong =
            if kind.ends_with("json") && (n == 0 || n == last) { wrong_ways(kind, body) } else { Vec::new() };
        wrong.into_iter().chain([song(kind, written(kind, body)), song(kind, written(kind, body))])
    });
    all.collect()
}

/// Sings through every route, those last that end a session or an account; how often, which routes took it in the end,
/// and which never did, most of them because the thing that their path names is not there.
async fn walk(lab: &Lab, side: &Side<'_>) -> (usize, usize, Vec<String>) {
    let document = app::document();
    let (mut sung, mut taken, mut refused) = (0, 0, Vec::new());
    let (ends, others): (Vec<Endpoint>, Vec<Endpoint>) =
        routes::all().into_iter().filter(|endpoint| endpoint.method != "GET").partition(|endpoint| {
            ["/auth/", "/users", "/machine-clients"].iter().any(|part| endpoint.path.contains(part))
        });
    for endpoint in others.iter().chain(&ends) {
        let Some(by) = singer(side, endpoint) else { continue };
        let speaks = if is_public(endpoint) { canary::sing_public } else { canary::sing };
        let maker = Maker { document: &document, refs: side.refs, speaks: Some(speaks) };
        let method = endpoint.method.as_str();
        let path = |id: &str| {
            let path =
                endpoint.path.replace("{id}", id).replace("{party}", "bureau").replace("{year}", "2023");
            let path = ["{assignment}", "{material}", "{contest}", "{entry}"]
                .iter()
                .fold(path, |path, parameter| path.replace(parameter, id));
            format!("/{}", path.replace("{code}", "469025100001").replace("{rank}", "1"))
        };
        let own = path(&own_id(endpoint, &side.refs));
        let mut best = 599;
        for song in songs(&maker, endpoint) {
            let answer = sing(by, method, &own, &song).await;
            if !(endpoint.path.ends_with("/reveals") && answer.status == 200) {
                says_nothing(&answer, &format!("{method} {own} {}", String::from_utf8_lossy(&song.body)));
            }
            (sung, best) = (sung + 1, best.min(answer.status));
        }
        if best < 300 {
            taken += 1;
        } else {
            refused.push(format!("{best} {method} {own}"));
        }
        says_nothing(
            &sing(by, method, &path("13975319012"), &song("application/json", "{}")).await,
            "in the path",
        );
        lab.pass(chrono::TimeDelta::milliseconds(1));
    }
    (sung, taken, refused)
}

/// Everything about one worker, with everything that may be read or repeated.
async fn a_worker_with_everything(lab: &Lab) {
    let admin = lab.bureau_admin().await;
    let body = json!({"name": canary::text(), "identity_number": canary::number(), "phone": canary::phone(),
        "household_address": canary::address()});
    let made = admin.post_once("canary-1", "/workers", &body).await.created();
    says_nothing(&admin.post_once("canary-1", "/workers", &body).await.created(), "a repeat");
    says_nothing(&admin.post("/workers", &body).await.problem(409, "already_exists"), "a duplicate");
    let path = format!("/workers/{}", made.id());
    let change = json!({"phone": canary::phone(), "birth_date": "1990-01-01"});
    says_nothing(&admin.patch(&made, &path, &change).await.is(422), "a contradiction");
    let changed =
        admin.patch(&made, &path, &json!({"phone": canary::phone(), "name": canary::text()})).await.ok();
    let ask = json!({"fields": ["identity_number", "phone", "household_address"], "purpose": canary::text()});
    let revealed = admin.post(&format!("{path}/reveals"), &ask).await.ok();
    assert!(heard(&revealed.body.to_string(), &MASKED).is_some(), "the canary sings");
    says_nothing(&admin.get(&format!("{path}/reveals")).await.ok(), "the list of reveals");
    let number = json!({"identity_number": body["identity_number"]});
    says_nothing(&admin.post("/workers/matches", &number).await.ok(), "a match");
    let why = json!({"ground": "retention_ended"});
    admin.move_on(&changed, &format!("{path}/erasure"), &why).await.ok();
}

/// Everything that can be listed, and everything that is told of what happened.
async fn read_everything(lab: &Lab) {
    lab.sequence().await;
    let admin = lab.bureau_admin().await;
    for endpoint in routes::all().iter().filter(|one| one.method == "GET" && !one.path.contains('{')) {
        says_nothing(&admin.get(&format!("/{}", endpoint.path)).await, &endpoint.path);
    }
    for path in ["/changes?limit=1000", "/audit-events?limit=200"] {
        let told = admin.get(path).await.ok().body.to_string();
        assert_eq!(heard(&told, &ALL), None, "{path} {told}");
    }
    let metrics = lab.anyone().get("//metrics").await.ok();
    assert_eq!(heard(&String::from_utf8_lossy(&metrics.bytes), &ALL), None);
}

#[actix_web::test]
async fn nothing_that_is_said_of_people_comes_out_anywhere() {
    listen();
    let lab = Lab::new().await;
    let side = scene::baisha(&lab).await;
    a_worker_with_everything(&lab).await;
    let (sung, taken, refused) = walk(&lab, &side).await;
    assert!(sung > 1000 && taken > 30, "{sung} sung, {taken} routes took it, these never did: {refused:#?}");
    read_everything(&lab).await;
    let (leaking, columns) = columns::leaking(&lab).await;
    assert!(columns > 100, "{columns}");
    assert_eq!(leaking, Vec::<String>::new(), "in the clear");
    let log = logged();
    assert!(log.contains("/api/v1/workers/{id}/reveals"), "the log is listened to");
    if let Some(writing) = heard(&log, &ALL) {
        panic!("{:?}", log.lines().filter(|line| line.contains(&writing)).take(5).collect::<Vec<_>>());
    }
}
