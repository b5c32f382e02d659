//! What is shown instead of a personal value. The one place where masks are made.

use serde::Serialize;
use utoipa::ToSchema;

use super::sensitive::Sensitive;

/// Kinds of personal values that are shown masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Identity number (GB 11643).
    IdentityNumber,
    /// Telephone number.
    Phone,
    /// Address: nothing of it is shown.
    Address,
    /// Name: its first character is shown, never how long it is.
    Name,
    /// Free text: nothing of it is shown.
    Text,
}

impl Kind {
    /// The name that keys are derived with: never to be changed.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::IdentityNumber => "identity_number",
            Kind::Phone => "phone",
            Kind::Address => "address",
            Kind::Name => "name",
            Kind::Text => "text",
        }
    }

    /// How many characters are shown at the beginning and at the end.
    const fn shown(self) -> (usize, usize) {
        match self {
            Kind::IdentityNumber => (4, 2),
            Kind::Phone => (3, 4),
            Kind::Name => (1, 0),
            Kind::Address | Kind::Text => (0, 0),
        }
    }

    /// Masks a value: `4690************07`, `138****5678`, `符**`, `***`.
    pub fn mask(self, value: &Sensitive<String>) -> Masked {
        let (first, last) = self.shown();
        let all = value.expose().chars().count();
        if self == Kind::Name && all > 1 {
            return Masked(value.expose().chars().take(1).chain("**".chars()).collect());
        }
        let hidden = all.saturating_sub(first.saturating_add(last));
        // Too short to hide anything in the middle, or so long that the length alone would tell something.
        if first == 0 || hidden < 3 {
            return Masked("***".into());
        }
        let chars = || value.expose().chars();
        let middle = std::iter::repeat_n('*', hidden);
        Masked(chars().take(first).chain(middle).chain(chars().skip(first.saturating_add(hidden))).collect())
    }
}

/// A masked value. Sent back in a change it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Masked(String);

impl Masked {
    /// The mask.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_hidden() {
        let cases = [
            (Kind::IdentityNumber, "469025199203059080", "4690************80"),
            (Kind::IdentityNumber, "46902519920305903X", "4690************3X"),
            (Kind::Phone, "13812345678", "138****5678"),
            (Kind::Phone, "089827712345", "089*****2345"),
            (Kind::Phone, "12345678", "***"),
            (Kind::Address, "牙叉镇桥南路1号", "***"),
            (Kind::Address, "", "***"),
            (Kind::Name, "符海", "符**"),
            (Kind::Name, "符海燕燕", "符**"),
            (Kind::Name, "符", "***"),
            (Kind::Text, "独居", "***"),
        ];
        for (kind, value, mask) in cases {
            assert_eq!(kind.mask(&Sensitive::new(value.to_owned())).as_str(), mask);
        }
    }
}
