//! A folder of one test, deleted with it.

use std::path::{Path, PathBuf};

use stations::http::clock::{Clock, new_id};

/// Dereferences to its path; not made yet.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        Self(std::env::temp_dir().join(format!("stations-test-{}", new_id(Clock::default().now()))))
    }
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
