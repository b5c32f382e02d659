//! The one statement that answers: rows, totals, distinct clients and the position of the feed, all of one instant.
//!
//! It is put together from fixed words, dates and codes of enums; what a caller said travels as parameters:
//! 1 county, 2 stations within reach, 3 station, 4 domain, 5 item, 6 method, 7 village, 8 worker.

use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;

use super::{
    asked::{Asked, ServiceGrouping},
    plan::{self, Span, Told},
    sources::{clients_of, figures_of},
};
use crate::{auth::reach::Reach, db::Conn, http::Result};

/// A row of the answer, as the database tells it.
#[derive(Debug, QueryableByName)]
pub struct Figure {
    /// What it is: `row`, `total`, `client_row`, `client_total`, `head`.
    #[diesel(sql_type = Text)]
    pub part: String,
    /// The first key.
    #[diesel(sql_type = Text)]
    pub key_1: String,
    /// The second key.
    #[diesel(sql_type = Text)]
    pub key_2: String,
    /// Logs; of the head, its position.
    #[diesel(sql_type = BigInt)]
    pub logs: i64,
    /// Logs on the list; of the head, the events without a position.
    #[diesel(sql_type = BigInt)]
    pub on_list_logs: i64,
    /// People served.
    #[diesel(sql_type = BigInt)]
    pub people_served: i64,
    /// Minutes.
    #[diesel(sql_type = BigInt)]
    pub minutes: i64,
    /// Distinct clients.
    #[diesel(sql_type = BigInt)]
    pub clients: i64,
}

/// What of a row fits every filter. `s` is the row.
const FILTERS: &str = "\
    ($2 IS NULL OR s.station_id = ANY ($2)) AND ($3 IS NULL OR s.station_id = $3) AND ($5 IS NULL OR s.item_code = $5) \
    AND ($4 IS NULL OR s.item_code IN (SELECT code FROM service_items WHERE county_code = $1 AND domain_code = $4)) \
    AND ($6 IS NULL OR s.method = $6) AND ($7 IS NULL OR s.village = $7) AND ($8 IS NULL OR s.worker_id = $8)";

/// Asks. `clients` says whether distinct clients are counted.
pub async fn ask(mut conn: &Conn, reach: &Reach, asked: &Asked, clients: bool) -> Result<Vec<Figure>> {
    let only = &asked.only;
    let question = sql_query(statement(asked, clients))
        .bind::<Text, _>(&reach.county)
        .bind::<Nullable<Array<SqlUuid>>, _>(reach.only_stations())
        .bind::<Nullable<SqlUuid>, _>(only.station)
        .bind::<Nullable<Text>, _>(&only.domain)
        .bind::<Nullable<Text>, _>(&only.item)
        .bind::<Nullable<Text>, _>(only.method)
        .bind::<Nullable<Text>, _>(&only.village)
        .bind::<Nullable<SqlUuid>, _>(only.worker);
    Ok(question.load(&mut conn).await?)
}

fn statement(asked: &Asked, clients: bool) -> String {
    let days = (asked.from, asked.to);
    // Logs do not add over workers, and clients over nothing, so totals are read for themselves, without the groups.
    let of_rows = Told {
        apart: asked.apart(),
        item: asked.tells_item(),
        village: asked.tells_village(),
        worker: asked.tells_worker(),
    };
    let of_totals = Told {
        item: asked.filters_item(),
        village: asked.only.village.is_some(),
        worker: asked.only.worker.is_some(),
        ..Told::default()
    };
    let figures = |told| union(&plan::figures(days, told), figures_of);
    let served = |told: Told| {
        let spans = plan::clients(days, told, asked.beyond_clients());
        union(&spans, |span| clients_of(span, told.worker))
    };
    let mut parts = vec![HEAD.to_owned(), sums("total", &figures(of_totals), &[])];
    if !asked.groups.is_empty() {
        parts.push(sums("row", &figures(of_rows), &asked.groups));
    }
    if clients {
        parts.push(distinct("client_total", &served(of_totals), &[]));
    }
    if clients && !asked.groups.is_empty() {
        parts.push(distinct("client_row", &served(of_rows), &asked.groups));
    }
    format!("{} ORDER BY 1, 2, 3", parts.join(" UNION ALL "))
}

/// The position up to which the figures hold every event, and how many events beyond it they hold already.
const HEAD: &str = "SELECT 'head' AS part, '' AS key_1, '' AS key_2, size AS logs, (SELECT count(*) FROM events_pending \
    WHERE county_code = $1) AS on_list_logs, 0::bigint AS people_served, 0::bigint AS minutes, 0::bigint AS clients \
    FROM event_heads WHERE county_code = $1";

fn union(spans: &[Span], each: impl Fn(&Span) -> String) -> String {
    spans.iter().map(each).collect::<Vec<_>>().join(" UNION ALL ")
}

/// Sums by groups; a cell that is back at zero is no row.
fn sums(part: &str, source: &str, groups: &[ServiceGrouping]) -> String {
    let grouped = grouped(
        source,
        groups,
        "sum(logs) AS logs, sum(on_list_logs) AS listed, sum(people_served) AS people, \
        sum(minutes) AS minutes",
    );
    let all =
        ["logs", "listed", "people", "minutes"].map(|sum| format!("coalesce({sum}, 0)::bigint")).join(", ");
    let some = if groups.is_empty() { "" } else { " WHERE logs > 0" };
    format!("SELECT '{part}', key_1::text, key_2::text, {all}, 0::bigint FROM ({grouped}) summed{some}")
}

/// Distinct clients by groups. Who was merged into somebody counts as that one.
fn distinct(part: &str, source: &str, groups: &[ServiceGrouping]) -> String {
    let merged = "SELECT id, merged_into FROM clients WHERE county_code = $1 AND merged_into IS NOT NULL";
    let source = format!(
        "SELECT served.*, coalesce(merged_into, client_id) AS client FROM ({source}) served \
         LEFT JOIN ({merged}) merged ON merged.id = client_id"
    );
    let grouped = grouped(&source, groups, "count(DISTINCT s.client) AS clients");
    format!("SELECT '{part}', key_1::text, key_2::text, 0, 0, 0, 0, clients FROM ({grouped}) counted")
}

fn grouped(source: &str, groups: &[ServiceGrouping], sums: &str) -> String {
    let key = |n: usize| groups.get(n).map_or("''", |group| expression(*group));
    let by_domain = groups.contains(&ServiceGrouping::Domain);
    let domain =
        if by_domain { " JOIN service_items i ON i.county_code = $1 AND i.code = s.item_code" } else { "" };
    let by = match groups {
        [] => "",
        [_] => " GROUP BY 1",
        _ => " GROUP BY 1, 2",
    };
    format!(
        "SELECT {} AS key_1, {} AS key_2, {sums} FROM ({source}) s{domain} WHERE {FILTERS}{by}",
        key(0),
        key(1)
    )
}

const fn expression(group: ServiceGrouping) -> &'static str {
    match group {
        ServiceGrouping::Day => "s.starts_on",
        ServiceGrouping::Month => "date_trunc('month', s.starts_on)::date",
        ServiceGrouping::Station => "s.station_id",
        ServiceGrouping::Domain => "i.domain_code",
        ServiceGrouping::Item => "s.item_code",
        ServiceGrouping::Method => "s.method",
        ServiceGrouping::Worker => "s.worker_id",
        ServiceGrouping::Village => "s.village",
    }
}
