//! A group as callers read it, with its figures.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    leaders::{self, GroupLeader},
    model::{AttendanceStanding, GroupFacts, cell},
};
use crate::{
    auth::policy::Action,
    casework::figures::{self, LogFigures, Whose},
    db::Conn,
    http::{Ctx, Reply, Result, Versioned},
    rules::{attendance, share::Share},
    schema::{group_attendance, group_members, group_sessions, groups},
};

/// A group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Group {
    /// What it is.
    #[serde(flatten)]
    pub group: GroupFacts,
    /// What came of it; null while it goes on.
    #[schema(required)]
    pub evaluation: Option<String>,
    /// Who led it, in the order of days.
    pub leaders: Vec<GroupLeader>,
    /// How many members it has today, or had on its last day.
    #[schema(example = 8)]
    pub members: i64,
    /// How many sessions were held.
    #[schema(example = 5)]
    pub sessions: i64,
    /// Who was there, over all sessions.
    pub attendance: AttendanceFigures,
    /// The service logs of its sessions that count.
    pub logs: LogFigures,
}

/// Who was at sessions, in figures. Members of whom nothing is recorded are in none of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttendanceFigures {
    /// How often somebody was there.
    #[schema(example = 36)]
    pub present: i64,
    /// How often somebody was not there and had said why.
    #[schema(example = 2)]
    pub excused: i64,
    /// How often somebody was not there.
    #[schema(example = 2)]
    pub absent: i64,
    /// Present of all recorded, rounded down; null while nothing is recorded.
    #[schema(required)]
    pub rate: Option<Share>,
}

impl Versioned for Group {
    fn version(&self) -> i32 {
        self.group.version
    }
}

/// The answer about one group.
pub async fn reply<A: Action, const S: u16>(
    ctx: &Ctx<A>,
    conn: &Conn,
    group: GroupFacts,
) -> Result<Reply<Group, S>> {
    let county = &ctx.reach().county;
    let day = group.closed_on.unwrap_or(ctx.today());
    let shown = Group {
        evaluation: evaluation(ctx, conn, group.id).await?,
        leaders: leaders::of_group(conn, county, group.id).await?,
        members: members(conn, county, group.id, day).await?,
        sessions: sessions(conn, county, group.id).await?,
        attendance: attended(conn, county, group.id).await?,
        logs: figures::of(conn, county, Whose::Group(group.id)).await?,
        group,
    };
    Reply::tagged_as_shown(&shown)
}

async fn evaluation<A: Action>(ctx: &Ctx<A>, mut conn: &Conn, id: Uuid) -> Result<Option<String>> {
    let county = &ctx.reach().county;
    let sealed = groups::table.find((county, id)).select(groups::evaluation_sealed);
    let sealed: Option<Vec<u8>> = sealed.first(&mut conn).await?;
    let key = ctx.shared().personal.keys(conn, county, &[id]).await?.remove(&id);
    let text = key.map_or(Ok(None), |key| key.open_some(cell(id), sealed.as_ref()))?;
    Ok(text.map(|text| text.expose().clone()))
}

async fn members(mut conn: &Conn, county: &str, group: Uuid, day: NaiveDate) -> Result<i64> {
    let rows = group_members::table
        .filter(group_members::county_code.eq(county))
        .filter(group_members::group_id.eq(group))
        .filter(group_members::voided_at.is_null())
        .filter(group_members::valid_from.le(day))
        .filter(group_members::valid_to.is_null().or(group_members::valid_to.gt(day)));
    Ok(rows.count().get_result(&mut conn).await?)
}

async fn sessions(mut conn: &Conn, county: &str, group: Uuid) -> Result<i64> {
    let rows = group_sessions::table
        .filter(group_sessions::county_code.eq(county))
        .filter(group_sessions::group_id.eq(group))
        .filter(group_sessions::voided_at.is_null());
    Ok(rows.count().get_result(&mut conn).await?)
}

async fn attended(mut conn: &Conn, county: &str, group: Uuid) -> Result<AttendanceFigures> {
    let same = group_sessions::county_code
        .eq(group_attendance::county_code)
        .and(group_sessions::id.eq(group_attendance::session_id));
    let rows = group_attendance::table
        .inner_join(group_sessions::table.on(same))
        .filter(group_attendance::county_code.eq(county))
        .filter(group_sessions::group_id.eq(group))
        .filter(group_sessions::voided_at.is_null())
        .filter(group_attendance::replaced_at.is_null())
        .group_by(group_attendance::standing)
        .select((group_attendance::standing, diesel::dsl::count_star()));
    let rows: Vec<(AttendanceStanding, i64)> = rows.load(&mut conn).await?;
    Ok(AttendanceFigures::of(&rows.into_iter().collect()))
}

impl AttendanceFigures {
    fn of(counts: &BTreeMap<AttendanceStanding, i64>) -> Self {
        let count = |standing| counts.get(&standing).copied().unwrap_or_default();
        let (present, excused) = (count(AttendanceStanding::Present), count(AttendanceStanding::Excused));
        let absent = count(AttendanceStanding::Absent);
        let whole = |count| u64::try_from(count).unwrap_or_default();
        let rate = attendance::rate(whole(present), whole(excused), whole(absent));
        Self { present, excused, absent, rate }
    }
}
