//! What several targets need.

use std::{
    io::{Seek as _, Write as _},
    sync::LazyLock,
};

use stations::tables::{
    format::Format,
    reading::{self, Column, Row, column::Kind},
};
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().build().unwrap());

/// Rows of a file at most.
const ROWS: usize = 10_000;

/// Columns of every kind of text that leaves a text as it is.
pub const TEXTS: &[Column] = &[
    Column::new(("one", "甲", "One"), Kind::List, "/one", ""),
    Column::new(("two", "乙", "Two"), Kind::List, "/in/two", ""),
    Column::new(("three", "丙", "Three"), Kind::List, "/in/three", ""),
];

/// Reads a file, as an import does; none when it is refused as a whole.
pub fn rows(bytes: &[u8], format: Format, columns: &'static [Column]) -> Option<Vec<Row>> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    RUNTIME.block_on(async {
        let mut batches = reading::begin(file, format, columns, ROWS);
        let mut all = Vec::new();
        loop {
            match batches.next().await {
                Ok(Some(rows)) => all.extend(rows),
                Ok(None) => return Some(all),
                Err(error) => {
                    assert!(error.code.status() < 500, "{error:?}");
                    return None;
                }
            }
        }
    })
}

/// Reads a file of logs, and takes each row as JSON: what cannot be taken is told, never kept in silence.
pub fn logs(bytes: &[u8], format: Format) {
    let read = rows(bytes, format, stations::service_logs::import::columns::COLUMNS);
    for row in read.into_iter().flatten() {
        let (json, faults) = row.to_json();
        assert!(json.is_object());
        assert!(!row.is_broken() || faults.len() == 1);
    }
}

/// Three texts of a row, without what a row does not keep: white space around them.
pub type Texts = [String; 3];

/// What the row of these texts says; none if it is empty.
pub fn said(texts: &Texts) -> Option<Vec<u8>> {
    let row = Row::new(0, TEXTS.iter().zip(texts.iter().cloned()));
    (!row.is_empty()).then(|| row.said())
}

/// Fails unless the file has exactly these rows.
pub fn has_exactly(bytes: &[u8], format: Format, texts: &[Texts]) {
    let read = rows(bytes, format, TEXTS).expect("a file of ours is read");
    let read: Vec<_> = read.iter().map(Row::said).collect();
    let written: Vec<_> = texts.iter().filter_map(said).collect();
    assert_eq!(read, written);
}
