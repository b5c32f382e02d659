//! What an agreement refers to, all faults at once.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::AgreementRow;
use crate::{
    http::{Error, Result, Tx, fault::Fault},
    places::organisations::model::OrganisationKind,
    rules::agreements::ServiceTarget,
    schema::{organisations, project_cycles, service_items, stations},
};

/// Judges a whole draft. Errors: 422 with every reference that leads nowhere.
pub async fn judge(tx: &Tx<'_>, row: &AgreementRow) -> Result<()> {
    let mut faults = contractor(tx, row.contractor_id).await?;
    faults.extend(stations(tx, "/station_ids", &row.station_ids).await?);
    faults.extend(cycle(tx, row.project_cycle_id).await?);
    faults.extend(targets(tx, &row.targets).await?);
    refuse(faults)
}

/// 422 when there is a fault.
pub fn refuse(faults: Vec<Fault>) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn contractor(tx: &Tx<'_>, id: Uuid) -> Result<Vec<Fault>> {
    let query = organisations::table.find((tx.county(), id)).select(organisations::kind);
    let kind: Option<OrganisationKind> = query.first(&mut tx.conn()).await.optional()?;
    Ok(match kind {
        Some(OrganisationKind::Contractor) => vec![],
        None => vec![Fault::unknown_reference("/contractor_id")],
        Some(_) => vec![Fault::body(
            "/contractor_id",
            "not_a_contractor",
            "该机构不是承接主体",
            "This organisation is no contractor",
        )],
    })
}

/// Each station is one of the county's, and named once.
pub async fn stations(tx: &Tx<'_>, at: &str, ids: &[Uuid]) -> Result<Vec<Fault>> {
    let theirs =
        stations::table.filter(stations::county_code.eq(tx.county())).filter(stations::id.eq_any(ids));
    let known: Vec<Uuid> = theirs.select(stations::id).load(&mut tx.conn()).await?;
    let fault = |(n, station): (usize, &Uuid)| {
        let at = format!("{at}/{n}");
        if !known.contains(station) {
            return Some(Fault::unknown_reference(&at));
        }
        let again = ids.iter().position(|other| other == station) != Some(n);
        again.then(|| Fault::body(at, "repeated", "站点重复", "The station is named twice"))
    };
    Ok(ids.iter().enumerate().filter_map(fault).collect())
}

async fn cycle(tx: &Tx<'_>, id: Option<Uuid>) -> Result<Option<Fault>> {
    let Some(id) = id else { return Ok(None) };
    let one = project_cycles::table.find((tx.county(), id)).select(project_cycles::id);
    let found: Option<Uuid> = one.first(&mut tx.conn()).await.optional()?;
    Ok(found.is_none().then(|| Fault::unknown_reference("/project_cycle_id")))
}

/// Each item is one of the county's catalogue.
pub async fn targets(tx: &Tx<'_>, targets: &[ServiceTarget]) -> Result<Vec<Fault>> {
    let named: Vec<&str> = targets.iter().filter_map(|target| target.item_code.as_deref()).collect();
    let theirs = service_items::table
        .filter(service_items::county_code.eq(tx.county()))
        .filter(service_items::code.eq_any(&named));
    let known: Vec<String> = theirs.select(service_items::code).load(&mut tx.conn()).await?;
    let unknown =
        |target: &ServiceTarget| target.item_code.as_ref().is_some_and(|code| !known.contains(code));
    let faults = targets.iter().enumerate().filter(|(_, target)| unknown(target));
    Ok(faults.map(|(n, _)| Fault::unknown_reference(&format!("/targets/{n}/item_code"))).collect())
}
