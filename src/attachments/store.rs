//! Where the bytes are: a folder, or a bucket of anything that speaks S3. One object for each content of a county.

use std::{
    collections::HashMap,
    fmt::{Display, Formatter},
    io,
    ops::Range,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use actix_web::web::Bytes;
use diesel::{QueryResult, sql_query, sql_types::BigInt};
use diesel_async::RunQueryDsl as _;
use futures_util::stream::BoxStream;
use object_store::{
    ClientOptions, Error as StoreError, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _,
    RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey},
    buffered::BufWriter,
    local::LocalFileSystem,
    path::Path,
    prefix::PrefixStore,
};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWriteExt as _, BufReader, copy_buf};

use super::receive::Received;
use crate::{
    config::Config,
    db::Conn,
    http::{Error, Result, codes::Code},
};

/// Bytes of one part of a large object; S3 wants at least 5 MiB.
const PART: usize = 8 * 1024 * 1024;
/// A request to the bucket ends within this time, its repeats within as much again: a transaction waits for it.
const ANSWERS_WITHIN: Duration = Duration::from_secs(8);

/// What `ATTACHMENTS_URL` says.
#[derive(Clone)]
pub enum Location {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket, and what all its keys begin with.
    Bucket(Box<AmazonS3Builder>, Path),
}

impl Location {
    /// Reads `file:///folder` or `s3://bucket/prefix`, the latter with the `AWS_` variables.
    /// Errors: a sentence without any value of a variable.
    pub fn parse(url: &str, variables: &HashMap<String, String>) -> Result<Self, &'static str> {
        if let Some(folder) = url.strip_prefix("file://").filter(|folder| folder.starts_with('/')) {
            return Ok(Self::Folder(folder.into()));
        }
        let rest = url.strip_prefix("s3://").filter(|rest| !rest.is_empty() && !rest.starts_with('/'));
        let rest = rest.ok_or("expected file:///folder or s3://bucket/prefix")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = Path::parse(prefix).map_err(|_| "the prefix has a part that cannot be in a key")?;
        let builder = builder(bucket, variables);
        client(&builder).map_err(
            |_| "these AWS_ variables do not make a client; see AWS_ENDPOINT_URL, AWS_REGION, AWS_ALLOW_HTTP",
        )?;
        Ok(Self::Bucket(Box::new(builder), prefix))
    }
}

impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Bucket(builder, prefix) => {
                let bucket = builder.get_config_value(&AmazonS3ConfigKey::Bucket).unwrap_or_default();
                write!(f, "s3://{bucket}/{prefix}")
            }
        }
    }
}

fn builder(bucket: &str, variables: &HashMap<String, String>) -> AmazonS3Builder {
    let given = variables.iter().filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty());
    let known = given.filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value)));
    let quick =
        ClientOptions::new().with_timeout(Duration::from_mins(2)).with_connect_timeout(ANSWERS_WITHIN);
    let retry = RetryConfig { max_retries: 3, retry_timeout: ANSWERS_WITHIN, ..RetryConfig::default() };
    let start = AmazonS3Builder::new().with_client_options(quick).with_retry(retry);
    known.fold(start, |builder, (key, value)| builder.with_config(key, value)).with_bucket_name(bucket)
}

fn client(builder: &AmazonS3Builder) -> Result<AmazonS3, StoreError> {
    // For reqwest; fails only when it is set already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    builder.clone().build()
}

/// Where the object of a content is.
pub fn key(county: &str, sha256: &[u8]) -> Path {
    let hash = hex(sha256);
    Path::from_iter([county, hash.get(..2).unwrap_or_default(), &hash])
}

/// A hash as the API shows it.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
                let bucket = client(builder).map_err(|_| "no client for the bucket of ATTACHMENTS_URL")?;
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
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
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
