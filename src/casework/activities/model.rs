//! Rows of activities.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    dated,
    db::{errors::OnConstraint as _, planned::among},
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    personal::Cell,
    schema::activities,
    text_enum,
};

text_enum! {
    /// What kind of activity it is.
    ActivityKind {
        /// A lecture or training.
        Lecture = "lecture", "讲座培训", "Lecture";
        /// Telling people of a policy.
        Publicity = "publicity", "政策宣传", "Publicity";
        /// At a festival.
        Festival = "festival", "节庆活动", "Festival";
        /// Culture and sports.
        Recreation = "recreation", "文体活动", "Recreation";
        /// Volunteers at work.
        Volunteering = "volunteering", "志愿服务", "Volunteering";
        /// People talk over a matter of the village.
        Consultation = "consultation", "议事协商", "Consultation";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

text_enum! {
    /// How an activity stands.
    ActivityState {
        /// Announced; whether it was held is not recorded.
        Planned = "planned", "已计划", "Planned";
        /// Held: who came is counted.
        Held = "held", "已开展", "Held";
        /// Cancelled.
        Cancelled = "cancelled", "已取消", "Cancelled";
    }
}

/// An activity, but for its summary.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = activities, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ActivityFacts {
    /// Id of the activity.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// Its title; names no person.
    #[schema(example = "防溺水宣传")]
    pub title: String,
    /// What kind it is.
    pub kind: ActivityKind,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Code of the village or community, when it is in one.
    #[schema(required, example = "469025100001")]
    pub village_code: Option<String>,
    /// How many people were expected.
    #[schema(required, example = 60)]
    pub planned_participants: Option<i32>,
    /// How many came; null while it is not known.
    #[schema(required, example = 72)]
    pub actual_participants: Option<i32>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was cancelled.
    #[schema(required)]
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why it was cancelled.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl ActivityFacts {
    /// How it stands.
    pub const fn state(&self) -> ActivityState {
        match (self.cancelled_at, self.actual_participants) {
            (Some(_), _) => ActivityState::Cancelled,
            (None, Some(_)) => ActivityState::Held,
            (None, None) => ActivityState::Planned,
        }
    }

    /// What cannot be of its days and numbers. Errors: 422 with all of it.
    pub fn judge(&self, today: NaiveDate) -> Result<()> {
        let counted = self.actual_participants.is_some();
        let faults = [
            (self.ends_on < self.starts_on, "/ends_on", "too_early", BEFORE_FIRST),
            (counted && self.starts_on > today, "/actual_participants", "too_early", NOT_YET_HELD),
        ];
        let told = |(_, at, code, (zh, en))| Fault::body(at, code, zh, en);
        let faults: Vec<Fault> = faults.into_iter().filter(|(wrong, ..)| *wrong).map(told).collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
    }

    /// Saves it in place of the version before. Errors: 412 when somebody else was faster, 422 for an unknown village.
    pub async fn save(&mut self, tx: &Tx<'_>) -> Result<()> {
        let one = activities::table.find((tx.county(), self.id)).filter(activities::version.eq(self.version));
        self.version = self.version.saturating_add(1);
        let saved = diesel::update(one).set(&*self).execute(&mut tx.conn()).await;
        let saved = saved.on_constraint("activities_village_known", unknown_village)?;
        if saved == 1 { Ok(()) } else { Err(Code::Stale.into()) }
    }
}

type Words = (&'static str, &'static str);
const BEFORE_FIRST: Words = ("不得早于首日", "It cannot be before the first day");
const NOT_YET_HELD: Words = ("活动尚未开始", "It has not begun yet");

/// The village is not one of the county.
pub fn unknown_village() -> Error {
    Fault::unknown_reference("/village_code").into()
}

/// The cell of the summary.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "activities", column: "summary", row }
}

/// The activities of the stations within reach.
pub fn visible(reach: &Reach) -> activities::BoxedQuery<'_, Pg> {
    activities::table
        .filter(activities::county_code.eq(&reach.county))
        .filter(among(activities::station_id, reach.stations()))
        .into_boxed()
}

/// One activity within reach that stands, locked until the transaction ends. Errors: 404, 409 when it was voided.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<ActivityFacts> {
    let one = activities::table.find((tx.county(), id)).select(ActivityFacts::as_select()).for_update();
    let row: ActivityFacts = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    dated::may_void(row.voided_at)?;
    Ok(row)
}
