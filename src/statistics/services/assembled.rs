//! The answer, put together from what the database told.

use std::collections::HashMap;

use chrono::{Months, TimeDelta};
use uuid::Uuid;

use super::{
    answer::{ClientsMissing, FeedPosition, ServiceFigures, ServiceStatistics},
    asked::{Asked, ServiceGrouping},
    statement::Figure,
};
use crate::{
    db::text_enum::TextEnum as _,
    http::{Error, Result},
    service_logs::model::ServiceMethod,
};

impl ServiceStatistics {
    /// Puts together what the database told; `clients` says whether distinct clients were asked for.
    pub fn of<'a>(asked: &Asked, told: &'a [Figure], clients: bool) -> Result<Self> {
        let part = |name| told.iter().filter(move |one: &&'a Figure| one.part == name);
        let head = part("head").next().ok_or_else(|| Error::internal("a county without a head"))?;
        let as_of = FeedPosition { position: head.logs, waiting: head.on_list_logs };
        let keys = |one: &'a Figure| (one.key_1.as_str(), one.key_2.as_str());
        let counted = |name| part(name).map(|one| (keys(one), one.clients)).collect::<HashMap<_, _>>();
        let make = |one: &'a Figure, counted: &HashMap<(&str, &str), i64>| {
            let counted = counted.get(&keys(one)).copied().unwrap_or_default();
            ServiceFigures::of(asked, one, clients.then_some(counted), as_of)
        };
        let (of_rows, of_total) = (counted("client_row"), counted("client_total"));
        let total = part("total").next().ok_or_else(|| Error::internal("figures without a total"))?;
        Ok(Self {
            from: asked.from,
            to: asked.to,
            as_of,
            rows: part("row").map(|one| make(one, &of_rows)).collect::<Result<_>>()?,
            totals: make(total, &of_total)?,
        })
    }
}

impl ServiceFigures {
    fn of(asked: &Asked, told: &Figure, clients: Option<i64>, as_of: FeedPosition) -> Result<Self> {
        let mut figures = Self {
            logs: told.logs,
            on_list_logs: told.on_list_logs,
            people_served: told.people_served,
            minutes: told.minutes,
            clients,
            clients_missing: clients.is_none().then_some(ClientsMissing::AskExact),
            as_of_position: as_of.position,
            ..Self::default()
        };
        if told.part == "row" {
            for (group, key) in asked.groups.iter().zip([&told.key_1, &told.key_2]) {
                figures.name(*group, key)?;
            }
        }
        figures.link = figures.link(asked)?;
        Ok(figures)
    }

    fn name(&mut self, group: ServiceGrouping, key: &str) -> Result<()> {
        let text = || Some(key.to_owned());
        let (day, id) = (|| key.parse().map_err(Error::internal), || key.parse().map_err(Error::internal));
        match group {
            ServiceGrouping::Day => self.day = Some(day()?),
            ServiceGrouping::Month => self.month = Some(day()?),
            ServiceGrouping::Station => self.station_id = Some(id()?),
            ServiceGrouping::Domain => self.domain_code = text(),
            ServiceGrouping::Item => self.item_code = text(),
            ServiceGrouping::Method => self.method = ServiceMethod::from_code(key),
            ServiceGrouping::Worker => self.worker_id = Some(id()?),
            ServiceGrouping::Village => self.village_code = text(),
        }
        Ok(())
    }

    /// The list of exactly these logs: the filters, narrowed by the keys.
    fn link(&self, asked: &Asked) -> Result<String> {
        let only = &asked.only;
        let (begin, end) = match (self.day, self.month) {
            (Some(day), _) => (day, day + TimeDelta::days(1)),
            (None, Some(month)) => (month, month.checked_add_months(Months::new(1)).unwrap_or(asked.to)),
            (None, None) => (asked.from, asked.to),
        };
        let text = |key: &Option<String>, filter: &Option<String>| key.as_ref().or(filter.as_ref()).cloned();
        let id = |key: Option<Uuid>, filter: Option<Uuid>| key.or(filter).map(|id| id.to_string());
        let named = [
            ("counts", Some("true".to_owned())),
            ("from", Some(begin.max(asked.from).to_string())),
            ("to", Some(end.min(asked.to).to_string())),
            ("station", id(self.station_id, only.station)),
            ("domain", text(&self.domain_code, &only.domain)),
            ("item", text(&self.item_code, &only.item)),
            ("method", self.method.or(only.method).map(|method| method.code().to_owned())),
            ("worker", id(self.worker_id, only.worker)),
            ("village", text(&self.village_code, &only.village)),
        ];
        let said: Vec<_> = named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let query = serde_urlencoded::to_string(said).map_err(Error::internal)?;
        Ok(format!("/api/v1/service-logs?{query}"))
    }
}
