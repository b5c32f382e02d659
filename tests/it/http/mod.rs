mod bodies;
mod cors;
mod docs_page;
pub mod headers;
mod idempotency;
mod operation;
mod quota;
mod race;
mod reset;
mod unknown;

use crate::harness::{Lab, Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");

/// A move of the first station from planned to preparing: the usual POST of these tests, made once only.
fn preparing(reason: &str) -> Value {
    json!({"state": "preparing", "from": "2023-03-01", "reason": reason})
}

/// The path of that move.
async fn moves(lab: &Lab) -> String {
    format!("/stations/{}/transitions", lab.station("469025100").await)
}
