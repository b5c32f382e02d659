//! `POST /groups/{id}/voiding`, `/group-members/{id}/voiding`, `/group-sessions/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    members,
    model::{self, GroupFacts, GroupMember, SessionFacts},
    sessions::{self, GroupSession},
    view::{self, Group},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated::VoidRow,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::{group_members, group_sessions, groups},
    voided,
};

/// Voids a group that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/groups/{id}/voiding", tag = "casework")]
pub async fn void_group(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Group>> {
    ctx.write(async |tx| {
        let group = model::lock(tx, path.id).await?;
        if_match.check(group.version)?;
        let change = voided!(groups, tx, group.version, body.0.reason.as_str());
        let one = groups::table.find((tx.county(), group.id));
        let voided = diesel::update(one).set(change).returning(GroupFacts::as_returning());
        let group: GroupFacts = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("group.voided", group.id, json!({"station": group.station_id})));
        view::reply(&ctx, tx, group).await
    })
    .await
}

/// Voids a membership that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/group-members/{id}/voiding", tag = "casework")]
pub async fn void_group_member(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<GroupMember>> {
    ctx.write(async |tx| {
        let member = members::lock(tx, path.id).await?;
        if_match.check(member.version)?;
        let change = voided!(group_members, tx, member.version, body.0.reason.as_str());
        let one = group_members::table.find((tx.county(), member.id));
        let voided = diesel::update(one).set(change).returning(GroupMember::as_returning());
        let member: GroupMember = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("group_member.voided", member.id, json!({"group": member.group_id})));
        Reply::tagged(&member)
    })
    .await
}

/// Voids a session that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/group-sessions/{id}/voiding", tag = "casework")]
pub async fn void_group_session(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<GroupSession>> {
    ctx.write(async |tx| {
        let (_, session) = sessions::lock(tx, path.id).await?;
        if_match.check(session.version)?;
        let change = voided!(group_sessions, tx, session.version, body.0.reason.as_str());
        let one = group_sessions::table.find((tx.county(), session.id));
        let voided = diesel::update(one).set(change).returning(SessionFacts::as_returning());
        let session: SessionFacts = voided.get_result(&mut tx.conn()).await?;
        let told = json!({"group": session.group_id, "number": session.number});
        tx.record(Event::new("group_session.voided", session.id, told));
        Reply::tagged(&sessions::whole(tx, tx.county(), session).await?)
    })
    .await
}
