//! `GET /vacancies`: places that somebody left.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::try_join3;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{pages, rows};
use crate::{
    auth::policy::ReadCompliance,
    dated::Known,
    db::planned::Ids,
    http::{Ctx, Moment, Paging, Query, Result},
    places::policy,
    rules::{
        periods::Span,
        policy::Policy,
        staffing::{Vacancy, vacancies},
        station_state::StationPeriod,
    },
    tables::{self, Listing, Tabular},
    verdicts::{AskedStation, Telling, named_county, stations_asked},
};

/// Which vacancies.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct VacancyFilter {
    /// Only those that were vacant on this day or later.
    #[param(example = "2023-07-01")]
    pub from: Option<NaiveDate>,
    /// Only those that opened before this day.
    #[param(example = "2024-07-01")]
    pub to: Option<NaiveDate>,
    /// Only those that are vacant today, or only those that are not.
    pub open: Option<bool>,
    /// Only of this station.
    pub station_id: Option<Uuid>,
    /// Only what the service knew at this instant, not after now; all that is recorded when left out.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

/// A place at a station that somebody left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Vacancy)]
pub struct VacancyTold {
    /// The station.
    pub station_id: Uuid,
    /// Its name.
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub station_name: String,
    /// Who left; null where the caller may not know which worker it is.
    #[schema(required)]
    pub left_by: Option<Uuid>,
    /// First day without him: the posting's `to`. May lie ahead.
    #[schema(example = "2023-10-01")]
    pub opened_on: NaiveDate,
    /// First day on which it is no vacancy any more; null while nobody has taken it.
    #[schema(required)]
    pub closed_on: Option<NaiveDate>,
    /// Who took the place; null while nobody has, when the station stopped operating, and where the caller may not know.
    #[schema(required)]
    pub filled_by: Option<Uuid>,
    /// Whether it is vacant today.
    pub open: bool,
    /// Days vacant until today.
    #[schema(example = 31)]
    pub days_open: u64,
    /// Its number among those of the station, so that each has its place in the list.
    #[serde(skip)]
    pub ordinal: usize,
}

/// Lists the vacancies of the stations within reach, the oldest first.
///
/// One opens on the day after a posting ends if fewer workers than required stay (六（三）), and closes when the next
/// posting at the station begins; who is replaced in advance leaves none. What a vacancy is, is ours.
#[utoipa::path(get, path = "/api/v1/vacancies", tag = "staffing")]
pub async fn list_vacancies(
    ctx: Ctx<ReadCompliance>,
    filter: Query<VacancyFilter>,
    paging: Paging,
) -> Result<Listing<VacancyTold>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let at = Moment { as_of: None, known_at: filter.0.known_at }.known(ctx)?;
        let known = Known { county: named_county(ctx)?, at };
        let known_in = known.into();
        let stations = stations_asked(conn, ctx, filter.0.station_id).await?;
        let ids: Vec<Uuid> = stations.iter().map(|station| station.id).collect();
        let (states, postings, policies) = try_join3(
            rows::states(conn, &known_in, Ids::from(&ids)),
            rows::postings_at(conn, &known_in, Ids::from(&ids)),
            policy::versions(conn, known.county, known.at),
        )
        .await?;
        let facts = Facts { states: rows::by_owner(states), postings: rows::by_owner(postings), policies };
        let (telling, today) = (Telling::of(ctx), ctx.today());
        let all = stations.iter().flat_map(|station| facts.told(telling, station, today));
        let asked = all.filter(|vacancy| filter.0.takes(vacancy)).collect();
        pages::page(paging, asked, |vacancy| (vacancy.opened_on, vacancy.station_id, vacancy.ordinal))
    })
    .await
}

/// What vacancies follow from.
struct Facts {
    states: HashMap<Uuid, Vec<StationPeriod>>,
    postings: HashMap<Uuid, Vec<(Uuid, Span)>>,
    policies: Vec<(Uuid, NaiveDate, Policy)>,
}

impl Facts {
    fn told(&self, telling: Telling, station: &AskedStation, today: NaiveDate) -> Vec<VacancyTold> {
        let states = self.states.get(&station.id).map_or(&[][..], Vec::as_slice);
        let postings = self.postings.get(&station.id).map_or(&[][..], Vec::as_slice);
        let all = vacancies(states, postings, |day| self.required(day)).into_iter().enumerate();
        all.map(|(ordinal, vacancy)| VacancyTold::new(telling, station, (ordinal, vacancy), today)).collect()
    }

    /// How many workers the policy of the day requires; before the first policy, that one.
    fn required(&self, day: NaiveDate) -> u32 {
        let in_force = self.policies.iter().rfind(|(_, from, _)| *from <= day);
        let policy = in_force.or_else(|| self.policies.first());
        policy.map_or(0, |(.., policy)| policy.min_resident_workers.value)
    }
}

impl VacancyFilter {
    fn takes(&self, vacancy: &VacancyTold) -> bool {
        self.from.is_none_or(|from| vacancy.closed_on.is_none_or(|closed| closed > from))
            && self.to.is_none_or(|to| vacancy.opened_on < to)
            && self.open.is_none_or(|open| open == vacancy.open)
    }
}

impl Tabular for VacancyTold {
    const NAME: &'static str = "vacancies";
    const COLUMNS: &'static [&'static str] = &[
        "station_name",
        "opened_on",
        "closed_on",
        "open",
        "days_open",
        "left_by",
        "filled_by",
        "station_id",
    ];
}

impl VacancyTold {
    fn new(telling: Telling, at: &AskedStation, (ordinal, of): (usize, Vacancy), today: NaiveDate) -> Self {
        let shown = |worker: Uuid| (!telling.without_workers).then_some(worker);
        Self {
            station_id: at.id,
            station_name: at.name.clone(),
            left_by: shown(of.left_by),
            opened_on: of.opened_on,
            closed_on: of.closed_on,
            filled_by: of.filled_by.and_then(shown),
            open: of.is_open(today),
            days_open: of.days_until(today),
            ordinal,
        }
    }
}
