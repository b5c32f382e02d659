//! A county's plan as a folder of files: all of it checked, every fault told at once, then loaded in one transaction
//! with its event. Baisha's folder, `data/baisha`, is embedded and takes the same way as anybody else's.

pub mod check;
pub mod fault;
pub mod files;
pub mod load;
pub mod plan;
mod table;

use std::path::Path;

use crate::{
    db::{Conn, pool},
    http::clock::Clock,
};
use fault::Fault;
use files::Files;
use plan::Plan;

/// The files of the first customer.
const BAISHA: [(&str, &str); 7] = [
    ("county.json", include_str!("../../data/baisha/county.json")),
    ("townships.csv", include_str!("../../data/baisha/townships.csv")),
    ("service_catalogue.csv", include_str!("../../data/baisha/service_catalogue.csv")),
    ("policy.json", include_str!("../../data/baisha/policy.json")),
    ("evaluation_indicators.csv", include_str!("../../data/baisha/evaluation_indicators.csv")),
    ("milestones.csv", include_str!("../../data/baisha/milestones.csv")),
    ("leading_group.csv", include_str!("../../data/baisha/leading_group.csv")),
];

/// The checked plan in a folder. Errors: everything wrong with its files.
pub fn read(folder: &Path) -> Result<Plan, Vec<Fault>> {
    check::plan(&Files::read(folder))
}

/// Loads a county's plan. Errors: the county is there already, its province has another name, the database; nothing is
/// changed then.
pub async fn import(url: &str, plan: &Plan, clock: &Clock) -> Result<(), String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    load::in_transaction(&conn, async || {
        load::may_load(&conn, plan).await?;
        load::new_county(&conn, plan, clock.now()).await
    })
    .await
}

/// Loads the embedded plan of Baisha; into a county that a former release loaded, only what that release did not know.
/// Errors: the database; a file that is not what it should be.
pub async fn load_baisha(url: &str, clock: &Clock) -> Result<(), String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let plan = baisha()?;
    load::in_transaction(&conn, async || load_or_complete(&conn, &plan, clock).await).await
}

async fn load_or_complete(conn: &Conn, plan: &Plan, clock: &Clock) -> load::Outcome<()> {
    if !load::is_there(conn, &plan.county.code).await? {
        return load::new_county(conn, plan, clock.now()).await;
    }
    load::what_is_missing(conn, plan, clock.now()).await
}

/// The embedded plan. Errors: its faults, one a line.
pub fn baisha() -> Result<Plan, String> {
    let plan = check::plan(&Files::embedded(&BAISHA));
    plan.map_err(|faults| faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests;
