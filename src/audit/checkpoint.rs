//! Checkpoints: signed heads of a county's tree, kept in the database and, out of its reach, in a file.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey as _, DecodePublicKey as _},
};

use super::{note, sequencer::Head};
use crate::{
    auth::keys::write_key,
    config::Config,
    db::Conn,
    http::error::{Error, Result},
    schema::event_checkpoints,
};

/// A county's tree is signed at most this often.
pub const INTERVAL: TimeDelta = TimeDelta::seconds(1);

/// Signs heads and writes them to the file.
pub struct Signer {
    key: SigningKey,
    public_url: String,
    file: PathBuf,
}

/// What became of an attempt to make a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Signed, exported and stored.
    Made,
    /// The head is signed already.
    Current,
    /// Too early, or another process holds the head: try again.
    Later,
}

impl Signer {
    /// Reads the key; makes it when there is none. Errors: a file that can't be read or written.
    pub fn open(config: &Config) -> Result<Self, String> {
        let path = &config.audit_key_file;
        let say = |e: io::Error| format!("{}: {e}", path.display());
        if !path.exists() {
            path.parent().map_or(Ok(()), fs::create_dir_all).map_err(say)?;
            write_key(path).map_err(say)?;
        }
        let pem = fs::read_to_string(path).map_err(say)?;
        let key = SigningKey::from_pkcs8_pem(&pem).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Self { key, public_url: config.public_url.clone(), file: config.checkpoint_file.clone() })
    }

    /// One write, on disk before it returns; notes are followed by an empty line.
    fn export(&self, note: &str) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(&self.file)?;
        file.write_all(format!("{note}\n").as_bytes())?;
        file.sync_all()
    }
}

/// The key that signatures are checked with; the file may hold the private key or only the public one (PEM).
/// Errors: an unreadable file.
pub fn verifying_key(path: &Path) -> Result<VerifyingKey, String> {
    let say = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let pem = fs::read_to_string(path).map_err(|e| say(&e))?;
    match SigningKey::from_pkcs8_pem(&pem) {
        Ok(pair) => Ok(pair.verifying_key()),
        Err(_) => VerifyingKey::from_public_key_pem(&pem).map_err(|e| say(&e)),
    }
}

/// Signs the county's head if it has grown since the last checkpoint of its epoch and that one is old enough; with
/// `at_once` however young it is. The head stays locked meanwhile, so the notes of a file are in the tree's order.
/// Errors: the database, the file; a note may then be in the file and not in the database, never the other way.
pub async fn checkpoint(
    mut conn: &Conn,
    signer: &Signer,
    county: &str,
    now: DateTime<Utc>,
    at_once: bool,
) -> Result<Outcome> {
    conn.batch_execute("BEGIN").await?;
    let done = sign_head(conn, signer, county, now, at_once).await;
    conn.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    done
}

async fn sign_head(
    mut conn: &Conn,
    signer: &Signer,
    county: &str,
    now: DateTime<Utc>,
    at_once: bool,
) -> Result<Outcome> {
    let Some(head) = Head::lock(conn, county).await? else { return Ok(Outcome::Later) };
    let (size, at) = latest(conn, county, &head).await?.unwrap_or((0, DateTime::UNIX_EPOCH));
    if size >= head.size {
        return Ok(Outcome::Current);
    }
    if !at_once && now.signed_duration_since(at).abs() < INTERVAL {
        return Ok(Outcome::Later);
    }
    let note = note::sign(&signer.key, &signer.public_url, county, head.epoch, &head.tree()?);
    signer.export(&note).map_err(|e| Error::internal(format!("{}: {e}", signer.file.display())))?;
    let row = (
        event_checkpoints::county_code.eq(county),
        event_checkpoints::epoch.eq(head.epoch),
        event_checkpoints::size.eq(head.size),
        event_checkpoints::note.eq(note),
        event_checkpoints::recorded_at.eq(now),
    );
    diesel::insert_into(event_checkpoints::table).values(row).execute(&mut conn).await?;
    Ok(Outcome::Made)
}

async fn latest(mut conn: &Conn, county: &str, head: &Head) -> QueryResult<Option<(i64, DateTime<Utc>)>> {
    let newest = event_checkpoints::table
        .filter(event_checkpoints::county_code.eq(county))
        .filter(event_checkpoints::epoch.eq(head.epoch))
        .order(event_checkpoints::size.desc())
        .select((event_checkpoints::size, event_checkpoints::recorded_at));
    newest.first(&mut conn).await.optional()
}
