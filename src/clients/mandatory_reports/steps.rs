//! `POST /mandatory-reports/{id}/steps`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    list,
    model::{self, MandatoryReport, ReportAuthority, ReportRow, ReportStep, ReportStepKind},
    record,
};
use crate::{
    audit::event::Event,
    auth::policy::RecordMandatoryReports,
    dated,
    http::{Body, Created, Ctx, Id, Path, Result, Tx, body::rule_fault, fault::Fault},
    schema::{mandatory_report_steps, mandatory_reports},
};

/// A step to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = whole))]
pub struct RecordStep {
    /// What was done.
    pub kind: ReportStepKind,
    /// To or by which authority; required for a report and what is added to it.
    pub authority: Option<ReportAuthority>,
    /// When it was done; not after now, and not before the signs were seen.
    #[schema(example = "2023-07-03T02:00:00Z")]
    pub taken_at: DateTime<Utc>,
}

fn whole(step: &RecordStep) -> Result<(), ValidationError> {
    let told = matches!(step.kind, ReportStepKind::Reported | ReportStepKind::Added);
    if told && step.authority.is_none() {
        return Err(rule_fault("/authority", "required", "请填写接报单位", "Name the authority"));
    }
    Ok(())
}

/// Records a step; the earliest report to an authority tells whether it was in time. A late one is recorded all the same.
#[utoipa::path(post, path = "/api/v1/mandatory-reports/{id}/steps", tag = "clients")]
pub async fn record_report_step(
    ctx: Ctx<RecordMandatoryReports>,
    path: Path<Id>,
    body: Body<RecordStep>,
) -> Result<Created<MandatoryReport>> {
    record::not_in_future(ctx.now(), "/taken_at", body.0.taken_at)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        dated::may_void(row.voided_at)?;
        if body.0.taken_at < row.seen_at {
            let (zh, en) = ("不得早于发现时间", "It cannot be before the signs were seen");
            return Err(Fault::body("/taken_at", "too_early", zh, en).into());
        }
        let step = insert(tx, &row, &body.0).await?;
        let row = save(tx, row, &step).await?;
        let told = json!({"step": step.kind, "authority": step.authority, "taken_at": step.taken_at});
        tx.record(Event::new("mandatory_report.step_recorded", row.id, told));
        let location = format!("/api/v1/mandatory-reports/{}", row.id);
        Ok(list::reply::<_, 201>(&ctx, tx, row).await?.at(location))
    })
    .await
}

async fn insert(tx: &Tx<'_>, row: &ReportRow, new: &RecordStep) -> Result<ReportStep> {
    let step = ReportStep {
        id: tx.new_id(),
        kind: new.kind,
        authority: new.authority,
        taken_at: new.taken_at,
        recorded_by: tx.actor()?,
        recorded_at: tx.now(),
    };
    let key =
        (mandatory_report_steps::county_code.eq(tx.county()), mandatory_report_steps::report_id.eq(row.id));
    diesel::insert_into(mandatory_report_steps::table).values((key, &step)).execute(&mut tx.conn()).await?;
    Ok(step)
}

async fn save(tx: &Tx<'_>, row: ReportRow, step: &ReportStep) -> Result<ReportRow> {
    let told = (step.kind == ReportStepKind::Reported).then_some(step.taken_at);
    let change = (
        mandatory_reports::reported_at.eq(row.reported_at.into_iter().chain(told).min()),
        mandatory_reports::version.eq(row.version.saturating_add(1)),
    );
    let one = mandatory_reports::table.find((tx.county(), row.id));
    let saved = diesel::update(one).set(change).returning(ReportRow::as_returning());
    Ok(saved.get_result(&mut tx.conn()).await?)
}
