//! What a party gives for an indicator: as it is sent, and as it is kept and shown.

use std::collections::HashSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    evaluation::{
        frameworks::indicator::{self, Indicator},
        model::Party,
    },
    http::{
        Error, Result,
        fault::Fault,
        text::{Line, Reason},
    },
    rules::scoring::Points,
    schema::scorecard_points,
};

/// What a party gives for one indicator: points, or one of the indicator's levels, or both where they agree.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Code of the indicator.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// Points, at most the indicator's maximum; they follow from the level where only that is given.
    pub points: Option<Points>,
    /// Name of one of the indicator's levels.
    pub level: Option<Line>,
    /// A remark.
    pub comment: Option<Reason>,
    /// Why the party departs from what was computed; required where it does, at the latest for the submission.
    pub departure: Option<Reason>,
    /// Trace files that the points rest on, uploaded by the caller or on this card already.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// What a party gave for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GivenPoints {
    /// Code of the indicator.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// Points, at most the indicator's maximum.
    pub points: Points,
    /// The level they were given by.
    #[schema(required)]
    pub level: Option<Line>,
    /// A remark.
    #[schema(required)]
    pub comment: Option<Reason>,
    /// What was computed for it when scoring began; null where nothing was, or nobody can say.
    #[schema(required)]
    pub proposal: Option<Points>,
    /// Why the party departs from what was computed.
    #[schema(required)]
    pub departure: Option<Reason>,
    /// Trace files that the points rest on.
    pub attachments: Vec<Uuid>,
}

/// The same as a row.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = scorecard_points, treat_none_as_default_value = false)]
pub struct EntryRow {
    /// County.
    pub county_code: String,
    /// The card.
    pub scorecard_id: Uuid,
    /// Code of the indicator.
    pub indicator_code: String,
    /// Points in hundredths.
    pub points: i32,
    /// A remark.
    pub comment: Option<String>,
    /// The level.
    pub level: Option<String>,
    /// Why it is not what was computed.
    pub departure: Option<String>,
    /// Ids of the trace files.
    pub attachments: Value,
}

impl EntryRow {
    /// The row of an entry whose points are known.
    pub fn new(county: &str, card: Uuid, entry: &Entry, points: Points) -> Result<Self> {
        let one = entry.clone();
        Ok(Self {
            county_code: county.to_owned(),
            scorecard_id: card,
            indicator_code: one.indicator,
            points: indicator::hundredths(points)?,
            comment: one.comment.map(String::from),
            level: one.level.map(String::from),
            departure: one.departure.map(String::from),
            attachments: serde_json::to_value(one.attachments)?,
        })
    }

    /// The row as it is shown, beside what was proposed.
    pub fn read(self, proposal: Option<Points>) -> Result<GivenPoints> {
        Ok(GivenPoints {
            indicator: self.indicator_code,
            points: indicator::points(self.points)?,
            level: text(self.level)?,
            comment: text(self.comment)?,
            proposal,
            departure: text(self.departure)?,
            attachments: serde_json::from_value(self.attachments)?,
        })
    }
}

fn text<T: TryFrom<String, Error = &'static str>>(kept: Option<String>) -> Result<Option<T>> {
    kept.map(T::try_from).transpose().map_err(Error::internal)
}

/// The points of every entry, in their order. Errors: 422 with every fault.
pub fn judge(indicators: &[Indicator], party: Party, entries: &[Entry]) -> Result<Vec<Points>> {
    let (mut seen, mut faults, mut all) = (HashSet::new(), Vec::new(), Vec::new());
    for (n, entry) in entries.iter().enumerate() {
        let at = format!("/points/{n}");
        match indicators.iter().find(|one| one.code == entry.indicator) {
            None => faults.push(Fault::unknown_reference(&format!("{at}/indicator"))),
            Some(one) if !one.is_scored_by(party) => faults.push(not_scored(&format!("{at}/indicator"))),
            Some(one) => match points_of(one, entry, &at) {
                Ok(points) => all.push(points),
                Err(fault) => faults.push(fault),
            },
        }
        if !seen.insert(&entry.indicator) {
            let fault = ("repeated", "该指标已给过分", "The indicator is given twice");
            faults.push(Fault::body(format!("{at}/indicator"), fault.0, fault.1, fault.2));
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(Error::invalid(faults)) }
}

/// The party does not score the indicator.
pub fn not_scored(at: &str) -> Fault {
    Fault::body(at, "not_scored_by_party", "该指标不由本方评分", "This party does not score the indicator")
}

/// The points of an entry for its indicator. Errors: what is wrong with it, below `at`.
pub fn points_of(one: &Indicator, entry: &Entry, at: &str) -> Result<Points, Fault> {
    match (entry.points, &entry.level) {
        (None, None) => Err(Fault::body(
            format!("{at}/points"),
            "required",
            "分数与等级至少给一项",
            "Give points or a level",
        )),
        (Some(points), None) if points > one.max_points => Err(Fault::body(
            format!("{at}/points"),
            "too_large",
            format!("最多{}分", one.max_points),
            format!("At most {} points", one.max_points),
        )),
        (Some(points), None) => Ok(points),
        (given, Some(name)) => {
            let level = one.levels.iter().flatten().find(|level| level.name == *name);
            let level = level.ok_or_else(|| Fault::unknown_reference(&format!("{at}/level")))?;
            let agrees = given.is_none_or(|points| points == level.points);
            agrees.then_some(level.points).ok_or_else(|| differs(&format!("{at}/points"), level.points))
        }
    }
}

fn differs(at: &str, points: Points) -> Fault {
    Fault::body(
        at,
        "not_of_level",
        format!("与等级不符，该等级为{points}分"),
        format!("The level stands for {points} points"),
    )
}

#[cfg(test)]
mod tests;
