//! The private PostgreSQL that `serve` starts when there is no `DATABASE_URL`.
//!
//! It lives in one directory, listens on a Unix socket only, and stops with the service, even one that is killed.
//!
//! ```text
//! <dir>/lock         held while a service uses the directory; names its process
//! <dir>/data/        PostgreSQL's own files        (elsewhere when `<dir>/location` says so)
//! <dir>/socket/      the socket, for its owner only
//! <dir>/server.log   what the server says; the run before it is in server.log.old
//! ```

mod account;
mod binaries;
mod error;
mod home;
mod initdb;
mod leftover;
mod lock;
mod process;
mod server_log;
mod settings;
mod watchdog;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::{Duration, Instant};

pub use error::ClusterError;

use binaries::Binaries;
use home::Home;
use lock::Lock;
use process::Server;

/// The superuser of a private cluster; only the owner of its socket can reach it, so it has no password.
pub const SUPERUSER: &str = "stations";

/// How a private cluster runs.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether commits reach the disk. Off is for tests: a power cut then loses the cluster.
    pub fsync: bool,
    /// The most connections the server accepts.
    pub max_connections: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { fsync: true, max_connections: 100 }
    }
}

/// A running private PostgreSQL. Dropped without [`Cluster::stop`], it still stops, but nobody waits for it.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    home: Home,
    // Last, so that it is released last.
    _lock: Lock,
}

impl Cluster {
    /// Starts the cluster in `dir`, made first if it is not there, and returns when it accepts connections.
    /// Blocks: up to a second for a new cluster, less than a tenth for one that is there.
    ///
    /// A server left over from a service that was killed is stopped first.
    ///
    /// # Errors
    /// [`ClusterError::Busy`] when another service uses `dir`; otherwise what is missing or what PostgreSQL said.
    pub fn start(dir: &Path, options: Options) -> Result<Self, ClusterError> {
        let begun = Instant::now();
        let lock = Lock::take(dir)?;
        let home = Home::settle(dir)?;
        let binaries = Binaries::find(home.major()?)?;
        leftover::stop(&home)?;
        initdb::create_if_missing(&home, &binaries, options)?;
        let server = process::start(&home, &binaries, options)?;
        log::info!(
            "private PostgreSQL {} ready in {} ms, socket in {}",
            binaries.major,
            begun.elapsed().as_millis(),
            home.socket.display()
        );
        Ok(Self { server, home, _lock: lock })
    }

    /// The URL of one database of the cluster, for tokio-postgres, diesel or psql.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        url(&self.home, database)
    }

    /// The URL of a database of the cluster in `dir` that another process runs just now; none when nobody does.
    #[must_use]
    pub fn url_of_running(dir: &Path, database: &str) -> Option<String> {
        let home = Home::settle(dir).ok()?;
        std::os::unix::net::UnixStream::connect(home.socket_file()).ok()?;
        Some(url(&home, database))
    }

    /// Waits until the server has ended by itself, which nobody asked for, and says how.
    pub async fn ended(&mut self) -> String {
        loop {
            if let Some(how) = self.server.ended() {
                return how;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Stops the server: open transactions are rolled back, everything committed is on disk.
    pub async fn stop(self) {
        if let Err(error) = tokio::task::spawn_blocking(|| self.stop_blocking()).await {
            log::error!("stopping the private PostgreSQL: {error}");
        }
    }

    /// As [`Cluster::stop`], for callers outside a runtime.
    pub fn stop_blocking(mut self) {
        let begun = Instant::now();
        self.server.stop();
        self.home.tidy();
        log::info!("private PostgreSQL stopped in {} ms", begun.elapsed().as_millis());
    }
}

fn url(home: &Home, database: &str) -> String {
    let socket = percent_encoded(&home.socket.to_string_lossy());
    format!("postgresql:///{}?host={socket}&user={SUPERUSER}", percent_encoded(database))
}

/// Everything but the characters that mean nothing in a URL becomes `%XX`.
fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
