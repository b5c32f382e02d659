//! Workbooks of imports: any archive, and a workbook whose sheet, texts and styles are anything.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use stations::tables::format::Format;
use stations_fuzz::{has_exactly, logs};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn workbook(sheet: &[u8], strings: &[u8], styles: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, bytes) in [
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive
            .start_file(part, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

// A workbook of ours that is no workbook would make all else be refused unread.
fuzz_target!(init: {
    let sheet = br#"<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c></row><row><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>"#;
    let strings = "<sst><si><t>甲</t></si><si><t>text</t></si></sst>".as_bytes();
    let texts = ["text".to_owned(), String::new(), String::new()];
    has_exactly(&workbook(sheet, strings, b"<styleSheet/>"), Format::Xlsx, &[texts]);
}, |input: (bool, &[u8], &[u8], &[u8])| {
    let (is_archive, strings, styles, bytes) = input;
    if is_archive {
        logs(bytes, Format::Xlsx);
    } else {
        logs(&workbook(bytes, strings, styles), Format::Xlsx);
    }
});
