//! Word and Excel files are ZIP archives of known parts (ECMA-376): the archive's own directory tells which. The names
//! at the archive's beginning, by which many tell, are any ZIP's to choose.

use std::io::{self, Read, Seek};

use super::media_type::{MediaType, read_at};

/// The longest end record: 22 bytes and a comment.
const END: u64 = 22 + 0xFFFF;
/// No honest document has a longer directory (some 20 000 parts).
const DIRECTORY: u64 = 2 * 1024 * 1024;

/// Word, Excel, or none: another archive, a broken one, or one with macros.
pub fn kind(file: &mut (impl Read + Seek), size: u64) -> io::Result<Option<MediaType>> {
    let Some((start, length)) = directory(&read_at(file, size.saturating_sub(END), END)?, size) else {
        return Ok(None);
    };
    let directory = read_at(file, start, length)?;
    Ok(names(&directory).and_then(|names| by_parts(&names)))
}

/// Where the directory is, told by the end record, which must be the very end of the file.
fn directory(tail: &[u8], size: u64) -> Option<(u64, u64)> {
    let at = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let record = tail.get(at..)?;
    let comment = usize::try_from(le16(record, 20)?).ok()?;
    let (length, start) = (le32(record, 12)?, le32(record, 16)?);
    let good =
        record.len() == comment.checked_add(22)? && length <= DIRECTORY && start.checked_add(length)? <= size;
    good.then_some((start, length))
}

/// The names of all parts.
fn names(mut directory: &[u8]) -> Option<Vec<&[u8]>> {
    let mut names = Vec::new();
    while !directory.is_empty() {
        let entry = directory.strip_prefix(b"PK\x01\x02")?;
        let [name, extra, comment] =
            [24, 26, 28].map(|at| le16(entry, at).and_then(|n| usize::try_from(n).ok()));
        let (name, rest) = entry.get(42..)?.split_at_checked(name?)?;
        names.push(name);
        directory = rest.get(extra?.checked_add(comment?)?..)?;
    }
    Some(names)
}

fn by_parts(names: &[&[u8]]) -> Option<MediaType> {
    let main = |folder: &str| {
        names.iter().any(|name| name.starts_with(folder.as_bytes()) && name.ends_with(b".xml"))
    };
    let macros = names.iter().any(|name| name.ends_with(b"vbaProject.bin"));
    if macros || !names.contains(&b"[Content_Types].xml".as_slice()) {
        return None;
    }
    // The main part is document.xml, or document2.xml as Word on the web writes it.
    match (main("word/document"), main("xl/workbook")) {
        (true, false) => Some(MediaType::Docx),
        (false, true) => Some(MediaType::Xlsx),
        _ => None,
    }
}

fn le16(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?).into())
}

fn le32(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?).into())
}
