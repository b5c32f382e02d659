//! CSV of imports, in UTF-8 and in GB18030.
#![no_main]

use encoding_rs::GB18030;
use libfuzzer_sys::fuzz_target;
use stations::tables::{cell::Cell, format::Format};
use stations_fuzz::{Texts, has_exactly, logs};

/// As a list is exported.
fn exported(texts: &[Texts]) -> String {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["甲", "Two", "three"]).unwrap();
    for texts in texts {
        file.write_record(texts.clone().map(|text| Cell::Text(text).into_csv())).unwrap();
    }
    String::from_utf8(file.into_inner().unwrap()).unwrap()
}

fuzz_target!(|input: (Vec<Texts>, &[u8])| {
    let (texts, bytes) = input;
    logs(bytes, Format::Csv);
    let text = exported(&texts);
    has_exactly(text.as_bytes(), Format::Csv, &texts);
    has_exactly(format!("\u{feff}{text}").as_bytes(), Format::Csv, &texts);
    let (encoded, _, lost) = GB18030.encode(&text);
    let (decoded, _, wrong) = GB18030.decode(&encoded);
    if !lost && !wrong && decoded == text && std::str::from_utf8(&encoded).is_err() {
        has_exactly(&encoded, Format::Csv, &texts);
    }
});
