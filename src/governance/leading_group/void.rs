//! `POST /leading-group-seats/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, HeldSeat};
use crate::{
    audit::event::Event,
    auth::policy::ManageGovernance,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::leading_group_seats,
    voided,
};

/// Voids a seat that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/leading-group-seats/{id}/voiding", tag = "governance")]
pub async fn void_leading_group_seat(
    ctx: Ctx<ManageGovernance>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<HeldSeat>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(leading_group_seats, tx, row.version, body.0.reason.as_str());
        let one = leading_group_seats::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(HeldSeat::as_returning());
        let row: HeldSeat = voided.get_result(&mut tx.conn()).await?;
        let told = json!({"seat": row.seat});
        tx.record(Event::new("leading_group_seat.voided", row.id, told));
        Reply::tagged(&row)
    })
    .await
}
