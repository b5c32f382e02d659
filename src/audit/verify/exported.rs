//! The checkpoint file, read note by note and only as far as it reached when verification began.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Take},
    path::{Path, PathBuf},
};

use uuid::Uuid;

use crate::audit::note::Note;

/// Lines of a note and the empty line after it.
const LINES: usize = 6;

/// An epoch of a county in the file.
struct Epoch {
    county: String,
    id: Uuid,
    first: u64,
}

/// What the file holds.
pub struct Exported {
    path: PathBuf,
    length: Option<u64>,
    epochs: Vec<Epoch>,
}

impl Exported {
    /// Reads it once. Errors: unreadable, or something in it is not a note.
    pub fn look(path: &Path) -> Result<Self, String> {
        let mut found = Self { path: path.to_owned(), length: None, epochs: Vec::new() };
        match std::fs::metadata(path) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(found),
            Err(e) => return Err(format!("{}: {e}", path.display())),
            Ok(metadata) => found.length = Some(metadata.len()),
        }
        let mut notes = found.notes()?;
        while let Some(note) = notes.next_note()? {
            if !found.epochs.iter().any(|epoch| epoch.county == note.county && epoch.id == note.epoch) {
                found.epochs.push(Epoch { county: note.county, id: note.epoch, first: note.size });
            }
        }
        Ok(found)
    }

    pub fn is_missing(&self) -> bool {
        self.length.is_none()
    }

    pub fn counties(&self) -> BTreeSet<String> {
        self.epochs.iter().map(|epoch| epoch.county.clone()).collect()
    }

    /// The epochs of a county in their order. What an epoch says beyond the first checkpoint of a later one was lost in
    /// a restore: the second value is how far it binds.
    pub fn epochs(&self, county: &str) -> Vec<(Uuid, u64)> {
        let (mut all, mut limit) = (Vec::new(), u64::MAX);
        for epoch in self.epochs.iter().rev().filter(|epoch| epoch.county == county) {
            all.push((epoch.id, limit));
            limit = limit.min(epoch.first);
        }
        all.reverse();
        all
    }

    /// All notes from the beginning.
    pub fn notes(&self) -> Result<Notes, String> {
        let file = File::open(&self.path).map_err(|e| format!("{}: {e}", self.path.display()))?;
        let lines = BufReader::new(file.take(self.length.unwrap_or(0)));
        Ok(Notes { path: self.path.clone(), lines, line: 0 })
    }
}

/// The notes of the file.
pub struct Notes {
    path: PathBuf,
    lines: BufReader<Take<File>>,
    line: usize,
}

impl Notes {
    /// The next one. Errors: what follows is not a note.
    pub fn next_note(&mut self) -> Result<Option<Note>, String> {
        let (mut text, began) = (String::new(), self.line.saturating_add(1));
        for _ in 0..LINES {
            let read = self.lines.by_ref().take(4096).read_line(&mut text);
            read.map_err(|e| format!("{}: {e}", self.path.display()))?;
            self.line = self.line.saturating_add(1);
        }
        if text.is_empty() {
            return Ok(None);
        }
        let note = text.strip_suffix('\n').and_then(Note::parse);
        note.map(Some).ok_or_else(|| format!("{} line {began}: not a signed note", self.path.display()))
    }
}
