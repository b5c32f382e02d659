//! XLSX: the first sheet, a row of headings, then rows. The sheet is read cell by cell; only the workbook's common texts
//! are in memory, and how large those can be is checked first.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Seek as _},
};

use calamine::{Cell, DataRef, Reader as _, Xlsx, XlsxError};

use super::{
    Sink, Stop,
    column::{self, Column},
    row::Row,
    xlsx_bombs,
};
use crate::http::{Error, codes::Code, fault::Fault};

/// Columns of a sheet, by its format. calamine believes a cell that says it stands further right.
const COLUMNS: usize = 16_384;

/// Reads all rows.
pub fn read(mut file: File, columns: &'static [Column], sink: &mut Sink<'_>) -> Result<(), Stop> {
    xlsx_bombs::refuse(&file)?;
    file.rewind()?;
    let mut book = Xlsx::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    let Some(sheet) = book.sheet_names().first().cloned() else { return Err(no_workbook()) };
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|e| broken(&e))?;
    let mut table = Table { columns, found: None, sink };
    let (mut line, mut present): (Line, u32) = (Vec::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(|e| broken(&e))? {
        let (row, column) = cell.get_position();
        if row != present {
            table.line(present, std::mem::take(&mut line))?;
            present = row;
        }
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if place >= COLUMNS || line.len() >= COLUMNS {
            return Err(no_workbook());
        }
        line.push((place, text_of(&cell)));
    }
    table.line(present, line)?;
    if table.found.is_none() {
        return Err(Fault::body("", "required", "第一张工作表为空", "The first sheet is empty").into());
    }
    Ok(())
}

/// Cells of a row by their column.
type Line = Vec<(usize, String)>;

struct Table<'a, 'b> {
    columns: &'static [Column],
    found: Option<Vec<Option<&'static Column>>>,
    sink: &'a mut Sink<'b>,
}

impl Table<'_, '_> {
    /// The first row that is not empty is the headings.
    fn line(&mut self, row: u32, line: Line) -> Result<(), Stop> {
        if line.iter().all(|(_, text)| text.trim().is_empty()) {
            return Ok(());
        }
        let Some(found) = &self.found else {
            let texts: BTreeMap<usize, String> = line.into_iter().collect();
            let last = texts.last_key_value().map_or(0, |(place, _)| *place);
            let headings: Vec<String> =
                (0..=last).map(|place| texts.get(&place).cloned().unwrap_or_default()).collect();
            self.found = Some(column::columns_of(self.columns, &headings)?);
            return Ok(());
        };
        let row = row_of(u64::from(row).saturating_add(1), found, line);
        self.sink.row(row)
    }
}

fn row_of(number: u64, columns: &[Option<&'static Column>], line: Line) -> Row {
    let mut cells = Vec::new();
    for (place, text) in line.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        let Some(column) = columns.get(place).copied().flatten() else {
            return Row::broken(
                number,
                "stray_cell",
                "有单元格不在任何列下",
                "A cell stands below no heading",
            );
        };
        cells.push((column, text));
    }
    Row::new(number, cells)
}

/// A cell as the text that was typed, as far as the workbook still knows.
fn text_of(cell: &Cell<DataRef<'_>>) -> String {
    match cell.get_value() {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let time = if (hour, minute, second) == (0, 0, 0) {
                String::new()
            } else {
                format!(" {hour:02}:{minute:02}:{second:02}")
            };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
        DataRef::Error(_) => "#".into(),
    }
}

/// Excel keeps 15 digits of a number; a longer one is told as rounded.
fn number_text(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:E}").replace('E', "E+") }
}

/// The refusal of what is no workbook.
pub(super) fn no_workbook() -> Stop {
    Fault::body("", "wrong_form", "不是有效的Excel工作簿", "This is not an Excel workbook").into()
}

fn broken(error: &XlsxError) -> Stop {
    match error {
        XlsxError::Io(e) => Error::new(Code::Unavailable).because(e).into(),
        XlsxError::Password => {
            Fault::body("", "protected", "工作簿有密码", "The workbook has a password").into()
        }
        _ => no_workbook(),
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;
    use crate::tables::reading::{column::Kind, fixture::archive, value};

    const NAME: &[Column] = &[Column::new(("name", "姓名", "Name"), Kind::Text, "/name", "")];

    /// How many rows a sheet has, of a workbook that has nothing but this sheet.
    fn rows(cells: &str) -> Option<usize> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let book = format!(
            r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>"#
        );
        let related = |kind, target| {
            format!(
                r#"<Relationships><Relationship Id="r1" Type="{relation}/{kind}" Target="{target}"/></Relationships>"#
            )
        };
        let sheet = format!(r#"<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>"#);
        let book = archive(&[
            ("xl/workbook.xml", &book),
            ("_rels/.rels", &related("officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", &related("worksheet", "worksheets/sheet1.xml")),
            ("xl/worksheets/sheet1.xml", &sheet),
        ]);
        let (sender, _receiver) = mpsc::channel(1);
        let mut sink = Sink { sender: &sender, batch: Vec::new(), bytes: 0, read: 0, limit: 10 };
        read(book, NAME, &mut sink).ok().map(|()| sink.read)
    }

    fn cell(place: &str, text: &str) -> String {
        format!(r#"<c r="{place}" t="str"><v>{text}</v></c>"#)
    }

    #[test]
    fn a_cell_beyond_the_last_column_is_no_cell() {
        let row = |cells: &[String]| format!("<row>{}</row>", cells.concat());
        let headings = row(&[cell("B1", "姓名")]);
        assert_eq!(rows(&[headings.clone(), row(&[cell("B2", "王小梅")])].concat()), Some(1));
        assert_eq!(rows(&row(&[cell("B1", "姓名"), cell("XFD1", "")])), Some(0));
        for place in ["XFE", "ZZZZZZ"] {
            assert_eq!(rows(&row(&[cell(&format!("{place}1"), "姓名")])), None, "{place}");
            assert_eq!(rows(&[headings.clone(), row(&[cell(&format!("{place}2"), "")])].concat()), None);
        }
        assert_eq!(rows(&row(&vec![cell("B1", ""); COLUMNS + 1])), None, "a row that does not end");
        let endless = row(&[cell("B2", &"a".repeat(2 * 1024 * 1024))]);
        assert_eq!(rows(&[headings, endless].concat()), None, "a cell that does not end");
    }

    #[test]
    fn numbers_are_texts_as_typed_unless_excel_rounded_them() {
        assert_eq!(number_text(13_812_345_678.0), "13812345678");
        assert_eq!(number_text(45107.0), "45107");
        assert_eq!(number_text(0.5), "0.5");
        assert!(value::is_rounded(&number_text("469025199203059080".parse().unwrap())));
    }
}
