//! `GET /audit-events` and `GET /audit-events/{id}`.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    audit::body::Body,
    auth::policy::ReadAuditTrail,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::{event_positions, events},
};

/// Filters of the trail.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TrailFilter {
    /// Only what happened to this kind of thing.
    #[param(max_length = 100, example = "station")]
    pub subject_kind: Option<String>,
    /// Only what happened to this thing.
    #[param(max_length = 200)]
    pub subject_id: Option<String>,
    /// Only what this account did.
    pub actor: Option<Uuid>,
    /// Only this action.
    #[param(max_length = 100, example = "station.registered")]
    pub action: Option<String>,
    /// From this day on (Asia/Shanghai).
    pub from: Option<NaiveDate>,
    /// Before this day.
    pub to: Option<NaiveDate>,
}

/// Who did what to what.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    /// Id of the event.
    pub id: Uuid,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// The account; none for what nobody signed in for.
    pub actor: Option<Uuid>,
    /// Its role then.
    pub role: Option<String>,
    /// What, as `station.registered`.
    pub action: String,
    /// What it happened to, as `station`.
    pub subject_kind: String,
    /// Id of what it happened to.
    pub subject_id: String,
    /// What changed.
    pub changes: Value,
    /// The request, as in the access log.
    pub request_id: Uuid,
    /// Place in the sealed log; none while it waits to be sealed.
    pub position: Option<i64>,
}

type Row = (Vec<u8>, Option<i64>);

/// Lists what happened in the county, newest first; what has no position yet is not sealed yet.
#[utoipa::path(get, path = "/api/v1/audit-events", tag = "integration")]
pub async fn list_audit_events(
    ctx: Ctx<ReadAuditTrail>,
    filter: Query<TrailFilter>,
    paging: Paging,
) -> Result<Reply<Page<AuditEvent>>> {
    let same =
        events::county_code.eq(event_positions::county_code).and(events::id.eq(event_positions::event_id));
    let all = || filtered(&ctx.reach().county, &filter.0);
    let mut rows = all().left_join(event_positions::table.on(same));
    if let Some(before) = paging.position::<Uuid>()? {
        rows = rows.filter(events::id.lt(before));
    }
    let columns = (events::body, event_positions::position.nullable());
    let rows = rows.order(events::id.desc()).select(columns);
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    let found = found.into_iter().map(show).collect::<Result<Vec<_>>>()?;
    paging.page(found, total, |event| event.id)?.reply()
}

fn filtered<'a>(county: &'a str, filter: &'a TrailFilter) -> events::BoxedQuery<'a, Pg> {
    let mut rows = events::table.filter(events::county_code.eq(county)).into_boxed();
    if let Some(kind) = &filter.subject_kind {
        rows = rows.filter(events::subject_kind.eq(kind));
    }
    if let Some(id) = &filter.subject_id {
        rows = rows.filter(events::subject_id.eq(id));
    }
    if let Some(actor) = filter.actor {
        rows = rows.filter(events::actor_id.eq(actor));
    }
    if let Some(action) = &filter.action {
        rows = rows.filter(events::action.eq(action));
    }
    if let Some(day) = filter.from {
        rows = rows.filter(events::id.ge(first_id(day)));
    }
    if let Some(day) = filter.to {
        rows = rows.filter(events::id.lt(first_id(day)));
    }
    rows
}

/// Shows one event.
#[utoipa::path(get, path = "/api/v1/audit-events/{id}", tag = "integration")]
pub async fn get_audit_event(ctx: Ctx<ReadAuditTrail>, path: Path<Id>) -> Result<Reply<AuditEvent>> {
    let same =
        events::county_code.eq(event_positions::county_code).and(events::id.eq(event_positions::event_id));
    let one = events::table
        .left_join(event_positions::table.on(same))
        .filter(events::county_code.eq(&ctx.reach().county))
        .filter(events::id.eq(path.0.id))
        .select((events::body, event_positions::position.nullable()));
    let found: Row = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::computed(&show(found)?)
}

/// No event of an earlier day in Asia/Shanghai has a greater id: ids are made from the instant (UUIDv7).
fn first_id(day: NaiveDate) -> Uuid {
    let begins = day.and_time(NaiveTime::MIN).and_utc().checked_sub_signed(TimeDelta::hours(8));
    let millis = u64::try_from(begins.unwrap_or_default().timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

fn show((body, position): Row) -> Result<AuditEvent> {
    let body = Body::read(&body)?;
    Ok(AuditEvent {
        id: body.id,
        occurred_at: body.at,
        actor: body.actor,
        role: body.role,
        action: body.action,
        subject_kind: body.subject.kind,
        subject_id: body.subject.id,
        changes: body.changes,
        request_id: body.request_id,
        position,
    })
}
