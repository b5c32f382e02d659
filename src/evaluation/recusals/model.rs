//! Rows of recusals.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::schema::evaluation_recusals;

/// That an account must not score an evaluation.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_recusals)]
pub struct Recusal {
    /// Id of the recusal.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Who must not score it.
    pub user_id: Uuid,
    /// Why; null for the contractor, whom it does not concern.
    #[schema(required)]
    #[diesel(select_expression = evaluation_recusals::reason.nullable())]
    pub reason: Option<String>,
    /// Who declared it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}
