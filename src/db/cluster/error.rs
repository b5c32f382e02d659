use std::io;
use std::path::{Path, PathBuf};

/// Why the private PostgreSQL could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// Another service holds the directory.
    #[error(
        "{} is in use by process {pid}; stop that process, or give this one another DATA_DIR or a DATABASE_URL",
        .dir.display()
    )]
    Busy {
        /// The directory.
        dir: PathBuf,
        /// The process that holds it, as it wrote itself down.
        pid: String,
    },
    /// No server programs that can be used.
    #[error(
        "{found}. Install PostgreSQL {} or newer (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install \
         postgresql-server; macOS: brew install postgresql@17), or set DATABASE_URL to a server elsewhere",
        super::binaries::OLDEST
    )]
    NoBinaries {
        /// What was found instead.
        found: String,
    },
    /// The data was made by a major version that is not installed.
    #[error(
        "{} was made by PostgreSQL {major}, which is not installed ({found}). Install version {major}, or move the \
         data with pg_dump and pg_restore",
        .data.display()
    )]
    OtherVersion {
        /// The data directory.
        data: PathBuf,
        /// The major version that made it.
        major: u32,
        /// What was found instead.
        found: String,
    },
    /// The data belongs to somebody else.
    #[error("{} belongs to user id {owner}: run the service as that user, or give it another DATA_DIR", .data.display())]
    OtherOwner {
        /// The data directory.
        data: PathBuf,
        /// Its owner.
        owner: u32,
    },
    /// PostgreSQL refuses to run as root, and there is no user to run it as.
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as: create one, or \
         start the service as another user"
    )]
    NoAccount,
    /// A server of a service that is gone does not stop.
    #[error("process {pid}, a PostgreSQL left over on {}, does not stop", .data.display())]
    Leftover {
        /// The data directory.
        data: PathBuf,
        /// The server's process.
        pid: u32,
    },
    /// `initdb` failed.
    #[error("initdb failed: {said}")]
    Initdb {
        /// What it said.
        said: String,
    },
    /// The server ended, or was not ready in time.
    #[error("PostgreSQL {what}; the end of {}:\n{tail}", .log.display())]
    NotReady {
        /// What happened.
        what: String,
        /// The server's log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The operating system refused something.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: String,
        /// The refusal.
        source: io::Error,
    },
}

/// Says what was being done, and to which file, when it failed.
pub(super) fn on<'a>(doing: &'a str, path: &'a Path) -> impl FnOnce(io::Error) -> ClusterError + 'a {
    move |source| ClusterError::Io { doing: format!("{doing} {}", path.display()), source }
}
