//! NDJSON: an object a line, its members named as columns.

use std::{
    fs::File,
    io::{BufRead as _, Read as _},
};

use serde_json::{Map, Value};

use super::{
    Sink, Stop,
    column::{self, Column, Kind},
    encoding,
    row::Row,
};
use crate::http::fault::Fault;

/// Bytes of a line.
const LONGEST: u64 = 64 * 1024;

/// Reads all rows.
pub fn read(file: File, columns: &'static [Column], sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut text = encoding::utf8(file)?;
    for number in 1.. {
        let mut line = Vec::new();
        let read = text.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if !line.ends_with(b"\n") && u64::try_from(read).is_ok_and(|read| read == LONGEST) {
            let (zh, en) = (format!("第{number}行过长"), format!("Line {number} is too long"));
            return Err(Fault::body(format!("/rows/{number}"), "too_long", zh, en).into());
        }
        if !line.trim_ascii().is_empty() {
            sink.row(row_of(number, columns, &line))?;
        }
    }
    Ok(())
}

fn row_of(number: u64, columns: &'static [Column], line: &[u8]) -> Row {
    let Ok(members) = serde_json::from_slice::<Map<String, Value>>(line) else {
        return Row::broken(number, "wrong_form", "不是有效的JSON对象", "This is not a JSON object");
    };
    let mut cells: Vec<(&'static Column, String)> = Vec::new();
    for (name, value) in members {
        let Some(column) = column::named(columns, &name) else {
            return Row::broken(
                number,
                "unknown_column",
                "有未知的字段",
                "A member is none of the template's",
            );
        };
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(_) if matches!(column.kind, Kind::List) => value.to_string(),
            Value::Array(_) | Value::Object(_) if matches!(column.kind, Kind::Json) => value.to_string(),
            Value::Array(_) | Value::Object(_) => {
                return Row::broken(
                    number,
                    "wrong_type",
                    "字段值须为文本",
                    "The members' values must be plain",
                );
            }
        };
        if cells.iter().any(|(seen, _)| seen.field == column.field) {
            return Row::broken(number, "repeated", "字段重复", "A member is there twice");
        }
        cells.push((column, text));
    }
    Row::new(number, cells)
}
