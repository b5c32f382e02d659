//! Rows of groups, their members and sessions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    dated,
    db::{json::Json, planned::among},
    http::{Error, Result, Tx, Versioned, codes::Code},
    personal::Cell,
    schema::{group_members, group_sessions, groups},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What a group is for.
    GroupKind {
        /// To grow.
        Growth = "growth", "成长小组", "Growth";
        /// To support each other in the same lot.
        Support = "support", "支持小组", "Support";
        /// To learn.
        Education = "education", "教育小组", "Education";
        /// To heal.
        Therapy = "therapy", "治疗小组", "Therapy";
        /// To help each other.
        MutualHelp = "mutual_help", "互助小组", "Mutual help";
        /// For a shared interest.
        Interest = "interest", "兴趣小组", "Interest";
        /// Anything else.
        Other = "other", "其他小组", "Other";
    }
}

text_enum! {
    /// Why somebody left a group.
    LeavingReason {
        /// The group ended, or what it was joined for is reached.
        Finished = "finished", "小组结束或目标达成", "Finished";
        /// By the member's own wish.
        OwnWish = "own_wish", "本人要求退出", "Own wish";
        /// The member moved away.
        Moved = "moved", "迁离", "Moved away";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

text_enum! {
    /// Whether a member was at a session.
    AttendanceStanding {
        /// Was there.
        Present = "present", "出席", "Present";
        /// Was not there, and had said why.
        Excused = "excused", "请假", "Excused";
        /// Was not there.
        Absent = "absent", "缺席", "Absent";
    }
}

/// A group, but for its evaluation.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = groups, treat_none_as_default_value = false)]
pub struct GroupFacts {
    /// Id of the group.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// Its name; names no person.
    #[schema(example = "隔代养育支持小组")]
    pub name: String,
    /// What it is to reach; names no person.
    pub purpose: String,
    /// What it is for.
    pub kind: GroupKind,
    /// Who leads it now, or led it last.
    pub leader_worker_id: Uuid,
    /// How many sessions are planned.
    #[schema(example = 6)]
    pub planned_sessions: i32,
    /// First day.
    pub begins_on: NaiveDate,
    /// The day on which it was closed; null while it goes on.
    #[schema(required)]
    pub closed_on: Option<NaiveDate>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the closing was recorded.
    #[schema(required)]
    pub closed_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one when its leader changes, when it is closed or voided.
    pub version: i32,
}

impl Tabular for GroupFacts {
    const NAME: &'static str = "groups";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "name",
        "purpose",
        "kind",
        "leader_worker_id",
        "planned_sessions",
        "begins_on",
        "closed_on",
        "recorded_by",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

/// A member of a group, by day.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = group_members, treat_none_as_default_value = false)]
pub struct GroupMember {
    /// Id of the membership.
    pub id: Uuid,
    /// The group.
    pub group_id: Uuid,
    /// The member.
    pub client_id: Uuid,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer; null while the member stays.
    #[diesel(column_name = valid_to)]
    #[schema(required)]
    pub to: Option<NaiveDate>,
    /// Why the member left.
    #[schema(required)]
    pub leaving_reason: Option<LeavingReason>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the leaving was recorded.
    #[schema(required)]
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for GroupMember {
    const NAME: &'static str = "group-members";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "group_id",
        "client_id",
        "from",
        "to",
        "leaving_reason",
        "recorded_at",
        "end_recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for GroupMember {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A session of a group.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = group_sessions, treat_none_as_default_value = false)]
pub struct SessionFacts {
    /// Id of the session.
    pub id: Uuid,
    /// The group.
    pub group_id: Uuid,
    /// Which session it is, from 1 on.
    #[schema(example = 1)]
    pub number: i32,
    /// The day.
    pub held_on: NaiveDate,
    /// Its topic; names no person.
    #[schema(example = "认识彼此")]
    pub topic: String,
    /// Who led it.
    #[schema(value_type = Vec<Uuid>)]
    pub worker_ids: Json<Vec<Uuid>>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change of it or of who was there; also the `ETag`.
    pub version: i32,
}

impl Tabular for SessionFacts {
    const NAME: &'static str = "group-sessions";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "group_id",
        "number",
        "held_on",
        "topic",
        "worker_ids",
        "recorded_by",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

/// The cell of the evaluation.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "groups", column: "evaluation", row }
}

/// The groups of the stations within reach.
pub fn visible(reach: &Reach) -> groups::BoxedQuery<'_, Pg> {
    groups::table
        .filter(groups::county_code.eq(&reach.county))
        .filter(among(groups::station_id, reach.stations()))
        .into_boxed()
}

/// One group within reach that stands, locked until the transaction ends. Errors: 404, 409 when it was voided.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<GroupFacts> {
    let one = groups::table.find((tx.county(), id)).select(GroupFacts::as_select()).for_update();
    let row: GroupFacts = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    dated::may_void(row.voided_at)?;
    Ok(row)
}

/// The group of a row that belongs to one, locked, if it goes on. Errors: 404, 409 when it was voided or closed.
pub async fn lock_open(tx: &Tx<'_>, id: Uuid) -> Result<GroupFacts> {
    let group = lock(tx, id).await?;
    if group.closed_on.is_some() {
        return Err(Error::new(Code::Conflict).detail("小组已结束", "The group is closed"));
    }
    Ok(group)
}
