//! `stations keys rotate-personal`: a new root key for the personal data.

use crate::{
    config::Config,
    db::{database::Database, pool},
    personal::{Roots, rotation},
};

/// Adds a root key unless `only_wrap`, and wraps every person's key by the newest. Errors: the file, the database; then
/// the command is repeated with `--only-wrap`.
pub async fn rotate(database: &Database, config: &Config, only_wrap: bool) -> Result<(), String> {
    let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
    let roots = Roots::open(&config.personal_keys_file)?;
    rotation::check(&conn, &roots).await?;
    let version = if only_wrap { roots.current().newest() } else { roots.add_version()? };
    let wrapped = rotation::wrap_all_anew(&conn, &roots).await.map_err(|e| e.to_string())?;
    println!("root key {version} wraps; {wrapped} keys wrapped anew");
    Ok(())
}
