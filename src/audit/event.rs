//! An event: who did what to what, in canonical bytes (RFC 8785), written in the same transaction as its effect.

use std::fmt::Display;

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{ExpressionMethods as _, Insertable};
use diesel_async::RunQueryDsl as _;
use futures_util::future::try_join;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    db::Conn,
    http::{
        clock::new_id,
        error::{Error, Result},
    },
    schema::{events, events_pending},
};

/// What a handler tells of a change. No personal data, ever: ids, dates, codes, names of fields.
#[derive(Debug, Clone)]
pub struct Event {
    /// Past tense, as `station.registered`.
    pub action: &'static str,
    /// What it happened to, as `station`.
    pub subject_kind: &'static str,
    /// Id of the subject.
    pub subject_id: String,
    /// What changed, field by field.
    pub changes: Value,
}

impl Event {
    /// An event; the subject's kind is the first word of the action.
    pub fn new(action: &'static str, subject: impl Display, changes: Value) -> Self {
        let subject_kind = action.split('.').next().unwrap_or(action);
        Self { action, subject_kind, subject_id: subject.to_string(), changes }
    }
}

/// Who and when, the same for every event of a transaction.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The county the transaction writes to.
    pub county: String,
    /// The caller; none for what nobody signed in for.
    pub actor: Option<Uuid>,
    /// The caller's role.
    pub role: Option<&'static str>,
    /// The request, as in the access log.
    pub request_id: Uuid,
    /// The instant of the transaction.
    pub at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
struct NewEvent<'a> {
    county_code: &'a str,
    id: Uuid,
    occurred_at: DateTime<Utc>,
    actor_id: Option<Uuid>,
    action: &'a str,
    subject_kind: &'a str,
    subject_id: &'a str,
    body: Vec<u8>,
}

impl<'a> NewEvent<'a> {
    fn new(id: Uuid, event: &'a Event, by: &'a Circumstances) -> Result<Self> {
        Ok(Self {
            county_code: &by.county,
            id,
            occurred_at: by.at,
            actor_id: by.actor,
            action: event.action,
            subject_kind: event.subject_kind,
            subject_id: &event.subject_id,
            body: canonical(id, event, by)?,
        })
    }
}

/// Events written by one statement; PostgreSQL takes 65 535 parameters, an event has eight.
const AT_ONCE: usize = 1000;

/// Writes the events of a transaction that has many of them. Their ids ascend, so that they get their positions in this
/// order.
pub async fn insert_all(mut conn: &Conn, all: &[Event], by: &Circumstances) -> Result<()> {
    let mut ids: Vec<Uuid> = all.iter().map(|_| new_id(by.at)).collect();
    ids.sort_unstable();
    for (ids, some) in ids.chunks(AT_ONCE).zip(all.chunks(AT_ONCE)) {
        let rows = ids.iter().zip(some).map(|(id, event)| NewEvent::new(*id, event, by));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        let of_county = |row: &NewEvent<'_>| {
            (events_pending::county_code.eq(by.county.clone()), events_pending::event_id.eq(row.id))
        };
        let pending: Vec<_> = rows.iter().map(of_county).collect();
        diesel::insert_into(events::table).values(rows).execute(&mut conn).await?;
        diesel::insert_into(events_pending::table).values(pending).execute(&mut conn).await?;
    }
    Ok(())
}

/// Writes the event and puts it in the sequencer's queue.
pub async fn insert(mut conn: &Conn, event: &Event, by: &Circumstances) -> Result<Uuid> {
    let id = new_id(by.at);
    let row = NewEvent::new(id, event, by)?;
    let pending = (events_pending::county_code.eq(&by.county), events_pending::event_id.eq(id));
    let mut second = conn;
    let event = diesel::insert_into(events::table).values(row).execute(&mut conn);
    let queue = diesel::insert_into(events_pending::table).values(pending).execute(&mut second);
    try_join(event, queue).await?;
    Ok(id)
}

fn canonical(id: Uuid, event: &Event, by: &Circumstances) -> Result<Vec<u8>> {
    let body = json!({
        "v": 1,
        "id": id,
        "county": by.county,
        "at": by.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "actor": by.actor,
        "role": by.role,
        "action": event.action,
        "subject": { "kind": event.subject_kind, "id": event.subject_id },
        "changes": event.changes,
        "request_id": by.request_id,
    });
    serde_json_canonicalizer::to_vec(&body).map_err(Error::internal)
}
