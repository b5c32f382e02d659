//! The file of an import: in the store of attachments, under a name that is no attachment's, from the request until the
//! import ends. It holds what people typed, so nothing of it stays.

use std::{fs::File, io::Write as _, path::PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::StreamExt as _;
use object_store::path::Path;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::model::ImportState;
use crate::{
    attachments::store::Store,
    db::Conn,
    http::{Error, Result, codes::Code},
    schema::imports,
};

/// How old a file without a running import must be before it is taken for left behind.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// Where it is.
pub fn key(county: &str, id: Uuid) -> Path {
    Path::from_iter([folder(county), id.simple().to_string()])
}

fn folder(county: &str) -> String {
    format!("imports-{county}")
}

/// Brings it to this machine's disk, as a file without a name. Errors: the store, the disk; a file that is not the one that
/// came, by its SHA-256.
pub async fn fetch(store: &Store, key: &Path, sha256: &[u8]) -> Result<File> {
    let mut pieces = store.read_all(key).await?;
    let scratch: PathBuf = store.scratch();
    let mut file = on_disk(move || tempfile::tempfile_in(scratch)).await?;
    let mut hash = Sha256::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|e| Error::new(Code::Unavailable).because(e))?;
        hash.update(&piece);
        file = on_disk(move || file.write_all(&piece).map(|()| file)).await?;
    }
    if hash.finalize().as_slice() != sha256 {
        return Err(Error::internal("the file of an import is not the one that came"));
    }
    on_disk(move || std::io::Seek::rewind(&mut file).map(|()| file)).await
}

async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let done = spawn_blocking(work).await.map_err(Error::internal)?;
    done.map_err(|e| Error::new(Code::Unavailable).because(e))
}

/// Deletes it; what fails is tried again by [`sweep`].
pub async fn delete(store: &Store, key: &Path) {
    if let Err(problem) = store.delete(key).await {
        log::warn!("the file of an import stays for now: {problem}");
    }
}

/// Deletes the files of a county whose imports have ended or never began. Errors: the database.
pub async fn sweep(store: &Store, mut conn: &Conn, county: &str, now: DateTime<Utc>) -> Result<()> {
    let going = || {
        imports::table
            .filter(imports::county_code.eq(county))
            .filter(imports::state.eq_any([ImportState::Queued, ImportState::Running]))
            .select(imports::id)
    };
    let mut objects = store.list(&folder(county));
    while let Some(Ok(object)) = objects.next().await {
        // Asked after the object was seen: an import that was queued meanwhile is young.
        let going: Vec<Uuid> = going().load(&mut conn).await?;
        let needed = going.iter().any(|id| key(county, *id) == object.location);
        if !needed && object.last_modified < now - KEPT {
            delete(store, &object.location).await;
        }
    }
    Ok(())
}
