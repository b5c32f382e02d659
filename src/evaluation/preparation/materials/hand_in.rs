//! `POST /evaluations/{id}/materials`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::Material;
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    audit::event::Event,
    auth::policy::PrepareEvaluations,
    db::json::Json,
    evaluation::preparation::{indicators, stage},
    http::{Body, Created, Ctx, Id, Path, Reply, Result, Tx, body::rule_fault, text::Prose},
    schema::evaluation_materials,
};

/// What is handed in for an indicator: a note, files, or both.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = something))]
pub struct HandInMaterial {
    /// Code of an indicator that applies.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// What it is, or where it is found.
    pub note: Option<Prose>,
    /// Its files, uploaded before, in order.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

fn something(material: &HandInMaterial) -> Result<(), ValidationError> {
    if material.note.is_none() && material.attachments.is_empty() {
        return Err(rule_fault("/note", "required", "请填写说明或上传附件", "A note or a file is needed"));
    }
    Ok(())
}

/// Hands something in for an indicator, while the evaluation is prepared.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/materials", tag = "evaluation")]
pub async fn hand_in_material(
    ctx: Ctx<PrepareEvaluations>,
    path: Path<Id>,
    body: Body<HandInMaterial>,
) -> Result<Created<Material>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let evaluation = stage::lock_own(tx, caller, path.id).await?;
        let indicator = indicators::named(tx, &evaluation, &body.0.indicator).await?;
        stage::judge(&evaluation)?;
        let made = insert(tx, evaluation.id, &body.0).await?;
        let (kind, station) = (AttachedTo::EvaluationMaterial, Some(evaluation.station_id));
        uses::attach(tx, Owner { kind, id: made.id, station }, &body.0.attachments).await?;
        let told = json!({"evaluation": evaluation.id, "indicator": indicator.code});
        tx.record(Event::new("evaluation_material.handed_in", made.id, told));
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/evaluations/{}/materials", path.id)))
    })
    .await
}

async fn insert(tx: &Tx<'_>, evaluation: Uuid, new: &HandInMaterial) -> Result<Material> {
    let row = (
        evaluation_materials::county_code.eq(tx.county()),
        evaluation_materials::id.eq(tx.new_id()),
        evaluation_materials::evaluation_id.eq(evaluation),
        evaluation_materials::indicator_code.eq(&new.indicator),
        evaluation_materials::note.eq(new.note.as_ref().map(Prose::as_str)),
        evaluation_materials::attachments.eq(Json(&new.attachments)),
        evaluation_materials::handed_in_by.eq(tx.actor()?),
        evaluation_materials::recorded_at.eq(tx.now()),
        evaluation_materials::version.eq(1),
    );
    let insert = diesel::insert_into(evaluation_materials::table).values(row);
    Ok(insert.returning(Material::as_returning()).get_result(&mut tx.conn()).await?)
}
