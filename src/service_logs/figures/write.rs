//! Counting logs on.

use std::collections::BTreeMap;

use diesel::{prelude::*, upsert::excluded};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join_all;
use uuid::Uuid;

use super::cells::{self, Cell, ClientCell, FigureCut, Figures};
use crate::{
    http::{Result, Tx},
    schema::{service_client_figures, service_figures},
    service_logs::model::{Log, ServiceMethod},
};

/// Counts what became of a log. A row a statement, all on their way at once, in one order for all writers: two that wait
/// for a row of each other there cannot be. Clients come when the others are written: of two statements on their way at
/// once, one that is not prepared yet on its connection is overtaken. What changes no figure, as a review, asks nothing.
pub async fn count(tx: &Tx<'_>, before: Option<&Log>, after: &Log) -> Result<()> {
    let (changes, clients) = (cells::changes(before, after), cells::client_changes(before, after));
    try_join_all(changes.into_iter().map(|change| add(tx, Row::of(tx, change)))).await?;
    try_join_all(clients.into_iter().map(|change| add_client(tx, ClientRow::of(tx, change)))).await?;
    Ok(())
}

/// Rows of one statement; PostgreSQL takes 65 535 parameters, a row has twelve.
const AT_ONCE: usize = 2000;

/// Counts many new logs, in the same order, many rows a statement.
pub async fn count_many(tx: &Tx<'_>, logs: &[Log]) -> Result<()> {
    let (mut changes, mut clients) = (BTreeMap::<Cell, Figures>::new(), BTreeMap::<ClientCell, i64>::new());
    for log in logs {
        for (cell, change) in cells::changes(None, log) {
            changes.entry(cell).or_default().add(change, 1);
        }
        for (cell, change) in cells::client_changes(None, log) {
            let sum = clients.entry(cell).or_default();
            *sum = sum.saturating_add(change);
        }
    }
    let mut rows = changes.into_iter().map(|change| Row::of(tx, change)).peekable();
    while rows.peek().is_some() {
        add_all(tx, rows.by_ref().take(AT_ONCE).collect()).await?;
    }
    let mut rows = clients.into_iter().map(|change| ClientRow::of(tx, change)).peekable();
    while rows.peek().is_some() {
        add_all_clients(tx, rows.by_ref().take(AT_ONCE).collect()).await?;
    }
    Ok(())
}

/// A change of a row of figures.
#[derive(Insertable)]
#[diesel(table_name = service_figures)]
struct Row {
    county_code: String,
    cut: FigureCut,
    starts_on: chrono::NaiveDate,
    station_id: Uuid,
    item_code: String,
    method: ServiceMethod,
    village: String,
    worker_id: Uuid,
    logs: i64,
    on_list_logs: i64,
    people_served: i64,
    minutes: i64,
}

impl Row {
    fn of(tx: &Tx<'_>, (cell, change): (Cell, Figures)) -> Self {
        let Cell { cut, starts_on, station, item, method, village, worker } = cell;
        let Figures { logs, on_list_logs, people_served, minutes } = change;
        let (county_code, item_code) = (tx.county().to_owned(), item);
        let (station_id, worker_id) = (station, worker);
        Self {
            county_code,
            cut,
            starts_on,
            station_id,
            item_code,
            method,
            village,
            worker_id,
            logs,
            on_list_logs,
            people_served,
            minutes,
        }
    }
}

/// A change of how many logs are about a client.
#[derive(Insertable)]
#[diesel(table_name = service_client_figures)]
struct ClientRow {
    county_code: String,
    cut: FigureCut,
    starts_on: chrono::NaiveDate,
    station_id: Uuid,
    client_id: Uuid,
    logs: i64,
}

impl ClientRow {
    fn of(tx: &Tx<'_>, ((cut, starts_on, station_id, client_id), logs): (ClientCell, i64)) -> Self {
        Self { county_code: tx.county().to_owned(), cut, starts_on, station_id, client_id, logs }
    }
}

/// One row, or many: a statement of one row is prepared once for each connection, one of many is planned anew each time.
macro_rules! upsert {
    ($tx:expr, $rows:expr) => {{
        use service_figures as f;
        let more = (
            f::logs.eq(f::logs + excluded(f::logs)),
            f::on_list_logs.eq(f::on_list_logs + excluded(f::on_list_logs)),
            f::people_served.eq(f::people_served + excluded(f::people_served)),
            f::minutes.eq(f::minutes + excluded(f::minutes)),
        );
        let insert = diesel::insert_into(f::table).values($rows).on_conflict(f::table.primary_key());
        insert.do_update().set(more).execute(&mut $tx.conn()).await?;
        Ok(())
    }};
}

/// The same of clients.
macro_rules! upsert_clients {
    ($tx:expr, $rows:expr) => {{
        use service_client_figures as f;
        let insert = diesel::insert_into(f::table).values($rows).on_conflict(f::table.primary_key());
        insert.do_update().set(f::logs.eq(f::logs + excluded(f::logs))).execute(&mut $tx.conn()).await?;
        Ok(())
    }};
}

async fn add(tx: &Tx<'_>, row: Row) -> Result<()> {
    upsert!(tx, row)
}

async fn add_all(tx: &Tx<'_>, rows: Vec<Row>) -> Result<()> {
    upsert!(tx, rows)
}

async fn add_client(tx: &Tx<'_>, row: ClientRow) -> Result<()> {
    upsert_clients!(tx, row)
}

async fn add_all_clients(tx: &Tx<'_>, rows: Vec<ClientRow>) -> Result<()> {
    upsert_clients!(tx, rows)
}
