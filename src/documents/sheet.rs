//! What a document says, whatever its format.

use chrono::NaiveDate;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the file is called, without its ending: letters, digits, hyphens.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The day of its content; never the day on which it was asked for.
    pub dated: Option<NaiveDate>,
    /// What it is about, line by line.
    pub facts: Vec<Fact>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
    /// What is said below the tables.
    pub notes: Vec<String>,
    /// Who signs and seals it; none leaves the line out.
    pub signers: Vec<String>,
    /// What it can be verified by; none before there is a seal that may be shown.
    pub proof: Option<Proof>,
}

/// A fact with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The fact.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands above it.
    pub heading: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub title: String,
    /// How wide it is, compared with the others.
    pub share: i32,
}

impl Column {
    /// A column.
    pub fn new(title: &str, share: i32) -> Self {
        Self { title: title.to_owned(), share }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A decimal number, as it is to be shown; a number in a workbook too.
    Figure(String),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub fn figure(number: impl ToString) -> Self {
        Self::Figure(number.to_string())
    }

    /// What it shows.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Figure(text) => text,
        }
    }
}

/// What a document can be verified by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// SHA-256 of what was sealed, in hexadecimal.
    pub digest: String,
    /// Where anybody can ask whether it is one of ours.
    pub link: String,
}
