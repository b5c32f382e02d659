//! The formats of a table, and which of them a request asks for.

use actix_web::http::header::{ACCEPT, HeaderMap};

use crate::http::{Error, Result, codes::Code};

/// A format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The answer as it always is.
    Json,
    /// RFC 4180, UTF-8.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// Excel workbook.
    Xlsx,
}

impl Format {
    /// What a list can be given as; the first when nothing is said.
    pub const OF_LISTS: &[Self] = &[Self::Json, Self::Csv, Self::Ndjson, Self::Xlsx];
    /// What a template can be given as.
    pub const OF_TEMPLATES: &[Self] = &[Self::Xlsx, Self::Csv];

    /// For `Content-Type` and `Accept`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The ending of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of such an ending.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::OF_LISTS.iter().copied().find(|format| format.extension() == extension)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The format.
    pub format: Format,
    /// Whether a CSV begins with a byte order mark, as Excel needs it to show Chinese: `text/csv;bom=1`.
    pub bom: bool,
}

/// The format of the answer, by `Accept`: the heaviest that is offered, of equals the first named. Errors: 406.
pub fn asked(headers: &HeaderMap, offered: &[Format]) -> Result<Asked> {
    let mut ranges: Vec<_> = headers
        .get_all(ACCEPT)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| weighed(range, offered))
        .collect();
    if !headers.contains_key(ACCEPT) {
        ranges.extend(weighed("*/*", offered));
    }
    let heavier = |best: (u16, Asked), next: (u16, Asked)| if next.0 > best.0 { next } else { best };
    ranges.into_iter().reduce(heavier).map(|(_, asked)| asked).ok_or_else(|| not_acceptable(offered))
}

/// One media range with its weight in thousandths; none when nothing that is offered fits.
fn weighed(range: &str, offered: &[Format]) -> Option<(u16, Asked)> {
    let mut parts = range.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next()?;
    let (mut weight, mut bom) = (1000, false);
    for part in parts {
        match part.split_once('=') {
            Some(("q", q)) => weight = thousandths(q),
            Some(("bom", flag)) => bom = matches!(flag, "1" | "true"),
            _ => {}
        }
    }
    let fits = |format: &&Format| match essence.strip_suffix('*') {
        Some(start) => start == "*/" || format.media_type().starts_with(start),
        None => format.media_type() == essence,
    };
    let format = *offered.iter().find(fits)?;
    (weight > 0).then_some((weight, Asked { format, bom }))
}

/// `0.8` as 800; what is no weight is none.
fn thousandths(q: &str) -> u16 {
    let (whole, part) = q.split_once('.').unwrap_or((q, ""));
    let part = format!("{part:0<3}");
    match (whole, part.get(..3).and_then(|part| part.parse::<u16>().ok())) {
        ("0", Some(part)) => part,
        ("1", _) => 1000,
        _ => 0,
    }
}

fn not_acceptable(offered: &[Format]) -> Error {
    let list = offered.iter().map(|format| format.media_type()).collect::<Vec<_>>().join(", ");
    Error::new(Code::NotAcceptable).detail(format!("可提供：{list}"), format!("There is {list}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn of(accept: &str) -> Option<(Format, bool)> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
        asked(&headers, Format::OF_LISTS).ok().map(|asked| (asked.format, asked.bom))
    }

    #[test]
    fn the_heaviest_format_that_there_is_wins() {
        for (accept, expected) in [
            ("*/*", Some((Format::Json, false))),
            ("text/html,application/xml;q=0.9,*/*;q=0.8", Some((Format::Json, false))),
            ("text/csv", Some((Format::Csv, false))),
            ("Text/CSV; bom=1", Some((Format::Csv, true))),
            ("application/json;q=0.5, text/csv;q=0.6", Some((Format::Csv, false))),
            ("application/x-ndjson, application/json", Some((Format::Ndjson, false))),
            (Format::Xlsx.media_type(), Some((Format::Xlsx, false))),
            ("text/*", Some((Format::Csv, false))),
            ("text/html", None),
            ("text/csv;q=0", None),
        ] {
            assert_eq!(of(accept), expected, "{accept}");
        }
        assert_eq!(asked(&HeaderMap::new(), Format::OF_LISTS).unwrap().format, Format::Json);
    }
}
