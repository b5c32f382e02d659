//! Voiding what was recorded wrongly of a station.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::fact::{self, Details, StationFact};
use crate::{
    audit::event::Event,
    auth::policy::Action,
    dated::{self, VoidRow},
    http::{Ctx, IfMatch, Reply, Result},
    schema::station_facts,
    voided,
};

/// Voids a record; it stays readable.
pub async fn void<A: Action, D: Details>(
    ctx: &Ctx<A>,
    id: Uuid,
    if_match: &IfMatch,
    body: &VoidRow,
) -> Result<Reply<StationFact<D>>> {
    ctx.write(async |tx| {
        let row = fact::lock::<D>(tx, id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(station_facts, tx, row.version, body.reason.as_str());
        let one = station_facts::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(StationFact::as_returning());
        let row: StationFact<D> = voided.get_result(&mut tx.conn()).await?;
        let told = json!({"kind": D::KIND, "station": row.station_id});
        tx.record(Event::new("station_fact.voided", row.id, told));
        Reply::tagged(&row)
    })
    .await
}
