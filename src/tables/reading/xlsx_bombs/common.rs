//! What a workbook has once for all its sheets, which calamine keeps in memory, some of it many times over.

use std::io::{BufReader, Read};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{super::xlsx_rows::no_workbook, Stop, too_large};

/// Texts of all sheets: four to a row of the longest table. Room is made for as many as a workbook says it has.
const TEXTS: usize = 4_000_000;
/// Elements of what describes a workbook. Excel has up to 65,490 formats of cells, each of a few elements.
const ELEMENTS: usize = 500_000;
/// Bytes of all that gets its own copy of what is written once: a format of cells of its font and its number's pattern, a
/// sheet of where it is.
const COPIES: usize = 128 * 1024 * 1024;
/// Bytes of such a copy beside its texts.
const COPY: usize = 512;

/// Where the workbook is: where every program puts it. Were it anywhere, any part could be the texts of all sheets.
pub fn root(part: &mut impl Read) -> Result<(), Stop> {
    elements(part, |element| {
        let is_workbook = attributes(element, "Type")?.iter().any(|kind| kind.ends_with("/officeDocument"));
        let usual = attributes(element, "Target")?.iter().all(|target| is_usual(target));
        if is_workbook && !usual { Err(no_workbook()) } else { Ok(()) }
    })
}

fn is_usual(target: &str) -> bool {
    let target = target.strip_prefix('/').unwrap_or(target).to_ascii_lowercase();
    target.strip_prefix("xl/workbook").is_some_and(|rest| !rest.contains(['/', '\\', '&']))
}

/// Not more texts than are read, in truth and by what is said.
pub fn texts(part: &mut impl Read) -> Result<(), Stop> {
    texts_up_to(TEXTS, part)
}

fn texts_up_to(most: usize, part: &mut impl Read) -> Result<(), Stop> {
    let mut count = 0_usize;
    elements(part, |element| {
        let is_beyond = match element.local_name().as_ref() {
            "si" => {
                count = count.saturating_add(1);
                count > most
            }
            "sst" => {
                let said = attributes(element, "uniqueCount")?;
                said.iter().any(|said| said.parse().unwrap_or(usize::MAX) > most)
            }
            _ => false,
        };
        if is_beyond { Err(too_large()) } else { Ok(()) }
    })
}

/// What describes a workbook, over all its parts: one has the copies, another the text that is copied.
#[derive(Debug, Default)]
pub struct Descriptions {
    elements: usize,
    copies: usize,
    longest: usize,
}

impl Descriptions {
    /// Not more than Excel writes, and no long text in many copies.
    pub fn read(&mut self, part: &mut impl Read) -> Result<(), Stop> {
        elements(part, |element| {
            self.elements = self.elements.saturating_add(1);
            let is_copy = ["xf", "sheet"].contains(&element.local_name().as_ref());
            self.copies = self.copies.saturating_add(usize::from(is_copy));
            for attribute in element.attributes().with_checks(false) {
                self.longest = self.longest.max(attribute.map_err(|_| no_workbook())?.value.len());
            }
            let copies = self.copies.saturating_mul(self.longest.saturating_add(COPY));
            if self.elements > ELEMENTS || copies > COPIES { Err(too_large()) } else { Ok(()) }
        })
    }
}

/// Hands over each element, by calamine's own parser.
fn elements(
    part: &mut impl Read,
    mut each: impl FnMut(&BytesStart<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    let mut event = Vec::new();
    loop {
        event.clear();
        match xml.read_event_into(&mut event) {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element)?,
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(no_workbook()),
        }
    }
}

/// The values of an attribute as they are written, which may be there more than once.
fn attributes(element: &BytesStart<'_>, name: &str) -> Result<Vec<String>, Stop> {
    let mut values = Vec::new();
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| no_workbook())?;
        if attribute.key.as_ref() == name {
            values.push(attribute.value.into_owned());
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::reading::fixture::refusal;

    /// The status with which a part is refused.
    fn refused<'a>(read: impl FnOnce(&mut &'a [u8]) -> Result<(), Stop>, part: &'a str) -> Option<u16> {
        refusal(read(&mut part.as_bytes()))
    }

    #[test]
    fn the_workbook_stands_where_every_program_puts_it() {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
        let at = |target: &str| {
            let properties = r#"<Relationship Type="core-properties" Target="docProps/core.xml"/>"#;
            refused(
                root,
                &format!(r#"<r>{properties}<x:Relationship Type="{office}" Target="{target}"/></r>"#),
            )
        };
        for usual in ["xl/workbook.xml", "/xl/workbook.xml", "xl/workbook22.xml"] {
            assert_eq!(at(usual), None, "{usual}");
        }
        for other in ["xl/worksheets/sheet1.xml", "xl/workbook/../worksheets/x", "xl/&#x77;orkbook.xml", ""] {
            assert_eq!(at(other), Some(422), "{other}");
        }
        let twice =
            format!(r#"<r><Relationship Type="{office}" Target="xl/workbook.xml" Target="x/y"/></r>"#);
        assert_eq!(refused(root, &twice), Some(422));
    }

    #[test]
    fn texts_are_counted_and_what_is_said_of_their_number_too() {
        let said = |count: &str| refused(texts, &format!(r#"<x:sst uniqueCount="{count}"><si/></x:sst>"#));
        assert_eq!(said("4000000"), None);
        for count in ["4000001", "1000000000000", "99999999999999999999999", "-1", ""] {
            assert_eq!(said(count), Some(413), "{count}");
        }
        let there_are =
            |count| refused(|part| texts_up_to(9, part), &format!("<sst>{}</sst>", "<si/>".repeat(count)));
        assert_eq!((there_are(9), there_are(10)), (None, Some(413)));
        assert_eq!(refused(texts, "<sst><si></sst>"), Some(422));
    }

    /// The status with which parts that describe a workbook are refused.
    fn described(parts: &[String]) -> Option<u16> {
        let mut seen = Descriptions::default();
        parts.iter().find_map(|part| refused(|part| seen.read(part), part))
    }

    #[test]
    fn no_long_text_is_copied_many_times() {
        let styles = |font: usize, formats: usize| {
            let font = format!(r#"<fonts><font><name val="{}"/></font></fonts>"#, "a".repeat(font));
            let formats = r#"<xf fontId="0"/>"#.repeat(formats);
            described(&[format!("<styleSheet>{font}<cellXfs>{formats}</cellXfs></styleSheet>")])
        };
        assert_eq!(styles(255, 131_000), None, "all that Excel has");
        assert_eq!(styles(1_000_000, 100), None, "a long text a few times");
        assert_eq!(styles(1_000_000, 200), Some(413));
        assert_eq!(styles(5, 300_000), Some(413));
        assert_eq!(described(&[format!("<a>{}</a>", "<b/>".repeat(ELEMENTS))]), Some(413));
        let sheets = format!("<sheets>{}</sheets>", r#"<sheet r:id="1"/>"#.repeat(200));
        let places = format!(r#"<r><Relationship Id="1" Target="{}"/></r>"#, "a".repeat(1_000_000));
        assert_eq!(described(&[places, sheets]), Some(413), "from one part into another");
    }
}
