//! `GET /compliance/counties`: the counties of a province side by side, without persons and without subjects.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join3;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::facts::Loaded;
use crate::{
    auth::policy::ReadProvinceCompliance,
    dated::KnownIn,
    db::Conn,
    http::{Ctx, Moment, Query, Reply, Result},
    places::policy,
    rules::{
        finding::{self, Finding, Measure, RuleCode, Status},
        policy::Policy,
        staffing,
    },
    schema::{counties, stations},
    verdicts::Counts,
};

/// The staffing of a province's counties on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProvinceVerdict {
    /// The day judged.
    #[schema(example = "2023-07-03")]
    pub as_of: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// How many stations of all counties there are of each verdict.
    pub counts: Counts,
    /// The counties, by their codes.
    pub counties: Vec<CountyFigures>,
}

/// One county in figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountyFigures {
    /// GB/T 2260 code.
    #[schema(example = "469025")]
    pub county: String,
    /// Its name.
    #[schema(example = "白沙黎族自治县")]
    pub county_name: String,
    /// The county's policy in force on that day; null when it had none, and then every station is `unknown`.
    #[schema(required)]
    pub policy_id: Option<Uuid>,
    /// How many stations it has.
    #[schema(example = 11)]
    pub stations: usize,
    /// The gravest verdict.
    pub verdict: Status,
    /// How many stations there are of each verdict.
    pub counts: Counts,
    /// Resident workers that S1 asks for, at all stations at work.
    #[schema(example = 33)]
    pub workers_required: u32,
    /// Resident workers who count; of each station no more than it has to have, so that a full one does not make up for
    /// an empty one.
    #[schema(example = 31)]
    pub workers_present: u32,
    /// The rules that are not met somewhere, the one with the most breaches first.
    pub rules: Vec<RuleFigures>,
}

/// A rule that is not met somewhere in a county.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleFigures {
    /// The rule.
    pub rule: RuleCode,
    /// How many findings there are of each status.
    pub counts: Counts,
}

/// Tells the staffing of the counties of a province on a day in figures (六（三）), each county by its own policy.
#[utoipa::path(get, path = "/api/v1/compliance/counties", tag = "staffing")]
pub async fn list_county_compliance(
    ctx: Ctx<ReadProvinceCompliance>,
    moment: Query<Moment>,
) -> Result<Reply<ProvinceVerdict>> {
    let (as_of, known_at) = (moment.0.day(&ctx), moment.0.known_at);
    let caller = ctx.caller()?;
    let named = Some(&ctx.reach().county).filter(|county| **county != caller.county);
    let asked = caller.counties.iter().filter(|county| named.is_none_or(|named| named == *county));
    let known = KnownIn { counties: asked.map(String::as_str).collect(), at: moment.0.known(&ctx)? };
    let figures = ctx.read(async |conn| figures(conn, &known, as_of).await).await?;
    let counts = figures.iter().map(|county| county.counts).fold(Counts::default(), Counts::plus);
    Reply::computed(&ProvinceVerdict { as_of, known_at, counts, counties: figures })
}

/// The figures of counties, by their codes: as many statements for many as for one.
pub async fn figures(conn: &Conn, known: &KnownIn<'_>, as_of: NaiveDate) -> Result<Vec<CountyFigures>> {
    let (names, of_county, policies) = try_join3(
        names(conn, known),
        stations_of(conn, known),
        policy::in_force_in(conn, &known.counties, as_of, known.at),
    )
    .await?;
    let loaded = Loaded::of_counties(conn, known).await?;
    let county = |(county, county_name): (String, String)| {
        let ids = of_county.get(&county).map_or(&[][..], Vec::as_slice);
        match policies.get(&county) {
            Some((id, policy)) => {
                let judged = judged(&loaded, policy, ids, as_of);
                CountyFigures { policy_id: Some(*id), ..CountyFigures::new(county, county_name, &judged) }
            }
            None => CountyFigures::without_policy(county, county_name, ids.len()),
        }
    };
    Ok(names.into_iter().map(county).collect())
}

/// The findings on each station.
fn judged(loaded: &Loaded, policy: &Policy, stations: &[Uuid], as_of: NaiveDate) -> Vec<Vec<Finding>> {
    let facts = loaded.stations(policy, stations);
    facts.iter().map(|station| staffing::judge(station, as_of)).collect()
}

async fn names(mut conn: &Conn, known: &KnownIn<'_>) -> Result<Vec<(String, String)>> {
    let rows = counties::table.filter(counties::code.eq_any(&known.counties)).order(counties::code);
    Ok(rows.select((counties::code, counties::name)).load(&mut conn).await?)
}

async fn stations_of(mut conn: &Conn, known: &KnownIn<'_>) -> Result<HashMap<String, Vec<Uuid>>> {
    let rows = stations::table.filter(stations::county_code.eq_any(&known.counties)).order(stations::id);
    let rows: Vec<(String, Uuid)> =
        rows.select((stations::county_code, stations::id)).load(&mut conn).await?;
    let mut all: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (county, station) in rows {
        all.entry(county).or_default().push(station);
    }
    Ok(all)
}

impl CountyFigures {
    fn new(county: String, county_name: String, judged: &[Vec<Finding>]) -> Self {
        let verdicts = || judged.iter().map(|findings| finding::gravest(findings));
        let workers = judged.iter().flatten().filter_map(workers);
        let (workers_required, workers_present) = workers
            .fold((0_u32, 0_u32), |all, one| (all.0.saturating_add(one.0), all.1.saturating_add(one.1)));
        Self {
            county,
            county_name,
            policy_id: None,
            stations: judged.len(),
            verdict: verdicts().max().unwrap_or(Status::NotApplicable),
            counts: Counts::of(verdicts()),
            workers_required,
            workers_present,
            rules: rules(judged),
        }
    }

    fn without_policy(code: String, county_name: String, stations: usize) -> Self {
        let counts = Counts::of(std::iter::repeat_n(Status::Unknown, stations));
        let verdict = if stations == 0 { Status::NotApplicable } else { Status::Unknown };
        Self { stations, verdict, counts, ..Self::new(code, county_name, &[]) }
    }
}

/// Required and present of a finding of S1 that asks for workers.
fn workers(finding: &Finding) -> Option<(u32, u32)> {
    match (finding.rule, &finding.expected, &finding.actual) {
        (RuleCode::S1, Some(Measure::Workers(required)), Some(Measure::Workers(present))) => {
            Some((*required, *required.min(present)))
        }
        _ => None,
    }
}

fn rules(judged: &[Vec<Finding>]) -> Vec<RuleFigures> {
    let mut statuses: BTreeMap<RuleCode, Vec<Status>> = BTreeMap::new();
    for finding in judged.iter().flatten() {
        statuses.entry(finding.rule).or_default().push(finding.status);
    }
    statuses.retain(|_, statuses| statuses.iter().any(|status| status.is_open()));
    let figures = |(rule, statuses): (RuleCode, Vec<Status>)| RuleFigures {
        rule,
        counts: Counts::of(statuses.into_iter()),
    };
    let mut all: Vec<RuleFigures> = statuses.into_iter().map(figures).collect();
    all.sort_by_key(|figures| {
        let Counts { breach, unknown, due, .. } = figures.counts;
        Reverse((breach, unknown, due))
    });
    all
}
