//! `POST /policies/{id}/voiding`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::PolicyVersion;
use crate::{
    audit::event::Event,
    auth::policy::ManagePolicy,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Reason},
    schema::policies,
    staffing::findings::{Touched, recheck},
    voided,
};

/// Why a version is wrong.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct VoidPolicy {
    /// Why it never should have been set as it is.
    pub reason: Reason,
}

/// Voids a version of the county's policy that was set wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/policies/{id}/voiding", tag = "places")]
pub async fn void_policy(
    ctx: Ctx<ManagePolicy>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidPolicy>,
) -> Result<Reply<PolicyVersion>> {
    ctx.write(async |tx| {
        let all = lock_all(tx).await?;
        let this = all.iter().find(|row| row.id == path.id).ok_or_else(Error::not_found)?;
        if_match.check(this.version)?;
        judge(this, &all)?;
        let voided = void(tx, this, &body.0.reason).await?;
        let told = json!({"effective_from": voided.effective_from});
        tx.record(Event::new("policy.voided", voided.id, told));
        recheck(tx, Touched::County).await?;
        Reply::tagged(&voided)
    })
    .await
}

/// What a voiding is judged by.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = policies)]
struct Standing {
    id: Uuid,
    voided_at: Option<DateTime<Utc>>,
    version: i32,
}

/// Every version of the county, locked in one order: of two voidings at once the second sees what the first left.
async fn lock_all(tx: &Tx<'_>) -> Result<Vec<Standing>> {
    let all = policies::table.filter(policies::county_code.eq(tx.county())).order(policies::id);
    Ok(all.select(Standing::as_select()).for_update().load(&mut tx.conn()).await?)
}

/// Once, and never the last one: without a policy nothing can be judged.
fn judge(this: &Standing, all: &[Standing]) -> Result<()> {
    if this.voided_at.is_some() {
        return Err(Error::new(Code::Conflict).detail("该版本已作废", "The version is voided already"));
    }
    if all.iter().any(|other| other.id != this.id && other.voided_at.is_none()) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail(
        "这是该县唯一有效的政策版本；请先登记新版本",
        "This is the only version the county has left; set another one first",
    ))
}

async fn void(tx: &Tx<'_>, this: &Standing, reason: &Reason) -> Result<PolicyVersion> {
    let one = policies::table.find((tx.county(), this.id)).filter(policies::version.eq(this.version));
    let set = voided!(policies, tx, this.version, reason.as_str());
    let voided = diesel::update(one).set(set).returning(PolicyVersion::as_returning());
    voided.get_result(&mut tx.conn()).await.optional()?.ok_or_else(|| Code::Stale.into())
}
