//! `stations admin create`: the first administrator of an installation or a county.

use std::io::Read as _;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    auth::{accounts, password, role::Role},
    config::Config,
    db::{Conn, database::Database, pool},
    http::clock::Clock,
    schema::counties,
};

/// Makes a platform administrator (`name@000000`) or a bureau administrator (`name@469025`).
/// Errors: a bad name, a bad password, a name that is taken.
pub async fn create(
    database: &Database,
    config: &Config,
    username: &str,
    random_password: bool,
) -> Result<(), String> {
    let (_, county) = username
        .split_once('@')
        .ok_or("the name has the form name@county, as admin@000000 or zhang@469025")?;
    let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
    home_of(&conn, county).await?;
    let role = if county == "000000" { Role::PlatformAdmin } else { Role::BureauAdmin };
    let secret = if random_password { password::random_password() } else { typed_password()? };
    let faults = password::faults(config.password_profile, "/password", &secret, &[username]);
    if let Some(fault) = faults.into_iter().next() {
        return Err(fault.message.en.to_string());
    }
    let account = accounts::NewAccount::plain(username, role);
    accounts::create(&conn, &Clock::default(), account, &secret).await?;
    println!("{username} is made ({role:?})");
    if random_password {
        println!("password: {secret}");
    }
    Ok(())
}

/// Errors: no such county here; a province, whose viewers a platform administrator makes.
async fn home_of(mut conn: &Conn, county: &str) -> Result<(), String> {
    let kind =
        counties::table.find(county).select(counties::kind).first::<String>(&mut conn).await.optional();
    match kind.map_err(|e| e.to_string())?.as_deref() {
        Some("province") => {
            Err(format!("{county} is a province: a platform administrator makes its accounts"))
        }
        Some(_) => Ok(()),
        None => Err(format!("there is no county {county} here; `stations county import` loads one")),
    }
}

fn typed_password() -> Result<String, String> {
    eprintln!("Password (ends with the line):");
    let mut text = String::new();
    std::io::stdin().take(1024).read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
