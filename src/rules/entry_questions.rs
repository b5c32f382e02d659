//! Questions that an entry gives rise to. A question is no accusation: the log is kept and counts, the contractor answers.
//! What is asked, and from when, is ours; that a station works by its own list is 五.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::text_enum;

text_enum! {
    /// What is asked about a service log.
    QuestionKind {
        /// The item was not on the station's list that day (五).
        OutsideServiceList = "outside_service_list", "清单外服务", "Outside the service list";
        /// A worker's logs of the day overlap, or make more than a day.
        OverlappingMinutes = "overlapping_minutes", "同一社工时间重叠", "Overlapping time of a worker";
        /// Many logs of past days were entered on one day.
        BackEntryInBulk = "back_entry_in_bulk", "集中补录", "Back entry in bulk";
        /// Another log says the same, word for word.
        IdenticalText = "identical_text", "文字雷同", "Identical text";
        /// A file of it belongs to another log as well.
        IdenticalPhoto = "identical_photo", "附件雷同", "Identical file";
        /// It was entered long after the service.
        EntryLag = "entry_lag", "录入滞后", "Entered late";
    }
}

/// What a question rests on; only what its kind has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionFacts {
    /// Code of the item that is not on the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_code: Option<String>,
    /// The day that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// Minutes of the worker on that day, in all logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// How many logs of past days were entered on that day when the question was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<i64>,
    /// Days from the service to the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag_days: Option<i64>,
    /// The other logs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub logs: Vec<Uuid>,
}

/// A question to raise. The same topic of a kind is asked about once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// What makes it the same question.
    pub topic: String,
    /// The worker it is about.
    pub worker: Option<Uuid>,
    /// What it rests on.
    pub facts: QuestionFacts,
}

/// A worker's part in a log of the day: minutes, and the minute of the day at which it began, if that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The log.
    pub log: Uuid,
    /// The worker.
    pub worker: Uuid,
    /// Minutes of work.
    pub minutes: i32,
    /// When it began.
    pub starts: Option<i32>,
}

/// How late the entry is, and what the county allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// Who entered it.
    pub by: Uuid,
    /// The day of the entry.
    pub entered_on: NaiveDate,
    /// Days from the service to the entry.
    pub days: i64,
    /// More days than this are asked about.
    pub max_days: i64,
    /// Late logs that the same account has entered that day, this one among them.
    pub entries: i64,
    /// As many are asked about.
    pub bulk: i64,
}

/// An entry, and what is known beside it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The log.
    pub log: Uuid,
    /// Code of its item.
    pub item_code: String,
    /// The day of the service.
    pub served_on: NaiveDate,
    /// Whether the item was on the station's list that day; none when no list was in force.
    pub on_list: Option<bool>,
    /// What its workers did in it.
    pub parts: Vec<Part>,
    /// What the same workers did in other logs of the day.
    pub others: Vec<Part>,
    /// Other logs with the same text.
    pub same_text: Vec<Uuid>,
    /// Other logs with a file of the same content.
    pub same_file: Vec<Uuid>,
    /// How late it is; none when it was entered on the day or the next.
    pub lateness: Option<Lateness>,
}

/// Every question that the entry gives rise to.
#[must_use]
pub fn ask(entry: &Entry) -> Vec<Question> {
    let of_workers = entry.parts.iter().filter_map(|part| overlapping(entry, part));
    [outside_list(entry), same_text(entry), same_file(entry), late(entry), in_bulk(entry)]
        .into_iter()
        .flatten()
        .chain(of_workers)
        .collect()
}

fn about_log(entry: &Entry, kind: QuestionKind, facts: QuestionFacts) -> Question {
    Question { kind, topic: entry.log.to_string(), worker: None, facts }
}

fn outside_list(entry: &Entry) -> Option<Question> {
    let facts = QuestionFacts {
        item_code: Some(entry.item_code.clone()),
        day: Some(entry.served_on),
        ..QuestionFacts::default()
    };
    (entry.on_list == Some(false)).then(|| about_log(entry, QuestionKind::OutsideServiceList, facts))
}

fn same_text(entry: &Entry) -> Option<Question> {
    let facts = QuestionFacts { logs: entry.same_text.clone(), ..QuestionFacts::default() };
    (!entry.same_text.is_empty()).then(|| about_log(entry, QuestionKind::IdenticalText, facts))
}

fn same_file(entry: &Entry) -> Option<Question> {
    let facts = QuestionFacts { logs: entry.same_file.clone(), ..QuestionFacts::default() };
    (!entry.same_file.is_empty()).then(|| about_log(entry, QuestionKind::IdenticalPhoto, facts))
}

fn late(entry: &Entry) -> Option<Question> {
    let late = entry.lateness.filter(|late| late.days > late.max_days)?;
    let facts =
        QuestionFacts { day: Some(entry.served_on), lag_days: Some(late.days), ..QuestionFacts::default() };
    Some(about_log(entry, QuestionKind::EntryLag, facts))
}

fn in_bulk(entry: &Entry) -> Option<Question> {
    let late = entry.lateness.filter(|late| late.entries >= late.bulk)?;
    let facts =
        QuestionFacts { day: Some(late.entered_on), entries: Some(late.entries), ..QuestionFacts::default() };
    let topic = format!("{} {}", late.by, late.entered_on);
    Some(Question { kind: QuestionKind::BackEntryInBulk, topic, worker: None, facts })
}

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

fn overlapping(entry: &Entry, part: &Part) -> Option<Question> {
    let others: Vec<&Part> = entry.others.iter().filter(|other| other.worker == part.worker).collect();
    let minutes = others.iter().map(|other| i64::from(other.minutes)).sum::<i64>() + i64::from(part.minutes);
    if minutes <= DAY && !others.iter().any(|other| meet(part, other)) {
        return None;
    }
    let facts = QuestionFacts {
        day: Some(entry.served_on),
        minutes: Some(minutes),
        logs: others.iter().map(|other| other.log).collect(),
        ..QuestionFacts::default()
    };
    let topic = format!("{} {}", part.worker, entry.served_on);
    Some(Question { kind: QuestionKind::OverlappingMinutes, topic, worker: Some(part.worker), facts })
}

/// Whether two parts share a minute; unknown beginnings meet nothing.
fn meet(one: &Part, other: &Part) -> bool {
    let (Some(first), Some(second)) = (one.starts, other.starts) else { return false };
    first < second.saturating_add(other.minutes) && second < first.saturating_add(one.minutes)
}

/// The minute of the day that `HH:MM` names.
#[must_use]
pub fn minute_of_day(time: &str) -> Option<i32> {
    let (hour, minute) = time.split_once(':')?;
    hour.parse::<i32>().ok()?.checked_mul(60)?.checked_add(minute.parse().ok()?)
}

#[cfg(test)]
mod tests;
