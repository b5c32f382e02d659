//! The figures of a station and a period, put together from its logs: pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text_enum;

text_enum! {
    /// A figure of a progress report that a station may state otherwise.
    ReportFigure {
        /// Service logs that count.
        Logs = "logs", "服务记录数", "Service logs";
        /// People served, log by log: who was served twice counts twice.
        PeopleServed = "people_served", "服务人次", "People served";
        /// Minutes of work of all workers.
        Minutes = "minutes", "服务时长（分钟）", "Minutes";
        /// Different clients of the register.
        ClientsReached = "clients_reached", "覆盖服务对象数", "Clients reached";
    }
}

/// What a log adds.
#[derive(Debug, Clone)]
pub struct CountedLog {
    /// Code of its domain.
    pub domain: String,
    /// Code of its item.
    pub item: String,
    /// Code of its method.
    pub method: String,
    /// People served.
    pub people: i64,
}

/// Logs of one domain, item or method.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FigurePart {
    /// Code of the domain, the item or the method.
    #[schema(example = "1.1")]
    pub code: String,
    /// Service logs.
    pub logs: i64,
    /// People served.
    pub people_served: i64,
}

/// What the logs of a station and a period come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    /// Service logs that count: handed in, and neither given nor taken back.
    pub logs: i64,
    /// People served, log by log: who was served twice counts twice.
    pub people_served: i64,
    /// Minutes of work of all workers.
    pub minutes: i64,
    /// Different clients of the register that the logs are about; merged registrations are one.
    pub clients_reached: i64,
    /// By domain of the catalogue, in the order of their codes.
    pub by_domain: Vec<FigurePart>,
    /// By item of the catalogue.
    pub by_item: Vec<FigurePart>,
    /// By the way in which the service was given.
    pub by_method: Vec<FigurePart>,
    /// Items of the station's filed list without a log (五).
    pub items_without_log: Vec<String>,
}

/// A figure that is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FigureChange {
    /// Which: `logs`, or `by_item/1.1/logs`.
    #[schema(example = "people_served")]
    pub figure: String,
    /// What it was.
    pub then: i64,
    /// What it is.
    pub now: i64,
}

impl Figures {
    /// Counts.
    pub fn count(logs: &[CountedLog], minutes: i64, clients_reached: i64, listed: &[String]) -> Self {
        let served: BTreeSet<&str> = logs.iter().map(|log| log.item.as_str()).collect();
        let without = listed.iter().filter(|item| !served.contains(item.as_str()));
        Self {
            logs: i64::try_from(logs.len()).unwrap_or(i64::MAX),
            people_served: logs.iter().map(|log| log.people).sum(),
            minutes,
            clients_reached,
            by_domain: parts(logs, |log| &log.domain),
            by_item: parts(logs, |log| &log.item),
            by_method: parts(logs, |log| &log.method),
            items_without_log: without.cloned().collect(),
        }
    }

    /// One of the figures in all.
    pub fn total(&self, figure: ReportFigure) -> i64 {
        match figure {
            ReportFigure::Logs => self.logs,
            ReportFigure::PeopleServed => self.people_served,
            ReportFigure::Minutes => self.minutes,
            ReportFigure::ClientsReached => self.clients_reached,
        }
    }

    /// Every figure that is another now, by name.
    pub fn changes(&self, now: &Self) -> Vec<FigureChange> {
        let (before, after) = (self.flat(), now.flat());
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let of = |all: &BTreeMap<String, i64>, name: &String| all.get(name).copied().unwrap_or_default();
        let change = |name: &String| FigureChange {
            figure: name.clone(),
            then: of(&before, name),
            now: of(&after, name),
        };
        names.into_iter().map(change).filter(|one| one.then != one.now).collect()
    }

    fn flat(&self) -> BTreeMap<String, i64> {
        let totals = [
            ("logs", self.logs),
            ("people_served", self.people_served),
            ("minutes", self.minutes),
            ("clients_reached", self.clients_reached),
        ];
        let all =
            [("by_domain", &self.by_domain), ("by_item", &self.by_item), ("by_method", &self.by_method)];
        let parts = all.iter().flat_map(|(kind, parts)| {
            parts.iter().flat_map(move |part| {
                let name = |what: &str| format!("{kind}/{}/{what}", part.code);
                [(name("logs"), part.logs), (name("people_served"), part.people_served)]
            })
        });
        let without = self.items_without_log.iter().map(|item| (format!("items_without_log/{item}"), 1));
        totals
            .map(|(name, figure)| (name.to_owned(), figure))
            .into_iter()
            .chain(parts)
            .chain(without)
            .collect()
    }
}

fn parts(logs: &[CountedLog], by: impl Fn(&CountedLog) -> &String) -> Vec<FigurePart> {
    let mut all: BTreeMap<&String, FigurePart> = BTreeMap::new();
    for log in logs {
        let part = all
            .entry(by(log))
            .or_insert_with_key(|code| FigurePart { code: (*code).clone(), ..FigurePart::default() });
        part.logs = part.logs.saturating_add(1);
        part.people_served = part.people_served.saturating_add(log.people);
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn log(item: &str, method: &str, people: i64) -> CountedLog {
        let domain = item.split('.').next().unwrap_or_default().to_owned();
        CountedLog { domain, item: item.into(), method: method.into(), people }
    }

    fn part(code: &str, logs: i64, people_served: i64) -> FigurePart {
        FigurePart { code: code.into(), logs, people_served }
    }

    #[test]
    fn logs_are_counted_by_domain_item_and_method() {
        let logs = [log("1.1", "visit", 3), log("1.2", "visit", 4), log("1.1", "group", 5)];
        let figures = Figures::count(&logs, 90, 2, &["1.1".into(), "2.1".into()]);
        assert_eq!((figures.logs, figures.people_served, figures.minutes), (3, 12, 90));
        assert_eq!(figures.by_domain, [part("1", 3, 12)]);
        assert_eq!(figures.by_item, [part("1.1", 2, 8), part("1.2", 1, 4)]);
        assert_eq!(figures.by_method, [part("group", 1, 5), part("visit", 2, 7)]);
        assert_eq!(figures.items_without_log, ["2.1"]);
    }

    #[test]
    fn a_change_names_each_figure_that_is_another() {
        let then = Figures::count(&[log("1.1", "visit", 3)], 90, 1, &["2.1".into()]);
        let now = Figures::count(&[log("2.1", "visit", 3)], 90, 1, &["2.1".into()]);
        let named: Vec<_> = then.changes(&now).into_iter().map(|one| one.figure).collect();
        for name in ["by_item/1.1/logs", "by_item/2.1/people_served", "items_without_log/2.1"] {
            assert!(named.iter().any(|one| one == name), "{name}: {named:?}");
        }
        assert!(!named.iter().any(|one| one == "logs" || one.starts_with("by_method")), "{named:?}");
    }

    proptest! {
        /// The parts make the whole, by whatever they are parted; and nothing differs from itself.
        #[test]
        fn parts_make_the_whole(logs in prop::collection::vec((0u8..4, 0u8..3, 0i64..50), 0..40)) {
            let logs: Vec<_> = logs.iter().map(|(i, m, n)| log(&format!("{i}.{m}"), &format!("m{m}"), *n)).collect();
            let figures = Figures::count(&logs, 0, 0, &[]);
            for parts in [&figures.by_domain, &figures.by_item, &figures.by_method] {
                prop_assert_eq!(parts.iter().map(|part| part.logs).sum::<i64>(), figures.logs);
                prop_assert_eq!(parts.iter().map(|part| part.people_served).sum::<i64>(), figures.people_served);
            }
            prop_assert_eq!(figures.changes(&figures.clone()), vec![]);
        }
    }
}
