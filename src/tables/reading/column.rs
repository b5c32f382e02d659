//! The columns that a file may have, and the file's headings among them.

use crate::{
    db::text_enum::Label,
    http::{Result, fault::Fault, locale::Locale},
};

/// What the texts of a column are.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    Text,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// Several things in one cell, which the import takes apart; in NDJSON also a JSON list.
    List,
    /// JSON as a text; in NDJSON the value itself.
    Json,
    /// One of these, by its code or its label.
    Choice(&'static [Label]),
}

/// A column of an import: a line in its table.
#[derive(Debug)]
pub struct Column {
    /// Heading for programs.
    pub field: &'static str,
    /// Chinese heading.
    pub zh: &'static str,
    /// English heading.
    pub en: &'static str,
    /// What its texts are.
    pub kind: Kind,
    /// RFC 6901 pointer of the member that a row's text becomes.
    pub to: &'static str,
    /// A synthetic text, for the template.
    pub example: &'static str,
    /// Whether a file must have it.
    pub required: bool,
}

impl Column {
    /// A column that a file need not have.
    pub const fn new(
        (field, zh, en): (&'static str, &'static str, &'static str),
        kind: Kind,
        to: &'static str,
        example: &'static str,
    ) -> Self {
        Self { field, zh, en, kind, to, example, required: false }
    }

    /// The same, to be in every file.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Its heading in a language.
    pub fn heading(&self, locale: Locale) -> &'static str {
        locale.choose(self.zh, self.en)
    }

    /// Whether a heading is this column's: stars of a template, spaces and case do not matter.
    fn is(&self, heading: &str) -> bool {
        let heading = heading.trim().trim_matches('*').trim();
        heading == self.zh
            || heading.eq_ignore_ascii_case(self.field)
            || heading.eq_ignore_ascii_case(self.en)
    }
}

/// The column of one heading.
pub fn named(columns: &'static [Column], heading: &str) -> Option<&'static Column> {
    columns.iter().find(|column| column.is(heading))
}

/// The columns of a line of headings; an empty heading is no column. A heading is never repeated in a fault: in a file
/// without headings it is somebody's name. Errors: 422 with every heading that is unknown, repeated or missing.
pub fn columns_of(columns: &'static [Column], headings: &[String]) -> Result<Vec<Option<&'static Column>>> {
    let (mut found, mut faults): (Vec<Option<&'static Column>>, _) = (Vec::new(), Vec::new());
    for (place, heading) in (1..).zip(headings) {
        let column = named(columns, heading);
        let again = column.is_some_and(|one| found.iter().flatten().any(|seen| seen.field == one.field));
        if again {
            faults.push(at(place, "repeated", "列重复", "The column is there twice"));
        } else if column.is_none() && !heading.trim().is_empty() {
            faults.push(at(
                place,
                "unknown_column",
                "标题不在模板中",
                "The heading is none of the template's",
            ));
        }
        found.push(column);
    }
    let there = |column: &&Column| found.iter().flatten().any(|seen| seen.field == column.field);
    for missing in columns.iter().filter(|column| column.required && !there(column)) {
        let (zh, en) = (format!("缺少“{}”列", missing.zh), format!("The column “{}” is missing", missing.en));
        faults.push(Fault::body(format!("/columns/{}", missing.field), "required", zh, en));
    }
    if faults.is_empty() { Ok(found) } else { Err(crate::http::Error::invalid(faults)) }
}

fn at(place: usize, code: &'static str, zh: &'static str, en: &'static str) -> Fault {
    let (zh, en) = (format!("第{place}列：{zh}"), format!("Column {place}: {en}"));
    Fault::body(format!("/columns/{place}"), code, zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new(("name", "姓名", "Name"), Kind::Text, "/name", "王小梅").required(),
        Column::new(("phone", "电话", "Phone"), Kind::Text, "/phone", ""),
    ];

    fn read(headings: &[&str]) -> Result<Vec<Option<&'static str>>, Vec<String>> {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let found = columns_of(COLUMNS, &headings);
        found.map(|all| all.into_iter().map(|one| one.map(|one| one.field)).collect()).map_err(|error| {
            error.faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        })
    }

    #[test]
    fn headings_are_found_in_either_language_or_as_fields() {
        assert_eq!(read(&["* 姓名", "", "PHONE"]).unwrap(), [Some("name"), None, Some("phone")]);
        assert_eq!(read(&["name"]).unwrap(), [Some("name")]);
    }

    #[test]
    fn every_wrong_heading_is_told_without_its_text() {
        let faults = read(&["电话", "张三", "phone"]).unwrap_err();
        assert_eq!(faults, ["/columns/2 unknown_column", "/columns/3 repeated", "/columns/name required"]);
        let problem = columns_of(COLUMNS, &["张三".into()]).unwrap_err();
        assert!(!format!("{problem:?}").contains("张三"));
    }
}
