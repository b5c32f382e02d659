//! `PUT /group-sessions/{id}/attendance`.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    model::{AttendanceStanding, SessionFacts},
    sessions::{self, Attendance, GroupSession},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, body::rule_fault, fault::Fault},
    schema::{group_attendance, group_members, group_sessions},
};

/// Who was at a session, all of it anew.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = distinct))]
pub struct RecordAttendance {
    /// The members of that day, each once; who is left out, of him nothing is recorded.
    #[schema(min_items = 1, max_items = 200)]
    pub attendance: Vec<Attendance>,
}

fn distinct(new: &RecordAttendance) -> Result<(), ValidationError> {
    let all: HashSet<Uuid> = new.attendance.iter().map(|one| one.client_id).collect();
    if all.len() == new.attendance.len() {
        return Ok(());
    }
    Err(rule_fault("/attendance", "repeated", "同一组员只能列一次", "A member is named twice"))
}

/// Records who was at a session, or records it anew; what was recorded before is kept. Who was no member that day is
/// refused.
#[utoipa::path(put, path = "/api/v1/group-sessions/{id}/attendance", tag = "casework")]
pub async fn record_attendance(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<RecordAttendance>,
) -> Result<Reply<GroupSession>> {
    let new = &body.0.attendance;
    ctx.write(async |tx| {
        let (_, session) = sessions::lock(tx, path.id).await?;
        if_match.check(session.version)?;
        only_members(tx, &session, new).await?;
        replace(tx, session.id, new).await?;
        let next = group_sessions::version.eq(session.version.saturating_add(1));
        let one = group_sessions::table.find((tx.county(), session.id));
        let saved = diesel::update(one).set(next).returning(SessionFacts::as_returning());
        let session: SessionFacts = saved.get_result(&mut tx.conn()).await?;
        let present = new.iter().filter(|one| one.standing == AttendanceStanding::Present).count();
        let told = json!({"group": session.group_id, "recorded": new.len(), "present": present});
        tx.record(Event::new("group_session.attended", session.id, told));
        Reply::tagged(&sessions::whole(tx, tx.county(), session).await?)
    })
    .await
}

/// Errors: 422 with everybody who was no member that day.
async fn only_members(tx: &Tx<'_>, session: &SessionFacts, new: &[Attendance]) -> Result<()> {
    let day = session.held_on;
    let members = group_members::table
        .filter(group_members::county_code.eq(tx.county()))
        .filter(group_members::group_id.eq(session.group_id))
        .filter(group_members::voided_at.is_null())
        .filter(group_members::valid_from.le(day))
        .filter(group_members::valid_to.is_null().or(group_members::valid_to.gt(day)))
        .select(group_members::client_id);
    let members: Vec<Uuid> = members.load(&mut tx.conn()).await?;
    let (zh, en) = ("当日不是组员", "No member on that day");
    let stranger = |(n, one): (usize, &Attendance)| {
        let pointer = format!("/attendance/{n}/client_id");
        (!members.contains(&one.client_id)).then(|| Fault::body(pointer, "no_member", zh, en))
    };
    let faults: Vec<Fault> = new.iter().enumerate().filter_map(stranger).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn replace(tx: &Tx<'_>, session: Uuid, new: &[Attendance]) -> Result<()> {
    let before = group_attendance::table
        .filter(group_attendance::county_code.eq(tx.county()))
        .filter(group_attendance::session_id.eq(session))
        .filter(group_attendance::replaced_at.is_null());
    diesel::update(before).set(group_attendance::replaced_at.eq(tx.now())).execute(&mut tx.conn()).await?;
    let by = tx.actor()?;
    let row = |one: &Attendance| {
        (
            group_attendance::county_code.eq(tx.county().to_owned()),
            group_attendance::id.eq(tx.new_id()),
            group_attendance::session_id.eq(session),
            group_attendance::client_id.eq(one.client_id),
            group_attendance::standing.eq(one.standing),
            group_attendance::recorded_by.eq(by),
            group_attendance::recorded_at.eq(tx.now()),
        )
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    diesel::insert_into(group_attendance::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}
