//! Telephone numbers of the mainland.

use super::IdentifierFault;

/// A mobile number (11 digits, from 13 to 19) or a landline with its area code (0 first, 10 to 12 digits), digits only.
/// Spaces, hyphens and +86 are dropped.
///
/// # Errors
/// See [`IdentifierFault`].
pub fn normal_phone(text: &str) -> Result<String, IdentifierFault> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits = bare.strip_prefix("+86").unwrap_or(&bare);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IdentifierFault::WrongCharacter);
    }
    let length = digits.len();
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] if length == 11 => Ok(digits.to_owned()),
        [b'0', b'1'..=b'9', ..] if (10..=12).contains(&length) => Ok(digits.to_owned()),
        [b'1', b'3'..=b'9', ..] | [b'0', b'1'..=b'9', ..] | [] => Err(IdentifierFault::WrongLength),
        _ => Err(IdentifierFault::WrongCharacter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdentifierFault::{WrongCharacter, WrongLength};

    #[test]
    fn the_same_number_is_kept_the_same_way() {
        for text in ["13812345678", "138 1234 5678", "138-1234-5678", "+86 138 1234 5678"] {
            assert_eq!(normal_phone(text).as_deref(), Ok("13812345678"), "{text}");
        }
        assert_eq!(normal_phone("0898-27712345").as_deref(), Ok("089827712345"));
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            ("", WrongLength),
            ("1381234567", WrongLength),
            ("138123456789", WrongLength),
            ("0898277", WrongLength),
            ("138****5678", WrongCharacter),
            ("１３８12345678", WrongCharacter),
            ("12812345678", WrongCharacter),
            ("27712345", WrongCharacter),
            ("13812345678\0", WrongCharacter),
        ];
        for (text, fault) in cases {
            assert_eq!(normal_phone(text), Err(fault), "{text:?}");
        }
    }
}
