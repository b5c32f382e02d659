//! One service per directory.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::error::{ClusterError, on};

/// Held while the service uses the directory. The kernel releases it however the process ends: it is never stale.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
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
        Ok(Self { file })
    }
}

impl Drop for Lock {
    /// Closing alone would not do: a program just being started holds a copy of every open file until it has begun,
    /// and with it the lock.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

fn busy(dir: &Path, path: &Path) -> ClusterError {
    let written = fs::read_to_string(path).unwrap_or_default();
    let pid = if written.trim().is_empty() { "(unknown)".to_owned() } else { written.trim().to_owned() };
    ClusterError::Busy { dir: dir.to_owned(), pid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_file_does_not_keep_what_was_released() -> Result<(), Box<dyn std::error::Error>> {
        let dir = std::env::temp_dir().join(format!("stations-test-{}-lock", std::process::id()));
        let lock = Lock::take(&dir)?;
        let copy = lock.file.try_clone()?;
        assert!(matches!(Lock::take(&dir), Err(ClusterError::Busy { .. })));
        drop(lock);
        let again = Lock::take(&dir);
        fs::remove_dir_all(&dir)?;
        drop(copy);
        assert!(again.is_ok(), "{again:?}");
        Ok(())
    }
}
