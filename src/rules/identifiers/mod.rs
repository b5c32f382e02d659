//! National identifiers: a value of one of these types is well formed, its check character
//! included. Whether it was ever issued is another matter.

mod credit_code;
mod phone;
mod resident_id;

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

pub use credit_code::CreditCode;
pub use phone::normal_phone;
pub use resident_id::{ResidentId, Sex};

/// Why a text is not the identifier that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierFault {
    /// Not as many characters as the standard asks for.
    WrongLength,
    /// A character that the standard does not allow at its place: a full-width digit, a small
    /// letter, one of I O S V Z.
    WrongCharacter,
    /// The last character does not follow from the others: a slip of the pen or the keyboard.
    WrongCheckCharacter,
    /// The day of birth in it is no day of the calendar.
    NoSuchDay,
    /// The day of birth in it is still to come.
    AfterToday,
}

impl IdentifierFault {
    /// The stable code a client can act on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongLength => "wrong_length",
            Self::WrongCharacter => "wrong_character",
            Self::WrongCheckCharacter => "wrong_check_character",
            Self::NoSuchDay => "no_such_day",
            Self::AfterToday => "after_today",
        }
    }
}

impl fmt::Display for IdentifierFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for IdentifierFault {}
