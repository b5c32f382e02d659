//! Counting a log on.

use diesel::{prelude::*, upsert::excluded};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join_all;

use super::cells::{self, Cell, ClientCell, Figures};
use crate::{
    http::{Result, Tx},
    schema::{service_client_figures, service_figures},
    service_logs::model::Log,
};

/// Counts what became of a log. A row a statement, all on their way at once, in one order for all writers: two that wait
/// for a row of each other there cannot be. Clients come when the others are written: of two statements on their way at
/// once, one that is not prepared yet on its connection is overtaken. What changes no figure, as a review, asks nothing.
pub async fn count(tx: &Tx<'_>, before: Option<&Log>, after: &Log) -> Result<()> {
    let (changes, clients) = (cells::changes(before, after), cells::client_changes(before, after));
    try_join_all(changes.into_iter().map(|change| add(tx, change))).await?;
    try_join_all(clients.into_iter().map(|change| add_client(tx, change))).await?;
    Ok(())
}

async fn add(tx: &Tx<'_>, (cell, change): (Cell, Figures)) -> Result<()> {
    use service_figures as f;
    let row = (
        f::county_code.eq(tx.county()),
        f::cut.eq(cell.cut),
        f::starts_on.eq(cell.starts_on),
        f::station_id.eq(cell.station),
        f::item_code.eq(cell.item),
        f::method.eq(cell.method),
        f::village.eq(cell.village),
        f::worker_id.eq(cell.worker),
        f::logs.eq(change.logs),
        f::on_list_logs.eq(change.on_list_logs),
        f::people_served.eq(change.people_served),
        f::minutes.eq(change.minutes),
    );
    let more = (
        f::logs.eq(f::logs + excluded(f::logs)),
        f::on_list_logs.eq(f::on_list_logs + excluded(f::on_list_logs)),
        f::people_served.eq(f::people_served + excluded(f::people_served)),
        f::minutes.eq(f::minutes + excluded(f::minutes)),
    );
    let upsert = diesel::insert_into(f::table).values(row).on_conflict(f::table.primary_key()).do_update();
    upsert.set(more).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn add_client(tx: &Tx<'_>, (cell, change): (ClientCell, i64)) -> Result<()> {
    use service_client_figures as f;
    let (cut, starts_on, station, client) = cell;
    let row = (
        f::county_code.eq(tx.county()),
        f::cut.eq(cut),
        f::starts_on.eq(starts_on),
        f::station_id.eq(station),
        f::client_id.eq(client),
        f::logs.eq(change),
    );
    let upsert = diesel::insert_into(f::table).values(row).on_conflict(f::table.primary_key()).do_update();
    upsert.set(f::logs.eq(f::logs + excluded(f::logs))).execute(&mut tx.conn()).await?;
    Ok(())
}
