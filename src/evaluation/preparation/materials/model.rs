//! Rows of materials.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json},
    evaluation::model,
    http::{Result, Versioned},
    schema::{evaluation_materials, evaluations},
};

/// The path of one material.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MaterialPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// Id of the material.
    pub material: Uuid,
}

/// What was handed in for an indicator.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_materials)]
pub struct Material {
    /// Id of the material.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Code of the indicator.
    #[diesel(column_name = indicator_code)]
    #[schema(example = "A1")]
    pub indicator: String,
    /// What it is.
    #[schema(required)]
    pub note: Option<String>,
    /// Its files, in order.
    #[schema(value_type = Vec<Uuid>)]
    pub attachments: Json<Vec<Uuid>>,
    /// Whose account handed it in.
    pub handed_in_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Material {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Whether a material belongs to an evaluation within reach.
pub async fn may_read(mut conn: &Conn, reach: &Reach, material: Uuid) -> Result<bool> {
    let one = evaluation_materials::table.find((&reach.county, material));
    let evaluation =
        one.select(evaluation_materials::evaluation_id).first::<Uuid>(&mut conn).await.optional()?;
    let Some(evaluation) = evaluation else { return Ok(false) };
    let within = model::visible(reach).filter(evaluations::id.eq(evaluation));
    Ok(diesel::select(diesel::dsl::exists(within)).get_result(&mut conn).await?)
}
