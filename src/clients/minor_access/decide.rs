//! `POST /minor-access-approvals/{id}/decision`.

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    list,
    model::{self, AccessOutcome, AccessRow, AccessState, MinorAccess},
};
use crate::{
    audit::event::Event,
    auth::policy::DecideMinorAccess,
    http::{
        Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, body::rule_fault, clock::end_of_day,
        codes::Code, fault::Fault,
    },
    rules::periods::add_months,
};

/// Longest approval, in months (ours: the regulation sets none).
const MONTHS: u32 = 12;

/// A decision on a request.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = whole))]
pub struct DecideAccess {
    /// Approved or not.
    pub approved: bool,
    /// Last day of an approval, at most twelve months from today; that when left out.
    #[schema(example = "2023-12-31")]
    pub until: Option<NaiveDate>,
}

fn whole(decision: &DecideAccess) -> Result<(), ValidationError> {
    if !decision.approved && decision.until.is_some() {
        let (zh, en) = ("不批准时不填写截止日期", "A refusal has no last day");
        return Err(rule_fault("/until", "contradiction", zh, en));
    }
    Ok(())
}

/// Decides on a request for access to a minor's data: somebody responsible, and not who asked.
#[utoipa::path(post, path = "/api/v1/minor-access-approvals/{id}/decision", tag = "clients")]
pub async fn decide_minor_access(
    ctx: Ctx<DecideMinorAccess>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<DecideAccess>,
) -> Result<Reply<MinorAccess>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        if row.emergency || row.state(tx.now()) != AccessState::Requested {
            let (zh, en) = ("该申请不在待审批状态", "It does not wait for a decision");
            return Err(Error::new(Code::Conflict).detail(zh, en));
        }
        not_one_s_own(&row, tx.actor()?)?;
        let last = body.0.approved.then(|| last_day(tx, body.0.until)).transpose()?;
        row.outcome = Some(if body.0.approved { AccessOutcome::Approved } else { AccessOutcome::Refused });
        (row.decided_by, row.decided_at) = (Some(tx.actor()?), Some(tx.now()));
        row.opens_until = last.map(end_of_day);
        row.save(tx).await?;
        let told = json!({"client": row.client_id, "outcome": row.outcome, "opens_until": row.opens_until});
        tx.record(Event::new("minor_access.decided", row.id, told));
        list::reply(&ctx, tx, &row).await
    })
    .await
}

/// Errors: 409 when somebody decides on what he asked for himself.
pub fn not_one_s_own(row: &AccessRow, caller: Uuid) -> Result<()> {
    if row.requested_by != caller {
        return Ok(());
    }
    let (zh, en) = ("不能审批本人的申请", "Nobody decides on what he asked for himself");
    Err(Error::new(Code::Conflict).detail(zh, en))
}

/// Errors: 422 when the day is over, or more than twelve months away.
fn last_day(tx: &Tx<'_>, asked: Option<NaiveDate>) -> Result<NaiveDate> {
    let latest = add_months(tx.today(), MONTHS).checked_sub_days(Days::new(1)).unwrap_or(tx.today());
    let day = asked.unwrap_or(latest);
    if day < tx.today() {
        return Err(Fault::body("/until", "too_early", "不得早于今天", "It cannot be before today").into());
    }
    if day > latest {
        let (zh, en) = (format!("最长至{latest}"), format!("At most until {latest}"));
        return Err(Fault::body("/until", "too_late", zh, en).into());
    }
    Ok(day)
}
