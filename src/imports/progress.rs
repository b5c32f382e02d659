//! How an import goes on: found, begun, counted, ended. Each is one statement that holds only while the import runs, so that
//! a cancellation ends it at the next chunk.

use chrono::{DateTime, Utc};
use diesel::{QueryResult, prelude::*, sql_query, sql_types::BigInt};
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::model::{ImportJob, ImportState, Order};
use crate::{audit::event::Event, db::Conn, http::Result, schema::imports};

/// What a chunk adds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Rows read.
    pub read: i64,
    /// Rows at fault.
    pub faulty: i64,
    /// Rows recorded before.
    pub known: i64,
    /// Rows written.
    pub written: i64,
}

/// The imports of a county that are not ended, the first asked for first.
pub async fn waiting(mut conn: &Conn, county: &str) -> QueryResult<Vec<Uuid>> {
    let rows = imports::table
        .filter(imports::county_code.eq(county))
        .filter(imports::state.eq_any([ImportState::Queued, ImportState::Running]))
        .order(imports::id)
        .select(imports::id);
    rows.load(&mut conn).await
}

#[derive(QueryableByName)]
struct Locked {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    locked: bool,
}

/// Whether this connection alone runs the import from now on. The lock goes with the connection: where a process is
/// killed, another one goes on at once.
pub async fn lock(mut conn: &Conn, id: Uuid) -> QueryResult<bool> {
    let lock = sql_query("SELECT pg_try_advisory_lock($1) AS locked").bind::<BigInt, _>(number(id));
    lock.get_result::<Locked>(&mut conn).await.map(|found| found.locked)
}

/// Gives the import back.
pub async fn unlock(mut conn: &Conn, id: Uuid) -> QueryResult<()> {
    let unlock = sql_query("SELECT pg_advisory_unlock($1)").bind::<BigInt, _>(number(id));
    unlock.execute(&mut conn).await.map(|_| ())
}

/// The random half of an id.
fn number(id: Uuid) -> i64 {
    let (_, random) = id.as_u64_pair();
    i64::from_be_bytes(random.to_be_bytes())
}

/// Begins it, or goes on with it; none when it has ended meanwhile.
pub async fn begin(
    mut conn: &Conn,
    (county, id): (&str, Uuid),
    now: DateTime<Utc>,
) -> QueryResult<Option<(ImportJob, Order)>> {
    let one = || imports::table.find((county, id));
    let first = (imports::state.eq(ImportState::Running), imports::started_at.eq(now));
    let queued = one().filter(imports::state.eq(ImportState::Queued));
    diesel::update(queued).set(first).execute(&mut conn).await?;
    let begin = diesel::update(one().filter(imports::state.eq(ImportState::Running)))
        .set(imports::attempts.eq(imports::attempts + 1))
        .returning((ImportJob::as_returning(), Order::as_returning()));
    begin.get_result(&mut conn).await.optional()
}

type Going<'a> = diesel::dsl::Filter<
    diesel::dsl::Find<imports::table, (&'a str, Uuid)>,
    diesel::dsl::EqAny<imports::state, [ImportState; 2]>,
>;

fn going(county: &str, id: Uuid) -> Going<'_> {
    let states = [ImportState::Queued, ImportState::Running];
    imports::table.find((county, id)).filter(imports::state.eq_any(states))
}

/// Counts a chunk. False when the import runs no more.
pub async fn count(mut conn: &Conn, (county, id): (&str, Uuid), add: Counts) -> QueryResult<bool> {
    let change = (
        imports::rows_read.eq(imports::rows_read + add.read),
        imports::rows_valid.eq(imports::rows_valid + add.read - add.faulty),
        imports::rows_faulty.eq(imports::rows_faulty + add.faulty),
        imports::rows_known.eq(imports::rows_known + add.known),
        imports::rows_written.eq(imports::rows_written + add.written),
    );
    Ok(diesel::update(going(county, id)).set(change).execute(&mut conn).await? == 1)
}

/// How many rows it has written, for good.
pub async fn written(mut conn: &Conn, (county, id): (&str, Uuid)) -> QueryResult<i64> {
    imports::table.find((county, id)).select(imports::rows_written).first(&mut conn).await
}

/// Every row is judged and none is at fault: writing them counts from nothing. False when the import runs no more.
pub async fn judged(mut conn: &Conn, (county, id): (&str, Uuid)) -> QueryResult<bool> {
    let change = (
        imports::judged.eq(true),
        (imports::rows_read.eq(0), imports::rows_valid.eq(0), imports::rows_faulty.eq(0)),
        (imports::rows_known.eq(0), imports::rows_written.eq(0)),
    );
    Ok(diesel::update(going(county, id)).set(change).execute(&mut conn).await? == 1)
}

/// Ends it and says so; none when it had ended.
pub async fn end(
    mut conn: &Conn,
    (county, id): (&str, Uuid),
    state: ImportState,
    now: DateTime<Utc>,
) -> Result<Option<Event>> {
    let change = (imports::state.eq(state), imports::ended_at.eq(now));
    let ended = diesel::update(going(county, id)).set(change).returning(ImportJob::as_returning());
    let ended: Option<ImportJob> = ended.get_result(&mut conn).await.optional()?;
    Ok(ended.map(|job| {
        let told = json!({"state": state, "dry_run": job.dry_run, "read": job.rows_read, "faulty": job.rows_faulty,
            "known": job.rows_known, "written": job.rows_written});
        Event::new("import.ended", id, told)
    }))
}
