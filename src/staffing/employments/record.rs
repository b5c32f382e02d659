//! `POST /employments`.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{self, Employment};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Reply, Result},
    rules::finding::EmploymentKind,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// An employment to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordEmployment {
    /// Who is employed.
    pub worker_id: Uuid,
    /// The employer; a contractor can only name itself.
    pub organisation_id: Uuid,
    /// The kind; only a labour contract is formal employment (六（三）).
    pub kind: EmploymentKind,
    /// First day.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    #[schema(example = "2026-06-30")]
    pub to: Option<NaiveDate>,
}

fn ends_after_start(employment: &RecordEmployment) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", employment.from, employment.to)
}

/// Records that an organisation employs a worker.
#[utoipa::path(post, path = "/api/v1/employments", tag = "staffing")]
pub async fn record_employment(
    ctx: Ctx<ManageWorkers>,
    body: Body<RecordEmployment>,
) -> Result<Created<Employment>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let RecordEmployment { worker_id, organisation_id, kind, from, to } = body.0;
        dated::require_references([
            ("/worker_id", scope.holds(tx, tx.county(), worker_id).await?),
            ("/organisation_id", model::is_employer(tx, &scope, organisation_id).await?),
        ])?;
        let row = Employment::new((tx.new_id(), tx.now()), worker_id, organisation_id, kind, (from, to));
        row.insert(tx).await?;
        tx.record(Event::new("employment.recorded", row.id, row.told()));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/employments/{}", row.id)))
    })
    .await
}
