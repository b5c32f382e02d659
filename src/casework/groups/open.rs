//! `POST /groups`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    leaders,
    model::{GroupFacts, GroupKind},
    view::{self, Group},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    casework::employed,
    dated,
    http::{
        Body, Created, Ctx, Result, Tx,
        text::{Line, Reason},
    },
    schema::groups,
};

/// A group to open.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct OpenGroup {
    /// The station.
    pub station_id: Uuid,
    /// Its name; names no person.
    pub name: Line,
    /// What it is to reach; names no person.
    pub purpose: Reason,
    /// What it is for.
    pub kind: GroupKind,
    /// Who leads it, employed on its first day.
    pub leader_worker_id: Uuid,
    /// How many sessions are planned.
    #[schema(minimum = 1, maximum = 100, example = 6)]
    pub planned_sessions: i32,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub begins_on: NaiveDate,
}

/// Opens a group.
#[utoipa::path(post, path = "/api/v1/groups", tag = "casework")]
pub async fn open_group(ctx: Ctx<ManageCases>, body: Body<OpenGroup>) -> Result<Created<Group>> {
    let new = &body.0;
    ctx.write(async |tx| {
        dated::require_references([("/station_id", tx.reach().covers(new.station_id))])?;
        employed::require(tx, "/leader_worker_id", new.leader_worker_id, new.begins_on).await?;
        let group = new.facts(tx)?;
        let values = (groups::county_code.eq(tx.county()), &group);
        diesel::insert_into(groups::table).values(values).execute(&mut tx.conn()).await?;
        leaders::insert(tx, group.id, (group.leader_worker_id, group.begins_on)).await?;
        let told = json!({"station": group.station_id, "kind": group.kind, "leader": group.leader_worker_id,
            "begins_on": group.begins_on});
        tx.record(Event::new("group.opened", group.id, told));
        let path = format!("/api/v1/groups/{}", group.id);
        Ok(view::reply::<_, 201>(&ctx, tx, group).await?.at(path))
    })
    .await
}

impl OpenGroup {
    fn facts(&self, tx: &Tx<'_>) -> Result<GroupFacts> {
        Ok(GroupFacts {
            id: tx.new_id(),
            station_id: self.station_id,
            name: self.name.as_str().to_owned(),
            purpose: self.purpose.as_str().to_owned(),
            kind: self.kind,
            leader_worker_id: self.leader_worker_id,
            planned_sessions: self.planned_sessions,
            begins_on: self.begins_on,
            closed_on: None,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            closed_recorded_at: None,
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}
