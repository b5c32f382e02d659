//! Lists in other formats than JSON.

mod compliance;
mod disconnect;
mod formats;
mod lists;

use crate::harness::{Answer, Persona};

pub const CSV: &str = "text/csv";
pub const NDJSON: &str = "application/x-ndjson";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Persona<'_> {
    /// A list in a format.
    pub async fn get_as(&self, accept: &str, path: &str) -> Answer {
        self.send("GET", path, &[("accept", accept)], Vec::new()).await
    }
}

impl Answer {
    /// The lines of a text.
    pub fn lines(&self) -> Vec<&str> {
        std::str::from_utf8(&self.bytes).unwrap().lines().collect()
    }

    /// The cells of a workbook's first sheet, as texts.
    pub fn sheet(&self) -> Vec<Vec<String>> {
        use calamine::Reader as _;
        let file = std::io::Cursor::new(self.bytes.to_vec());
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(file).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }
}
