//! The process's log: a line of JSON an entry.

use std::io::Write as _;

use log::{Level, Metadata};

/// Starts it; `filter` is a level or env_logger's filter.
pub fn start(filter: &str) {
    let _ = env_logger::Builder::new()
        .parse_filters(filter)
        .format(|out, record| {
            if tells_values(record.metadata()) {
                return Ok(());
            }
            let at = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
            let message = record.args().to_string();
            // The access log's message is JSON already.
            let message = serde_json::from_str(&message).unwrap_or(serde_json::Value::String(message));
            let line = serde_json::json!({"at": at, "level": record.level().as_str(), "target": record.target(), "message": message});
            writeln!(out, "{line}")
        })
        .try_init();
}

/// Whether an entry tells what people sent: below `info` tokio-postgres logs the values of parameters and actix the paths
/// that it cannot read. Asked at each entry, because a filter could ask for one module of theirs.
#[must_use]
pub fn tells_values(entry: &Metadata<'_>) -> bool {
    let talks = ["tokio_postgres", "actix_web::types", "actix_router"];
    entry.level() > Level::Info && talks.iter().any(|target| entry.target().starts_with(target))
}
