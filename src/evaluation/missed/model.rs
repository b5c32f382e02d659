//! Rows of decisions on missed cards.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{evaluation::model::Party, schema::missed_card_decisions, text_enum};

text_enum! {
    /// What the leading group's office decided on a missing scorecard.
    MissedCardOutcome {
        /// All parties have until another day.
        Extended = "extended", "延期", "Extended";
        /// The evaluation is void.
        Voided = "voided", "评估作废", "Voided";
    }
}

/// What was decided on a party's missing scorecard.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = missed_card_decisions)]
pub struct MissedCardDecision {
    /// Id of the decision.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Whose card was missing.
    pub party: Party,
    /// What was decided.
    pub decision: MissedCardOutcome,
    /// The new last day for scorecards, when it was extended.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// Whose account decided.
    pub decided_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}
