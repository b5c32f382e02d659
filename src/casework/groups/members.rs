//! `GET` and `POST /groups/{id}/members`, `POST /group-members/{id}/end`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, GroupFacts, GroupMember, LeavingReason};
use crate::{
    audit::event::Event,
    auth::policy::{ManageCases, ReadCases},
    clients, dated,
    db::errors::OnConstraint as _,
    http::{
        Body, Created, Ctx, Error, Id, IfMatch, Paging, Path, Reply, Result, Tx, codes::Code, fault::Fault,
    },
    schema::{clients as clients_table, group_members, groups},
    tables::{self, Listing},
};

/// Somebody who joins a group.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct JoinGroup {
    /// The client, of the group's station.
    pub client_id: Uuid,
    /// First day; not before that of the group, not after today.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
}

/// Somebody who leaves a group.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LeaveGroup {
    /// First day no longer.
    #[schema(example = "2023-07-03")]
    pub to: NaiveDate,
    /// Why.
    pub reason: LeavingReason,
}

/// Lists the members of a group, those who left and voided rows too, in the order of recording.
#[utoipa::path(get, path = "/api/v1/groups/{id}/members", tag = "casework")]
pub async fn list_group_members(
    ctx: Ctx<ReadCases>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<GroupMember>> {
    let id = path.id;
    tables::list(ctx, paging, async move |ctx, mut conn, paging| {
        let there = model::visible(ctx.reach()).filter(groups::id.eq(id)).select(groups::id);
        there.first::<Uuid>(&mut conn).await?;
        let all = || {
            let rows = group_members::table.filter(group_members::county_code.eq(&ctx.reach().county));
            rows.filter(group_members::group_id.eq(id)).into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(group_members::id.gt(after));
        }
        let rows = rows.order(group_members::id).select(GroupMember::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |member: &GroupMember| member.id)
    })
    .await
}

/// Records that a client joined a group.
#[utoipa::path(post, path = "/api/v1/groups/{id}/members", tag = "casework")]
pub async fn join_group(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    body: Body<JoinGroup>,
) -> Result<Created<GroupMember>> {
    let JoinGroup { client_id, from } = body.0;
    ctx.write(async |tx| {
        let group = model::lock_open(tx, path.id).await?;
        require_client(tx, &group, client_id).await?;
        dated::not_after(tx.today(), "/from", Some(from))?;
        if from < group.begins_on {
            let (zh, en) = ("不得早于小组开始日", "It cannot be before the group begins");
            return Err(Fault::body("/from", "too_early", zh, en).into());
        }
        let member = member(tx, group.id, (client_id, from));
        let values = (group_members::county_code.eq(tx.county()), &member);
        let insert = diesel::insert_into(group_members::table).values(values).execute(&mut tx.conn()).await;
        insert.on_constraint("group_members_once_a_day", in_it_already)?;
        let told = json!({"group": group.id, "client": client_id, "from": from});
        tx.record(Event::new("group_member.joined", member.id, told));
        Ok(Reply::tagged(&member)?.at(format!("/api/v1/groups/{}/members", group.id)))
    })
    .await
}

fn in_it_already() -> Error {
    let (zh, en) = ("该服务对象在此期间已是组员", "The client is in the group on some of these days already");
    Error::new(Code::AlreadyExists).detail(zh, en)
}

/// Errors: 422 when the client is not of the group's station.
async fn require_client(tx: &Tx<'_>, group: &GroupFacts, client: Uuid) -> Result<()> {
    let one = clients::model::visible(tx.reach())
        .filter(clients_table::id.eq(client))
        .select(clients_table::station_id);
    let station: Option<Uuid> = one.first(&mut tx.conn()).await.optional()?;
    dated::require_references([("/client_id", station.is_some())])?;
    if station == Some(group.station_id) {
        return Ok(());
    }
    let (zh, en) = ("该服务对象由其他站点服务", "The client is another station's");
    Err(Fault::body("/client_id", "other_station", zh, en).into())
}

fn member(tx: &Tx<'_>, group_id: Uuid, (client_id, from): (Uuid, NaiveDate)) -> GroupMember {
    GroupMember {
        id: tx.new_id(),
        group_id,
        client_id,
        from,
        to: None,
        leaving_reason: None,
        recorded_at: tx.now(),
        end_recorded_at: None,
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}

/// Records that a member left, once; a wrong end is mended by voiding the row and recording it anew.
#[utoipa::path(post, path = "/api/v1/group-members/{id}/end", tag = "casework")]
pub async fn leave_group(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<LeaveGroup>,
) -> Result<Reply<GroupMember>> {
    let LeaveGroup { to, reason } = body.0;
    ctx.write(async |tx| {
        let member = lock(tx, path.id).await?;
        if_match.check(member.version)?;
        dated::may_end(member.from, member.to, member.voided_at, to)?;
        let change = (
            group_members::valid_to.eq(to),
            group_members::leaving_reason.eq(reason),
            group_members::end_recorded_at.eq(tx.now()),
            group_members::version.eq(member.version.saturating_add(1)),
        );
        let one = group_members::table.find((tx.county(), member.id));
        let ended = diesel::update(one).set(change).returning(GroupMember::as_returning());
        let member: GroupMember = ended.get_result(&mut tx.conn()).await?;
        let told = json!({"group": member.group_id, "to": to, "reason": reason});
        tx.record(Event::new("group_member.left", member.id, told));
        Reply::tagged(&member)
    })
    .await
}

/// One membership that stands, in a group within reach that stands; the group is locked. Errors: 404, 409.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<GroupMember> {
    let one = group_members::table.find((tx.county(), id));
    let group: Uuid = one.select(group_members::group_id).first(&mut tx.conn()).await?;
    model::lock(tx, group).await?;
    let member: GroupMember = one.select(GroupMember::as_select()).first(&mut tx.conn()).await?;
    dated::may_void(member.voided_at)?;
    Ok(member)
}
