//! The checks: every file is looked at, whatever is wrong with the others, and every fault is kept.

mod catalogue;
mod county;
mod document;
mod governance;
mod indicators;
mod policy;
mod townships;
mod values;
mod villages;

use super::{fault::Fault, files::Files, plan::Plan};
use crate::app;

/// The plan of a county's files. Errors: every fault of every file.
pub fn plan(files: &Files) -> Result<Plan, Vec<Fault>> {
    let mut faults = files.faults().to_vec();
    // What the API would refuse, a file may not bring in either: the published document is the check here as well.
    let contract = app::contract();
    let county = county::check(files, &mut faults);
    let townships = townships::check(files, county.as_ref(), &mut faults);
    let (domains, items) = catalogue::check(files, &mut faults);
    let policy = policy::check(files, contract, &mut faults);
    let indicators = indicators::check(files, contract, &mut faults);
    let milestones = governance::milestones(files, county.as_ref(), &mut faults);
    let seats = governance::seats(files, &mut faults);
    let villages = villages::check(files, &townships, &mut faults);
    match (county, policy) {
        (Some(county), Some(policy)) if faults.is_empty() => {
            Ok(Plan { county, townships, domains, items, policy, indicators, milestones, seats, villages })
        }
        _ => Err(faults),
    }
}
