//! How much memory a workbook would take, found out before it is believed: what an archive says of itself proves nothing.

mod common;
mod sheet;

use std::{
    fs::File,
    io::{self, BufReader, Read},
};

use common::Descriptions;

use super::{Stop, xlsx_rows::no_workbook};
use crate::http::{Error, codes::Code};

/// Unpacked bytes of everything but the sheets, which calamine keeps in memory.
const COMMON: u64 = 128 * 1024 * 1024;
/// Unpacked bytes of the sheets, which are read as they come.
const SHEETS: u64 = 2 * 1024 * 1024 * 1024;
/// Parts of the archive, whose names are kept. Excel's have some twenty, and one a sheet and a picture.
const PARTS: usize = 10_000;

/// Unpacks every part into nothing. Errors: 413 for what is too large, in all or in one piece; 422 for what is no archive, no
/// XML, or no workbook as all programs write it.
pub fn refuse(file: &File) -> Result<(), Stop> {
    let archive = zip::ZipArchive::new(BufReader::new(file.try_clone()?));
    let mut archive = archive.map_err(|_| no_workbook())?;
    if archive.len() > PARTS {
        return Err(too_large());
    }
    let (mut common, mut sheets, mut described) = (COMMON, SHEETS, Descriptions::default());
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| no_workbook())?;
        let kind = Part::named(&part.name().map_err(|_| no_workbook())?);
        let left = if kind == Part::Sheet { &mut sheets } else { &mut common };
        let mut part = part.take(left.saturating_add(1));
        let read = kind.read(&mut part, &mut described);
        *left = part.limit().checked_sub(1).ok_or_else(too_large)?;
        read?;
    }
    Ok(())
}

/// What calamine would make of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Says which part is the workbook, and so where all others are.
    Root,
    /// The workbook itself, its relationships, its styles and its theme.
    Descriptions,
    /// The texts of all sheets.
    Texts,
    /// One sheet.
    Sheet,
    /// Nothing.
    Unread,
}

impl Part {
    /// By its name, which calamine looks up whatever its case. Where the workbook is, [`common::root`] has seen to.
    fn named(name: &str) -> Self {
        let name = name.replace('\\', "/").to_ascii_lowercase();
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
        match &*name {
            "_rels/.rels" => Self::Root,
            "xl/sharedstrings.xml" => Self::Texts,
            _ if starts(&["xl/workbook", "xl/_rels/", "xl/styles.xml", "xl/theme/theme1.xml"]) => {
                Self::Descriptions
            }
            _ if starts(&["xl/worksheets/"]) => Self::Sheet,
            _ => Self::Unread,
        }
    }

    fn read(self, part: &mut impl Read, described: &mut Descriptions) -> Result<(), Stop> {
        match self {
            Self::Root => common::root(part),
            Self::Descriptions => described.read(part),
            Self::Texts => common::texts(part),
            Self::Sheet => sheet::read(part),
            Self::Unread => io::copy(part, &mut io::sink()).map(drop).map_err(|_| no_workbook()),
        }
    }
}

fn too_large() -> Stop {
    Error::new(Code::TooLarge).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::reading::fixture::{archive, refusal};

    /// The status with which an archive of these parts is refused.
    fn refused(parts: &[(&str, &str)]) -> Option<u16> {
        refusal(refuse(&archive(parts)))
    }

    #[test]
    fn each_part_is_held_to_what_calamine_would_make_of_it() {
        let many = r#"<sst uniqueCount="1000000000000"/>"#;
        for name in ["xl/sharedStrings.xml", r"XL\SHAREDSTRINGS.XML"] {
            assert_eq!(refused(&[(name, many)]), Some(413), "{name}");
        }
        assert_eq!(
            refused(&[("xl/worksheets/sharedStrings.xml", many)]),
            None,
            "no program's texts stand there"
        );
        let moved = r#"<r><Relationship Type="x/officeDocument" Target="xl/worksheets/workbook.xml"/></r>"#;
        assert_eq!(refused(&[("_RELS/.rels", moved)]), Some(422), "where calamine would look for them then");
        assert_eq!(refused(&[("xl/styles.xml", "<styleSheet>")]), None);
        assert_eq!(refused(&[("xl/styles.xml", "<a></b>")]), Some(422));
        assert_eq!(refused(&[("xl/media/image1.png", "<a></b>")]), None, "a picture is no XML");
    }

    #[test]
    fn an_archive_has_no_more_parts_than_a_workbook_may_have() {
        let names: Vec<String> = (0..=PARTS).map(|number| number.to_string()).collect();
        let parts: Vec<_> = names.iter().map(|name| (&**name, "")).collect();
        assert_eq!(refused(&parts), Some(413));
        assert_eq!(refused(&parts[1..]), None);
    }
}
