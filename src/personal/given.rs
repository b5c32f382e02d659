//! Personal values as callers give them: brought to the form they are kept in, or refused by pointer.

use chrono::NaiveDate;

use super::{Kind, Sensitive};
use crate::{
    http::{Error, Result, fault::Fault, patch::Patch},
    rules::identifiers::{IdentifierFault, ResidentId, Sex, normal_phone},
};

/// Collects faults of personal values; `today` is the latest day of birth.
pub struct Given {
    today: NaiveDate,
    faults: Vec<Fault>,
}

impl Given {
    /// Nothing is at fault yet.
    pub const fn on(today: NaiveDate) -> Self {
        Self { today, faults: Vec::new() }
    }

    /// The form that is kept; none, and a fault, for what is no such value.
    pub fn read(&mut self, kind: Kind, text: &str) -> Option<Sensitive<String>> {
        let (pointer, kept) = match kind {
            Kind::IdentityNumber => {
                let number = ResidentId::parse(text, self.today);
                ("/identity_number", number.map(|number| number.as_str().to_owned()))
            }
            Kind::Phone => ("/phone", normal_phone(text)),
            // Of any form: nothing of them can be at fault here.
            Kind::Name | Kind::Address | Kind::Text => ("", Ok(text.trim().to_owned())),
        };
        let note = |fault| self.faults.push(told(pointer, fault));
        kept.map(Sensitive::new).map_err(note).ok()
    }

    /// The same of a value that may be left out.
    pub fn read_some(&mut self, kind: Kind, text: Option<&Sensitive<String>>) -> Option<Sensitive<String>> {
        text.and_then(|text| self.read(kind, text.expose()))
    }

    /// Applies a member of a merge patch; the mask that was shown changes nothing. Tells whether the value is another now.
    pub fn apply(
        &mut self,
        kind: Kind,
        member: Patch<Sensitive<String>>,
        to: &mut Option<Sensitive<String>>,
    ) -> bool {
        let next = match member {
            Patch::Keep => return false,
            Patch::Remove => None,
            Patch::Set(text) if to.as_ref().is_some_and(|now| kind.mask(now).as_str() == text.expose()) => {
                return false;
            }
            Patch::Set(text) => match self.read(kind, text.expose()) {
                Some(value) => Some(value),
                None => return false,
            },
        };
        let changed = *to != next;
        *to = next;
        changed
    }

    /// Derives sex, and the date of birth where none is given, from the identity number; where one is given the two must
    /// agree. Errors: 422 with everything that is at fault.
    pub fn settle(
        mut self,
        number: Option<&Sensitive<String>>,
        birth_date: &mut Option<NaiveDate>,
    ) -> Result<Option<Sex>> {
        let number = number.and_then(|number| ResidentId::parse(number.expose(), self.today).ok());
        let sex = number.as_ref().map(ResidentId::sex);
        let told = number.map(|number| number.birth_date());
        if told.is_some_and(|told| birth_date.is_some_and(|given| given != told)) {
            let (zh, en) = ("与身份号码中的出生日期不一致", "It contradicts the identity number");
            self.faults.push(Fault::body("/birth_date", "contradiction", zh, en));
        }
        *birth_date = birth_date.or(told);
        if self.faults.is_empty() { Ok(sex) } else { Err(Error::invalid(self.faults)) }
    }
}

/// The fault of an identifier, without the identifier.
pub fn told(pointer: &str, fault: IdentifierFault) -> Fault {
    let (zh, en) = match fault {
        IdentifierFault::WrongLength => ("位数不对", "It has not as many characters as it must"),
        IdentifierFault::WrongCharacter => ("含有不允许的字符", "It has a character that cannot be there"),
        IdentifierFault::WrongCheckCharacter => {
            ("校验码不对，请核对", "The check character does not fit: please check it")
        }
        IdentifierFault::NoSuchDay => ("其中的出生日期不存在", "The day of birth in it does not exist"),
        IdentifierFault::AfterToday => ("其中的出生日期晚于今天", "The day of birth in it is after today"),
    };
    Fault::body(pointer, fault.code(), zh, en)
}
