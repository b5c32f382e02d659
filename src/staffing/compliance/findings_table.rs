//! The verdicts on stations as a table: a row a finding.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    http::locale::Locale,
    rules::finding::Status,
    tables::Tabular,
    verdicts::{FindingAnswer, StationVerdict},
};

/// A finding with the station it is about.
#[derive(Debug, Serialize)]
pub struct FindingRow {
    as_of: NaiveDate,
    station_id: Uuid,
    station_name: String,
    verdict: Status,
    #[serde(flatten)]
    finding: FindingAnswer,
    status_label: &'static str,
}

impl Tabular for FindingRow {
    const NAME: &'static str = "compliance";
    const COLUMNS: &'static [&'static str] = &[
        "as_of",
        "station_name",
        "verdict",
        "rule",
        "source",
        "status",
        "status_label",
        "message",
        "since",
        "due_on",
        "changes_on.on",
        "changes_on.why",
        "responsible",
        "subject.kind",
        "subject.id",
        "station_id",
    ];
}

impl FindingRow {
    /// The rows of stations, in their order.
    pub fn of(stations: Vec<StationVerdict>, locale: Locale) -> Vec<Self> {
        stations.into_iter().flat_map(|station| Self::of_station(station, locale)).collect()
    }

    fn of_station(station: StationVerdict, locale: Locale) -> impl Iterator<Item = Self> {
        let StationVerdict { station_id, station_name, question, verdict, findings, .. } = station;
        findings.into_iter().map(move |finding| Self {
            as_of: question.as_of,
            station_id,
            station_name: station_name.clone(),
            verdict,
            status_label: words(finding.status, locale),
            finding,
        })
    }
}

/// A status for who reads the table rather than a program.
fn words(status: Status, locale: Locale) -> &'static str {
    let (zh, en) = match status {
        Status::NotApplicable => ("不适用", "Not applicable"),
        Status::Met => ("符合", "Met"),
        Status::Due => ("期限内待完成", "Due"),
        Status::Unknown => ("资料不全", "Unknown"),
        Status::Breach => ("不符合", "Breach"),
    };
    locale.choose(zh, en)
}
