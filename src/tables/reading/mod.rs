//! Tables that come in: a file of any of the three formats as rows of texts by column, read by a thread of its own and
//! never whole in memory.

pub mod column;
mod csv_rows;
mod encoding;
#[cfg(test)]
mod fixture;
pub mod names;
mod ndjson_rows;
pub mod row;
pub mod upload;
pub mod value;
mod xlsx_bombs;
mod xlsx_rows;

pub use column::Column;
pub use names::Names;
pub use row::Row;
pub use upload::Table;

use std::{fs::File, io};

use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::format::Format;
use crate::http::{Error, Result, codes::Code, fault::Fault};

/// Rows handed on at once, or fewer of so many bytes.
const AT_ONCE: usize = 1000;
/// Bytes handed on at once, or few more.
const BYTES: usize = 1024 * 1024;
/// Batches read ahead.
const AHEAD: usize = 2;

/// Batches of rows; the first error ends them.
pub struct Batches {
    rows: mpsc::Receiver<Result<Vec<Row>>>,
    reader: JoinHandle<()>,
}

impl Batches {
    /// The next rows; none after the last. Errors: 422 for what is no such file, has unknown, repeated or missing columns
    /// or more rows than are taken.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>> {
        self.rows.recv().await.transpose()
    }

    /// The same, for a blocking thread.
    pub fn blocking_next(&mut self) -> Result<Option<Vec<Row>>> {
        self.rows.blocking_recv().transpose()
    }

    /// Reads no further. The copies of a file share one place of reading: whoever reads it next must find nobody at it.
    pub async fn end(mut self) -> Result<()> {
        self.rows.close();
        self.reader.await.map_err(Error::internal)
    }
}

/// Begins to read a file.
pub fn begin(file: File, format: Format, columns: &'static [Column], limit: usize) -> Batches {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let reader = spawn_blocking(move || {
        let mut sink = Sink { sender: &sender, batch: Vec::new(), bytes: 0, read: 0, limit };
        let read = match format {
            Format::Xlsx => xlsx_rows::read(file, columns, &mut sink),
            Format::Ndjson => ndjson_rows::read(file, columns, &mut sink),
            Format::Csv | Format::Json => csv_rows::read(file, columns, &mut sink),
        };
        if let Err(Stop::Because(error)) = read.and_then(|()| sink.flush()) {
            let _ = sender.blocking_send(Err(error));
        }
    });
    Batches { rows: receiver, reader }
}

/// Why reading stops early.
enum Stop {
    /// Nobody listens any more.
    Gone,
    /// Something is wrong with the file as a whole.
    Because(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Because(error)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Because(fault.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Because(Error::new(Code::Unavailable).because(error))
    }
}

/// Where rows go.
struct Sink<'a> {
    sender: &'a mpsc::Sender<Result<Vec<Row>>>,
    batch: Vec<Row>,
    bytes: usize,
    read: usize,
    limit: usize,
}

impl Sink<'_> {
    fn row(&mut self, row: Row) -> Result<(), Stop> {
        self.read = self.read.saturating_add(1);
        if self.read > self.limit {
            let (zh, en) = (format!("最多{}行", self.limit), format!("At most {} rows", self.limit));
            return Err(Fault::body("/rows", "too_many", zh, en).into());
        }
        self.bytes = self.bytes.saturating_add(row.bytes());
        self.batch.push(row);
        if self.batch.len() >= AT_ONCE || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Stop> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        self.sender.blocking_send(Ok(std::mem::take(&mut self.batch))).map_err(|_| Stop::Gone)
    }
}
