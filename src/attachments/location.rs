//! What the settings say of the store: `ATTACHMENTS_URL` and the `AWS_` variables.

use std::{
    collections::HashMap,
    fmt::{Display, Formatter},
    path::PathBuf,
    time::Duration,
};

use object_store::{
    ClientConfigKey, ClientOptions, Error as StoreError, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey},
    client::{HttpClient, HttpConnector},
    path::Path,
};
use reqwest::redirect::Policy;

/// The bucket is reached, and a failed request repeated, within this time: a transaction waits for it.
const ANSWERS_WITHIN: Duration = Duration::from_secs(8);
/// How long a bucket may be silent in the middle of an answer.
const BETWEEN_PIECES: Duration = Duration::from_mins(1);

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
    let retry = RetryConfig { max_retries: 3, retry_timeout: ANSWERS_WITHIN, ..RetryConfig::default() };
    let start = AmazonS3Builder::new().with_http_connector(Direct).with_retry(retry);
    known.fold(start, |builder, (key, value)| builder.with_config(key, value)).with_bucket_name(bucket)
}

/// Asks the bucket and nobody else: an answer that leads to another address is an error, and is not followed (OWASP API10).
#[derive(Debug)]
struct Direct;

impl HttpConnector for Direct {
    /// No limit for the whole of a request: a download takes as long as its reader.
    fn connect(&self, options: &ClientOptions) -> Result<HttpClient, StoreError> {
        let plain = said(options, ClientConfigKey::AllowHttp)?;
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .https_only(!plain)
            .connect_timeout(ANSWERS_WITHIN)
            .read_timeout(BETWEEN_PIECES)
            .build();
        let failed = |e| StoreError::Generic { store: "S3", source: Box::new(e) };
        client.map(HttpClient::new).map_err(failed)
    }
}

/// A setting that is yes or no; not set, it is no. Errors: it is neither.
fn said(options: &ClientOptions, key: ClientConfigKey) -> Result<bool, StoreError> {
    match options.get_config_value(&key).unwrap_or_default().to_ascii_lowercase().as_str() {
        "1" | "true" | "on" | "yes" => Ok(true),
        "" | "0" | "false" | "off" | "no" => Ok(false),
        _ => Err(StoreError::Generic { store: "S3", source: "neither yes nor no".into() }),
    }
}

/// The client of a bucket. Errors: a setting that cannot be read.
pub fn client(builder: &AmazonS3Builder) -> Result<AmazonS3, StoreError> {
    // For reqwest; fails only when it is set already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    builder.clone().build()
}
