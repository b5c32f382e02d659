//! `stations county import`: another county beside those that are there.

use std::path::Path;

use crate::{
    county_plan::{self, load, plan::Plan},
    db::{
        database::Database,
        migrations::{self, Standing},
        pool,
    },
    http::clock::Clock,
};

/// Checks a county's files. Errors: how many faults; the faults themselves are printed, one a line.
pub fn read(folder: &Path) -> Result<Plan, String> {
    county_plan::read(folder).map_err(|faults| {
        faults.iter().for_each(|fault| eprintln!("{fault}"));
        format!("{} faults in {}; nothing was changed", faults.len(), folder.display())
    })
}

/// Loads a checked plan, or says what would be made. Errors: the county is there already, the database.
pub async fn import(database: &Database, plan: &Plan, dry_run: bool) -> Result<(), String> {
    let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
    if dry_run {
        match migrations::standing(&conn).await? {
            Standing::Current => load::may_load(&conn, plan).await.map_err(|e| e.to_string())?,
            Standing::Behind(_) => {
                println!("the database is not of this version: whether the county is there is not checked");
            }
            Standing::Ahead => {
                return Err("the database was migrated by a newer version of this program".into());
            }
        }
        println!("would be made, if this were no dry run:\n{plan}");
        return Ok(());
    }
    migrations::run(conn).await?;
    county_plan::import(&database.url, plan, &Clock::default()).await?;
    println!("made:\n{plan}\nNext: stations admin create NAME@{}", plan.county.code);
    Ok(())
}
