//! To which case, group session or activity a log belongs, and whether that can be.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{content::RecordLog, model::ServiceMethod};
use crate::{
    http::{Result, Tx, fault::Fault},
    schema::{activities, cases, group_sessions, groups, service_logs},
    text_enum,
};

text_enum! {
    /// What a log can belong to.
    BelongsKind {
        /// A case.
        Case = "case", "个案", "Case";
        /// A session of a group.
        GroupSession = "group_session", "小组活动", "Group session";
        /// An activity for the community.
        Activity = "activity", "社区活动", "Community activity";
    }
}

/// To what a log belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BelongsTo {
    /// What it is.
    pub kind: BelongsKind,
    /// Its id; of the log's station.
    pub id: Uuid,
}

/// The same as it is kept: at most one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = service_logs, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Belonging {
    case_id: Option<Uuid>,
    group_session_id: Option<Uuid>,
    activity_id: Option<Uuid>,
    /// Work on a case before its first plan; none of a log that belongs to no case.
    pub before_plan: Option<bool>,
}

impl Belonging {
    /// To what it belongs.
    pub fn to(&self) -> Option<BelongsTo> {
        let one = |kind, id: Option<Uuid>| id.map(|id| BelongsTo { kind, id });
        one(BelongsKind::Case, self.case_id)
            .or(one(BelongsKind::GroupSession, self.group_session_id))
            .or(one(BelongsKind::Activity, self.activity_id))
    }
}

/// As callers read it: kind and id, or null.
impl Serialize for Belonging {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to().serialize(serializer)
    }
}

/// What is known of the thing that a log belongs to: its station and its days.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    station: Uuid,
    from: NaiveDate,
    to: Option<NaiveDate>,
    planned_on: Option<NaiveDate>,
}

/// A station with days; the last one may not be known.
type Days = (Uuid, NaiveDate, Option<NaiveDate>, Option<NaiveDate>);

/// Asks for it; nothing is asked of a log that belongs to nothing. What is voided or beyond reach is not there.
pub async fn load(tx: &Tx<'_>, belongs: Option<BelongsTo>) -> Result<Option<Home>> {
    let Some(BelongsTo { kind, id }) = belongs else { return Ok(None) };
    let found: Option<Days> = match kind {
        BelongsKind::Case => case(tx, id).await?,
        BelongsKind::GroupSession => session(tx, id).await?,
        BelongsKind::Activity => activity(tx, id).await?,
    };
    let (station, from, to, planned_on) = match found {
        Some(days) if tx.reach().covers(days.0) => days,
        _ => return Ok(None),
    };
    Ok(Some(Home { station, from, to, planned_on }))
}

async fn case(tx: &Tx<'_>, id: Uuid) -> Result<Option<Days>> {
    let one = cases::table.find((tx.county(), id)).filter(cases::voided_at.is_null());
    let days = (cases::station_id, cases::accepted_on, cases::ended_on, cases::planned_on);
    Ok(one.select(days).first(&mut tx.conn()).await.optional()?)
}

async fn session(tx: &Tx<'_>, id: Uuid) -> Result<Option<Days>> {
    let same =
        groups::county_code.eq(group_sessions::county_code).and(groups::id.eq(group_sessions::group_id));
    let one = group_sessions::table
        .inner_join(groups::table.on(same))
        .filter(group_sessions::county_code.eq(tx.county()))
        .filter(group_sessions::id.eq(id))
        .filter(group_sessions::voided_at.is_null())
        .filter(groups::voided_at.is_null())
        .select((groups::station_id, group_sessions::held_on));
    let found: Option<(Uuid, NaiveDate)> = one.first(&mut tx.conn()).await.optional()?;
    Ok(found.map(|(station, day)| (station, day, Some(day), None)))
}

/// Preparing an activity and tidying up after it are of it too: its days bind no log.
async fn activity(tx: &Tx<'_>, id: Uuid) -> Result<Option<Days>> {
    let one = activities::table.find((tx.county(), id)).filter(activities::voided_at.is_null());
    let found: Option<Uuid> = one.select(activities::station_id).first(&mut tx.conn()).await.optional()?;
    Ok(found.map(|station| (station, NaiveDate::MIN, None, None)))
}

/// What cannot be about the thing that a log belongs to.
pub fn faults(home: Option<&Home>, log: &RecordLog) -> Vec<Fault> {
    let Some(BelongsTo { kind, .. }) = log.belongs_to else { return Vec::new() };
    let Some(home) = home else { return vec![Fault::unknown_reference("/belongs_to/id")] };
    let day = log.served_on;
    let within = home.from <= day && home.to.is_none_or(|to| day <= to);
    let possible = [
        (home.station == log.station_id, "/belongs_to/id", "other_station", OTHER_STATION),
        (kind.takes(log.method), "/method", "wrong_method", WRONG_METHOD),
        (within, "/served_on", "outside_its_days", OUTSIDE),
    ];
    let fault = |(_, at, code, (zh, en))| Fault::body(at, code, zh, en);
    possible.into_iter().filter(|(possible, ..)| !possible).map(fault).collect()
}

type Words = (&'static str, &'static str);
const OTHER_STATION: Words = ("属于其他站点", "It is another station's");
const WRONG_METHOD: Words =
    ("与所属个案、小组或活动的方法不符", "It is not the method of what the log belongs to");
const OUTSIDE: Words = ("不在个案期间或小组活动当日", "It is not within the days of what the log belongs to");

impl BelongsKind {
    /// Whether a log of this method can belong to it.
    const fn takes(self, method: ServiceMethod) -> bool {
        match self {
            Self::Case => {
                matches!(method, ServiceMethod::Case | ServiceMethod::Visit | ServiceMethod::Referral)
            }
            Self::GroupSession => matches!(method, ServiceMethod::Group),
            Self::Activity => matches!(method, ServiceMethod::Community | ServiceMethod::Outreach),
        }
    }
}

/// What is kept of it. Work on a case before its plan is kept and marked: a visit that assesses comes before any plan.
pub fn kept(home: Option<&Home>, log: &RecordLog) -> Belonging {
    let Some(BelongsTo { kind, id }) = log.belongs_to else { return Belonging::default() };
    let of = |wanted| (kind == wanted).then_some(id);
    let planned = home.and_then(|home| home.planned_on).is_some_and(|plan| plan <= log.served_on);
    Belonging {
        case_id: of(BelongsKind::Case),
        group_session_id: of(BelongsKind::GroupSession),
        activity_id: of(BelongsKind::Activity),
        before_plan: (kind == BelongsKind::Case).then_some(log.method == ServiceMethod::Case && !planned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_takes_its_own_methods() {
        use ServiceMethod::{Case, Community, Group, Outreach, Referral, Visit};
        let all = [Case, Group, Community, Visit, Outreach, Referral];
        let taken = |kind: BelongsKind| all.into_iter().filter(|one| kind.takes(*one)).collect::<Vec<_>>();
        assert_eq!(taken(BelongsKind::Case), [Case, Visit, Referral]);
        assert_eq!(taken(BelongsKind::GroupSession), [Group]);
        assert_eq!(taken(BelongsKind::Activity), [Community, Outreach]);
    }
}
