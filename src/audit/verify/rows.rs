//! What verification reads, in pages.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    audit::sequencer::Head,
    db::Conn,
    schema::{event_checkpoints, event_heads, event_positions, events},
};

/// Rows of one page.
const PAGE: i64 = 1000;

/// A position with the event that stands there, if it does.
#[derive(Debug, Queryable)]
pub struct Placed {
    pub position: i64,
    pub event_id: Uuid,
    pub leaf: Vec<u8>,
    pub event: Option<Stored>,
}

/// An event's row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = events)]
pub struct Stored {
    pub occurred_at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub body: Vec<u8>,
}

/// Every county that has a head, an event, a position or an exported checkpoint.
pub async fn counties(mut conn: &Conn, exported: BTreeSet<String>) -> QueryResult<BTreeSet<String>> {
    let mut all = exported;
    let heads = event_heads::table.select(event_heads::county_code);
    all.extend(heads.load::<String>(&mut conn).await?);
    let mut last = String::new();
    loop {
        let event = events::table
            .filter(events::county_code.gt(&last))
            .order(events::county_code)
            .select(events::county_code);
        let Some(county) = event.first::<String>(&mut conn).await.optional()? else { break };
        all.insert(county.clone());
        last = county;
    }
    Ok(all)
}

pub async fn any_position(mut conn: &Conn) -> QueryResult<bool> {
    let checkpoint = diesel::select(exists(event_checkpoints::table.select(event_checkpoints::size)))
        .get_result::<bool>(&mut conn)
        .await?;
    Ok(checkpoint
        || diesel::select(exists(event_positions::table.select(event_positions::position)))
            .get_result(&mut conn)
            .await?)
}

pub async fn head(mut conn: &Conn, county: &str) -> QueryResult<Option<Head>> {
    event_heads::table.find(county).select(Head::as_select()).first(&mut conn).await.optional()
}

pub async fn page(mut conn: &Conn, county: &str, after: i64) -> QueryResult<Vec<Placed>> {
    let same =
        events::county_code.eq(event_positions::county_code).and(events::id.eq(event_positions::event_id));
    let columns = (
        event_positions::position,
        event_positions::event_id,
        event_positions::leaf,
        Option::<Stored>::as_select(),
    );
    let rows = event_positions::table
        .left_join(events::table.on(same))
        .filter(event_positions::county_code.eq(county))
        .filter(event_positions::position.gt(after))
        .order(event_positions::position)
        .limit(PAGE)
        .select(columns);
    rows.load(&mut conn).await
}

/// An event that has two positions: possible only where the constraint was dropped.
pub async fn twice(mut conn: &Conn, county: &str) -> QueryResult<Option<Uuid>> {
    let repeated = event_positions::table
        .filter(event_positions::county_code.eq(county))
        .group_by(event_positions::event_id)
        .having(diesel::dsl::count_star().gt(1))
        .select(event_positions::event_id);
    repeated.first(&mut conn).await.optional()
}

/// The oldest event that should have a position by now and has none.
pub async fn forgotten(mut conn: &Conn, county: &str, now: DateTime<Utc>) -> QueryResult<Option<Uuid>> {
    let placed = event_positions::table
        .filter(event_positions::county_code.eq(events::county_code))
        .filter(event_positions::event_id.eq(events::id));
    let old = events::table
        .filter(events::county_code.eq(county))
        .filter(events::occurred_at.lt(now - TimeDelta::seconds(60)))
        .filter(diesel::dsl::not(exists(placed)))
        .order(events::id)
        .select(events::id);
    old.first(&mut conn).await.optional()
}

/// The epochs that have stored checkpoints.
pub async fn epochs(mut conn: &Conn, county: &str) -> QueryResult<Vec<Uuid>> {
    let all = event_checkpoints::table.filter(event_checkpoints::county_code.eq(county));
    all.select(event_checkpoints::epoch).distinct().load(&mut conn).await
}

pub async fn checkpoints(
    mut conn: &Conn,
    county: &str,
    epoch: Uuid,
    after: i64,
) -> QueryResult<Vec<(i64, String)>> {
    let rows = event_checkpoints::table
        .filter(event_checkpoints::county_code.eq(county))
        .filter(event_checkpoints::epoch.eq(epoch))
        .filter(event_checkpoints::size.gt(after))
        .order(event_checkpoints::size)
        .limit(PAGE)
        .select((event_checkpoints::size, event_checkpoints::note));
    rows.load(&mut conn).await
}
