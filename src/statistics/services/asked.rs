//! What is asked: the days, the groupings, the filters.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::plan::Apart;
use crate::{
    db::text_enum::TextEnum as _,
    http::{Result, fault::Fault, page::Count},
    service_logs::model::ServiceMethod,
    text_enum,
};

text_enum! {
    /// What services are told apart by.
    ServiceGrouping {
        /// The day of the service.
        Day = "day", "日", "Day";
        /// The month of the service.
        Month = "month", "月", "Month";
        /// The station.
        Station = "station", "站点", "Station";
        /// The domain of the catalogue.
        Domain = "domain", "服务领域", "Domain";
        /// The item of the catalogue.
        Item = "item", "服务事项", "Item";
        /// The method.
        Method = "method", "服务方式", "Method";
        /// The worker; a log of two workers counts with each of them.
        Worker = "worker", "社工", "Worker";
        /// The village or community.
        Village = "village", "村（社区）", "Village";
    }
}

/// What is asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct StatisticsQuery {
    /// Services of this day or later; the first of January of this year when left out.
    pub from: Option<NaiveDate>,
    /// Services before this day; tomorrow when left out, so that today counts. Ten years at most, 366 days by day.
    pub to: Option<NaiveDate>,
    /// By what, at most two, separated by a comma: `day`, `month`, `station`, `domain`, `item`, `method`, `worker`, `village`.
    #[param(
        pattern = "^(day|month|station|domain|item|method|worker|village)(,(day|month|station|domain|item|method|worker|village))?$",
        example = "month,station"
    )]
    pub group_by: Option<String>,
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of items of this domain of the catalogue.
    #[param(pattern = "^[0-9A-Za-z.]{1,20}$", example = "1")]
    pub domain: Option<String>,
    /// Only of this item of the catalogue.
    #[param(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item: Option<String>,
    /// Only given in this way.
    pub method: Option<ServiceMethod>,
    /// Only the parts of this worker.
    pub worker: Option<Uuid>,
    /// Only in this village or community of the county's list; `none`: in none of them.
    #[param(pattern = "^([0-9]{12}|none)$", example = "469025100001")]
    pub village: Option<String>,
    /// `exact` counts distinct clients also where that means reading the logs: by domain, item, method, worker, village.
    #[param(inline)]
    pub clients: Option<Count>,
}

/// The same, understood.
#[derive(Debug)]
pub struct Asked {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
    /// At most two.
    pub groups: Vec<ServiceGrouping>,
    /// The filters.
    pub only: StatisticsQuery,
}

impl Asked {
    /// Errors: 422 for a period that is none, or longer than can be told; a grouping named twice.
    pub fn of(only: StatisticsQuery, today: NaiveDate) -> Result<Self> {
        let from = only.from.unwrap_or(today.with_ordinal(1).unwrap_or(today));
        let to = only.to.unwrap_or(today + TimeDelta::days(1));
        let groups = groups(only.group_by.as_deref().unwrap_or_default())?;
        let days = to.signed_duration_since(from).num_days();
        if days <= 0 {
            return Err(
                Fault::query("to", "too_early", "须晚于起始日", "It must be after the first day").into()
            );
        }
        if days > 3660 {
            return Err(Fault::query("to", "too_late", "最多十年", "At most ten years").into());
        }
        if days > 366 && groups.contains(&ServiceGrouping::Day) {
            return Err(Fault::query("to", "too_late", "按日最多366天", "By day, at most 366 days").into());
        }
        Ok(Self { from, to, groups, only })
    }

    /// Whether services are told apart by this.
    pub fn by(&self, grouping: ServiceGrouping) -> bool {
        self.groups.contains(&grouping)
    }

    /// How finely days matter.
    pub fn apart(&self) -> Apart {
        if self.by(ServiceGrouping::Day) {
            Apart::Days
        } else if self.by(ServiceGrouping::Month) {
            Apart::Months
        } else {
            Apart::Together
        }
    }

    /// Whether domains, items or methods are asked for.
    pub fn filters_item(&self) -> bool {
        self.only.domain.is_some() || self.only.item.is_some() || self.only.method.is_some()
    }

    /// Whether domains, items or methods matter.
    pub fn tells_item(&self) -> bool {
        let groups = [ServiceGrouping::Domain, ServiceGrouping::Item, ServiceGrouping::Method];
        self.filters_item() || groups.iter().any(|one| self.by(*one))
    }

    /// Whether villages matter.
    pub fn tells_village(&self) -> bool {
        self.only.village.is_some() || self.by(ServiceGrouping::Village)
    }

    /// Whether workers matter.
    pub fn tells_worker(&self) -> bool {
        self.only.worker.is_some() || self.by(ServiceGrouping::Worker)
    }

    /// Whether something matters that the rows of clients do not tell: they tell day, month and station.
    pub fn beyond_clients(&self) -> bool {
        self.tells_item() || self.tells_village() || self.tells_worker()
    }
}

/// The contract has read the words; that one stands twice it does not see.
fn groups(words: &str) -> Result<Vec<ServiceGrouping>> {
    let groups: Vec<_> = words.split(',').filter_map(ServiceGrouping::from_code).collect();
    match groups.as_slice() {
        [one, other] if one == other => {
            Err(Fault::query("group_by", "repeated", "有重复项", "There are repeated items").into())
        }
        _ => Ok(groups),
    }
}
