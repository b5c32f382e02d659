//! Every change of a log, of its state or of what it says, passes here once, in its transaction: its questions are raised,
//! what is counted from logs is counted on, its event is recorded.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    figures::write::Sum,
    model::{Log, LogWorker},
    view,
};
use crate::{
    audit::event::Event,
    http::{Result, Tx},
    questions,
    rules::entry_questions::Question,
};

/// What became of a log.
pub struct Change<'a> {
    /// Past tense, as `service_log.amended`.
    pub action: &'static str,
    /// The log before; none when there was none.
    pub before: Option<&'a Log>,
    /// The log after.
    pub log: &'a Log,
    /// What is asked about it now.
    pub asked: Vec<Question>,
    /// What else the event tells; no texts.
    pub told: Value,
}

/// Raises the questions, counts and records the events. The questions come first, then the figures, in every transaction, one
/// after the other: so no two wait for each other in a circle.
pub async fn settle(tx: &Tx<'_>, change: Change<'_>) -> Result<()> {
    let Log { facts, workers, .. } = change.log;
    let raised = questions::raise::insert(tx, (facts.station_id, facts.id), change.asked).await?;
    Sum::of(change.before, change.log).write(tx).await?;
    for (id, question) in raised {
        let told = json!({"kind": question.kind, "station": facts.station_id, "log": facts.id});
        tx.record(Event::new("question.raised", id, told));
    }
    let strangers = workers.iter().any(|worker: &LogWorker| !worker.posted_here);
    let ids: Vec<Uuid> = workers.iter().map(|worker| worker.worker_id).collect();
    let mut told = json!({
        "station": facts.station_id, "item": facts.item_code, "method": facts.method,
        "served_on": facts.served_on, "state": facts.state, "was": change.before.map(|log| log.facts.state),
        "version": facts.version,
        "marks": view::marks(facts, strangers), "workers": ids, "belongs_to": facts.belonging,
        "clients": change.log.clients,
    });
    if let (Some(all), Value::Object(more)) = (told.as_object_mut(), change.told) {
        all.extend(more);
    }
    tx.record(Event::new(change.action, facts.id, told));
    Ok(())
}

/// Many logs that were recorded at once, and what is asked about them.
pub struct Recorded<'a> {
    /// The import that they came with.
    pub import: Uuid,
    /// The logs.
    pub logs: &'a [Log],
    /// What is asked, of which station and log.
    pub asked: Vec<(questions::raise::About, Question)>,
}

/// The same for many new logs: questions with a statement for all, one event with the ids. Answers what they add to the figures,
/// which the caller writes last: their rows are held from then on.
pub async fn settle_many(tx: &Tx<'_>, recorded: Recorded<'_>) -> Result<Sum> {
    let raised = questions::raise::insert_all(tx, recorded.asked).await?;
    let mut sum = Sum::default();
    recorded.logs.iter().for_each(|log| sum.add(Sum::of(None, log)));
    let logs: Vec<Uuid> = recorded.logs.iter().map(|log| log.facts.id).collect();
    let told = json!({"logs": logs, "questions": raised});
    tx.record(Event::new("service_logs.imported", recorded.import, told));
    Ok(sum)
}
