//! Migrations: embedded, run by one process at a time, and compared with the database at start.

use diesel::{QueryableByName, sql_query, sql_types::BigInt};
use diesel_async::{AsyncMigrationHarness, RunQueryDsl as _, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use super::Conn;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// Where the database stands against this binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The same migrations.
    Current,
    /// The database lacks this many.
    Behind(usize),
    /// The database was migrated by a newer binary.
    Ahead,
}

/// Brings the database to this binary's version; says how many migrations ran. Two at once: the second waits, then has
/// nothing to do. Errors: a migration failed (nothing of it stays), or the database is newer than this binary.
pub async fn run(mut conn: Conn) -> Result<usize, String> {
    let say = |e: &dyn std::fmt::Display| format!("migration failed: {e}");
    // Not each migration waits for the disk: what is lost with the machine is run again, and whatever commits later waits for it.
    let prepare = "SET statement_timeout = 0; SET lock_timeout = 0; SET synchronous_commit = off; \
        SELECT pg_advisory_lock(4690250001)";
    conn.batch_execute(prepare).await.map_err(|e| say(&e))?;
    if standing(&conn).await? == Standing::Ahead {
        return Err(
            "the database was migrated by a newer version of this program; install that version".into()
        );
    }
    // The lock is the session's: it ends with this connection.
    let mut harness = AsyncMigrationHarness::new(conn);
    let done = harness.run_pending_migrations(MIGRATIONS).map_err(|e| say(&e))?.len();
    Ok(done)
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = BigInt)]
    known: i64,
    #[diesel(sql_type = BigInt)]
    unknown: i64,
}

/// Compares without changing anything. Errors: the database can't be read.
pub async fn standing(mut conn: &Conn) -> Result<Standing, String> {
    let ours = versions()?;
    let query = format!(
        "SELECT count(*) FILTER (WHERE version = ANY(ARRAY[{0}])) AS known, \
         count(*) FILTER (WHERE version <> ALL(ARRAY[{0}])) AS unknown FROM __diesel_schema_migrations",
        ours.iter().map(|v| format!("'{v}'")).collect::<Vec<_>>().join(",")
    );
    let applied = sql_query(query).get_result::<Applied>(&mut conn).await;
    match applied {
        Err(e) if e.to_string().contains("does not exist") => Ok(Standing::Behind(ours.len())),
        Err(e) => Err(e.to_string()),
        Ok(applied) if applied.unknown > 0 => Ok(Standing::Ahead),
        Ok(applied) => Ok(behind(ours.len(), applied.known)),
    }
}

fn behind(ours: usize, known: i64) -> Standing {
    match ours.saturating_sub(usize::try_from(known).unwrap_or_default()) {
        0 => Standing::Current,
        missing => Standing::Behind(missing),
    }
}

fn versions() -> Result<Vec<String>, String> {
    use diesel::migration::MigrationSource;
    let all = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS).map_err(|e| e.to_string())?;
    Ok(all.iter().map(|m| m.name().version().to_string()).collect())
}
