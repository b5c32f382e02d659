//! `POST /milestone-declarations/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::MilestoneDeclaration;
use crate::{
    audit::event::Event,
    auth::policy::ManageGovernance,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::milestone_declarations,
    voided,
};

/// Voids a declaration that was wrong; it stays readable.
#[utoipa::path(post, path = "/api/v1/milestone-declarations/{id}/voiding", tag = "governance")]
pub async fn void_milestone_declaration(
    ctx: Ctx<ManageGovernance>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<MilestoneDeclaration>> {
    ctx.write(async |tx| {
        let one = milestone_declarations::table.find((tx.county(), path.id));
        let lock = one.select(MilestoneDeclaration::as_select()).for_update();
        let row: MilestoneDeclaration = lock.first(&mut tx.conn()).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(milestone_declarations, tx, row.version, body.0.reason.as_str());
        let voided = diesel::update(one).set(change).returning(MilestoneDeclaration::as_returning());
        let row = voided.get_result(&mut tx.conn()).await?;
        let told = json!({"milestone": row.milestone_code});
        tx.record(Event::new("milestone_declaration.voided", row.id, told));
        Reply::tagged(&row)
    })
    .await
}
