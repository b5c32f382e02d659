//! What people type into cells, as values.

use chrono::{Days, NaiveDate};

use crate::{db::text_enum::Label, tables::cell::is_formula};

/// A day: `2023-06-30`, `2023/6/30`, `2023.6.30`, `2023年6月30日`, `20230630`, each also with a time of midnight, or a
/// day number of Excel.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim_end_matches(" 00:00:00").trim_end_matches("T00:00:00");
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => NaiveDate::parse_from_str(text, "%Y%m%d").ok(),
            5 => serial(text.parse().ok()?),
            _ => None,
        };
    }
    let plain = text.replace(['/', '.', '年', '月'], "-");
    let mut parts = plain.trim_end_matches('日').split('-').map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = year.len() == 4 && [year, month, day].into_iter().all(digits) && parts.next().is_none();
    if whole {
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    } else {
        None
    }
}

/// A day number of Excel: 60 is the day that 1900 did not have, so all later ones count from 30 December 1899.
pub fn serial(days: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days)).filter(|_| days > 60)
}

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "是" | "有" | "true" | "yes" | "y" | "1" | "√" => Some(true),
        "否" | "无" | "false" | "no" | "n" | "0" | "×" => Some(false),
        _ => None,
    }
}

/// The code of a value that is named by its code or one of its labels.
pub fn choice(text: &str, labels: &[Label]) -> Option<&'static str> {
    let named = |label: &&Label| {
        text == label.zh || text.eq_ignore_ascii_case(label.code) || text.eq_ignore_ascii_case(label.en)
    };
    labels.iter().find(named).map(|label| label.code)
}

/// Whether a spreadsheet has made `4.69025E+17` of a long number: its last digits are lost.
pub fn is_rounded(text: &str) -> bool {
    let parts = text.split_once("E+").or_else(|| text.split_once("e+"));
    parts.is_some_and(|(mantissa, exponent)| {
        mantissa.parse::<f64>().is_ok() && exponent.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A text of a CSV without the apostrophe that an export put before what looks like a formula.
pub fn unquoted(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::cell::Cell;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2023, 6, 30);
        for text in [
            "2023-06-30",
            "2023/6/30",
            "2023.6.30",
            "2023年6月30日",
            "20230630",
            "45107",
            "2023-06-30 00:00:00",
            "2023-06-30T00:00:00",
        ] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in [
            "2023-02-29",
            "2023-6",
            "6/30/2023",
            "30",
            "今天",
            "2023-06-30 12:00:00",
            "23-06-30",
            "２０２３-06-30",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(serial(61), NaiveDate::from_ymd_opt(1900, 3, 1));
    }

    #[test]
    fn long_numbers_that_excel_has_rounded_are_seen() {
        assert!(is_rounded("4.69025199203059E+17"));
        assert!(!is_rounded("469025199203059080") && !is_rounded("E+E") && !is_rounded("13812345678"));
    }

    #[test]
    fn only_an_exports_own_apostrophe_is_taken_away() {
        assert_eq!(unquoted("'=1+1".into()), "=1+1");
        assert_eq!(unquoted("'quoted'".into()), "'quoted'");
        for text in ["=1", "'=1", "''@", "'", "'a", "-"] {
            assert_eq!(unquoted(Cell::Text(text.into()).into_csv()), text);
        }
    }
}
