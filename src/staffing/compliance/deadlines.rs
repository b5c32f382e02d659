//! `GET /compliance/deadlines`: what will fall due.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{facts::Loaded, pages};
use crate::{
    auth::policy::ReadCompliance,
    dated::Known,
    http::{Ctx, Moment, Paging, Query, Result},
    places::policy,
    rules::{
        finding::{Cause, RuleCode, Status},
        policy::Policy,
        staffing::{Deadline, PolicyPeriod, StationFacts, deadlines},
    },
    tables::{self, Listing, Tabular},
    verdicts::{AskedStation, FindingSubject, Telling, named_county, stations_asked, without_policy},
};

/// How far ahead, and of which station.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DeadlineFilter {
    /// Within so many days from the day asked about, the last of them included.
    #[param(minimum = 1, maximum = 730, default = 90)]
    pub within_days: Option<u32>,
    /// Only of this station.
    pub station_id: Option<Uuid>,
    /// Seen from this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
    /// Only what the service knew at this instant, not after now; all that is recorded when left out.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

/// Something that will fall due at a station.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplianceDeadline {
    /// First day on which it is too late.
    #[schema(example = "2025-07-02")]
    pub on: NaiveDate,
    /// Days until then, from the day asked about: the last of them is the last day in time.
    #[schema(example = 30)]
    pub days_left: i64,
    /// The station.
    pub station_id: Uuid,
    /// Its name.
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub station_name: String,
    /// Whom it is about.
    pub subject: FindingSubject,
    /// The rule whose verdict gets worse; null for an agreed end that breaks no rule by itself.
    #[schema(required)]
    pub rule: Option<RuleCode>,
    /// The status from then on; null without a rule.
    #[schema(required)]
    pub to_status: Option<Status>,
    /// What falls on that day.
    pub causes: Vec<Cause>,
    /// The same in words.
    #[schema(example = "取证期限届满")]
    pub why: String,
    /// What to do about it before the day.
    #[schema(example = "在期限届满前取得社会工作者职业资格证书")]
    pub what_to_do: String,
    /// First day on which it can be seen to, as a new registration three months before; null where any day will do.
    #[schema(required)]
    pub opens_on: Option<NaiveDate>,
    /// Its number among those of the station, so that each has its place in the list.
    #[serde(skip)]
    pub ordinal: usize,
}

impl Tabular for ComplianceDeadline {
    const NAME: &'static str = "deadlines";
    const COLUMNS: &'static [&'static str] = &[
        "on",
        "days_left",
        "station_name",
        "rule",
        "to_status",
        "why",
        "what_to_do",
        "causes",
        "subject.kind",
        "subject.id",
        "station_id",
    ];
}

/// Lists what will fall due at the stations within reach, the soonest first.
///
/// Verdicts that get worse by the mere passing of days (end of the grace for a certificate, the staffing date, an age
/// judged every day, health, safety education and whatever else the rules see coming), and the ends of agreements,
/// postings, labour contracts and registrations of certificates (六（三）, 九（一）).
#[utoipa::path(get, path = "/api/v1/compliance/deadlines", tag = "staffing")]
pub async fn list_compliance_deadlines(
    ctx: Ctx<ReadCompliance>,
    filter: Query<DeadlineFilter>,
    paging: Paging,
) -> Result<Listing<ComplianceDeadline>> {
    let DeadlineFilter { within_days, station_id, as_of, known_at } = filter.0;
    let moment = Moment { as_of, known_at };
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let known = Known { county: named_county(ctx)?, at: moment.known(ctx)? };
        let today = moment.day(ctx);
        let within = Days::new(u64::from(within_days.unwrap_or(90)).saturating_add(1));
        let until = today.checked_add_days(within).unwrap_or(NaiveDate::MAX);
        let stations = stations_asked(conn, ctx, station_id).await?;
        let ids: Vec<Uuid> = stations.iter().map(|station| station.id).collect();
        let policies = policy::in_force_over(conn, known.county, (today, until), known.at).await;
        let policies = policies.map_err(|error| without_policy("as_of", error))?;
        let facts = Loaded::of(conn, known, &ids, &[]).await?.stations(&Policy::default(), &ids);
        let periods: Vec<PolicyPeriod> = policies.into_iter().map(|(_, period)| period).collect();
        let telling = Telling::of(ctx);
        let stations = stations.into_iter().zip(&facts);
        let all =
            stations.flat_map(|(station, facts)| of_station(telling, &station, facts, &periods)).collect();
        let days_left = |due: ComplianceDeadline| ComplianceDeadline {
            days_left: due.on.signed_duration_since(today).num_days(),
            ..due
        };
        Ok(pages::page(paging, all, |due| (due.on, due.station_id, due.ordinal))?.map(days_left))
    })
    .await
}

fn of_station(
    telling: Telling,
    station: &AskedStation,
    facts: &StationFacts,
    periods: &[PolicyPeriod],
) -> Vec<ComplianceDeadline> {
    let told = |(ordinal, due): (usize, Deadline)| ComplianceDeadline {
        on: due.on,
        days_left: 0,
        station_id: station.id,
        station_name: station.name.clone(),
        subject: telling.subject(due.subject),
        rule: due.rule,
        to_status: due.to_status,
        why: telling.text(due.why()),
        what_to_do: telling.text(due.what_to_do()),
        causes: due.causes,
        opens_on: due.opens_on,
        ordinal,
    };
    deadlines(facts, periods).into_iter().enumerate().map(told).collect()
}
