//! Rows as bytes of a format.

use std::{fs::File, path::PathBuf};

use actix_web::web::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::{
    book::Book,
    cell::Cell,
    format::{Asked, Format},
};
use crate::http::{Error, Result};

/// The columns of a table that goes out.
#[derive(Debug, Clone)]
pub struct Columns {
    /// What stands above them.
    pub headings: Vec<String>,
    /// Where their cells are in a row.
    pub paths: Vec<&'static str>,
}

/// Rows as a format is made of them.
pub enum Rows {
    /// NDJSON as it is sent.
    Lines(Vec<u8>),
    /// What cells are taken from.
    Values(Vec<Value>),
}

impl Rows {
    /// Items as rows of a format.
    pub fn of<T: Serialize>(items: &[T], format: Format) -> Result<Self> {
        if format != Format::Ndjson {
            return Ok(Self::Values(items.iter().map(serde_json::to_value).collect::<Result<_, _>>()?));
        }
        let mut lines = Vec::new();
        for item in items {
            serde_json::to_writer(&mut lines, item)?;
            lines.push(b'\n');
        }
        Ok(Self::Lines(lines))
    }
}

/// Makes a table from its rows, a few at a time; never more of it is in memory.
pub enum Writer {
    /// Text, ready as it comes; the head is written with the first rows.
    Csv {
        /// The columns.
        columns: Columns,
        /// What is written before the first row: the byte order mark and the headings.
        head: Option<Vec<u8>>,
    },
    /// A line an object.
    Ndjson,
    /// A workbook, ready when it is finished.
    Xlsx {
        /// The columns.
        columns: Columns,
        /// The workbook.
        book: Box<Book>,
    },
}

impl Writer {
    /// Begins a table. Errors: the disk.
    pub fn new(asked: Asked, columns: Columns, scratch: PathBuf) -> Result<Self> {
        Ok(match asked.format {
            Format::Json | Format::Ndjson => Self::Ndjson,
            Format::Csv => {
                let mut head = if asked.bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
                head.extend(csv_lines([columns.headings.clone()])?);
                Self::Csv { columns, head: Some(head) }
            }
            Format::Xlsx => {
                Self::Xlsx { book: Box::new(Book::new(scratch, columns.headings.clone())?), columns }
            }
        })
    }

    /// Adds rows; the bytes that can be sent now.
    pub fn rows(&mut self, rows: Rows) -> Result<Bytes> {
        let rows = match rows {
            Rows::Lines(lines) => return Ok(lines.into()),
            Rows::Values(rows) => rows,
        };
        let cells = |columns: &Columns, row: &Value| -> Vec<Cell> {
            columns.paths.iter().map(|path| Cell::at(row, path)).collect()
        };
        match self {
            Self::Ndjson => Err(Error::internal("lines are made of items")),
            Self::Csv { columns, head } => {
                let lines =
                    rows.iter().map(|row| cells(columns, row).into_iter().map(Cell::into_csv).collect());
                let mut bytes = head.take().unwrap_or_default();
                bytes.extend(csv_lines(lines)?);
                Ok(bytes.into())
            }
            Self::Xlsx { columns, book } => {
                for row in &rows {
                    book.row(cells(columns, row))?;
                }
                Ok(Bytes::new())
            }
        }
    }

    /// What remains to be sent: a text has all been, a workbook is a file now. Blocks.
    pub fn finish(self) -> Result<Option<File>> {
        match self {
            Self::Csv { .. } | Self::Ndjson => Ok(None),
            Self::Xlsx { book, .. } => book.save().map(Some),
        }
    }
}

fn csv_lines(lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for line in lines {
        writer.write_record(&line).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}
