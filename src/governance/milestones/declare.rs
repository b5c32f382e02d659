//! `POST /milestones/{code}/declarations`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, MilestoneDeclaration, MilestonePath};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    audit::event::Event,
    auth::policy::ManageGovernance,
    dated,
    db::{errors::OnConstraint as _, json::Json},
    http::{Body, Created, Ctx, Error, Path, Reply, Result, Tx, codes::Code, text::Prose},
    schema::milestone_declarations,
};

/// A declaration to make.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DeclareMilestone {
    /// The day on which it was reached; not after today.
    #[schema(example = "2023-12-29")]
    pub reached_on: NaiveDate,
    /// What is to be said of it.
    pub note: Option<Prose>,
    /// Files that show it, uploaded before.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// Declares a milestone reached, with its trace files; one declaration of a milestone stands at a time.
///
/// It stands beside what the facts show, and decides only where there is nothing to derive from.
#[utoipa::path(post, path = "/api/v1/milestones/{code}/declarations", tag = "governance")]
pub async fn declare_milestone(
    ctx: Ctx<ManageGovernance>,
    path: Path<MilestonePath>,
    body: Body<DeclareMilestone>,
) -> Result<Created<MilestoneDeclaration>> {
    let code = path.code()?;
    ctx.write(async |tx| {
        model::require(tx, tx.county(), code).await?;
        dated::not_after(tx.today(), "/reached_on", Some(body.0.reached_on))?;
        let row = row(tx, code, &body.0);
        insert(tx, &row).await?;
        let owner = Owner { kind: AttachedTo::MilestoneDeclaration, id: row.id, station: None };
        uses::attach(tx, owner, &row.attachments).await?;
        let told = json!({"milestone": code, "reached_on": row.reached_on, "attachments": row.attachments});
        tx.record(Event::new("milestone_declaration.recorded", row.id, told));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/milestone-declarations/{}", row.id)))
    })
    .await
}

fn row(tx: &Tx<'_>, code: &str, new: &DeclareMilestone) -> MilestoneDeclaration {
    MilestoneDeclaration {
        id: tx.new_id(),
        milestone_code: code.to_owned(),
        reached_on: new.reached_on,
        note: new.note.clone().map(String::from),
        attachments: Json(new.attachments.clone()),
        recorded_at: tx.now(),
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}

async fn insert(tx: &Tx<'_>, new: &MilestoneDeclaration) -> Result<()> {
    let row = (
        milestone_declarations::county_code.eq(tx.county()),
        milestone_declarations::id.eq(new.id),
        milestone_declarations::milestone_code.eq(&new.milestone_code),
        milestone_declarations::reached_on.eq(new.reached_on),
        milestone_declarations::note.eq(&new.note),
        milestone_declarations::attachments.eq(&new.attachments),
        milestone_declarations::recorded_at.eq(new.recorded_at),
        milestone_declarations::version.eq(new.version),
    );
    let insert = diesel::insert_into(milestone_declarations::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("milestone_declarations_one_stands", declared_already)?;
    Ok(())
}

fn declared_already() -> Error {
    Error::new(Code::AlreadyExists).detail(
        "该里程碑已有有效申报；如有误，请先作废",
        "A declaration of this milestone stands already; if it is wrong, void it first",
    )
}
