//! Rows of deputies.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{evaluation::model::Party, schema::evaluation_deputies};

/// That an account scores in a party's place.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_deputies)]
pub struct Deputy {
    /// Id of the naming.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The party.
    pub party: Party,
    /// Who scores in its place: another account of the same party.
    pub user_id: Uuid,
    /// Why.
    pub reason: String,
    /// Who named him.
    pub named_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}
