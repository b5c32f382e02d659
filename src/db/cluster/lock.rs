//! One service per directory.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::error::{ClusterError, on};

/// Held while the service uses the directory. The kernel releases it however the process ends: it is never stale.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Makes `dir` if needed and takes its lock.
    pub(super) fn take(dir: &Path) -> Result<Self, ClusterError> {
        fs::create_dir_all(dir).map_err(on("creating", dir))?;
        let path = dir.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(on("opening", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy(dir, &path)),
            Err(TryLockError::Error(error)) => return Err(on("locking", &path)(error)),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(on("writing", &path))?;
        Ok(Self { _file: file })
    }
}

fn busy(dir: &Path, path: &Path) -> ClusterError {
    let written = fs::read_to_string(path).unwrap_or_default();
    let pid = if written.trim().is_empty() { "(unknown)".to_owned() } else { written.trim().to_owned() };
    ClusterError::Busy { dir: dir.to_owned(), pid }
}
