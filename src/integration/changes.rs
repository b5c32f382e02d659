//! `GET /changes`: what happened, in one order without gaps, as CloudEvents.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    audit::{body::Body, sequencer::Head},
    auth::policy::FollowChanges,
    db::Conn,
    http::{Ctx, Query, Reply, Result, codes::Code, fault::Fault},
    schema::{event_heads, event_positions, events},
};

/// Where to go on.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Following {
    /// The `next` of the page before; without it the feed begins with the first event.
    #[param(max_length = 2000)]
    pub after: Option<String>,
    /// How many events at most.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<u16>,
}

/// An event in the envelope of CloudEvents 1.0.
#[derive(Debug, Serialize, ToSchema)]
pub struct Change {
    /// Version of CloudEvents.
    #[schema(example = "1.0")]
    pub specversion: &'static str,
    /// Id of the event; the same event always has the same.
    pub id: Uuid,
    /// The county's log.
    #[schema(example = "https://stations.example.org/counties/469025")]
    pub source: String,
    /// What happened.
    #[serde(rename = "type")]
    #[schema(example = "station.registered")]
    pub kind: String,
    /// What it happened to: kind and id.
    #[schema(example = "station/0190a0c2-0000-7000-8000-000000000000")]
    pub subject: String,
    /// When.
    pub time: DateTime<Utc>,
    /// Of `data`.
    pub datacontenttype: &'static str,
    /// What changed: ids, dates, codes; never names.
    pub data: Value,
    /// Place in the county's log, from 0 without gaps.
    pub position: i64,
}

/// A page of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePage {
    /// The events in order.
    pub items: Vec<Change>,
    /// Pass it as `after`, also when the page is empty: later events follow it.
    pub next: String,
}

/// Epoch and next position of each county.
pub type Cursor = BTreeMap<String, (Uuid, i64)>;

/// Lists what happened in the order of its commit; `next` is always there, to ask again later.
#[utoipa::path(get, path = "/api/v1/changes", tag = "integration")]
pub async fn list_changes(ctx: Ctx<FollowChanges>, query: Query<Following>) -> Result<Reply<ChangePage>> {
    let county = &ctx.reach().county;
    let mut cursor = query.0.after.as_deref().map_or_else(|| Ok(Cursor::new()), parse)?;
    let limit = i64::from(query.0.limit.unwrap_or(100));
    let (head, rows) = ctx
        .read(async |conn| {
            let head = head(conn, county).await?;
            let from = start(&cursor, county, &head)?;
            Ok((head, load(conn, county, from, limit).await?))
        })
        .await?;
    let from = start(&cursor, county, &head)?;
    let next = rows.last().map_or(from, |(position, _)| position.saturating_add(1));
    cursor.insert(county.clone(), (head.epoch, next));
    let source = format!("{}/counties/{county}", ctx.shared().config.public_url.trim_end_matches('/'));
    let items =
        rows.iter().map(|(position, body)| change(&source, *position, body)).collect::<Result<_>>()?;
    let page = ChangePage { items, next: URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor)?) };
    Ok(Reply::computed(&page)?.next(Some(page.next)))
}

/// Reads a cursor. Errors: 422 when it is not one of this feed's.
pub fn parse(after: &str) -> Result<Cursor> {
    let cursor = URL_SAFE_NO_PAD.decode(after).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let good = cursor.filter(|cursor: &Cursor| cursor.values().all(|(_, position)| *position >= 0));
    let bad = || Fault::query("after", "bad_cursor", "游标无效", "This is not a cursor of this feed");
    good.ok_or_else(|| bad().into())
}

/// The first position asked for. Errors: 410 when the log was restored since the cursor was given.
fn start(cursor: &Cursor, county: &str, head: &Head) -> Result<i64> {
    match cursor.get(county) {
        None => Ok(0),
        Some((epoch, position)) if *epoch == head.epoch && *position <= head.size => Ok(*position),
        Some(_) => Err(Code::CursorExpired.into()),
    }
}

async fn head(mut conn: &Conn, county: &str) -> Result<Head> {
    Ok(event_heads::table.find(county).select(Head::as_select()).first(&mut conn).await?)
}

async fn load(mut conn: &Conn, county: &str, from: i64, limit: i64) -> QueryResult<Vec<(i64, Vec<u8>)>> {
    let same =
        events::county_code.eq(event_positions::county_code).and(events::id.eq(event_positions::event_id));
    let rows = event_positions::table
        .inner_join(events::table.on(same))
        .filter(event_positions::county_code.eq(county))
        .filter(event_positions::position.ge(from))
        .order(event_positions::position)
        .limit(limit)
        .select((event_positions::position, events::body));
    rows.load(&mut conn).await
}

fn change(source: &str, position: i64, body: &[u8]) -> Result<Change> {
    let body = Body::read(body)?;
    Ok(Change {
        specversion: "1.0",
        id: body.id,
        source: source.to_owned(),
        kind: body.action,
        subject: format!("{}/{}", body.subject.kind, body.subject.id),
        time: body.at,
        datacontenttype: "application/json",
        data: body.changes,
        position,
    })
}
