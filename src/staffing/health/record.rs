//! `POST /workers/{id}/health-statements`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::model::{HealthStatement, HealthStatementKind};
use crate::{
    audit::event::Event,
    auth::policy::ManageHealth,
    dated,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, body::rule_fault},
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// A health statement or examination to record; no diagnosis, no words.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = valid_after_day), schema(function = valid_while_fit))]
pub struct RecordHealthStatement {
    /// What it is.
    pub kind: HealthStatementKind,
    /// Whether it says that the worker is fit for the work.
    pub fit: bool,
    /// Its day, not after today.
    #[schema(example = "2023-06-20")]
    pub dated_on: NaiveDate,
    /// Last day on which it is valid, if it says one; by the interval of the county's policy when left out.
    #[schema(example = "2024-06-20")]
    pub valid_until: Option<NaiveDate>,
}

fn valid_after_day(new: &RecordHealthStatement) -> Result<(), ValidationError> {
    if new.valid_until.is_some_and(|until| until < new.dated_on) {
        return Err(rule_fault("/valid_until", "too_early", "不得早于其日期", "It cannot be before its day"));
    }
    Ok(())
}

fn valid_while_fit(new: &RecordHealthStatement) -> Result<(), ValidationError> {
    if new.fit || new.valid_until.is_none() {
        return Ok(());
    }
    Err(rule_fault(
        "/valid_until",
        "not_applicable",
        "不适合上岗的没有有效期",
        "What says unfit is valid until a later one",
    ))
}

/// Records a health statement or examination of a worker (六（三）, S5).
#[utoipa::path(post, path = "/api/v1/workers/{id}/health-statements", tag = "staffing")]
pub async fn record_health_statement(
    ctx: Ctx<ManageHealth>,
    path: Path<Id>,
    body: Body<RecordHealthStatement>,
) -> Result<Created<HealthStatement>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        scope.require_entrusted(tx, tx.county(), tx.today(), path.id).await?;
        let RecordHealthStatement { kind, fit, dated_on, valid_until } = body.0;
        dated::not_after(tx.today(), "/dated_on", Some(dated_on))?;
        let row = HealthStatement {
            id: tx.new_id(),
            worker_id: path.id,
            kind,
            fit,
            dated_on,
            valid_until,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        row.insert(tx).await?;
        // That there is one; what it says is not for the trail.
        tx.record(Event::new("health_statement.recorded", row.id, json!({"worker": path.id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/health-statements/{}", row.id)))
    })
    .await
}
