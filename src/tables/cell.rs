//! Cells of tables that go out: values of JSON as a spreadsheet shows them.

use serde_json::Value;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, never a formula.
    Text(String),
    /// A number as JSON writes it.
    Number(String),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// The cell of a path like `subject.id` in an object; lists of plain values are joined by semicolons.
    pub fn at(row: &Value, path: &str) -> Self {
        path.split('.').try_fold(row, |value, name| value.get(name)).map_or(Self::Empty, Self::of)
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Empty,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) if items.is_empty() => Self::Empty,
            Value::Array(items) if !items.iter().any(|item| item.is_object() || item.is_array()) => {
                let texts = items.iter().map(|item| item.as_str().map_or(item.to_string(), str::to_owned));
                Self::Text(texts.collect::<Vec<_>>().join("; "))
            }
            nested => Self::Text(nested.to_string()),
        }
    }

    /// As a field of a CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it, and one more
    /// where such apostrophes are there already.
    pub fn into_csv(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number,
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) if is_formula(text.trim_start_matches('\'')) => format!("'{text}"),
            Self::Text(text) => text,
        }
    }
}

/// Whether a spreadsheet may run it: the beginnings that OWASP lists.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn values_become_cells() {
        let row = json!({"a": null, "n": -1, "f": true, "of": {"id": "x"}, "l": ["a", 2], "e": [], "o": [{"k": 1}]});
        for (path, text) in [
            ("a", ""),
            ("n", "-1"),
            ("f", "true"),
            ("of.id", "x"),
            ("l", "a; 2"),
            ("e", ""),
            ("o", "[{\"k\":1}]"),
            ("none.at.all", ""),
        ] {
            assert_eq!(Cell::at(&row, path).into_csv(), text, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_text_leaves_as_a_formula(text in ".*", begin in prop::sample::select(vec!["=", "+", "-", "@", "\t", "\r", ""])) {
            let cell = Cell::Text(format!("{begin}{text}")).into_csv();
            prop_assert!(!is_formula(&cell));
            prop_assert!(cell.ends_with(&text));
        }
    }
}
