//! What a cell may hold.

use chrono::NaiveDate;

use crate::{
    db::text_enum::TextEnum,
    http::text::{self, Line, Prose},
};

/// The codes of an enum.
pub fn codes<T: TextEnum>() -> Vec<&'static str> {
    T::LABELS.iter().map(|label| label.code).collect()
}

/// One line of at most 100 characters.
pub fn line(text: &str) -> Result<String, &'static str> {
    Line::try_from(text.to_owned()).map(String::from).map_err(|_| "one line of 1 to 100 characters")
}

/// At most 4000 characters.
pub fn prose(text: &str) -> Result<String, &'static str> {
    Prose::try_from(text.to_owned()).map(String::from).map_err(|_| "a text of 1 to 4000 characters")
}

/// A day.
pub fn day(text: &str) -> Result<NaiveDate, &'static str> {
    let read = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    read().filter(|_| text::is_business_date(text)).ok_or("a day between 1900 and 2199, as 2023-06-30")
}

/// So many ASCII digits.
pub fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A code as the API takes it in paths and filters.
pub fn code(text: &str) -> Result<String, &'static str> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let fits = (1..=20).contains(&text.len()) && text.chars().all(good);
    fits.then(|| text.to_owned()).ok_or("1 to 20 letters, digits and dots")
}
