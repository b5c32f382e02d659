//! `GET /compliance/timeline`: the verdicts through a stretch of days.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::facts::Loaded;
use crate::{
    auth::policy::ReadCompliance,
    dated::Known,
    http::{Ctx, Moment, Query, Reply, Result, fault::Fault},
    places::policy,
    rules::{
        periods::{add_months, next_day},
        policy::Policy,
        share::Share,
        staffing::{PolicyPeriod, VerdictRun, WorkerDays, timeline},
    },
    verdicts::{self, named_county, stations_asked, without_policy},
};

/// The longest stretch of days, in months.
const LONGEST: u32 = 36;

/// Which days, of which station, known when.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TimelineQuestion {
    /// First day; when left out, the first day of the year of the last, not before the county's first policy.
    #[param(example = "2023-07-01")]
    pub from: Option<NaiveDate>,
    /// First day no longer, at most three years after the first; tomorrow when left out.
    #[param(example = "2024-07-01")]
    pub to: Option<NaiveDate>,
    /// Only this station.
    pub station_id: Option<Uuid>,
    /// Only what the service knew at this instant, not after now; all that is recorded when left out.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

/// The verdicts on the stations within reach through a stretch of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplianceTimeline {
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// The policies that the days were judged by.
    pub policies: Vec<TimelinePolicy>,
    /// The worker-days of all stations.
    pub worker_days: WorkerDaysTold,
    /// The stations in the order of the county's plan.
    pub stations: Vec<StationTimeline>,
}

/// A policy and the days judged by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelinePolicy {
    /// The policy.
    pub policy_id: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
}

/// One station through the days.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationTimeline {
    /// The station.
    pub station_id: Uuid,
    /// Its name.
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub station_name: String,
    /// Its worker-days.
    pub worker_days: WorkerDaysTold,
    /// The runs of days, without gaps.
    pub runs: Vec<VerdictRun>,
}

/// Worker-days: one worker who counts, on one day on which he is required.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkerDaysTold {
    /// Required: the policy's number on every day of operation from the staffing date on (六（三）).
    #[schema(example = 1098)]
    pub worker_days_required: u64,
    /// Present; of each day no more than required.
    #[schema(example = 1067)]
    pub worker_days_present: u64,
    /// Missing: required less present.
    #[schema(example = 31)]
    pub shortage_worker_days: u64,
    /// Present ÷ required, cut off after four places, so that only a full time is 1; the exact fraction is that of the
    /// two numbers. Null when none are required.
    #[schema(required)]
    pub present_share: Option<Share>,
    /// Days of operation of which nobody can say, because no agreement or no state is recorded; in neither number.
    #[schema(example = 0)]
    pub unknown_days: u64,
}

/// Tells the staffing verdicts of the stations within reach through a stretch of days (六（三）).
///
/// Runs of days with the same verdict and the same number of workers; each day is judged by the policy in force on it.
#[utoipa::path(get, path = "/api/v1/compliance/timeline", tag = "staffing")]
pub async fn get_compliance_timeline(
    ctx: Ctx<ReadCompliance>,
    question: Query<TimelineQuestion>,
) -> Result<Reply<ComplianceTimeline>> {
    let (from, to) = question.0.days(ctx.today())?;
    let TimelineQuestion { from: asked, station_id, known_at, .. } = question.0;
    let at = Moment { as_of: None, known_at }.known(&ctx)?;
    let known = Known { county: named_county(&ctx)?, at };
    let loaded = ctx.read(async |conn| {
        let stations = stations_asked(conn, &ctx, station_id).await?;
        let ids: Vec<Uuid> = stations.iter().map(|station| station.id).collect();
        let versions = policy::versions(conn, known.county, known.at).await?;
        let first = versions.first().map_or(from, |(_, effective, _)| *effective);
        let from = asked.unwrap_or_else(|| from.max(first).min(to.pred_opt().unwrap_or(to)));
        let policies = policy::periods(versions, (from, to));
        let policies = policies.map_err(|error| without_policy("from", error))?;
        let facts = Loaded::of(conn, known, &ids, &[]).await?.stations(&Policy::default(), &ids);
        Ok((from, stations, policies, facts))
    });
    let (from, stations, policies, facts) = loaded.await?;
    let (told, periods): (Vec<_>, Vec<PolicyPeriod>) = policies.into_iter().map(told).unzip();
    let stations = stations.into_iter().zip(&facts);
    let stations = stations.map(|(station, facts)| (station, timeline(facts, &periods)));
    let of_stations: Vec<_> = stations.map(|(station, runs)| StationTimeline::new(station, runs)).collect();
    let all = of_stations.iter().map(|(_, days)| *days).fold(WorkerDays::default(), WorkerDays::plus);
    Reply::computed(&ComplianceTimeline {
        from,
        to,
        known_at,
        policies: told,
        worker_days: all.into(),
        stations: of_stations.into_iter().map(|(station, _)| station).collect(),
    })
}

impl TimelineQuestion {
    /// The first day and the first day no longer. Errors: 422 for no day, or more than three years.
    fn days(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
        let to = self.to.unwrap_or_else(|| next_day(today));
        let last = to.pred_opt().unwrap_or(to);
        let from = self.from.unwrap_or_else(|| last.with_ordinal(1).unwrap_or(last));
        if to <= from {
            return Err(
                Fault::query("to", "too_early", "须晚于起始日", "It must be after the first day").into()
            );
        }
        if to > add_months(from, LONGEST) {
            return Err(Fault::query("to", "too_late", "最多三年", "At most three years").into());
        }
        Ok((from, to))
    }
}

fn told((policy_id, period): (Uuid, PolicyPeriod)) -> (TimelinePolicy, PolicyPeriod) {
    (TimelinePolicy { policy_id, from: period.from, to: period.to }, period)
}

impl StationTimeline {
    fn new(station: verdicts::AskedStation, runs: Vec<VerdictRun>) -> (Self, WorkerDays) {
        let days = WorkerDays::of(&runs);
        let verdicts::AskedStation { id: station_id, name: station_name } = station;
        (Self { station_id, station_name, worker_days: days.into(), runs }, days)
    }
}

impl From<WorkerDays> for WorkerDaysTold {
    fn from(days: WorkerDays) -> Self {
        Self {
            worker_days_required: days.required,
            worker_days_present: days.present,
            shortage_worker_days: days.shortage(),
            present_share: days.ten_thousandths().map(Share::of_ten_thousandths),
            unknown_days: days.unknown_days,
        }
    }
}
