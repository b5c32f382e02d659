//! Ending what a station has.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::fact::{self, Details, StationFact};
use crate::{
    audit::event::Event,
    auth::policy::Action,
    dated::{self, EndPeriod},
    http::{Ctx, IfMatch, Reply, Result, Tx},
    schema::station_facts,
};

/// Ends a record, once; a wrong end is mended by voiding the record and making it anew.
pub async fn end<A: Action, D: Details>(
    ctx: &Ctx<A>,
    id: Uuid,
    if_match: &IfMatch,
    body: &EndPeriod,
) -> Result<Reply<StationFact<D>>> {
    ctx.write(async |tx| {
        let row = fact::lock::<D>(tx, id).await?;
        if_match.check(row.version)?;
        dated::may_end(row.from, row.to, row.voided_at, body.to)?;
        let row = write(tx, &row, body.to).await?;
        let told = json!({"kind": D::KIND, "station": row.station_id, "to": row.to});
        tx.record(Event::new("station_fact.ended", row.id, told));
        Reply::tagged(&row)
    })
    .await
}

/// Writes the end of a locked record.
pub async fn write<D: Details>(tx: &Tx<'_>, row: &StationFact<D>, to: NaiveDate) -> Result<StationFact<D>> {
    let change = (
        station_facts::valid_to.eq(to),
        station_facts::end_recorded_at.eq(tx.now()),
        station_facts::version.eq(row.version.saturating_add(1)),
    );
    let one = station_facts::table.find((tx.county(), row.id));
    let ended = diesel::update(one).set(change).returning(StationFact::as_returning());
    Ok(ended.get_result(&mut tx.conn()).await?)
}
