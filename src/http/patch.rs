//! RFC 7396 merge patch: a member left out stays, `null` removes, anything else sets.

use serde::{Deserialize, Deserializer};

/// One member of a merge patch. Fields are `#[serde(default)]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not mentioned.
    #[default]
    Keep,
    /// `null`.
    Remove,
    /// A value.
    Set(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Patch::Remove, Patch::Set))
    }
}

impl<T> Patch<T> {
    /// The same of another type.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Keep => Patch::Keep,
            Patch::Remove => Patch::Remove,
            Patch::Set(value) => Patch::Set(change(value)),
        }
    }

    /// Applies to an optional value; tells whether it changed.
    pub fn apply<U: PartialEq + From<T>>(self, to: &mut Option<U>) -> bool {
        let next = match self {
            Patch::Keep => return false,
            Patch::Remove => None,
            Patch::Set(value) => Some(U::from(value)),
        };
        let changed = *to != next;
        *to = next;
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        phone: Patch<String>,
    }

    #[test]
    fn absent_null_and_value_are_three_things() {
        for (body, expected, changed) in [
            ("{}", Some("1"), false),
            (r#"{"phone":null}"#, None, true),
            (r#"{"phone":"2"}"#, Some("2"), true),
            (r#"{"phone":"1"}"#, Some("1"), false),
        ] {
            let mut phone = Some("1".to_owned());
            let body: Body = serde_json::from_str(body).unwrap();
            assert_eq!(body.phone.apply(&mut phone), changed);
            assert_eq!(phone.as_deref(), expected);
        }
    }
}
