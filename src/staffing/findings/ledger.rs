//! What is new: the findings told of a station, set against those of a day.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::model::ToldRow;
use crate::{
    audit::event::Event,
    http::{Error, Result, clock::new_id},
    rules::finding::{Finding, RuleCode, Status, SubjectKind},
};

/// The told findings of one station.
pub struct Ledger<'a> {
    county: &'a str,
    station: Uuid,
    now: DateTime<Utc>,
    /// Those that were told before and had not ended.
    pub told: Vec<ToldRow>,
    /// Those that are told now.
    pub new: Vec<ToldRow>,
    /// What there is to tell, with its day.
    pub events: Vec<(NaiveDate, Event)>,
}

/// What tells a finding from the others of a station.
type Key = (String, SubjectKind, Uuid);

impl<'a> Ledger<'a> {
    /// A ledger with what is open so far.
    pub fn new(county: &'a str, station: Uuid, now: DateTime<Utc>, told: Vec<ToldRow>) -> Self {
        Self { county, station, now, told, new: Vec::new(), events: Vec::new() }
    }

    /// Sets what is told against what the rules say from `day` on.
    pub fn turn_to(&mut self, day: NaiveDate, findings: &[Finding]) -> Result<()> {
        let judged = by_key(findings)?;
        for row in self.told.iter_mut().chain(&mut self.new).filter(|row| row.valid_to.is_none()) {
            let status = judged.get(&key(row)).map_or(Status::NotApplicable, |finding| finding.status);
            if status == row.status {
                continue;
            }
            // A clock that went back does not make a day less than none.
            row.valid_to = Some(day.max(row.valid_from));
            row.end_recorded_at = Some(self.now);
            if !status.is_open() {
                self.events.push((day, ended(row, status, day)));
            }
        }
        for (key, finding) in judged.into_iter().filter(|(_, finding)| finding.status.is_open()) {
            self.open(day, &key, finding);
        }
        Ok(())
    }

    fn open(&mut self, day: NaiveDate, of: &Key, finding: &Finding) {
        let before = self.told.iter().chain(&self.new).filter(|row| key(row) == *of);
        let mut before: Vec<&ToldRow> = before.collect();
        if before.iter().any(|row| row.valid_to.is_none()) {
            return;
        }
        before.retain(|row| row.valid_to == Some(day.max(row.valid_from)));
        let was = before.last().map(|row| row.status);
        let row = self.row(day, of, finding);
        self.events.push((day, begun(&row, finding.rule_version, was, day)));
        self.new.push(row);
    }

    fn row(&self, day: NaiveDate, (rule, subject_kind, subject_id): &Key, finding: &Finding) -> ToldRow {
        ToldRow {
            county_code: self.county.to_owned(),
            id: new_id(self.now),
            station_id: self.station,
            rule: rule.clone(),
            subject_kind: *subject_kind,
            subject_id: *subject_id,
            status: finding.status,
            source: finding.source.clone(),
            since: finding.since,
            valid_from: day,
            valid_to: None,
            recorded_at: self.now,
            end_recorded_at: None,
        }
    }
}

/// The gravest finding of each rule and subject.
fn by_key(findings: &[Finding]) -> Result<BTreeMap<Key, &Finding>> {
    let mut all: BTreeMap<Key, &Finding> = BTreeMap::new();
    for finding in findings {
        let key = (code(finding.rule)?, finding.subject.kind, finding.subject.id);
        let gravest = all.entry(key).or_insert(finding);
        if finding.status > gravest.status {
            *gravest = finding;
        }
    }
    Ok(all)
}

fn key(row: &ToldRow) -> Key {
    (row.rule.clone(), row.subject_kind, row.subject_id)
}

/// The rule as the API writes it.
fn code(rule: RuleCode) -> Result<String> {
    match serde_json::to_value(rule)? {
        Value::String(code) => Ok(code),
        other => Err(Error::internal(format!("a rule without a code: {other}"))),
    }
}

fn begun(row: &ToldRow, rule_version: u32, was: Option<Status>, on: NaiveDate) -> Event {
    let action = if was.is_some() { "finding.changed" } else { "finding.began" };
    let told = json!({
        "station": row.station_id,
        "rule": row.rule,
        "rule_version": rule_version,
        "source": row.source,
        "subject": {"kind": row.subject_kind, "id": row.subject_id},
        "from_status": was,
        "status": row.status,
        "since": row.since,
        "on": on,
    });
    Event::new(action, row.id, told)
}

fn ended(row: &ToldRow, status: Status, on: NaiveDate) -> Event {
    let told = json!({
        "station": row.station_id,
        "rule": row.rule,
        "source": row.source,
        "subject": {"kind": row.subject_kind, "id": row.subject_id},
        "from_status": row.status,
        "status": status,
        "on": on,
    });
    Event::new("finding.ended", row.id, told)
}

#[cfg(test)]
mod tests;
