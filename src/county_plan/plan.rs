//! A county's plan, checked.

use std::fmt;

use chrono::NaiveDate;

use crate::{
    evaluation::frameworks::indicator::Indicator,
    places::{position::Position, townships::TownshipKind},
    rules::policy::Policy,
};

/// Everything a county begins with.
#[derive(Debug)]
pub struct Plan {
    /// The county itself.
    pub county: County,
    /// Its townships, each with its station.
    pub townships: Vec<Township>,
    /// The domains of its catalogue in order.
    pub domains: Vec<Domain>,
    /// The items of its catalogue in order.
    pub items: Vec<Item>,
    /// Its first policy.
    pub policy: Policy,
    /// Its first framework.
    pub indicators: Vec<Indicator>,
    /// Its milestones in order.
    pub milestones: Vec<Milestone>,
    /// The seats of its leading group in order.
    pub seats: Vec<Seat>,
    /// Its villages and communities.
    pub villages: Vec<Village>,
}

/// The county itself.
#[derive(Debug)]
pub struct County {
    /// GB/T 2260 code.
    pub code: String,
    /// Name.
    pub name: String,
    /// GB/T 2260 code of its province.
    pub province_code: String,
    /// Name of its province.
    pub province_name: String,
    /// How its stations are named (六（四）); `{township}` stands for the township's full name.
    pub station_name_pattern: String,
    /// First day of the plan.
    pub plan_begins: NaiveDate,
    /// The paper that orders it.
    pub reason: String,
}

impl County {
    /// The name of a township's station.
    pub fn station_name(&self, township: &str) -> String {
        self.station_name_pattern.replace("{township}", township)
    }
}

/// A township.
#[derive(Debug)]
pub struct Township {
    /// Division code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Town or township.
    pub kind: TownshipKind,
    /// Its place in the plan.
    pub plan_order: i32,
}

/// A service domain.
#[derive(Debug, PartialEq, Eq)]
pub struct Domain {
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Another name the plan uses.
    pub alias_zh: Option<String>,
    /// Place in the catalogue: that of its first item.
    pub position: i32,
}

/// A service item.
#[derive(Debug)]
pub struct Item {
    /// Code.
    pub code: String,
    /// Code of its domain.
    pub domain_code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// What it is.
    pub summary: String,
    /// Place in the catalogue.
    pub position: i32,
}

/// A milestone of the plan.
#[derive(Debug)]
pub struct Milestone {
    /// Code.
    pub code: String,
    /// Phase of the plan.
    pub phase: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Last day.
    pub due_on: NaiveDate,
    /// Who sees to it.
    pub responsible: String,
    /// The facts that tell whether it is reached.
    pub derived_from: Option<String>,
}

/// A seat of the leading group, by the office held.
#[derive(Debug)]
pub struct Seat {
    /// Which seat.
    pub seat: String,
    /// The office whose holder has it.
    pub office: String,
    /// First day.
    pub from: NaiveDate,
}

/// A village or community.
#[derive(Debug)]
pub struct Village {
    /// Statistical division code.
    pub code: String,
    /// Its township.
    pub township_code: String,
    /// Name.
    pub name: String,
    /// Village or community.
    pub kind: String,
    /// Where it is.
    pub position: Option<Position>,
}

/// What is or would be made, one line each.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let County { code, name, plan_begins, reason, .. } = &self.county;
        writeln!(f, "{code} {name}, from {plan_begins} ({reason})")?;
        for (what, count) in [
            ("townships", self.townships.len()),
            ("stations", self.townships.len()),
            ("service domains", self.domains.len()),
            ("service items", self.items.len()),
            ("indicators", self.indicators.len()),
            ("milestones", self.milestones.len()),
            ("leading group seats", self.seats.len()),
            ("villages", self.villages.len()),
        ] {
            writeln!(f, "  {what}: {count}")?;
        }
        write!(f, "  policy: policy.json, in force from {plan_begins}")
    }
}
