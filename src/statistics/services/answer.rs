//! What is answered.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{service_logs::model::ServiceMethod, tables::Tabular, text_enum};

text_enum! {
    /// Why distinct clients are not told.
    ClientsMissing {
        /// They would have to be read from the logs; `clients=exact` does it.
        AskExact = "ask_exact", "需加clients=exact按记录统计", "Ask with clients=exact";
    }
}

/// Up to where the feed of changes is in the figures.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct FeedPosition {
    /// Every event of `/changes` before this position is in the figures.
    #[schema(example = 1250)]
    pub position: i64,
    /// So many events that have no position yet are in them as well.
    #[schema(example = 0)]
    pub waiting: i64,
}

/// Services in figures, all of one instant.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceStatistics {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
    /// Up to where the feed of changes is in them.
    pub as_of: FeedPosition,
    /// The groups, by their keys; one with nothing in it is left out. None without `group_by`.
    pub rows: Vec<ServiceFigures>,
    /// All of them together. Logs do not add over workers, and clients over nothing: what is here is counted for itself.
    pub totals: ServiceFigures,
}

/// Services of a group. Only logs that count are in it: handed in, neither given nor taken back. Small numbers are not
/// hidden: whoever may read this works with these people.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ServiceFigures {
    /// The day; null when days are not told apart, and so with each of these keys.
    #[schema(required)]
    pub day: Option<NaiveDate>,
    /// The first day of the month.
    #[schema(required)]
    pub month: Option<NaiveDate>,
    /// The station.
    #[schema(required)]
    pub station_id: Option<Uuid>,
    /// The domain of the catalogue.
    #[schema(required)]
    pub domain_code: Option<String>,
    /// The item of the catalogue.
    #[schema(required)]
    pub item_code: Option<String>,
    /// The method.
    #[schema(required)]
    pub method: Option<ServiceMethod>,
    /// The worker.
    #[schema(required)]
    pub worker_id: Option<Uuid>,
    /// The village or community; `none`: in none of the county's list.
    #[schema(required)]
    pub village_code: Option<String>,
    /// Logs; with workers, those with a part of the worker.
    #[schema(example = 42)]
    pub logs: i64,
    /// Those of them whose item was on the station's list that day; only these count for coverage (五).
    #[schema(example = 40)]
    pub on_list_logs: i64,
    /// People served, as the logs say: somebody who was served twice is in it twice.
    #[schema(example = 130)]
    pub people_served: i64,
    /// Minutes of work of all workers; with workers, of the worker.
    #[schema(example = 3780)]
    pub minutes: i64,
    /// Distinct clients named in the logs; registrations that were merged are one.
    #[schema(required, example = 31)]
    pub clients: Option<i64>,
    /// Why `clients` is null.
    #[schema(required)]
    pub clients_missing: Option<ClientsMissing>,
    /// The position before which every event is in the figures.
    #[schema(example = 1250)]
    pub as_of_position: i64,
    /// The logs themselves, for who may read them.
    #[schema(example = "/api/v1/service-logs?counts=true&from=2023-07-01&to=2023-08-01")]
    pub link: String,
}

impl Tabular for ServiceFigures {
    const NAME: &'static str = "service-statistics";
    const COLUMNS: &'static [&'static str] = &[
        "day",
        "month",
        "station_id",
        "domain_code",
        "item_code",
        "method",
        "worker_id",
        "village_code",
        "logs",
        "on_list_logs",
        "people_served",
        "minutes",
        "clients",
        "clients_missing",
        "as_of_position",
        "link",
    ];
}
