//! A sheet as an Excel workbook: what the PDF says, in cells that can be reckoned with.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Cell, Column, Sheet, Table};
use crate::http::{Error, Result};

/// Width of a column of share one, in characters.
const WIDTH: f64 = 8.0;

/// A sheet as XLSX; the same sheet gives the same bytes. Errors: internal.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // Its own day, or none at all: never the hour at which it was made.
    let made = sheet.dated.and_then(date).map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok);
    let properties =
        DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made.map_err(Error::internal)?);
    workbook.set_properties(&properties);
    write(workbook.add_worksheet(), sheet).map_err(Error::internal)?;
    workbook.save_to_buffer().map_err(Error::internal)
}

fn date(day: NaiveDate) -> Option<ExcelDateTime> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, of_month).ok()
}

fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let (title, bold) = (Format::new().set_bold().set_font_size(16.0), Format::new().set_bold());
    let widest =
        sheet.tables.iter().map(|table| table.columns.as_slice()).max_by_key(|columns| columns.len());
    set_widths(page, widest.unwrap_or_default())?;
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    let mut row = 2;
    for fact in &sheet.facts {
        page.write_string_with_format(row, 0, &fact.label, &bold)?;
        page.write_string(row, 1, &fact.value)?;
        row += 1;
    }
    for table in &sheet.tables {
        row = write_table(page, row + 1, table, &bold)?;
    }
    row += 1;
    for line in below(sheet) {
        page.write_string(row, 0, line)?;
        row += 1;
    }
    page.set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_header_footer_scale_with_doc(true);
    page.set_footer("&C第 &P 页　共 &N 页");
    Ok(())
}

fn set_widths(page: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    for (n, column) in (0..).zip(columns) {
        page.set_column_width(n, WIDTH * f64::from(column.share.max(1)))?;
    }
    Ok(())
}

/// The row below the table.
fn write_table(page: &mut Worksheet, first: u32, table: &Table, bold: &Format) -> Result<u32, XlsxError> {
    page.write_string_with_format(first, 0, &table.heading, bold)?;
    let framed = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
    let head = framed.clone().set_bold();
    let figure = framed.clone().set_num_format("0.00");
    for (n, column) in (0..).zip(&table.columns) {
        page.write_string_with_format(first + 1, n, &column.title, &head)?;
    }
    let mut row = first + 2;
    for cells in &table.rows {
        for (n, cell) in (0..).zip(cells) {
            match (cell, cell.shown().parse::<f64>()) {
                (Cell::Figure(_), Ok(value)) => page.write_number_with_format(row, n, value, &figure)?,
                // A text is never a formula, whatever it begins with.
                _ => page.write_string_with_format(row, n, cell.shown(), &framed)?,
            };
        }
        row += 1;
    }
    Ok(row)
}

fn below(sheet: &Sheet) -> Vec<String> {
    let mut lines = sheet.notes.clone();
    lines.extend(
        sheet
            .signers
            .iter()
            .map(|signer| format!("{signer}（签字、盖章）：　　　　　　　　日期：　　年　月　日")),
    );
    if let Some(proof) = &sheet.proof {
        lines.extend([format!("校验值（SHA-256）：{}", proof.digest), format!("核验：{}", proof.link)]);
    }
    lines
}
