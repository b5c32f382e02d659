//! What the server says, this run and the run before it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;

use super::error::{ClusterError, on};
use super::home::Home;

const TAIL_LINES: usize = 20;

/// An empty log, which only its owner may read: statements that failed stand in it.
pub(super) fn new_log(home: &Home) -> Result<File, ClusterError> {
    let log = home.log();
    match fs::rename(&log, log.with_extension("log.old")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(on("renaming", &log)(error)),
        _ => {
            OpenOptions::new().append(true).create(true).mode(0o600).open(&log).map_err(on("creating", &log))
        }
    }
}

/// The end of the log, as a reason.
pub(super) fn not_ready(home: &Home, what: String) -> ClusterError {
    let log = home.log();
    let text = fs::read(&log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    let tail = lines.get(lines.len().saturating_sub(TAIL_LINES)..).unwrap_or_default().join("\n");
    ClusterError::NotReady { what, log, tail }
}
