//! The sheets of a workbook, which are read as they come.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::{Reader, events::Event};

use super::{super::xlsx_rows::no_workbook, Stop, too_large};

/// Bytes of one cell, which is kept whole. Excel takes 32,767 characters, each of which may be written as an entity.
const CELL: usize = 1024 * 1024;

/// Reads a sheet as calamine will, no cell of it and nothing between two cells larger than [`CELL`].
pub fn read(sheet: &mut impl Read) -> Result<(), Stop> {
    let mut xml = Reader::from_reader(Rationed { sheet: BufReader::new(sheet), left: CELL });
    let (mut event, mut depth, mut cell) = (Vec::new(), 0_usize, None);
    loop {
        if cell.is_none() {
            xml.get_mut().left = CELL;
        }
        event.clear();
        match xml.read_event_into(&mut event) {
            Ok(Event::Start(start)) => {
                if cell.is_none() && start.local_name().as_ref() == "c" {
                    cell = Some(depth);
                }
                depth = depth.saturating_add(1);
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                cell = cell.filter(|at| *at < depth);
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) if xml.get_ref().left == 0 => return Err(too_large()),
            Err(_) => return Err(no_workbook()),
        }
    }
}

/// A reader of which no more than `left` bytes are to be had until it is set anew.
struct Rationed<R> {
    sheet: R,
    left: usize,
}

impl<R: BufRead> Read for Rationed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Rationed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.sheet.fill_buf()?;
        Ok(read.get(..self.left).unwrap_or(read))
    }

    fn consume(&mut self, read: usize) {
        self.left = self.left.saturating_sub(read);
        self.sheet.consume(read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::reading::fixture::refusal;

    /// The status with which a sheet of this row is refused.
    fn refused(row: &str) -> Option<u16> {
        let sheet = format!("<worksheet><sheetData><row>{row}</row></sheetData></worksheet>");
        refusal(read(&mut sheet.as_bytes()))
    }

    #[test]
    fn a_sheet_may_be_large_but_no_cell_of_it() {
        let cell = |inside: &str| format!(r#"<c t="inlineStr"><is>{inside}</is></c>"#);
        let text = |bytes: usize| format!("<t>{}</t>", "a".repeat(bytes));
        let longest = cell(&format!("<t>{}</t>", "&#x2F800;".repeat(32_767)));
        assert_eq!(refused(&longest.repeat(5)), None, "five of the longest that Excel takes");
        assert_eq!(refused(&cell(&text(CELL))), Some(413));
        assert_eq!(refused(&cell(&text(CELL / 8).repeat(9))), Some(413), "in pieces");
        for within in ["<c></c>", "<c/>", "<!-- <c></c> -->", "<![CDATA[<c></c>]]>", "<?c <c></c> ?>"] {
            let pieces = [text(CELL / 4), within.to_owned()].concat().repeat(5);
            assert_eq!(refused(&cell(&pieces)), Some(413), "{within} within a cell does not end it");
        }
        assert_eq!(refused(&format!("<x y='{}'/>", "a".repeat(CELL))), Some(413), "between two cells");
        assert_eq!(refused("<c><v>1</c>"), Some(422));
    }
}
