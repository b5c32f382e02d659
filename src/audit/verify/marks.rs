//! Marks: the signed checkpoints that a growing tree has to pass, from the database and from the file, each source in
//! the order of its sizes and with one note in memory at a time.

use std::collections::VecDeque;

use ed25519_dalek::VerifyingKey;
use uuid::Uuid;

use super::{
    Finding, Outcome, Trouble,
    exported::{Exported, Notes},
    rows,
};
use crate::{
    audit::{merkle::Tree, note::Note},
    db::Conn,
};

enum Source {
    Stored { page: VecDeque<(i64, String)>, after: i64 },
    File { notes: Notes, limit: u64 },
}

/// The checkpoints of one epoch from one source.
pub struct Mark<'a> {
    county: &'a str,
    epoch: Uuid,
    key: Option<&'a VerifyingKey>,
    source: Source,
    next: Option<Note>,
    /// How many were passed.
    pub passed: u64,
    /// From the file, not from the database.
    pub exported: bool,
}

/// Every mark of a county.
pub async fn open<'a>(
    conn: &Conn,
    county: &'a str,
    exported: &Exported,
    key: Option<&'a VerifyingKey>,
) -> Outcome<Vec<Mark<'a>>> {
    let mut sources = Vec::new();
    for epoch in rows::epochs(conn, county).await? {
        sources.push((epoch, false, Source::Stored { page: VecDeque::new(), after: i64::MIN }));
    }
    for (epoch, limit) in exported.epochs(county) {
        let notes = exported.notes().map_err(Trouble::Unreadable)?;
        sources.push((epoch, true, Source::File { notes, limit }));
    }
    let mut marks = Vec::new();
    for (epoch, exported, source) in sources {
        let mut mark = Mark { county, epoch, key, source, next: None, passed: 0, exported };
        mark.advance(conn).await?;
        marks.push(mark);
    }
    Ok(marks)
}

impl Mark<'_> {
    fn bad(&self, what: impl std::fmt::Display) -> Trouble {
        let place = if self.exported { "exported" } else { "stored" };
        Finding::new(self.county, None, None, format!("{place} checkpoint of epoch {}: {what}", self.epoch))
            .into()
    }

    /// Whether the tree has the root that is signed for its size, if one is. The events are those since the last mark
    /// that was passed. Errors: another root; a bad signature.
    pub async fn pass(&mut self, conn: &Conn, tree: &Tree) -> Outcome<bool> {
        let mut passed = false;
        while let Some(note) = self.next.as_ref().filter(|note| note.size <= tree.size()) {
            if note.size < tree.size() {
                return Err(self.bad(format!("size {} comes after a larger one", note.size)));
            }
            if note.root != tree.root() {
                return Ok(false);
            }
            passed = true;
            self.passed = self.passed.saturating_add(1);
            self.advance(conn).await?;
        }
        Ok(passed || self.next.as_ref().is_none_or(|note| note.size != tree.size()))
    }

    /// Whether the tree is large enough. Errors: a checkpoint of a larger tree is left.
    pub fn end(&self, tree: &Tree) -> Outcome<()> {
        match &self.next {
            None => Ok(()),
            Some(note) => Err(self.bad(format!(
                "{} events were signed and only {} are there: the events from position {} on are gone",
                note.size,
                tree.size(),
                tree.size()
            ))),
        }
    }

    async fn advance(&mut self, conn: &Conn) -> Outcome<()> {
        self.next = self.read(conn).await?;
        match (&self.next, self.key) {
            (Some(note), Some(key)) if !note.is_signed_by(key) => {
                Err(self.bad(format!("the signature at size {} does not hold", note.size)))
            }
            _ => Ok(()),
        }
    }

    async fn read(&mut self, conn: &Conn) -> Outcome<Option<Note>> {
        let (county, epoch) = (self.county, self.epoch);
        match &mut self.source {
            Source::File { notes, limit } => loop {
                let note = notes.next_note().map_err(Trouble::Unreadable)?;
                let Some(note) = note else { return Ok(None) };
                if note.county == county && note.epoch == epoch && note.size <= *limit {
                    return Ok(Some(note));
                }
            },
            Source::Stored { page, after } => {
                if page.is_empty() {
                    *page = rows::checkpoints(conn, county, epoch, *after).await?.into();
                }
                let Some((size, text)) = page.pop_front() else { return Ok(None) };
                *after = size;
                let note = Note::parse(&text).filter(|note| {
                    (note.county.as_str(), note.epoch, i64::try_from(note.size)) == (county, epoch, Ok(size))
                });
                note.map(Some).ok_or_else(|| self.bad(format!("the note at size {size} is not its row's")))
            }
        }
    }
}
