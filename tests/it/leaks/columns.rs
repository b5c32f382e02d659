//! Every column of every table.

use crate::harness::Lab;

use super::canary::{ALL, MASKED, heard};

/// Columns that may hold in the clear what somebody typed, because it is not said of a person served or employed: names of
/// organisations and accounts, reasons of corrections, notes, progress reports and briefs, which are read by many and name no
/// client. A worker's major is as plain as the education, and erasure
/// empties it. Telephone, address and identity number may stand in none of them either. A new column in which a canary is
/// heard is looked at by a person before it comes here.
const OPEN: &[&str] = &[
    "activities.title",
    "agreement_amendments.reason",
    "agreements.number",
    "agreements.termination_reason",
    "agreements.void_reason",
    "appeal_corrections.reason",
    "appeals.reason",
    "appeals.statement",
    "briefs.body",
    "briefs.state_reason",
    "briefs.title",
    "certificates.number",
    "certificates.void_reason",
    "employments.void_reason",
    "evaluation_frameworks.name",
    "evaluation_results.body",
    "evaluation_transitions.reason",
    "framework_indicators.code",
    "framework_indicators.fact_group",
    "framework_indicators.formula",
    "framework_indicators.materials",
    "framework_indicators.name_en",
    "framework_indicators.name_zh",
    "groups.name",
    "groups.purpose",
    "leading_group_seats.office",
    "leading_group_seats.void_reason",
    "machine_clients.name",
    "milestone_declarations.note",
    "milestone_declarations.void_reason",
    "organisation_versions.legal_representative",
    "organisation_versions.name",
    "organisation_versions.qualifications",
    "organisation_versions.registration_authority",
    "organisations.legal_representative",
    "organisations.name",
    "organisations.qualifications",
    "organisations.registration_authority",
    "policies.body",
    "policies.reason",
    "policies.void_reason",
    "postings.void_reason",
    "progress_report_moves.content",
    "progress_report_moves.reason",
    "progress_reports.next_plan",
    "progress_reports.problems",
    "progress_reports.state_reason",
    "progress_reports.stated",
    "progress_reports.work_done",
    "project_cycles.name",
    "renewal_references.body",
    "renewal_references.reason",
    "renewal_references.void_reason",
    "scorecard_points.comment",
    "service_logs.result",
    "service_logs.summary",
    "service_logs.village",
    "station_facts.body",
    "station_facts.void_reason",
    "station_states.despite_breaches",
    "station_states.reason",
    "stations.opening_hours",
    "trainings.provider",
    "users.display_name",
    "villages.name",
    "workers.major",
    "working_calendars.source",
];

/// The columns that can hold a text, as `table.column`, those of bytes marked.
async fn columns(lab: &Lab) -> Vec<(String, String, bool)> {
    let query = "SELECT c.table_name || ' ' || c.column_name || ' ' || c.data_type AS line \
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (c.data_type IN ('text', 'character varying', \
        'character', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED', 'xml', 'name')) ORDER BY 1";
    let lines = lab.lines(query).await;
    let split = |line: &String| {
        let mut words = line.splitn(3, ' ').map(str::to_owned);
        let (table, column) = (words.next().unwrap(), words.next().unwrap());
        (table, column, words.next().unwrap() == "bytea")
    };
    lines.iter().map(split).collect()
}

/// What a column holds, all rows in one text; bytes as the text that they may be, and in hexadecimal.
async fn contents(lab: &Lab, (table, column, bytes): &(String, String, bool)) -> String {
    let shown = if *bytes { format!("encode({column}, 'hex')") } else { format!("{column}::text") };
    let query = format!("SELECT {shown} AS line FROM {table} WHERE {column} IS NOT NULL");
    let lines = lab.lines(&query).await;
    let plain = |line: &String| {
        let bytes: Vec<u8> = (0..line.len() / 2)
            .filter_map(|n| u8::from_str_radix(line.get(2 * n..2 * n + 2)?, 16).ok())
            .collect();
        format!("{line}\n{}", String::from_utf8_lossy(&bytes))
    };
    let lines: Vec<String> = if *bytes { lines.iter().map(plain).collect() } else { lines };
    lines.join("\n")
}

/// The columns in which a canary is heard that may not be; how many columns there are.
pub async fn leaking(lab: &Lab) -> (Vec<String>, usize) {
    let columns = columns(lab).await;
    let mut leaking = Vec::new();
    for column in &columns {
        let name = format!("{}.{}", column.0, column.1);
        let secrets = if OPEN.contains(&name.as_str()) { &MASKED } else { &ALL };
        if heard(&contents(lab, column).await, secrets).is_some() {
            leaking.push(name);
        }
    }
    (leaking, columns.len())
}
