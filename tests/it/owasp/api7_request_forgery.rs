//! API7: the service asks nobody for anything because a caller said so. There are no webhooks and no field that takes an
//! address to fetch; whoever adds one adds the list of forbidden addresses, and these tests fail until then.

use std::{io::ErrorKind, net::TcpListener, sync::OnceLock};

use stations::{app, routes};

use crate::{
    harness::{BAISHA, Lab, Value, json},
    leaks::singer,
    two_counties::{
        bodies::Maker,
        scene,
        walk::{own_id, path_with, send},
    },
};

/// An address at which somebody listens.
static ADDRESS: OnceLock<String> = OnceLock::new();

/// The address, in every field that takes a free text.
fn lure(schema: &Value, field: &str) -> Option<Value> {
    let free = schema.get("enum").is_none() && schema.get("pattern").is_none();
    let text_like = matches!(schema["format"].as_str(), None | Some("single-line" | "plain-text"));
    let kept = ["scopes", "grant_type", "username", "township_code", "item_code"].contains(&field);
    (free && text_like && !kept).then(|| json!(ADDRESS.get().unwrap()))
}

#[actix_web::test]
async fn no_route_visits_an_address_that_it_is_told() {
    let trap = TcpListener::bind("127.0.0.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    let address = ADDRESS.get_or_init(|| format!("http://{}/", trap.local_addr().unwrap()));
    let lab = Lab::new().await;
    let (side, document) = (scene::baisha(&lab).await, app::document());
    let maker = Maker { document: &document, refs: side.refs, speaks: Some(lure) };
    let (mut told, mut taken) = (0, 0);
    for endpoint in routes::all().iter().filter(|one| one.method != "GET" && !one.path.contains("/auth/")) {
        let Some(by) = singer(&side, endpoint) else { continue };
        let path = path_with(endpoint, &own_id(endpoint, &side.refs), BAISHA);
        for body in maker.bodies(endpoint.method.as_str(), &endpoint.path) {
            let answer = send(by, endpoint, &path, &body).await;
            assert!(answer.status < 500, "{} {path}: {}", endpoint.method, answer.body);
            told += usize::from(body.1.to_string().contains(address.as_str()));
            taken += usize::from(answer.status < 300);
        }
        lab.pass(chrono::TimeDelta::milliseconds(1));
    }
    lab.run_imports().await;
    assert!(told > 200 && taken > 50, "{told} told, {taken} taken");
    let visited = trap.accept().map(|(_, from)| from.to_string());
    assert!(visited.as_ref().is_err_and(|e| e.kind() == ErrorKind::WouldBlock), "{visited:?} came");
}

#[test]
fn no_field_takes_an_address_to_fetch() {
    let document = app::document();
    let mut found = Vec::new();
    let mut look = |name: &str, schema: &Value| {
        let named = ["url", "uri", "callback", "webhook", "endpoint", "href"];
        let is = named.iter().any(|word| name.split('_').any(|part| part == *word));
        if is || matches!(schema["format"].as_str(), Some("uri" | "url" | "iri" | "uri-reference")) {
            found.push(name.to_owned());
        }
    };
    for (path, item) in document["paths"].as_object().unwrap() {
        path.split('/').for_each(|part| look(&part.replace('-', "_"), &Value::Null));
        for operation in item.as_object().unwrap().values() {
            for one in operation["parameters"].as_array().into_iter().flatten() {
                look(one["name"].as_str().unwrap(), &one["schema"]);
            }
        }
    }
    for schema in document["components"]["schemas"].as_object().unwrap().values() {
        schema["properties"].as_object().into_iter().flatten().for_each(|(name, one)| look(name, one));
    }
    assert_eq!(found, Vec::<String>::new());
}
