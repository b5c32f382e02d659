//! Where the bytes are: a folder, or a bucket of anything that speaks S3. One object for each content of a county.

use std::{fmt::Display, io, ops::Range, path::PathBuf, sync::Arc};

use actix_web::web::Bytes;
use diesel::{QueryResult, sql_query, sql_types::BigInt};
use diesel_async::RunQueryDsl as _;
use futures_util::stream::BoxStream;
use object_store::{
    Error as StoreError, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _,
    buffered::BufWriter, local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWriteExt as _, BufReader, copy_buf};

use super::{
    location::{self, Location},
    receive::Received,
};
use crate::{
    config::Config,
    db::Conn,
    http::{Error, Result, codes::Code, hex::hex},
};

/// Bytes of one part of a large object; S3 wants at least 5 MiB.
const PART: usize = 8 * 1024 * 1024;
/// Where the object of a content is.
pub fn key(county: &str, sha256: &[u8]) -> Path {
    let hash = hex(sha256);
    Path::from_iter([county, hash.get(..2).unwrap_or_default(), &hash])
}

/// The content that the object of a key has; none if the key is not one of ours.
pub fn content(key: &Path) -> Option<Vec<u8>> {
    let name = key.filename().filter(|name| name.len() == 64 && name.is_ascii())?;
    (0..64).step_by(2).map(|at| u8::from_str_radix(name.get(at..at + 2)?, 16).ok()).collect()
}

/// Until the end of the transaction nobody else decides whether the object of this key is needed.
pub async fn lock(mut conn: &Conn, key: &Path) -> QueryResult<()> {
    let digest = Sha256::digest(key.as_ref());
    let number = digest.first_chunk().map_or(0, |eight| i64::from_be_bytes(*eight));
    let lock = sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(number);
    lock.execute(&mut conn).await.map(|_| ())
}

/// The open store.
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// The folder, if it is one.
    folder: Option<PathBuf>,
    scratch: PathBuf,
}

impl Store {
    /// Opens what the settings name. Errors: the folder cannot be made.
    pub fn open(config: &Config) -> Result<Self, String> {
        make_folder(&config.data_dir)?;
        let scratch = config.data_dir.clone();
        match &config.attachments {
            Location::Folder(folder) => {
                make_folder(folder)?;
                let objects = LocalFileSystem::new_with_prefix(folder).map_err(|e| e.to_string())?;
                // As lasting as the row that will name it.
                let objects = Arc::new(objects.with_fsync(true));
                Ok(Self { objects, folder: Some(folder.clone()), scratch })
            }
            Location::Bucket(builder, prefix) => {
                let bucket =
                    location::client(builder).map_err(|_| "no client for the bucket of ATTACHMENTS_URL")?;
                Ok(Self {
                    objects: Arc::new(PrefixStore::new(bucket, prefix.clone())),
                    folder: None,
                    scratch,
                })
            }
        }
    }

    /// A folder of this machine's disk for files under way.
    pub fn scratch(&self) -> PathBuf {
        self.scratch.clone()
    }

    /// The folder of the objects, if the store is one.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// Keeps a content, unless it is there. Errors: 503.
    pub async fn keep(&self, key: &Path, content: &Received) -> Result<()> {
        match self.objects.head(key).await {
            Ok(there) if there.size == content.size => Ok(()),
            Ok(_) | Err(StoreError::NotFound { .. }) => self.put(key, content).await.map_err(unavailable),
            Err(e) => Err(unavailable(e)),
        }
    }

    async fn put(&self, key: &Path, content: &Received) -> io::Result<()> {
        let mut file = BufReader::with_capacity(256 * 1024, content.reader().await?);
        let writer = BufWriter::with_capacity(Arc::clone(&self.objects), key.clone(), PART);
        let mut writer = writer.with_max_concurrency(1);
        if let Err(e) = copy_buf(&mut file, &mut writer).await {
            let _ = writer.abort().await;
            return Err(e);
        }
        writer.shutdown().await
    }

    /// Some of the bytes of an object, as they come. Errors: 500 when it is not there, 503.
    pub async fn read(
        &self,
        key: &Path,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, StoreError>>> {
        self.get(key, GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() }).await
    }

    /// All of them. Errors: 500 when it is not there, 503.
    pub async fn read_all(&self, key: &Path) -> Result<BoxStream<'static, Result<Bytes, StoreError>>> {
        self.get(key, GetOptions::default()).await
    }

    async fn get(
        &self,
        key: &Path,
        options: GetOptions,
    ) -> Result<BoxStream<'static, Result<Bytes, StoreError>>> {
        match self.objects.get_opts(key, options).await {
            Ok(found) => Ok(found.into_stream()),
            Err(e @ StoreError::NotFound { .. }) => Err(Error::internal(e)),
            Err(e) => Err(unavailable(e)),
        }
    }

    /// Deletes an object, if it is there. Errors: the store.
    pub async fn delete(&self, key: &Path) -> Result<(), StoreError> {
        match self.objects.delete(key).await {
            Err(StoreError::NotFound { .. }) => Ok(()),
            done => done,
        }
    }

    /// The objects of a county.
    pub fn list(&self, county: &str) -> BoxStream<'static, Result<ObjectMeta, StoreError>> {
        self.objects.list(Some(&Path::from(county)))
    }
}

fn make_folder(folder: &std::path::Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

fn unavailable(cause: impl Display) -> Error {
    Error::new(Code::Unavailable).retry_after(1).because(cause)
}
