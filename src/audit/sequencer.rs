//! Order: each committed event gets the next position of its county's tree. A sequence's value is not commit order and a
//! transaction id does not survive a restore, so a position is given after the commit, by one sequencer at a time.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use uuid::Uuid;

use super::merkle::{self, Tree};
use crate::{
    db::Conn,
    http::error::{Error, Result},
    schema::{event_heads, event_positions, events, events_pending},
};

/// Events that get their position in one transaction.
pub const BATCH: i64 = 2000;

/// A county's tree as the database keeps it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = event_heads)]
pub struct Head {
    /// New after each restore of the database.
    pub epoch: Uuid,
    /// Number of leaves.
    pub size: i64,
    /// Roots of the perfect subtrees, largest first.
    pub edge: Vec<u8>,
}

impl Head {
    /// The head, locked until the transaction ends. None: another process is at it, or the county has none.
    pub async fn lock(mut conn: &Conn, county: &str) -> QueryResult<Option<Self>> {
        let one = event_heads::table.find(county).select(Self::as_select()).for_update().skip_locked();
        one.first(&mut conn).await.optional()
    }

    /// The tree. Errors: size and edge do not fit each other.
    pub fn tree(&self) -> Result<Tree> {
        Tree::from_parts(self.size, &self.edge)
            .ok_or_else(|| Error::internal("a head whose edge does not fit its size"))
    }
}

#[derive(Insertable)]
#[diesel(table_name = event_positions, treat_none_as_default_value = false)]
struct Position<'a> {
    county_code: &'a str,
    position: i64,
    event_id: Uuid,
    leaf: Vec<u8>,
}

/// The counties that wait for positions, each with the instant of its oldest waiting event.
pub async fn waiting(mut conn: &Conn) -> QueryResult<Vec<(String, DateTime<Utc>)>> {
    let oldest = events_pending::table
        .distinct_on(events_pending::county_code)
        .order((events_pending::county_code, events_pending::event_id))
        .select((events_pending::county_code, events_pending::event_id));
    let rows: Vec<(String, Uuid)> = oldest.load(&mut conn).await?;
    Ok(rows.into_iter().map(|(county, id)| (county, instant(id))).collect())
}

/// The instant in a UUIDv7.
fn instant(id: Uuid) -> DateTime<Utc> {
    let (seconds, nanos) = id.get_timestamp().map_or((0, 0), |at| at.to_unix());
    DateTime::from_timestamp(i64::try_from(seconds).unwrap_or_default(), nanos).unwrap_or_default()
}

/// How many events wait for a position, in all counties.
pub async fn pending(mut conn: &Conn) -> QueryResult<i64> {
    events_pending::table.count().get_result(&mut conn).await
}

/// Gives positions to the waiting events of a county that are visible now, [`BATCH`] at most; says how many.
/// None when another process is at it. Errors: the database; nothing is done then.
pub async fn sequence(mut conn: &Conn, county: &str) -> Result<usize> {
    conn.batch_execute("BEGIN").await?;
    let done = give_positions(conn, county).await;
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    conn.batch_execute(end).await?;
    done
}

async fn give_positions(conn: &Conn, county: &str) -> Result<usize> {
    let Some(head) = Head::lock(conn, county).await? else { return Ok(0) };
    let waiting = take(conn, county).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut tree = head.tree()?;
    let mut rows = Vec::with_capacity(waiting.len());
    for (position, (event_id, body)) in (head.size..).zip(&waiting) {
        let leaf = merkle::leaf(body);
        tree.push(leaf);
        rows.push(Position { county_code: county, position, event_id: *event_id, leaf: leaf.to_vec() });
    }
    write(conn, county, &head, &rows, &tree).await?;
    Ok(rows.len())
}

/// The events that can be seen, in the order of their ids.
async fn take(mut conn: &Conn, county: &str) -> QueryResult<Vec<(Uuid, Vec<u8>)>> {
    let same =
        events::county_code.eq(events_pending::county_code).and(events::id.eq(events_pending::event_id));
    let waiting = events_pending::table
        .inner_join(events::table.on(same))
        .filter(events_pending::county_code.eq(county))
        .order(events_pending::event_id)
        .limit(BATCH)
        .select((events::id, events::body));
    waiting.load(&mut conn).await
}

async fn write(mut conn: &Conn, county: &str, head: &Head, rows: &[Position<'_>], tree: &Tree) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.event_id).collect();
    let queue = events_pending::table
        .filter(events_pending::county_code.eq(county))
        .filter(events_pending::event_id.eq_any(ids));
    let one = event_heads::table.find(county).filter(event_heads::size.eq(head.size));
    let size = i64::try_from(tree.size()).map_err(Error::internal)?;
    diesel::insert_into(event_positions::table).values(rows).execute(&mut conn).await?;
    let taken = diesel::delete(queue).execute(&mut conn).await?;
    let change = (event_heads::size.eq(size), event_heads::edge.eq(tree.edge()));
    let moved = diesel::update(one).set(change).execute(&mut conn).await?;
    if (taken, moved) == (rows.len(), 1) {
        Ok(())
    } else {
        Err(Error::internal("the queue or the head changed under the sequencer's lock"))
    }
}
