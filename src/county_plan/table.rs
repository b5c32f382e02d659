//! A CSV file by the names of its columns.

use std::collections::HashMap;

use super::{fault::Fault, files::Files};

/// The columns of a file.
pub struct Columns {
    /// Name of the file.
    pub file: &'static str,
    /// Columns that must be there.
    pub required: &'static [&'static str],
    /// Columns that may be there.
    pub optional: &'static [&'static str],
}

/// One row.
pub struct Row {
    file: &'static str,
    /// Its line in the file.
    pub line: u64,
    cells: HashMap<&'static str, String>,
}

/// One cell; what a missing optional column would hold is the empty text.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    file: &'static str,
    line: u64,
    column: &'static str,
    /// What stands in it.
    pub value: &'a str,
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: &'static str) -> Cell<'_> {
        let value = self.cells.get(column).map_or("", String::as_str);
        Cell { file: self.file, line: self.line, column, value }
    }

    /// The text of a column.
    pub fn text(&self, column: &'static str) -> String {
        self.cell(column).value.to_owned()
    }

    /// Whether the file has this optional column and the row something in it.
    pub fn has(&self, column: &'static str) -> bool {
        !self.cell(column).value.is_empty()
    }
}

impl Cell<'_> {
    /// What is wrong with it.
    pub fn fault(&self, wrong: impl Into<String>) -> Fault {
        Fault::of_line(self.file, self.line, wrong).at(self.column).because_of(self.value)
    }

    /// A fault unless this holds.
    pub fn must(&self, faults: &mut Vec<Fault>, holds: bool, wrong: impl Into<String>) -> bool {
        if !holds {
            faults.push(self.fault(wrong));
        }
        holds
    }

    /// The value it stands for, or a fault.
    pub fn read<T, E: ToString>(
        &self,
        faults: &mut Vec<Fault>,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        read(self.value).map_err(|wrong| faults.push(self.fault(wrong.to_string()))).ok()
    }

    /// One of these codes, or a fault.
    pub fn one_of(&self, faults: &mut Vec<Fault>, codes: &[&str]) {
        self.must(faults, codes.contains(&self.value), format!("one of {}", codes.join(", ")));
    }
}

/// The rows of a file; none when it is not there, or its head is wrong.
pub fn rows(files: &Files, columns: &Columns, faults: &mut Vec<Fault>) -> Vec<Row> {
    let Some(text) = files.text(columns.file) else { return Vec::new() };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(head) = head(records.next(), columns, faults) else { return Vec::new() };
    let mut rows = Vec::new();
    for record in records {
        match record {
            Ok(record) => rows.push(row(&record, &head, columns.file, faults)),
            Err(problem) => faults.push(Fault::of_file(columns.file, problem.to_string())),
        }
    }
    if rows.is_empty() {
        faults.push(Fault::of_file(columns.file, "there is no row below the head"));
    }
    rows
}

type Record = Option<Result<csv::StringRecord, csv::Error>>;

/// The columns in the order of the file; none when one is missing.
fn head(first: Record, columns: &Columns, faults: &mut Vec<Fault>) -> Option<Vec<Option<&'static str>>> {
    let first = first.and_then(Result::ok).unwrap_or_default();
    let known = || columns.required.iter().chain(columns.optional).copied();
    let head: Vec<Option<&'static str>> =
        first.iter().map(|name| known().find(|column| *column == name)).collect();
    let mut wrong = Vec::new();
    for (name, column) in first.iter().zip(&head) {
        let twice = first.iter().filter(|other| *other == name).count() > 1;
        let problem = if column.is_none() { "there is no such column" } else { "the column stands twice" };
        if column.is_none() || twice {
            wrong.push(Fault::of_line(columns.file, 1, problem).at(name));
        }
    }
    let missing = columns.required.iter().filter(|column| !head.contains(&Some(**column)));
    wrong.extend(missing.map(|column| Fault::of_line(columns.file, 1, "the column is missing").at(column)));
    let good = wrong.is_empty();
    faults.extend(wrong);
    good.then_some(head)
}

fn row(
    record: &csv::StringRecord,
    head: &[Option<&'static str>],
    file: &'static str,
    faults: &mut Vec<Fault>,
) -> Row {
    let line = record.position().map_or(0, csv::Position::line);
    if record.len() != head.len() {
        let wrong = format!("{} columns where the head has {}", record.len(), head.len());
        faults.push(Fault::of_line(file, line, wrong));
    }
    let cells = head.iter().zip(record).filter_map(|(column, text)| Some(((*column)?, text.to_owned())));
    let row = Row { file, line, cells: cells.collect() };
    for column in row.cells.keys() {
        let cell = row.cell(column);
        cell.must(faults, cell.value.trim() == cell.value, "white space at the beginning or the end");
    }
    row
}

/// A fault for each row whose value in a column stood in an earlier row already.
pub fn once(rows: &[Row], column: &'static str, faults: &mut Vec<Fault>) {
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for row in rows {
        let cell = row.cell(column);
        if let Some(line) = seen.get(cell.value) {
            faults.push(cell.fault(format!("stands in line {line} already")));
        } else {
            seen.insert(cell.value, row.line);
        }
    }
}
