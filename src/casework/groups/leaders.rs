//! `POST /groups/{id}/leaders`, and who led a group.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, GroupFacts},
    view::{self, Group},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    casework::employed,
    dated,
    db::Conn,
    http::{Body, Created, Ctx, Id, IfMatch, Path, Result, Tx, fault::Fault},
    schema::{group_leaders, groups},
};

/// Who led a group.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = group_leaders, treat_none_as_default_value = false)]
pub struct GroupLeader {
    #[serde(skip)]
    id: Uuid,
    #[serde(skip)]
    group_id: Uuid,
    /// The worker.
    pub worker_id: Uuid,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[diesel(column_name = valid_to)]
    #[schema(required)]
    pub to: Option<NaiveDate>,
    /// The account that assigned the worker.
    pub assigned_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded.
    #[schema(required)]
    pub end_recorded_at: Option<DateTime<Utc>>,
}

/// Who leads a group from a day on.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AssignLeader {
    /// The worker, employed on that day.
    pub worker_id: Uuid,
    /// First day, after that of the leader before and not after today.
    #[schema(example = "2023-07-02")]
    pub from: NaiveDate,
}

/// Gives a group that goes on to another leader; the one before ends on that day.
#[utoipa::path(post, path = "/api/v1/groups/{id}/leaders", tag = "casework")]
pub async fn assign_group_leader(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AssignLeader>,
) -> Result<Created<Group>> {
    let AssignLeader { worker_id, from } = body.0;
    ctx.write(async |tx| {
        let group = model::lock_open(tx, path.id).await?;
        if_match.check(group.version)?;
        dated::not_after(tx.today(), "/from", Some(from))?;
        employed::require(tx, "/worker_id", worker_id, from).await?;
        end_the_one_before(tx, group.id, from).await?;
        insert(tx, group.id, (worker_id, from)).await?;
        let change =
            (groups::leader_worker_id.eq(worker_id), groups::version.eq(group.version.saturating_add(1)));
        let one = groups::table.find((tx.county(), group.id));
        let changed = diesel::update(one).set(change).returning(GroupFacts::as_returning());
        let group: GroupFacts = changed.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("group.assigned", group.id, json!({"leader": worker_id, "from": from})));
        let path = format!("/api/v1/groups/{}", group.id);
        Ok(view::reply::<_, 201>(&ctx, tx, group).await?.at(path))
    })
    .await
}

/// Errors: 422 when the day is not after the first of who leads it now.
async fn end_the_one_before(tx: &Tx<'_>, group: Uuid, from: NaiveDate) -> Result<()> {
    let Some(last) = of_group(tx, tx.county(), group).await?.pop() else { return Ok(()) };
    if from <= last.from {
        let (zh, en) = (format!("须晚于{}", last.from), format!("It must be after {}", last.from));
        return Err(Fault::body("/from", "too_early", zh, en).into());
    }
    let end = (group_leaders::valid_to.eq(from), group_leaders::end_recorded_at.eq(tx.now()));
    let one = group_leaders::table.find((tx.county(), last.id));
    diesel::update(one).set(end).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Writes who leads a group from a day on.
pub async fn insert(tx: &Tx<'_>, group_id: Uuid, (worker_id, from): (Uuid, NaiveDate)) -> Result<()> {
    let row = GroupLeader {
        id: tx.new_id(),
        group_id,
        worker_id,
        from,
        to: None,
        assigned_by: tx.actor()?,
        recorded_at: tx.now(),
        end_recorded_at: None,
    };
    let values = (group_leaders::county_code.eq(tx.county()), &row);
    diesel::insert_into(group_leaders::table).values(values).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Who led a group, in the order of days.
pub async fn of_group(mut conn: &Conn, county: &str, group: Uuid) -> Result<Vec<GroupLeader>> {
    let rows = group_leaders::table
        .filter(group_leaders::county_code.eq(county))
        .filter(group_leaders::group_id.eq(group))
        .order(group_leaders::valid_from)
        .select(GroupLeader::as_select());
    Ok(rows.load(&mut conn).await?)
}
