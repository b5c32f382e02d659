//! Imports that go on after their request.

use stations::background::imports;
use tokio::sync::watch;

use super::lab::Lab;

impl Lab {
    /// Runs the imports that wait, as the job does.
    pub async fn run_imports(&self) {
        let ((_process, stopped), mut held) = (watch::channel(false), None);
        let run = imports::run_waiting((&self.shared, &self.database_url), &stopped, &mut held);
        Box::pin(run).await.unwrap();
    }
}
