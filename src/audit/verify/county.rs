//! One county: every event, every position, every checkpoint.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;

use super::{
    Finding, Outcome,
    exported::Exported,
    marks::{self, Mark},
    rows::{self, Placed, Stored},
};
use crate::{
    audit::{
        body::Body,
        merkle::{self, Tree},
        sequencer::Head,
    },
    db::Conn,
};

/// A county that is good.
#[derive(Debug)]
pub struct Summary {
    /// County.
    pub county: String,
    /// Epoch of its tree.
    pub epoch: Uuid,
    /// Number of its events.
    pub size: u64,
    /// Root of its tree, base64.
    pub root: String,
    /// Checkpoints passed: in the database, in the file.
    pub checkpoints: (u64, u64),
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { county, epoch, size, root, checkpoints: (stored, exported) } = self;
        write!(f, "{county}: {size} events, root {root}, epoch {epoch}, ")?;
        write!(f, "{stored} stored and {exported} exported checkpoints")
    }
}

/// Verifies one county. Errors: its first bad event; unreadable.
pub async fn check(
    conn: &Conn,
    county: &str,
    exported: &Exported,
    key: Option<&VerifyingKey>,
    now: DateTime<Utc>,
) -> Outcome<Summary> {
    let missing = || Finding::new(county, None, None, "the head of the tree is missing");
    let head = rows::head(conn, county).await?.ok_or_else(missing)?;
    let mut marks = marks::open(conn, county, exported, key).await?;
    let tree = walk(conn, county, &mut marks).await?;
    marks.iter().try_for_each(|mark| mark.end(&tree))?;
    compare_head(county, &head, &tree)?;
    if let Some((last, _)) = exported.epochs(county).last()
        && *last != head.epoch
    {
        let what = format!("the epoch is {}, the checkpoint file ends with {last}", head.epoch);
        return Err(Finding::new(county, None, None, what).into());
    }
    if let Some(event) = rows::twice(conn, county).await? {
        return Err(Finding::new(county, None, Some(event), "the event has two positions").into());
    }
    if let Some(event) = rows::forgotten(conn, county, now).await? {
        return Err(Finding::new(county, None, Some(event), "the event has no position").into());
    }
    let passed =
        |exported| marks.iter().filter(|mark| mark.exported == exported).map(|mark| mark.passed).sum();
    Ok(Summary {
        county: county.to_owned(),
        epoch: head.epoch,
        size: tree.size(),
        root: STANDARD.encode(tree.root()),
        checkpoints: (passed(false), passed(true)),
    })
}

/// Grows the tree over all positions and compares it with every mark on the way.
async fn walk(conn: &Conn, county: &str, marks: &mut [Mark<'_>]) -> Outcome<Tree> {
    let (mut tree, mut after, mut next) = (Tree::default(), i64::MIN, 0_i64);
    let mut since: Option<(i64, Uuid)> = None;
    loop {
        let page = rows::page(conn, county, after).await?;
        if page.is_empty() {
            return Ok(tree);
        }
        for placed in page {
            check_event(county, next, &placed)?;
            tree.push(merkle::leaf(placed.event.as_ref().map_or(&[][..], |event| &event.body)));
            let first = *since.get_or_insert((next, placed.event_id));
            if pass(conn, county, marks, &tree, first, next).await? {
                since = None;
            }
            after = placed.position;
            next = next.saturating_add(1);
        }
    }
}

/// True when some mark vouches for the tree of this size. Errors: one contradicts it; the first of the events since the
/// last mark is named.
async fn pass(
    conn: &Conn,
    county: &str,
    marks: &mut [Mark<'_>],
    tree: &Tree,
    (first, event): (i64, Uuid),
    last: i64,
) -> Outcome<bool> {
    let mut vouched = false;
    for mark in marks {
        let before = mark.passed;
        if !mark.pass(conn, tree).await? {
            let place = if mark.exported { "exported" } else { "stored" };
            let what = format!(
                "the {place} checkpoint of size {} has another root: an event from position {first} to {last} was replaced",
                tree.size()
            );
            return Err(Finding::new(county, Some(first), Some(event), what).into());
        }
        vouched |= mark.passed > before;
    }
    Ok(vouched)
}

fn check_event(county: &str, expected: i64, placed: &Placed) -> Result<(), Finding> {
    let bad = |what: &str| Err(Finding::new(county, Some(placed.position), Some(placed.event_id), what));
    if placed.position != expected {
        let what = format!("the position is missing; {} follows", placed.position);
        return Err(Finding::new(county, Some(expected), None, what));
    }
    let Some(event) = &placed.event else { return bad("the event is gone") };
    if merkle::leaf(&event.body)[..] != placed.leaf[..] {
        return bad("the body is not what was hashed");
    }
    let Ok(body) = Body::read(&event.body) else { return bad("the body cannot be read") };
    if body.id != placed.event_id || body.county != county {
        return bad("the body is another event's");
    }
    different(event, &body).map_or(Ok(()), |column| bad(&format!("{column} is not what the body says")))
}

/// The first column that differs from the body.
fn different(event: &Stored, body: &Body) -> Option<&'static str> {
    let columns = [
        ("occurred_at", event.occurred_at == body.at),
        ("actor_id", event.actor_id == body.actor),
        ("action", event.action == body.action),
        ("subject_kind", event.subject_kind == body.subject.kind),
        ("subject_id", event.subject_id == body.subject.id),
    ];
    columns.iter().find(|(_, same)| !same).map(|(column, _)| *column)
}

fn compare_head(county: &str, head: &Head, tree: &Tree) -> Result<(), Finding> {
    let size = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    let bad = |what| Err(Finding::new(county, Some(size), None, what));
    if head.size != size {
        return bad(format!("the head says {} events, {size} are there", head.size));
    }
    if head.edge != tree.edge() {
        return bad("the edge of the head is not that of the events".to_owned());
    }
    Ok(())
}
