//! Citizen identification number, 公民身份号码 (GB 11643-1999).

use std::fmt;

use chrono::NaiveDate;

use super::IdentifierFault;

/// Weights of the first seventeen digits: 2^(18-i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character of each remainder.
const CHECKS: &[u8; 11] = b"10X98765432";
/// Characters in a number.
const LENGTH: usize = 18;

crate::text_enum! {
    /// Sex as an identity number tells it. Kept, and never a criterion of anything.
    Sex {
        /// Female, 女.
        Female = "female", "女", "Female";
        /// Male, 男.
        Male = "male", "男", "Male";
    }
}

/// A well-formed citizen identification number. Personal data: it cannot be printed, and whoever keeps it wraps it.
///
/// The first six digits name the place of first registration, which may have been abolished since: no number is refused
/// because they are no code of today.
#[derive(Clone, PartialEq, Eq)]
pub struct ResidentId {
    text: String,
    birth_date: NaiveDate,
}

impl ResidentId {
    /// Reads a number. A small x is taken as X, nothing else is mapped or trimmed; `today` is the latest day of birth.
    ///
    /// # Errors
    /// See [`IdentifierFault`].
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, IdentifierFault> {
        if text.chars().count() != LENGTH {
            return Err(IdentifierFault::WrongLength);
        }
        let text = text.replace('x', "X");
        let (digits, check) = text.split_at_checked(17).ok_or(IdentifierFault::WrongCharacter)?;
        let is_check = |byte: u8| byte.is_ascii_digit() || byte == b'X';
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !check.bytes().all(is_check) {
            return Err(IdentifierFault::WrongCharacter);
        }
        if check.bytes().next() != check_character(digits) {
            return Err(IdentifierFault::WrongCheckCharacter);
        }
        let birth_date = birth_date(digits).ok_or(IdentifierFault::NoSuchDay)?;
        if birth_date > today {
            return Err(IdentifierFault::AfterToday);
        }
        Ok(Self { text, birth_date })
    }

    /// The number as it is kept: 18 characters, X upper-case. Never to be printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day of birth.
    #[must_use]
    pub const fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// Odd at the seventeenth place is male, even female.
    #[must_use]
    pub fn sex(&self) -> Sex {
        let odd = self.text.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1);
        if odd { Sex::Male } else { Sex::Female }
    }
}

/// ISO 7064 MOD 11-2 over the first seventeen digits.
fn check_character(digits: &str) -> Option<u8> {
    let weighted = digits.chars().filter_map(|digit| digit.to_digit(10)).zip(WEIGHTS);
    let sum: u32 = weighted.map(|(digit, weight)| digit.saturating_mul(weight)).sum();
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

/// The day in the seventh to fourteenth digits, where there is such a day.
fn birth_date(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to);
    NaiveDate::from_ymd_opt(
        part(6, 10)?.parse().ok()?,
        part(10, 12)?.parse().ok()?,
        part(12, 14)?.parse().ok()?,
    )
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentId(***)")
    }
}

#[cfg(test)]
mod tests;
