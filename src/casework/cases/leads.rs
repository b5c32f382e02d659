//! `POST /cases/{id}/lead-workers`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    course,
    model::{self, CaseRow, LeadRow},
    show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::{
        caller::Caller,
        policy::{Action as _, DecideMinorAccess, ManageCases},
    },
    casework::employed,
    dated,
    http::{Body, Created, Ctx, Id, IfMatch, Path, Result, Tx, fault::Fault},
    schema::case_leads,
};

/// Who leads a case from a day on.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AssignLead {
    /// The worker, employed on that day.
    pub worker_id: Uuid,
    /// First day, after that of the worker before and not after today.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
}

/// Assigns a case that goes on to another lead worker; the one before ends on that day.
#[utoipa::path(post, path = "/api/v1/cases/{id}/lead-workers", tag = "casework")]
pub async fn assign_lead_worker(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AssignLead>,
) -> Result<Created<Case>> {
    let AssignLead { worker_id, from } = body.0;
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        course::goes_on(&row)?;
        dated::not_after(tx.today(), "/from", Some(from))?;
        employed::require(tx, "/worker_id", worker_id, from).await?;
        end_the_one_before(tx, &row, from).await?;
        insert(tx, ctx.caller()?, row.id, (worker_id, from)).await?;
        model::touch(tx, &mut row).await?;
        tx.record(Event::new("case.assigned", row.id, json!({"lead": worker_id, "from": from})));
        let path = format!("/api/v1/cases/{}", row.id);
        Ok(show::reply::<_, 201>(&ctx, tx, row).await?.at(path))
    })
    .await
}

/// Errors: 422 when the day is not after the first of who leads it now.
async fn end_the_one_before(tx: &Tx<'_>, row: &CaseRow, from: NaiveDate) -> Result<()> {
    let Some(last) = show::leads_of(tx, tx.county(), row.id).await?.pop() else { return Ok(()) };
    if from <= last.valid_from {
        let (zh, en) =
            (format!("须晚于{}", last.valid_from), format!("It must be after {}", last.valid_from));
        return Err(Fault::body("/from", "too_early", zh, en).into());
    }
    let end = (case_leads::valid_to.eq(from), case_leads::end_recorded_at.eq(tx.now()));
    diesel::update(case_leads::table.find((tx.county(), last.id))).set(end).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Writes who leads a case from a day on. A responsible person's assignment of somebody else opens a minor to that worker;
/// nobody opens one to himself.
pub async fn insert(
    tx: &Tx<'_>,
    caller: &Caller,
    case_id: Uuid,
    (worker_id, from): (Uuid, NaiveDate),
) -> Result<()> {
    let responsible = DecideMinorAccess::extent(caller.role).is_some();
    let row = LeadRow {
        id: tx.new_id(),
        case_id,
        worker_id,
        opens_minor: responsible && caller.worker != Some(worker_id),
        assigned_by: caller.id,
        valid_from: from,
        valid_to: None,
        recorded_at: tx.now(),
        end_recorded_at: None,
    };
    let values = (case_leads::county_code.eq(tx.county()), &row);
    diesel::insert_into(case_leads::table).values(values).execute(&mut tx.conn()).await?;
    Ok(())
}
