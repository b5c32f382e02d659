//! Imports that go on after their request.

use stations::background::imports;
use tokio::sync::watch;

use super::lab::Lab;

impl Lab {
    /// Runs the imports that wait, as the job does.
    pub async fn run_imports(&self) {
        let (_process, stopped) = watch::channel(false);
        imports::run_waiting(&self.shared, &self.database_url, &stopped).await.unwrap();
    }
}
