//! How much of a client a caller is shown. The one place where that is decided, for every answer.

use crate::{
    auth::role::Role,
    personal::{Kind, Sensitive},
};

/// What of the personal values a caller sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Names and texts in the clear, the rest masked: the workers of the station that serves the client.
    Names,
    /// Everything masked: the bureau, the auditor, the contractor's manager. A reveal shows it.
    Masked,
    /// Nothing: a minor, without an approval (Regulation on the Protection of Minors in Cyberspace art. 36).
    Withheld,
}

impl Sight {
    /// Of an adult.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::StationLead | Role::ResidentWorker => Self::Names,
            _ => Self::Masked,
        }
    }

    /// Of a client who is a minor or not. Whoever asks for many at once sees nothing of minors: each look at one is
    /// approved and recorded.
    pub const fn at(role: Role, minor: bool, approved: bool) -> Self {
        if minor && !approved { Self::Withheld } else { Self::of(role) }
    }

    /// What is shown of a value.
    pub fn show(self, kind: Kind, value: Option<&Sensitive<String>>) -> Option<String> {
        let value = value?;
        match (self, kind) {
            (Self::Withheld, _) => None,
            (Self::Names, Kind::Name | Kind::Text) => Some(value.expose().clone()),
            _ => Some(kind.mask(value).as_str().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_more_than_his_office_needs() {
        let name = Sensitive::new("符海燕".to_owned());
        let phone = Sensitive::new("13812345678".to_owned());
        // (role, minor, approved, name, telephone)
        let cases = [
            (Role::ResidentWorker, false, false, Some("符海燕"), Some("138****5678")),
            (Role::StationLead, true, true, Some("符海燕"), Some("138****5678")),
            (Role::StationLead, true, false, None, None),
            (Role::ContractorManager, false, false, Some("符**"), Some("138****5678")),
            (Role::BureauAdmin, false, false, Some("符**"), Some("138****5678")),
            (Role::BureauAdmin, true, false, None, None),
            (Role::Auditor, true, true, Some("符**"), Some("138****5678")),
        ];
        for (role, minor, approved, shown, called) in cases {
            let sight = Sight::at(role, minor, approved);
            assert_eq!(sight.show(Kind::Name, Some(&name)).as_deref(), shown, "{role:?}");
            assert_eq!(sight.show(Kind::Phone, Some(&phone)).as_deref(), called, "{role:?}");
        }
    }
}
