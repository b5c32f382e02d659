//! Where figures and clients of a span are read, as SQL; `$1` is the county.

use chrono::NaiveDate;

use super::plan::{Source, Span};
use crate::{db::text_enum::TextEnum as _, rules::log_states::LogState};

/// Figures of a span.
pub fn figures_of(Span { source, from, to }: &Span) -> String {
    let columns = "logs, on_list_logs, people_served, minutes";
    match source {
        Source::Kept(cut) => format!(
            "SELECT starts_on, station_id, item_code, method, village, worker_id, {columns} FROM service_figures \
             WHERE county_code = $1 AND cut = '{}' AND starts_on >= DATE '{from}' AND starts_on < DATE '{to}'",
            cut.code()
        ),
        Source::Logs => {
            let counts = "1::bigint AS logs, (on_list IS TRUE)::integer::bigint AS on_list_logs, \
                people_served::bigint AS people_served, minutes::bigint AS minutes";
            format!("SELECT {LOG}, worker_id, {counts} FROM {PARTS} WHERE {}", counting(*from, *to))
        }
    }
}

/// Clients of a span; `worker` says whether the parts of workers matter.
pub fn clients_of(Span { source, from, to }: &Span, worker: bool) -> String {
    const NOBODY: &str = "'00000000-0000-0000-0000-000000000000'::uuid AS worker_id";
    let named =
        "JOIN service_log_clients named ON named.county_code = log.county_code AND named.log_id = log.id";
    match source {
        Source::Kept(cut) => format!(
            "SELECT starts_on, station_id, '' AS item_code, '' AS method, '' AS village, {NOBODY}, client_id \
             FROM service_client_figures WHERE county_code = $1 AND cut = '{}' AND logs > 0 \
             AND starts_on >= DATE '{from}' AND starts_on < DATE '{to}'",
            cut.code()
        ),
        Source::Logs => {
            let (who, logs) = if worker { ("worker_id", PARTS) } else { (NOBODY, "service_logs log") };
            format!("SELECT {LOG}, {who}, client_id FROM {logs} {named} WHERE {}", counting(*from, *to))
        }
    }
}

const LOG: &str = "log.served_on AS starts_on, log.station_id, log.item_code, log.method, \
    coalesce(log.village_code, 'none') AS village";
const PARTS: &str = "service_logs log JOIN service_log_workers part ON part.county_code = log.county_code AND part.log_id = log.id";

/// Logs of these days that count.
fn counting(from: NaiveDate, to: NaiveDate) -> String {
    let states: Vec<_> = LogState::COUNTING.iter().map(|state| format!("'{}'", state.code())).collect();
    format!(
        "log.county_code = $1 AND log.served_on >= DATE '{from}' AND log.served_on < DATE '{to}' AND log.state IN ({})",
        states.join(", ")
    )
}
