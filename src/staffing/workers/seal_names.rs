//! Names that an older version wrote in the clear are sealed when the service starts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use uuid::Uuid;

use super::person::cell;
use crate::{
    db::Conn,
    http::Result,
    personal::{Roots, Sensitive},
    schema::{counties, workers},
};

/// Names sealed in one transaction.
const BATCH: i64 = 200;

/// Seals every name that is still in the clear; how many. What is done stays done when it ends early.
pub async fn seal_names(mut conn: &Conn, roots: &Roots, now: DateTime<Utc>) -> Result<usize> {
    let codes: Vec<String> = counties::table.select(counties::code).load(&mut conn).await?;
    let mut all = 0_usize;
    for county in codes {
        loop {
            conn.batch_execute("BEGIN").await?;
            let done = seal_batch(conn, roots, &county, now).await;
            conn.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
            match done? {
                0 => break,
                some => all = all.saturating_add(some),
            }
        }
    }
    Ok(all)
}

/// The rows stay locked, so that neither a request nor another process that starts seals them too.
async fn seal_batch(mut conn: &Conn, roots: &Roots, county: &str, now: DateTime<Utc>) -> Result<usize> {
    let rows: Vec<(Uuid, String)> = workers::table
        .filter(workers::county_code.eq(county))
        .filter(workers::name.is_not_null())
        .order(workers::id)
        .limit(BATCH)
        .select((workers::id, workers::name.assume_not_null()))
        .for_update()
        .load(&mut conn)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
    let mut keys = roots.keys(conn, county, &ids).await?;
    for (id, name) in &rows {
        let key = match keys.remove(id) {
            Some(key) => key,
            None => roots.new_key(conn, county, *id, now).await?,
        };
        let sealed = key.seal(cell("name", *id), &Sensitive::new(name.clone()))?;
        let change = (workers::name_sealed.eq(sealed), workers::name.eq(None::<String>));
        diesel::update(workers::table.find((county, id))).set(change).execute(&mut conn).await?;
    }
    Ok(rows.len())
}
