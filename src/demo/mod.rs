//! The demo: invented organisations and workers, one account of every role, and the first months of one station,
//! played through the service's own API on a clock of its own, so that nothing in it could not have happened.

mod accounts;
mod caller;
mod counties;
mod logs;
mod more;
mod premises;
mod services;
mod story;

use std::{
    collections::HashMap, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::PathBuf, sync::Arc,
};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::{
    app,
    config::Config,
    db::pool,
    http::{clock::Clock, state::Shared},
    schema::users,
};
pub use more::{More, add};

/// The county the demo plays in.
const COUNTY: &str = "469025";

/// Anything that keeps the demo from being made.
type Outcome<T> = Result<T, String>;

/// Makes the demo on the first start; later starts change nothing. The accounts are printed once and kept in
/// `DATA_DIR/demo-accounts.json`, readable by its owner only.
pub async fn make_once(config: &Config, url: &str) -> Outcome<()> {
    if made(url).await? {
        return Ok(());
    }
    let shared = stage(config)?;
    let stage = caller::Stage::set(&shared, url).await;
    let accounts = story::play(&stage, url).await?;
    let file = keep(config, &accounts)?;
    println!("Demo accounts (kept in {}):", file.display());
    for account in &accounts {
        println!("  {:<28}{}", account.username, account.password);
    }
    Ok(())
}

async fn made(url: &str) -> Outcome<bool> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let any = users::table.filter(users::county_code.eq(COUNTY)).count().get_result::<i64>(&mut &conn).await;
    any.map(|count| count > 0).map_err(|e| e.to_string())
}

/// The same service, with its own clock and without quotas.
fn stage(config: &Config) -> Outcome<Arc<Shared>> {
    let config = Config { requests_per_minute: 0, sign_ins_per_minute: 0, pool_size: 2, ..config.clone() };
    app::shared(config, Clock::default())
}

fn keep(config: &Config, accounts: &[accounts::Account]) -> Outcome<PathBuf> {
    let path = config.data_dir.join("demo-accounts.json");
    let say = |e: std::io::Error| format!("{}: {e}", path.display());
    let by_role: HashMap<&str, Value> = accounts
        .iter()
        .map(|account| (account.role, json!({"username": account.username, "password": account.password})))
        .collect();
    std::fs::create_dir_all(&config.data_dir).map_err(say)?;
    let _ = std::fs::remove_file(&path);
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(say)?;
    file.write_all(format!("{:#}\n", json!(by_role)).as_bytes()).map_err(say)?;
    Ok(path)
}
