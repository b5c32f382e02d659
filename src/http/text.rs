//! Text that people type: without control characters, not blank, of a bounded length. PostgreSQL cannot keep NUL.

use chrono::{Datelike as _, NaiveDate};

/// Several lines of text: no control characters but tab and line feed, and something other than white space.
pub fn is_plain(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t'))
}

/// One line of text.
pub fn is_single_line(text: &str) -> bool {
    is_plain(text) && !text.contains(['\n', '\t'])
}

/// A day between 1900 and 2199, written YYYY-MM-DD in ASCII digits.
pub fn is_business_date(text: &str) -> bool {
    let written = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    written && day.is_ok_and(|day| (1900..2200).contains(&day.year()))
}

macro_rules! text_type {
    ($(#[doc = $doc:literal])+ $name:ident, $max:tt, $format:tt, $test:path, $example:tt) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(try_from = "String")]
        #[schema(value_type = String, min_length = 1, max_length = $max, format = $format, example = $example)]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let text = text.trim().to_owned();
                let fits = $test(&text) && text.chars().count() <= $max;
                fits.then_some(Self(text)).ok_or(concat!("not a ", $format, " of at most ", $max, " characters"))
            }
        }

        impl $name {
            /// The text, trimmed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
    };
}

text_type!(
    /// A name or another short line: at most 100 characters.
    Line, 100, "single-line", is_single_line, "青山社会工作服务中心"
);
text_type!(
    /// A reason: at most 500 characters.
    Reason, 500, "plain-text", is_plain, "按协议约定"
);
text_type!(
    /// A longer text: at most 4000 characters.
    Prose, 4000, "plain-text", is_plain, "入户走访，讲解临时救助政策。"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_not_dates() {
        for bad in [
            "0000-00-00",
            "2023-02-29",
            "２０２３-01-01",
            "2023-1-1",
            "1899-12-31",
            "2200-01-01",
            "+2023-01-1",
            "",
        ] {
            assert!(!is_business_date(bad), "{bad}");
        }
        assert!(is_business_date("2024-02-29"));
    }

    #[test]
    fn text_with_control_characters_or_nothing_is_refused() {
        for bad in ["", "  ", "\u{3000}", "a\0b", "a\u{7f}b", "\u{1b}[31m"] {
            assert!(!is_plain(bad), "{bad:?}");
        }
        assert!(is_plain("两行\n文字"));
        assert!(!is_single_line("两行\n文字"));
    }
}
