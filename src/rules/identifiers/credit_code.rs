//! Unified social credit code, 统一社会信用代码 (GB 32100-2015).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::IdentifierFault;

/// The characters of the standard, each at its value; I O S V Z are left out.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first seventeen characters: 3^(i-1) mod 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Characters in a code.
const LENGTH: usize = 18;

/// A well-formed unified social credit code: 18 characters with a true check character
/// (GB 32100-2015). Not secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "credit-code",
    pattern = "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    example = "52469025MJ9900004X"
)]
pub struct CreditCode(String);

impl CreditCode {
    /// Reads a code exactly as written: nothing is trimmed, folded or mapped.
    ///
    /// # Errors
    /// See [`IdentifierFault`].
    pub fn parse(text: &str) -> Result<Self, IdentifierFault> {
        if text.chars().count() != LENGTH {
            return Err(IdentifierFault::WrongLength);
        }
        let values = values(text).ok_or(IdentifierFault::WrongCharacter)?;
        if values.last() == Some(&check_value(&values)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdentifierFault::WrongCheckCharacter)
        }
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a civil affairs department registered the body (first character 5).
    #[must_use]
    pub fn is_civil_affairs(&self) -> bool {
        self.0.starts_with('5')
    }

    /// Whether the body is a social organisation: association (51), social service
    /// organisation (52) or foundation (53). Only such a body can be a contractor (二).
    #[must_use]
    pub fn is_social_organisation(&self) -> bool {
        ["51", "52", "53"].iter().any(|start| self.0.starts_with(start))
    }
}

/// The value of each character, or `None` where one is not allowed at its place.
fn values(text: &str) -> Option<Vec<u32>> {
    text.chars()
        .enumerate()
        .map(|(place, character)| {
            // The third to eighth characters are a division code.
            if (2..8).contains(&place) && !character.is_ascii_digit() {
                return None;
            }
            u32::try_from(ALPHABET.find(character)?).ok()
        })
        .collect()
}

/// The value of the check character: 31 less the weighted sum modulo 31, where 31 itself is 0.
fn check_value(values: &[u32]) -> u32 {
    let weighted = values.iter().zip(WEIGHTS);
    let sum: u32 = weighted.map(|(value, weight)| value.saturating_mul(weight)).sum();
    31_u32.saturating_sub(sum % 31) % 31
}

impl FromStr for CreditCode {
    type Err = IdentifierFault;

    fn from_str(text: &str) -> Result<Self, IdentifierFault> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CreditCode {
    type Error = IdentifierFault;

    fn try_from(text: String) -> Result<Self, IdentifierFault> {
        Self::parse(&text)
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
