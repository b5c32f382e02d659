//! The one error of the service. What the caller reads (`code`, `detail`, `faults`) and what the log reads
//! (`cause`) are different fields; a cause never leaves the process.

use std::{borrow::Cow, fmt::Display, ops::Deref};

use super::{codes::Code, fault::Fault};
use crate::bilingual::Bilingual;

/// The result of everything that can end in a problem answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not served; rendered as `application/problem+json` (RFC 9457) by [`super::problem`].
#[derive(Debug, thiserror::Error)]
#[error("{code:?}: {:?}", about.cause)]
pub struct Error {
    /// Stable code; gives status and title.
    pub code: Code,
    /// Boxed, so that a result is not much larger than what it carries when all is well.
    about: Box<About>,
}

/// What is particular to one error.
#[derive(Debug, Default)]
pub struct About {
    /// For the caller.
    pub detail: Option<Bilingual>,
    /// The clause of the county's plan that is breached, as "六（三）".
    pub clause: Option<&'static str>,
    /// What is wrong with the input, all of it.
    pub faults: Vec<Fault>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<u64>,
    /// The methods there are, with a 405.
    pub allow: Option<String>,
    /// How large the thing is, with a 416.
    pub content_range: Option<String>,
    /// For the log only.
    pub cause: Option<String>,
}

impl Deref for Error {
    type Target = About;

    fn deref(&self) -> &About {
        &self.about
    }
}

impl Error {
    /// An error of this code, without particulars.
    pub fn new(code: Code) -> Self {
        Self { code, about: Box::default() }
    }

    /// Something is broken on our side; the cause goes to the log.
    pub fn internal(cause: impl Display) -> Self {
        Self::new(Code::Internal).because(cause)
    }

    /// The input is at fault in these places.
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self::new(Code::Invalid).faults(faults)
    }

    /// There is no such thing, or the caller may not know of it.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// What a field refers to was not found: then the field is at fault. Any other error stays what it is.
    #[must_use]
    pub fn as_reference(self, pointer: &str) -> Self {
        if self.code == Code::NotFound { Fault::unknown_reference(pointer).into() } else { self }
    }

    /// Says what is particular, in both languages.
    #[must_use]
    pub fn detail(mut self, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.about.detail = Some(Bilingual::new(zh, en));
        self
    }

    /// Cites the clause of the plan.
    #[must_use]
    pub fn clause(mut self, clause: &'static str) -> Self {
        self.about.clause = Some(clause);
        self
    }

    /// Names the places of the input that are at fault.
    #[must_use]
    pub fn faults(mut self, faults: Vec<Fault>) -> Self {
        self.about.faults = faults;
        self
    }

    /// Asks the caller to try again after so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.about.retry_after = Some(seconds);
        self
    }

    /// Names the methods there are.
    #[must_use]
    pub fn allow(mut self, methods: String) -> Self {
        self.about.allow = Some(methods);
        self
    }

    /// Says how large the thing is, as `bytes */1024`.
    #[must_use]
    pub fn content_range(mut self, unsatisfied: String) -> Self {
        self.about.content_range = Some(unsatisfied);
        self
    }

    /// Keeps a cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Display) -> Self {
        self.about.cause = Some(cause.to_string());
        self
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::invalid(vec![fault])
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_not_found_is_a_fault_of_the_field() {
        let field = |code| Error::new(code).as_reference("/station_id").code;
        assert_eq!(field(Code::NotFound), Code::Invalid);
        assert_eq!(field(Code::Unavailable), Code::Unavailable);
    }
}
