//! What an account belongs to: each role asks for its own, and a role is at home in one kind of place.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::role::Role,
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    schema::{counties, organisations, townships, workers},
};

/// Township, organisation and worker of an account.
#[derive(Debug, Clone, Copy)]
pub struct Belongings<'a> {
    /// Division code.
    pub township: Option<&'a str>,
    /// Contractor or agency.
    pub organisation: Option<Uuid>,
    /// Posted worker.
    pub worker: Option<Uuid>,
}

/// Errors: 403 when this caller may not give the role; 422 when it does not fit the county or its belongings.
pub async fn check(tx: &Tx<'_>, giver: Role, role: Role, its: Belongings<'_>) -> Result<()> {
    let above_county = matches!(role, Role::PlatformAdmin | Role::ProvinceViewer);
    if above_county && giver != Role::PlatformAdmin {
        return Err(Error::new(Code::Forbidden));
    }
    let mut faults = Vec::new();
    faults.extend(home(tx, role).await?);
    faults.extend(presence("/township_code", role.has_township(), its.township.is_some()));
    faults.extend(presence("/organisation_id", role.has_organisation(), its.organisation.is_some()));
    faults.extend(presence("/worker_id", role.has_worker(), its.worker.is_some()));
    if faults.is_empty() {
        faults.extend(unknown(tx, role, its).await?);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn home(tx: &Tx<'_>, role: Role) -> Result<Option<Fault>> {
    let query = counties::table.find(tx.county()).select(counties::kind);
    let kind: String = query.first(&mut tx.conn()).await?;
    let right = match role {
        Role::PlatformAdmin => "installation",
        Role::ProvinceViewer => "province",
        _ => "county",
    };
    let (zh, en) =
        ("该角色不属于此级别", "Accounts of this role live elsewhere: installation, province or county");
    Ok((kind != right).then(|| Fault::body("/role", "wrong_home", zh, en)))
}

fn presence(pointer: &'static str, needed: bool, there: bool) -> Option<Fault> {
    match (needed, there) {
        (true, false) => Some(Fault::body(pointer, "required", "该角色必填", "This role needs it")),
        (false, true) => Some(Fault::body(pointer, "not_allowed", "该角色不得填写", "This role has none")),
        _ => None,
    }
}

async fn unknown(tx: &Tx<'_>, role: Role, its: Belongings<'_>) -> Result<Option<Fault>> {
    if let Some(code) = its.township {
        let query = townships::table.find((tx.county(), code)).select(townships::code);
        let found: Option<String> = query.first(&mut tx.conn()).await.optional()?;
        return Ok(found.is_none().then(|| Fault::unknown_reference("/township_code")));
    }
    if let Some(id) = its.worker {
        let query = workers::table.find((tx.county(), id)).select(workers::id);
        let found: Option<Uuid> = query.first(&mut tx.conn()).await.optional()?;
        return Ok(found.is_none().then(|| Fault::unknown_reference("/worker_id")));
    }
    let Some(id) = its.organisation else { return Ok(None) };
    let kind = if role == Role::ContractorManager { "contractor" } else { "evaluation_agency" };
    let query = organisations::table.find((tx.county(), id)).filter(organisations::kind.eq(kind));
    let found: Option<Uuid> = query.select(organisations::id).first(&mut tx.conn()).await.optional()?;
    Ok(found.is_none().then(|| Fault::unknown_reference("/organisation_id")))
}
