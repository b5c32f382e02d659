//! `POST /workers`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::Worker;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, fault::Fault, text::Line},
    rules::{finding::EmploymentKind, qualifications::Education},
    staffing::{
        employments::model::{self as employment, Employment},
        scope::Scope,
    },
};

/// A worker to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterWorker {
    /// Name.
    pub name: Line,
    /// Date of birth, when known; not after today.
    #[schema(example = "1990-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Highest education, when known.
    pub education: Option<Education>,
    /// The first employment; a contractor must give it, for without one the worker would be out of its reach.
    #[validate(nested)]
    pub employment: Option<FirstEmployment>,
}

/// The employment that a worker is registered with.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct FirstEmployment {
    /// The employer; a contractor may leave it out and can only name itself.
    pub organisation_id: Option<Uuid>,
    /// The kind; only a labour contract is formal employment (六（三）).
    pub kind: EmploymentKind,
    /// First day.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    #[schema(example = "2026-06-30")]
    pub to: Option<NaiveDate>,
}

fn ends_after_start(employment: &FirstEmployment) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", employment.from, employment.to)
}

/// Registers a worker, with the first employment where one is given.
#[utoipa::path(post, path = "/api/v1/workers", tag = "staffing")]
pub async fn register_worker(ctx: Ctx<ManageWorkers>, body: Body<RegisterWorker>) -> Result<Created<Worker>> {
    let scope = Scope::of(&ctx)?;
    dated::not_after(ctx.today(), "/birth_date", body.0.birth_date)?;
    ctx.write(async |tx| {
        let RegisterWorker { name, birth_date, education, employment } = &body.0;
        let name = name.as_str().to_owned();
        let worker =
            Worker { id: tx.new_id(), name, birth_date: *birth_date, education: *education, version: 1 };
        worker.insert(tx).await?;
        let employment = employ(tx, &scope, worker.id, employment.as_ref()).await?;
        tx.record(Event::new("worker.registered", worker.id, json!({"employment": employment})));
        Ok(Reply::tagged(&worker)?.at(format!("/api/v1/workers/{}", worker.id)))
    })
    .await
}

/// Writes the first employment; what the event tells of it.
async fn employ(
    tx: &Tx<'_>,
    scope: &Scope,
    worker: Uuid,
    first: Option<&FirstEmployment>,
) -> Result<Option<serde_json::Value>> {
    let Some(first) = first else {
        return if *scope == Scope::County { Ok(None) } else { Err(required("/employment")) };
    };
    let named = first.organisation_id.or(scope.employer());
    let organisation = named.ok_or_else(|| required("/employment/organisation_id"))?;
    let known = employment::is_employer(tx, scope, organisation).await?;
    dated::require_references([("/employment/organisation_id", known)])?;
    let row = Employment::new(tx, worker, organisation, first.kind, (first.from, first.to));
    row.insert(tx).await?;
    Ok(Some(row.told()))
}

fn required(pointer: &'static str) -> Error {
    Fault::body(pointer, "required", "必填", "This is required").into()
}
