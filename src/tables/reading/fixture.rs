//! Archives of tests, and with what they are refused.

use std::{fs::File, io::Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::Stop;

/// An archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> File {
    let mut archive = ZipWriter::new(tempfile::tempfile().unwrap());
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

/// The status with which it is refused; 0 when nobody listens any more.
pub fn refusal(read: Result<(), Stop>) -> Option<u16> {
    match read {
        Ok(()) => None,
        Err(Stop::Because(error)) => Some(error.code.status()),
        Err(Stop::Gone) => Some(0),
    }
}
