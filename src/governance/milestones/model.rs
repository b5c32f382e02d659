//! Rows of milestones and of their declarations.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize, de::IntoDeserializer as _};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    dated::Known,
    db::{Conn, json::Json},
    http::{Error, Result, Versioned},
    known,
    rules::{
        finding::Responsible,
        milestones::{Aim, MilestoneDerivation, MilestonePhase},
    },
    schema::{milestone_declarations, milestones},
};

/// The path of a milestone.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MilestonePath {
    /// Code of the milestone.
    #[param(example = "M1")]
    pub code: String,
}

impl MilestonePath {
    /// The code. Errors: 404 for what PostgreSQL cannot read.
    pub fn code(&self) -> Result<&str> {
        if self.code.contains('\0') { Err(Error::not_found()) } else { Ok(&self.code) }
    }
}

/// A milestone as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = milestones)]
pub struct MilestoneRow {
    /// Code in the plan's file.
    pub code: String,
    /// The step it belongs to.
    pub phase: MilestonePhase,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// Who has to see to it.
    #[diesel(deserialize_as = String)]
    pub responsible: Responsible,
    /// The facts it follows from.
    pub derived_from: Option<MilestoneDerivation>,
}

impl MilestoneRow {
    /// What is judged.
    pub fn aim(&self) -> Aim {
        Aim { phase: self.phase, due_on: self.due_on, derived_from: self.derived_from }
    }
}

impl TryFrom<String> for Responsible {
    type Error = serde::de::value::Error;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::deserialize(code.into_deserializer())
    }
}

/// A declaration of the bureau that a milestone is reached.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = milestone_declarations)]
pub struct MilestoneDeclaration {
    /// Id of the declaration.
    pub id: Uuid,
    /// Code of the milestone.
    #[schema(example = "M5")]
    pub milestone_code: String,
    /// The day on which it was reached.
    #[schema(example = "2023-12-29")]
    pub reached_on: NaiveDate,
    /// What is to be said of it.
    pub note: Option<String>,
    /// Files that show it.
    #[schema(value_type = Vec<Uuid>)]
    pub attachments: Json<Vec<Uuid>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for MilestoneDeclaration {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The milestones of a county in the order of its plan, or the one of this code.
pub async fn milestones(mut conn: &Conn, known: Known<'_>, only: Option<&str>) -> Result<Vec<MilestoneRow>> {
    let mut rows = milestones::table
        .filter(milestones::county_code.eq(known.county))
        .filter(milestones::recorded_at.le(known.at))
        .into_boxed();
    if let Some(code) = only {
        rows = rows.filter(milestones::code.eq(code));
    }
    let rows = rows.order(milestones::position).select(MilestoneRow::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// The county has this milestone. Errors: 404.
pub async fn require(mut conn: &Conn, county: &str, code: &str) -> Result<()> {
    let one = milestones::table.find((county, code)).select(milestones::code);
    one.first::<String>(&mut conn).await?;
    Ok(())
}

/// The declarations that stood: at most one a milestone.
pub async fn standing(mut conn: &Conn, known: Known<'_>) -> Result<Vec<MilestoneDeclaration>> {
    let rows = milestone_declarations::table
        .filter(milestone_declarations::county_code.eq(known.county))
        .filter(known!(milestone_declarations, known.at))
        .select(MilestoneDeclaration::as_select());
    Ok(rows.load(&mut conn).await?)
}
