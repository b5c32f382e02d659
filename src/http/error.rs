//! The one error of the service. What the caller reads (`code`, `detail`, `faults`) and what the log reads
//! (`cause`) are different fields; a cause never leaves the process.

use std::borrow::Cow;

use super::{codes::Code, fault::Fault};

/// The result of everything that can end in a problem answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A sentence in both languages of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Chinese (zh-CN).
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Sentence {
    /// A sentence from its two wordings.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// Why a request was not served; rendered as `application/problem+json` (RFC 9457) by [`super::problem`].
#[derive(Debug, thiserror::Error)]
#[error("{code:?}: {cause:?}")]
pub struct Error {
    /// Stable code; gives status and title.
    pub code: Code,
    /// What is particular to this case, for the caller.
    pub detail: Option<Sentence>,
    /// The clause of the county's plan that is breached, as "六（三）".
    pub clause: Option<&'static str>,
    /// What is wrong with the input, all of it.
    pub faults: Vec<Fault>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<u64>,
    /// The methods there are, with a 405.
    pub allow: Option<String>,
    /// For the log only.
    pub cause: Option<String>,
}

impl Error {
    /// An error of this code, without particulars.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            clause: None,
            faults: Vec::new(),
            retry_after: None,
            allow: None,
            cause: None,
        }
    }

    /// Something is broken on our side; the cause goes to the log.
    pub fn internal(cause: impl ToString) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(Code::Internal) }
    }

    /// The input is at fault in these places.
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::new(Code::Invalid) }
    }

    /// There is no such thing, or the caller may not know of it.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// Says what is particular, in both languages.
    #[must_use]
    pub fn detail(mut self, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(Sentence::new(zh, en));
        self
    }

    /// Cites the clause of the plan.
    #[must_use]
    pub fn clause(mut self, clause: &'static str) -> Self {
        self.clause = Some(clause);
        self
    }

    /// Asks the caller to try again after so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Keeps a cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl ToString) -> Self {
        self.cause = Some(cause.to_string());
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
