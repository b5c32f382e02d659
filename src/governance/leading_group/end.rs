//! `POST /leading-group-seats/{id}/end`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, HeldSeat};
use crate::{
    audit::event::Event,
    auth::policy::ManageGovernance,
    dated::{self, EndPeriod},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::leading_group_seats,
};

/// Ends the holding of a seat, once; a wrong end is mended by voiding the row and recording it anew.
#[utoipa::path(post, path = "/api/v1/leading-group-seats/{id}/end", tag = "governance")]
pub async fn end_leading_group_seat(
    ctx: Ctx<ManageGovernance>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<HeldSeat>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_end(row.from, row.to, row.voided_at, body.0.to)?;
        let change = (
            leading_group_seats::valid_to.eq(body.0.to),
            leading_group_seats::end_recorded_at.eq(tx.now()),
            leading_group_seats::version.eq(row.version.saturating_add(1)),
        );
        let one = leading_group_seats::table.find((tx.county(), row.id));
        let ended = diesel::update(one).set(change).returning(HeldSeat::as_returning());
        let row: HeldSeat = ended.get_result(&mut tx.conn()).await?;
        let told = json!({"seat": row.seat, "to": row.to});
        tx.record(Event::new("leading_group_seat.ended", row.id, told));
        Reply::tagged(&row)
    })
    .await
}
