//! `POST /workers/{id}/trainings`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{Training, TrainingKind};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, text::Line},
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// A training to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordTraining {
    /// What it was for.
    pub kind: TrainingKind,
    /// The day, not after today; the last of several.
    #[schema(example = "2023-07-01")]
    pub held_on: NaiveDate,
    /// Its hours 学时.
    #[schema(minimum = 1, maximum = 1000, example = 4)]
    pub hours: i32,
    /// Who held it.
    pub provider: Line,
}

/// Records a training of a worker: safety education (三（三）, S9) or continuing education.
#[utoipa::path(post, path = "/api/v1/workers/{id}/trainings", tag = "staffing")]
pub async fn record_training(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    body: Body<RecordTraining>,
) -> Result<Created<Training>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        scope.require(tx, tx.county(), path.id).await?;
        let RecordTraining { kind, held_on, hours, provider } = &body.0;
        dated::not_after(tx.today(), "/held_on", Some(*held_on))?;
        let row = Training {
            id: tx.new_id(),
            worker_id: path.id,
            kind: *kind,
            held_on: *held_on,
            hours: *hours,
            provider: provider.as_str().to_owned(),
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        row.insert(tx).await?;
        let told = json!({"worker": path.id, "kind": kind, "held_on": held_on, "hours": hours});
        tx.record(Event::new("training.recorded", row.id, told));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/trainings/{}", row.id)))
    })
    .await
}
