//! Counting logs on.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Date, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;

use super::cells::{self, Cell, ClientCell, Figures};
use crate::{
    db::{
        fixed::{Fixed, column},
        text_enum::TextEnum as _,
    },
    http::{Result, Tx},
    service_logs::model::Log,
};

/// Rows of one statement, which has its time.
const AT_ONCE: usize = 5000;
const ADD: &str = "INSERT INTO service_figures AS kept (county_code, cut, starts_on, station_id, item_code, method, village, \
    worker_id, logs, on_list_logs, people_served, minutes) SELECT ?, * FROM unnest(?::text[], ?::date[], ?::uuid[], ?::text[], \
    ?::text[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) \
    ON CONFLICT (county_code, cut, starts_on, station_id, item_code, method, village, worker_id) DO UPDATE \
    SET logs = kept.logs + excluded.logs, on_list_logs = kept.on_list_logs + excluded.on_list_logs, \
    people_served = kept.people_served + excluded.people_served, minutes = kept.minutes + excluded.minutes";
const ADD_CLIENTS: &str = "INSERT INTO service_client_figures AS kept (county_code, cut, starts_on, station_id, client_id, logs) \
    SELECT ?, * FROM unnest(?::text[], ?::date[], ?::uuid[], ?::uuid[], ?::bigint[]) \
    ON CONFLICT (county_code, cut, starts_on, station_id, client_id) DO UPDATE SET logs = kept.logs + excluded.logs";

/// What is to be added to the figures. In the order of the cells, which is the same for all writers: two that wait for a row of
/// each other there cannot be.
#[derive(Default)]
#[must_use = "what was not written is not counted"]
pub struct Sum {
    cells: BTreeMap<Cell, Figures>,
    clients: BTreeMap<ClientCell, i64>,
}

impl Sum {
    /// What became of a log. What changes no figure, as a review, adds nothing.
    pub fn of(before: Option<&Log>, after: &Log) -> Self {
        Self { cells: cells::changes(before, after), clients: cells::client_changes(before, after) }
    }

    /// Both together.
    pub fn add(&mut self, other: Self) {
        for (cell, change) in other.cells {
            self.cells.entry(cell).or_default().add(change, 1);
        }
        for (cell, change) in other.clients {
            let sum = self.clients.entry(cell).or_default();
            *sum = sum.saturating_add(change);
        }
    }

    /// Adds it, a statement for figures and one for clients, if there are any; the rows are held from now to the end of the
    /// transaction.
    pub async fn write(self, tx: &Tx<'_>) -> Result<()> {
        for rows in pieces(self.cells) {
            add(tx, &rows).await?;
        }
        for rows in pieces(self.clients) {
            add_clients(tx, &rows).await?;
        }
        Ok(())
    }
}

fn pieces<K, V>(rows: BTreeMap<K, V>) -> impl Iterator<Item = Vec<(K, V)>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        Some(rows.by_ref().take(AT_ONCE).collect::<Vec<_>>()).filter(|some| !some.is_empty())
    })
}

async fn add(tx: &Tx<'_>, rows: &[(Cell, Figures)]) -> Result<()> {
    let add = Fixed::new(ADD)
        .bind::<Text, _>(tx.county())
        .bind::<Array<Text>, _>(column(rows, |(cell, _)| cell.cut.code()))
        .bind::<Array<Date>, _>(column(rows, |(cell, _)| cell.starts_on))
        .bind::<Array<SqlUuid>, _>(column(rows, |(cell, _)| cell.station))
        .bind::<Array<Text>, _>(column(rows, |(cell, _)| cell.item.as_str()))
        .bind::<Array<Text>, _>(column(rows, |(cell, _)| cell.method))
        .bind::<Array<Text>, _>(column(rows, |(cell, _)| cell.village.as_str()))
        .bind::<Array<SqlUuid>, _>(column(rows, |(cell, _)| cell.worker))
        .bind::<Array<BigInt>, _>(column(rows, |(_, change)| change.logs))
        .bind::<Array<BigInt>, _>(column(rows, |(_, change)| change.on_list_logs))
        .bind::<Array<BigInt>, _>(column(rows, |(_, change)| change.people_served))
        .bind::<Array<BigInt>, _>(column(rows, |(_, change)| change.minutes));
    add.execute(&mut tx.conn()).await?;
    Ok(())
}

async fn add_clients(tx: &Tx<'_>, rows: &[(ClientCell, i64)]) -> Result<()> {
    let add = Fixed::new(ADD_CLIENTS)
        .bind::<Text, _>(tx.county())
        .bind::<Array<Text>, _>(column(rows, |((cut, ..), _)| cut.code()))
        .bind::<Array<Date>, _>(column(rows, |((_, starts_on, ..), _)| *starts_on))
        .bind::<Array<SqlUuid>, _>(column(rows, |((_, _, station, _), _)| *station))
        .bind::<Array<SqlUuid>, _>(column(rows, |((.., client), _)| *client))
        .bind::<Array<BigInt>, _>(column(rows, |(_, change)| *change));
    add.execute(&mut tx.conn()).await?;
    Ok(())
}
