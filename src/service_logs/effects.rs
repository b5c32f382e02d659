//! Every change of a log, of its state or of what it says, passes here once, in its transaction: its questions are raised,
//! its event is recorded. What is counted from logs belongs here as well.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    model::{Log, LogWorker},
    view,
};
use crate::{
    audit::event::Event,
    http::{Result, Tx},
    questions,
    rules::{entry_questions::Question, log_states::LogState},
};

/// What became of a log.
pub struct Change<'a> {
    /// Past tense, as `service_log.amended`.
    pub action: &'static str,
    /// Its state before; none when there was no log.
    pub from: Option<LogState>,
    /// The log after.
    pub log: &'a Log,
    /// What is asked about it now.
    pub asked: Vec<Question>,
    /// What else the event tells; no texts.
    pub told: Value,
}

/// Raises the questions and records the events.
pub async fn settle(tx: &Tx<'_>, change: Change<'_>) -> Result<()> {
    let Log { facts, workers, .. } = change.log;
    for (id, question) in questions::raise::insert(tx, (facts.station_id, facts.id), change.asked).await? {
        let told = json!({"kind": question.kind, "station": facts.station_id, "log": facts.id});
        tx.record(Event::new("question.raised", id, told));
    }
    let strangers = workers.iter().any(|worker: &LogWorker| !worker.posted_here);
    let ids: Vec<Uuid> = workers.iter().map(|worker| worker.worker_id).collect();
    let mut told = json!({
        "station": facts.station_id, "item": facts.item_code, "method": facts.method,
        "belongs_to": facts.belonging,
        "served_on": facts.served_on, "state": facts.state, "was": change.from, "version": facts.version,
        "marks": view::marks(facts, strangers), "workers": ids,
    });
    if let (Some(all), Value::Object(more)) = (told.as_object_mut(), change.told) {
        all.extend(more);
    }
    tx.record(Event::new(change.action, facts.id, told));
    Ok(())
}
