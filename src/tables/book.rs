//! An Excel workbook that grows on the disk, not in memory.

use std::{fs::File, io::Seek as _, path::PathBuf};

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::Cell;
use crate::http::{Error, Result, codes::Code};

/// A sheet holds 1 048 576 rows; what is more goes to the next sheet.
const ROWS_A_SHEET: u32 = 1_000_000;
/// Characters in a cell.
const LONGEST: usize = 32_767;

/// A workbook under way.
pub struct Book {
    workbook: Workbook,
    scratch: PathBuf,
    headings: Vec<String>,
    day: Format,
    sheets: usize,
    next_row: u32,
}

impl Book {
    /// Begins a workbook whose parts are kept in a folder. Errors: the disk.
    pub fn new(scratch: PathBuf, headings: Vec<String>) -> Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(&scratch).map_err(disk)?;
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let mut book = Self { workbook, scratch, headings, day, sheets: 0, next_row: 0 };
        book.begin_sheet()?;
        Ok(book)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<()> {
        if self.next_row > ROWS_A_SHEET {
            self.begin_sheet()?;
        }
        let sheet = self.workbook.worksheet_from_index(self.sheets.saturating_sub(1)).map_err(disk)?;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (self.next_row, column), cell, &self.day).map_err(disk)?;
        }
        self.next_row = self.next_row.saturating_add(1);
        Ok(())
    }

    fn begin_sheet(&mut self) -> Result<()> {
        let bold = Format::new().set_bold();
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(disk)?;
        sheet.set_freeze_panes(1, 0).map_err(disk)?;
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &bold).map_err(disk)?;
        }
        (self.sheets, self.next_row) = (self.sheets.saturating_add(1), 1);
        Ok(())
    }

    /// The finished file, to be read from its beginning; it has no name and goes when it is closed. Blocks.
    pub fn save(mut self) -> Result<File> {
        let mut file = tempfile::tempfile_in(&self.scratch).map_err(disk)?;
        self.workbook.save_to_writer(&mut file).map_err(disk)?;
        file.rewind().map_err(disk)?;
        Ok(file)
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Flag(flag) => sheet.write_boolean(row, column, flag)?,
        Cell::Number(number) => match number.parse::<f64>() {
            Ok(value) => sheet.write_number(row, column, value)?,
            Err(_) => sheet.write_string(row, column, number)?,
        },
        Cell::Text(text) => match date(&text) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, day)?,
            None => sheet.write_string(row, column, text.chars().take(LONGEST).collect::<String>())?,
        },
    };
    Ok(())
}

/// A text that is a day becomes one, so that a spreadsheet can sort by it.
fn date(text: &str) -> Option<ExcelDateTime> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
    let (year, month) = (u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?);
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

fn disk(cause: impl std::fmt::Display) -> Error {
    Error::new(Code::Unavailable).retry_after(5).because(cause)
}
