//! `PATCH /workers/{id}`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Worker};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, patch::Patch, text::Line},
    rules::qualifications::Education,
    staffing::scope::Scope,
};

/// What of a worker can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeWorker {
    /// Name; it cannot be removed.
    #[schema(value_type = Line, required = false)]
    pub name: Option<Line>,
    /// Date of birth, not after today; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub birth_date: Patch<NaiveDate>,
    /// Highest education; `null` says that it is not known.
    #[serde(default)]
    #[schema(value_type = Option<Education>)]
    pub education: Patch<Education>,
}

/// Changes name, date of birth or education of a worker; what was known before stays known.
#[utoipa::path(patch, path = "/api/v1/workers/{id}", tag = "staffing")]
pub async fn change_worker(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeWorker>,
) -> Result<Reply<Worker>> {
    let scope = Scope::of(&ctx)?;
    if let Patch::Set(birth_date) = body.0.birth_date {
        dated::not_after(ctx.today(), "/birth_date", Some(birth_date))?;
    }
    ctx.write(async |tx| {
        let mut worker = model::lock(tx, &scope, path.id).await?;
        if_match.check(worker.version)?;
        let changed = apply(&mut worker, body.0);
        if !changed.is_empty() {
            worker.save(tx).await?;
            if changed != ["name"] {
                worker.insert_version(tx).await?;
            }
            tx.record(Event::new("worker.changed", worker.id, json!({"fields": changed})));
        }
        Reply::tagged(&worker)
    })
    .await
}

/// Applies the change; tells which fields are others now.
fn apply(worker: &mut Worker, change: ChangeWorker) -> Vec<&'static str> {
    let name = change.name.map(String::from).filter(|name| *name != worker.name);
    let renamed = name.is_some();
    worker.name = name.unwrap_or_else(|| worker.name.clone());
    [
        ("name", renamed),
        ("birth_date", change.birth_date.apply(&mut worker.birth_date)),
        ("education", change.education.apply(&mut worker.education)),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect()
}
