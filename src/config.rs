//! Settings from the environment; everything that is wrong with them is told at once, and no secret is printed.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use crate::{attachments::location::Location, auth::password::Profile};

/// The settings of a running service. docs/operations.md explains each.
#[derive(Clone)]
pub struct Config {
    /// `DATABASE_URL`; without it a private PostgreSQL is started in the data directory.
    pub database_url: Option<String>,
    /// `DATA_DIR`: private database, keys, demo accounts, checkpoints.
    pub data_dir: PathBuf,
    /// `HOST` and `PORT`.
    pub address: SocketAddr,
    /// `PUBLIC_URL`: issuer of tokens, origin of checkpoints, beginning of the links on documents.
    pub public_url: String,
    /// `SIGNING_KEYS_DIR`.
    pub keys_dir: PathBuf,
    /// `CHECKPOINT_FILE`: signed tree heads are appended here, outside the database.
    pub checkpoint_file: PathBuf,
    /// `AUDIT_KEY_FILE`: signs the tree heads.
    pub audit_key_file: PathBuf,
    /// `PERSONAL_KEYS_FILE`: root keys of personal data.
    pub personal_keys_file: PathBuf,
    /// `CORS_ORIGINS`, separated by commas.
    pub cors_origins: Vec<String>,
    /// `PASSWORD_PROFILE`: asvs or mlps3.
    pub password_profile: Profile,
    /// `REQUESTS_PER_MINUTE` for each account or address; 0 is no limit.
    pub requests_per_minute: u32,
    /// `SIGN_INS_PER_MINUTE` for each address; 0 is no limit.
    pub sign_ins_per_minute: u32,
    /// `TRUSTED_PROXIES`: how many proxies stand in front and set `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// `WORKERS`: threads that serve requests.
    pub workers: usize,
    /// `POOL_SIZE`: connections of each thread.
    pub pool_size: usize,
    /// Bytes of a request's body; fixed.
    pub body_limit: usize,
    /// `UPLOAD_LIMIT`: bytes of an attachment.
    pub upload_limit: usize,
    /// `ATTACHMENTS_URL` and the `AWS_` variables: where attachments are kept.
    pub attachments: Location,
    /// `LOG`: error, warn, info, debug.
    pub log: String,
}

/// Reads variables and collects what is wrong with them.
struct Reader {
    variables: HashMap<String, String>,
    problems: Vec<String>,
}

impl Reader {
    fn text(&self, name: &str, default: &str) -> String {
        self.variables
            .get(name)
            .filter(|value| !value.is_empty())
            .cloned()
            .unwrap_or_else(|| default.to_owned())
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, default: &str, expected: &str) -> Option<T> {
        let text = self.text(name, default);
        let parsed = text.trim().parse().ok();
        if parsed.is_none() {
            self.problems.push(format!("{name}={text}: expected {expected}"));
        }
        parsed
    }

    fn path(&self, name: &str, default: PathBuf) -> PathBuf {
        self.variables.get(name).filter(|value| !value.is_empty()).map_or(default, PathBuf::from)
    }

    fn database_url(&mut self) -> Option<String> {
        let url = self.variables.get("DATABASE_URL").filter(|url| !url.is_empty()).cloned();
        if url.as_ref().is_some_and(|url| crate::db::pool::parse_url(url).is_err()) {
            self.problems.push(
                "DATABASE_URL: not a PostgreSQL URL (postgresql://user:password@host:5432/name)".into(),
            );
        }
        url
    }

    fn attachments(&mut self, data_dir: &Path) -> Location {
        let url = self.text("ATTACHMENTS_URL", "");
        if url.is_empty() {
            return Location::Folder(data_dir.join("attachments"));
        }
        Location::parse(&url, &self.variables).unwrap_or_else(|problem| {
            self.problems.push(format!("ATTACHMENTS_URL: {problem}"));
            Location::Folder(PathBuf::new())
        })
    }

    fn profile(&mut self) -> Profile {
        match self.text("PASSWORD_PROFILE", "asvs").as_str() {
            "asvs" => Profile::Asvs,
            "mlps3" => Profile::Mlps3,
            other => {
                self.problems.push(format!("PASSWORD_PROFILE={other}: expected asvs or mlps3"));
                Profile::Asvs
            }
        }
    }

    fn origins(&mut self) -> Vec<String> {
        let text = self.text("CORS_ORIGINS", "");
        let all: Vec<String> =
            text.split(',').map(str::trim).filter(|o| !o.is_empty()).map(str::to_owned).collect();
        for origin in
            all.iter().filter(|o| !o.starts_with("http://") && !o.starts_with("https://") || o.ends_with('/'))
        {
            self.problems
                .push(format!("CORS_ORIGINS: {origin} is not an origin (https://host, without a path)"));
        }
        all
    }
}

impl Config {
    /// The settings of this process. Errors: every problem, a line each.
    pub fn from_env() -> Result<Self, Vec<String>> {
        Self::from_variables(std::env::vars().collect())
    }

    /// The settings of these variables. Errors: every problem, a line each.
    pub fn from_variables(variables: HashMap<String, String>) -> Result<Self, Vec<String>> {
        let mut reader = Reader { variables, problems: Vec::new() };
        let config = Self::read(&mut reader);
        match config {
            Some(config) if reader.problems.is_empty() => Ok(config),
            _ => Err(reader.problems),
        }
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let data_dir = reader.path("DATA_DIR", PathBuf::from(".local"));
        let host: Option<IpAddr> = reader.parsed("HOST", "127.0.0.1", "an IP address");
        let port: Option<u16> = reader.parsed("PORT", "8080", "a port between 0 and 65535");
        let cores = std::thread::available_parallelism().map_or(2, usize::from).to_string();
        let requests = reader.parsed("REQUESTS_PER_MINUTE", "1200", "a whole number");
        let sign_ins = reader.parsed("SIGN_INS_PER_MINUTE", "30", "a whole number");
        let proxies = reader.parsed("TRUSTED_PROXIES", "0", "a whole number");
        let workers: Option<usize> = reader.parsed("WORKERS", &cores, "a whole number");
        let pool: Option<usize> = reader.parsed("POOL_SIZE", "8", "a whole number");
        let upload_limit = reader.parsed("UPLOAD_LIMIT", "52428800", "a whole number of bytes");
        let (database_url, password_profile, cors_origins) =
            (reader.database_url(), reader.profile(), reader.origins());
        let attachments = reader.attachments(&data_dir);
        Some(Self {
            address: SocketAddr::new(host?, port?),
            public_url: reader.text("PUBLIC_URL", &format!("http://{}:{}", host?, port?)),
            keys_dir: reader.path("SIGNING_KEYS_DIR", data_dir.join("keys")),
            checkpoint_file: reader.path("CHECKPOINT_FILE", data_dir.join("checkpoints.txt")),
            audit_key_file: reader.path("AUDIT_KEY_FILE", data_dir.join("audit-key.pem")),
            personal_keys_file: reader.path("PERSONAL_KEYS_FILE", data_dir.join("personal-keys")),
            requests_per_minute: requests?,
            sign_ins_per_minute: sign_ins?,
            trusted_proxies: proxies?,
            workers: workers?.max(1),
            pool_size: pool?.max(1),
            body_limit: 1024 * 1024,
            upload_limit: upload_limit?,
            attachments,
            log: reader.text("LOG", "info"),
            database_url,
            data_dir,
            cors_origins,
            password_profile,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        Config::from_variables(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn all_problems_are_told_at_once_and_no_password() {
        let problems = with(&[
            ("PORT", "99999"),
            ("DATABASE_URL", "postgresql://u:secret@h:x/d"),
            ("PASSWORD_PROFILE", "none"),
            ("CORS_ORIGINS", "example.org"),
            ("UPLOAD_LIMIT", "50 MiB"),
            ("ATTACHMENTS_URL", "ftp://user:secret@host/"),
        ])
        .err()
        .unwrap();
        assert_eq!(problems.len(), 6, "{problems:?}");
        assert!(!problems.concat().contains("secret"));
    }

    #[test]
    fn attachments_are_kept_in_a_folder_or_a_bucket() {
        let kept = |pairs: &[(&str, &str)]| with(pairs).map(|config| config.attachments.to_string());
        assert_eq!(kept(&[]).unwrap(), ".local/attachments");
        assert_eq!(kept(&[("ATTACHMENTS_URL", "file:///srv/files")]).unwrap(), "/srv/files");
        let keys =
            [("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_ACCESS_KEY_ID", "key"), ("AWS_REGION", "cn-north-1")];
        let bucket = |url, more| kept(&[&keys[..], &[("ATTACHMENTS_URL", url)], more].concat());
        assert_eq!(bucket("s3://files/a/b", &[]).unwrap(), "s3://files/a/b");
        for (url, more) in
            [("s3://", &[][..]), ("file://srv", &[]), ("s3://files", &[("AWS_ALLOW_HTTP", "secret")])]
        {
            let problems = bucket(url, more).unwrap_err().concat();
            assert!(problems.contains("ATTACHMENTS_URL") && !problems.contains("secret"), "{problems}");
        }
    }

    #[test]
    fn nothing_set_is_enough() {
        let config = with(&[]).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(config.address.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
    }
}
