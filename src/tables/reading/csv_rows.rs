//! CSV: a line of headings, then rows.

use std::fs::File;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::{
    Sink, Stop,
    column::{self, Column},
    encoding,
    row::Row,
    value,
};
use crate::http::{Error, fault::Fault};

/// Reads all rows.
pub fn read(file: File, columns: &'static [Column], sink: &mut Sink<'_>) -> Result<(), Stop> {
    let text = encoding::utf8(file)?;
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut record = StringRecord::new();
    if !reader.read_record(&mut record).map_err(|e| broken(&e))? {
        return Err(Fault::body("", "required", "文件为空", "The file is empty").into());
    }
    let headings: Vec<String> = record.iter().map(str::to_owned).collect();
    let found = column::columns_of(columns, &headings)?;
    while reader.read_record(&mut record).map_err(|e| broken(&e))? {
        let number = record.position().map_or(0, csv::Position::line);
        let row = row_of(number, &found, &record);
        if !row.is_empty() {
            sink.row(row)?;
        }
    }
    Ok(())
}

fn row_of(number: u64, columns: &[Option<&'static Column>], record: &StringRecord) -> Row {
    let stray = |(place, text): (usize, &str)| {
        !text.trim().is_empty() && columns.get(place).is_none_or(Option::is_none)
    };
    if record.iter().enumerate().any(stray) {
        return Row::broken(number, "stray_cell", "有单元格不在任何列下", "A cell stands below no heading");
    }
    let cells = columns.iter().zip(record.iter());
    Row::new(
        number,
        cells.filter_map(|(column, text)| column.map(|one| (one, value::unquoted(text.to_owned())))),
    )
}

fn broken(error: &csv::Error) -> Stop {
    match error.kind() {
        ErrorKind::Io(e) => Error::new(crate::http::codes::Code::Unavailable).because(e).into(),
        _ => Fault::body("", "wrong_form", "不是有效的CSV", "This is not a CSV").into(),
    }
}
