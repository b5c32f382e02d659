//! Rows of project cycles.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::{Result, Versioned},
    schema::project_cycles,
};

/// What one procurement covers.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = project_cycles)]
pub struct ProjectCycle {
    /// Id of the cycle.
    pub id: Uuid,
    /// Its name, once in the county.
    #[schema(example = "2023—2026年乡镇社工站项目")]
    pub name: String,
    /// First day.
    #[diesel(column_name = valid_from)]
    pub from: NaiveDate,
    /// First day no longer.
    #[diesel(column_name = valid_to)]
    pub to: NaiveDate,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for ProjectCycle {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One cycle of the county. Errors: 404.
pub async fn find(mut conn: &Conn, county: &str, id: Uuid) -> Result<ProjectCycle> {
    let one = project_cycles::table.find((county, id)).select(ProjectCycle::as_select());
    Ok(one.first(&mut conn).await?)
}
