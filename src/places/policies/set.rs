//! `POST /policies`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::PolicyVersion;
use crate::{
    audit::event::Event,
    auth::policy::ManagePolicy,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault, text::Reason},
    rules::policy::{Policy, PolicyFault, PolicyFaultCode},
    schema::policies,
    staffing::findings::{Touched, recheck},
};

/// A version of the county's policy to set.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SetPolicy {
    /// First day on which it is in force; one version a day.
    #[schema(example = "2024-01-01")]
    pub effective_from: NaiveDate,
    /// All of the policy, each value with the clause it comes from, or `ours`.
    pub policy: Policy,
    /// Why, as the paper that orders it.
    pub reason: Reason,
}

/// Sets a version of the county's policy, in force from a day on.
#[utoipa::path(post, path = "/api/v1/policies", tag = "places")]
pub async fn set_policy(ctx: Ctx<ManagePolicy>, body: Body<SetPolicy>) -> Result<Created<PolicyVersion>> {
    judge(&body.0.policy)?;
    ctx.write(async |tx| {
        let version = insert(tx, &body.0).await?;
        let told = json!({"effective_from": version.effective_from});
        tx.record(Event::new("policy.set", version.id, told));
        recheck(tx, Touched::County).await?;
        Ok(Reply::tagged(&version)?.at(format!("/api/v1/policies/{}", version.id)))
    })
    .await
}

/// What a policy has to be beyond its types; every fault at once.
fn judge(policy: &Policy) -> Result<()> {
    let faults = faults(policy);
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// Every fault of a policy, by its pointer in the body of [`set_policy`].
pub fn faults(policy: &Policy) -> Vec<Fault> {
    policy.validate().into_iter().map(fault).collect()
}

fn fault(PolicyFault { pointer, code }: PolicyFault) -> Fault {
    let (zh, en) = match code {
        PolicyFaultCode::SourceMissing => {
            ("须注明依据条款，或填 ours", "Name the clause it comes from, or `ours`")
        }
        PolicyFaultCode::OutOfRange => ("超出允许范围", "It is out of range"),
        PolicyFaultCode::NotOneWhole => ("各项占比之和须为1", "The shares must add up to exactly 1"),
        PolicyFaultCode::PartsNotStandard => {
            ("人员与运营经费之和须等于每站标准", "Labour and operations must add up to the standard")
        }
        PolicyFaultCode::BandsNotDescending => {
            ("等次须由高到低排列", "The bands must go down from band to band")
        }
        PolicyFaultCode::BandsNotFromZero => ("最低等次须从0分起", "The lowest band must begin at 0"),
        PolicyFaultCode::GradeRepeated => ("等次重复", "A grade stands in two bands"),
    };
    Fault::body(format!("/policy{pointer}"), code.code(), zh, en)
}

async fn insert(tx: &Tx<'_>, new: &SetPolicy) -> Result<PolicyVersion> {
    let row = (
        policies::county_code.eq(tx.county()),
        policies::id.eq(tx.new_id()),
        policies::effective_from.eq(new.effective_from),
        policies::body.eq(serde_json::to_value(&new.policy)?),
        policies::reason.eq(new.reason.as_str()),
        policies::recorded_at.eq(tx.now()),
        policies::version.eq(1),
    );
    let insert = diesel::insert_into(policies::table).values(row).returning(PolicyVersion::as_returning());
    let written = insert.get_result(&mut tx.conn()).await;
    Ok(written.on_constraint("policies_one_a_day", already_there)?)
}

fn already_there() -> Error {
    let (zh, en) = (
        "该日已有生效的政策版本；如有误，请先作废",
        "A version takes effect on that day already; if it is wrong, void it first",
    );
    let faults = vec![Fault::body("/effective_from", "already_exists", zh, en)];
    Error::new(Code::AlreadyExists).detail(zh, en).faults(faults)
}
