//! What is wrong with a file, said so that whoever keeps it finds the place.

use std::fmt;

/// The longest part of a value that is shown.
const SHOWN: usize = 60;

/// One thing wrong with a county's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Name of the file.
    pub file: String,
    /// Line in it, from 1; none when the whole file is meant.
    pub line: Option<u64>,
    /// Column of a table, JSON pointer into a document.
    pub column: Option<String>,
    /// What stands there, as it is shown.
    pub value: Option<String>,
    /// What is wrong with it.
    pub wrong: String,
}

impl Fault {
    /// A fault of a whole file.
    pub fn of_file(file: &str, wrong: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, column: None, value: None, wrong: wrong.into() }
    }

    /// A fault of a line.
    pub fn of_line(file: &str, line: u64, wrong: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::of_file(file, wrong) }
    }

    /// The same fault in a column.
    #[must_use]
    pub fn at(self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self }
    }

    /// The same fault of the text that stands there.
    #[must_use]
    pub fn because_of(self, text: &str) -> Self {
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        Self { value: Some(format!("{shown:?}{more}")), ..self }
    }
}

/// `townships.csv:3: division_code "46902": nine digits`: one line, control characters escaped.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        let told = self.column.is_some() || self.value.is_some();
        if let Some(column) = &self.column {
            write!(f, "{} ", one_line(column))?;
        }
        if let Some(value) = &self.value {
            write!(f, "{value} ")?;
        }
        write!(f, "{}{}", if told { "– " } else { "" }, one_line(&self.wrong))
    }
}

/// A misread file must not write lines of its own.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
