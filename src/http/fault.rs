//! One thing wrong with the input: where, what kind, and a sentence for whoever typed it.

use std::borrow::Cow;

use super::locale::Locale;
use crate::bilingual::Bilingual;

/// Where in the request the fault lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The body; the pointer is into its JSON.
    Body,
    /// The query string; the pointer is `/name`.
    Query,
    /// A header; the pointer is `/name`.
    Header,
}

impl Place {
    /// The name in the answer.
    pub const fn name(self) -> &'static str {
        match self {
            Place::Body => "body",
            Place::Query => "query",
            Place::Header => "header",
        }
    }
}

/// One fault, by RFC 6901 pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which part of the request.
    pub place: Place,
    /// RFC 6901 pointer, "" for the whole.
    pub pointer: String,
    /// Stable code, as `required` or `too_long`.
    pub code: Cow<'static, str>,
    /// What to tell the person.
    pub message: Bilingual,
}

impl Fault {
    /// A fault in the body at `pointer`.
    pub fn body(
        pointer: impl Into<String>,
        code: &'static str,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            place: Place::Body,
            pointer: pointer.into(),
            code: code.into(),
            message: Bilingual::new(zh, en),
        }
    }

    /// A fault of the query parameter `name`.
    pub fn query(
        name: &str,
        code: &'static str,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { place: Place::Query, ..Self::body(format!("/{name}"), code, zh, en) }
    }

    /// A fault of the header `name`.
    pub fn header(
        name: &str,
        code: &'static str,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { place: Place::Header, ..Self::body(format!("/{name}"), code, zh, en) }
    }

    /// The field names a thing that is not there, or not within the caller's reach.
    pub fn unknown_reference(pointer: &str) -> Self {
        Self::body(pointer, "unknown_reference", "所指的对象不存在", "What this refers to does not exist")
    }

    /// The fault as a member of `errors`.
    pub fn to_json(&self, locale: Locale) -> serde_json::Value {
        serde_json::json!({
            "in": self.place.name(),
            "pointer": self.pointer,
            "code": self.code,
            "message": locale.pick(&self.message),
        })
    }
}
