//! `POST /project-cycles`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{self, ProjectCycle};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, text::Line},
    schema::project_cycles,
};

/// A project cycle to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "days"))]
pub struct RegisterProjectCycle {
    /// Its name, once in the county.
    pub name: Line,
    /// First day.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer.
    #[schema(example = "2026-06-30")]
    pub to: NaiveDate,
}

fn days(new: &RegisterProjectCycle) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, Some(new.to))
}

/// Records a project cycle: what one procurement covers.
#[utoipa::path(post, path = "/api/v1/project-cycles", tag = "places")]
pub async fn register_project_cycle(
    ctx: Ctx<ManageAgreements>,
    body: Body<RegisterProjectCycle>,
) -> Result<Created<ProjectCycle>> {
    ctx.write(async |tx| {
        let id = tx.new_id();
        insert(tx, id, &body.0).await?;
        tx.record(Event::new("project_cycle.registered", id, json!({"from": body.0.from, "to": body.0.to})));
        let cycle = model::find(tx, tx.county(), id).await?;
        Ok(Reply::tagged(&cycle)?.at(format!("/api/v1/project-cycles/{id}")))
    })
    .await
}

async fn insert(tx: &Tx<'_>, id: Uuid, new: &RegisterProjectCycle) -> Result<()> {
    let row = (
        project_cycles::county_code.eq(tx.county()),
        project_cycles::id.eq(id),
        project_cycles::name.eq(new.name.as_str()),
        project_cycles::valid_from.eq(new.from),
        project_cycles::valid_to.eq(new.to),
        project_cycles::recorded_at.eq(tx.now()),
        project_cycles::version.eq(1),
    );
    let insert = diesel::insert_into(project_cycles::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("project_cycles_name_once", || {
        Error::new(Code::AlreadyExists)
            .detail("同名项目周期已登记", "A project cycle of this name is recorded already")
    })?;
    Ok(())
}
