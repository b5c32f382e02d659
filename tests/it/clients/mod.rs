mod baseline_surveys;
mod change;
mod counts;
mod duplicates;
mod erase;
mod facts;
mod kept_apart;
mod mandatory_reports;
mod matches;
mod merges;
mod minor_access;
mod moves;
mod questions;
mod register;
mod reveal;
mod wandering;

use chrono::TimeDelta;
use stations::http::clock::new_id;

use crate::harness::{Answer, Lab, Persona, Site, Value, json};

/// Born on 5 March 1992.
pub const NUMBER: &str = "46902519920305903X";
/// Born on 1 June 2012: a minor in July 2023, and under 14.
pub const CHILD: &str = "469025201206019025";
/// What must never be seen by who may not.
pub const SECRETS: [&str; 6] = [NUMBER, "13812345678", "桥南路1号", "需要送医", "独居多年", "符海燕"];

/// An adult, with everything that can be said of one.
pub fn adult(site: &Site<'_>) -> Value {
    json!({"station_id": site.station, "kind": "person", "name": "符海燕", "identity_number": NUMBER,
        "phone": "138-1234-5678", "address": "桥南路1号", "needs": "需要送医", "notes": "独居多年",
        "categories": ["low_income", "disabled"], "risk_level": "medium", "since": "2023-07-01"})
}

/// A child.
pub fn child(site: &Site<'_>) -> Value {
    json!({"station_id": site.station, "kind": "person", "name": "小禾苗", "identity_number": CHILD,
        "phone": "13912345678", "categories": ["left_behind_child"], "since": "2023-07-01"})
}

/// Other members in a body.
pub fn but(mut body: Value, changes: &Value) -> Value {
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body
}

/// Registers a client under a new id.
pub async fn put(lab: &Lab, by: &Persona<'_>, body: &Value) -> Answer {
    lab.pass(TimeDelta::milliseconds(1));
    by.put(&format!("/clients/{}", new_id(lab.now())), body).await
}

/// The path of a client, with more of it.
pub fn path(client: &Answer, more: &str) -> String {
    format!("/clients/{}{more}", client.id())
}

/// The path of a fact, with more of it.
pub fn fact_path(fact: &Answer, more: &str) -> String {
    format!("/client-facts/{}{more}", fact.id())
}

/// The newest event as text; the clock has moved since the one before.
pub async fn told(lab: &Lab) -> String {
    lab.last_event().await.to_string()
}

/// Nothing that tells who somebody is.
#[track_caller]
pub fn is_silent(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
