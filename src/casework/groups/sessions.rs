//! `GET` and `POST /groups/{id}/sessions`, `GET /group-sessions/{id}`.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{self, AttendanceStanding, GroupFacts, SessionFacts};
use crate::{
    audit::event::Event,
    auth::policy::{ManageCases, ReadCases},
    casework::employed,
    dated,
    db::{Conn, errors::OnConstraint as _, json::Json},
    http::{
        Body, Created, Ctx, Error, Id, Paging, Path, Reply, Result, Tx, Versioned, body::rule_fault,
        codes::Code, fault::Fault, text::Line,
    },
    schema::{group_attendance, group_sessions, groups},
    tables::{self, Listing},
};

/// A session to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = distinct))]
pub struct RecordSession {
    /// Which session it is, from 1 on, each number once.
    #[schema(minimum = 1, maximum = 200, example = 1)]
    pub number: i32,
    /// The day; not before the group begins, not after today.
    #[schema(example = "2023-07-02")]
    pub held_on: NaiveDate,
    /// Its topic; names no person.
    pub topic: Line,
    /// Who led it, each once, employed on that day.
    #[schema(min_items = 1, max_items = 10)]
    pub worker_ids: Vec<Uuid>,
}

fn distinct(new: &RecordSession) -> Result<(), ValidationError> {
    let all: HashSet<&Uuid> = new.worker_ids.iter().collect();
    if all.len() == new.worker_ids.len() {
        return Ok(());
    }
    Err(rule_fault("/worker_ids", "repeated", "同一社工只能列一次", "A worker is named twice"))
}

/// A session with who was there.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupSession {
    /// The session.
    #[serde(flatten)]
    pub session: SessionFacts,
    /// Who was there and who was not, in the order of their ids.
    pub attendance: Vec<Attendance>,
}

impl Versioned for GroupSession {
    fn version(&self) -> i32 {
        self.session.version
    }
}

/// Whether a member was there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Queryable)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The member.
    pub client_id: Uuid,
    /// Whether he or she was there.
    pub standing: AttendanceStanding,
}

/// Records a session of a group.
#[utoipa::path(post, path = "/api/v1/groups/{id}/sessions", tag = "casework")]
pub async fn record_group_session(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    body: Body<RecordSession>,
) -> Result<Created<GroupSession>> {
    let new = &body.0;
    ctx.write(async |tx| {
        let group = model::lock_open(tx, path.id).await?;
        judge(tx, &group, new).await?;
        let session = new.facts(tx, group.id)?;
        let values = (group_sessions::county_code.eq(tx.county()), &session);
        let insert = diesel::insert_into(group_sessions::table).values(values).execute(&mut tx.conn()).await;
        insert.on_constraint("group_sessions_number_once", number_taken)?;
        let told = json!({"group": group.id, "number": new.number, "held_on": new.held_on,
            "workers": new.worker_ids});
        tx.record(Event::new("group_session.recorded", session.id, told));
        let path = format!("/api/v1/group-sessions/{}", session.id);
        Ok(Reply::tagged(&GroupSession { session, attendance: Vec::new() })?.at(path))
    })
    .await
}

fn number_taken() -> Error {
    Error::new(Code::AlreadyExists).detail("该节次已登记", "There is a session of this number already")
}

async fn judge(tx: &Tx<'_>, group: &GroupFacts, new: &RecordSession) -> Result<()> {
    dated::not_after(tx.today(), "/held_on", Some(new.held_on))?;
    let at = |(n, worker): (usize, &Uuid)| (format!("/worker_ids/{n}"), *worker);
    let workers: Vec<(String, Uuid)> = new.worker_ids.iter().enumerate().map(at).collect();
    let mut faults = employed::faults(tx, &workers, new.held_on).await?;
    if new.held_on < group.begins_on {
        let (zh, en) = ("不得早于小组开始日", "It cannot be before the group begins");
        faults.push(Fault::body("/held_on", "too_early", zh, en));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

impl RecordSession {
    fn facts(&self, tx: &Tx<'_>, group_id: Uuid) -> Result<SessionFacts> {
        Ok(SessionFacts {
            id: tx.new_id(),
            group_id,
            number: self.number,
            held_on: self.held_on,
            topic: self.topic.as_str().to_owned(),
            worker_ids: Json(self.worker_ids.clone()),
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}

/// Lists the sessions of a group, voided ones too, in the order of recording.
#[utoipa::path(get, path = "/api/v1/groups/{id}/sessions", tag = "casework")]
pub async fn list_group_sessions(
    ctx: Ctx<ReadCases>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<SessionFacts>> {
    let id = path.id;
    tables::list(ctx, paging, async move |ctx, mut conn, paging| {
        let there = model::visible(ctx.reach()).filter(groups::id.eq(id)).select(groups::id);
        there.first::<Uuid>(&mut conn).await?;
        let all = || {
            let rows = group_sessions::table.filter(group_sessions::county_code.eq(&ctx.reach().county));
            rows.filter(group_sessions::group_id.eq(id)).into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(group_sessions::id.gt(after));
        }
        let rows = rows.order(group_sessions::id).select(SessionFacts::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |session: &SessionFacts| session.id)
    })
    .await
}

/// Shows one session with who was there.
#[utoipa::path(get, path = "/api/v1/group-sessions/{id}", tag = "casework")]
pub async fn get_group_session(ctx: Ctx<ReadCases>, path: Path<Id>) -> Result<Reply<GroupSession>> {
    let county = &ctx.reach().county;
    let session = ctx.read(async |conn| {
        let (mut first, mut second) = (conn, conn);
        let one = group_sessions::table.find((county, path.id)).select(SessionFacts::as_select());
        let session: SessionFacts = one.first(&mut first).await?;
        let there = model::visible(ctx.reach()).filter(groups::id.eq(session.group_id)).select(groups::id);
        there.first::<Uuid>(&mut second).await?;
        whole(conn, county, session).await
    });
    Reply::tagged(&session.await?)
}

/// A session with who was there.
pub async fn whole(mut conn: &Conn, county: &str, session: SessionFacts) -> Result<GroupSession> {
    let rows = group_attendance::table
        .filter(group_attendance::county_code.eq(county))
        .filter(group_attendance::session_id.eq(session.id))
        .filter(group_attendance::replaced_at.is_null())
        .order(group_attendance::client_id)
        .select((group_attendance::client_id, group_attendance::standing));
    Ok(GroupSession { attendance: rows.load(&mut conn).await?, session })
}

/// One session that stands, with its group, within reach, that stands and is locked. Errors: 404, 409.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<(GroupFacts, SessionFacts)> {
    let one = group_sessions::table.find((tx.county(), id));
    let group: Uuid = one.select(group_sessions::group_id).first(&mut tx.conn()).await?;
    let group = model::lock(tx, group).await?;
    let session: SessionFacts = one.select(SessionFacts::as_select()).first(&mut tx.conn()).await?;
    dated::may_void(session.voided_at)?;
    Ok((group, session))
}
