//! `POST /agreements/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, Agreement};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::{agreement_stations, agreements},
    staffing::findings::{Touched, recheck},
};

/// Voids an agreement that was recorded wrongly, and with it the cover of its stations; it stays readable.
#[utoipa::path(post, path = "/api/v1/agreements/{id}/voiding", tag = "agreements")]
pub async fn void_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Agreement>> {
    ctx.write(async |tx| {
        let one = agreements::table.find((tx.county(), path.id));
        let lock = one.select((agreements::version, agreements::voided_at)).for_update();
        let (version, voided_at): (i32, _) = lock.first(&mut tx.conn()).await?;
        if_match.check(version)?;
        dated::may_void(voided_at)?;
        let change = (
            agreements::voided_at.eq(tx.now()),
            agreements::void_reason.eq(body.0.reason.as_str()),
            agreements::version.eq(version.saturating_add(1)),
        );
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        let cover = agreement_stations::table
            .filter(agreement_stations::county_code.eq(tx.county()))
            .filter(agreement_stations::agreement_id.eq(path.id));
        let uncovered = diesel::update(cover)
            .set(agreement_stations::voided_at.eq(tx.now()))
            .returning(agreement_stations::station_id);
        let stations = uncovered.get_results(&mut tx.conn()).await?;
        tx.record(Event::new("agreement.voided", path.id, json!({})));
        recheck(tx, Touched::Stations(stations)).await?;
        Reply::tagged(&model::find(tx, tx.reach(), path.id).await?)
    })
    .await
}
