//! A value that cannot leave by accident.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// A personal value. It can be read from a request, sealed and masked; it cannot be printed, logged or serialised, and
/// whoever needs the clear value says so by [`Sensitive::expose`].
///
/// `{:?}` prints `***`:
/// ```
/// assert_eq!(format!("{:?}", stations::personal::Sensitive::new("13800005678")), "***");
/// ```
/// It has no `Display`:
/// ```compile_fail,E0277
/// println!("{}", stations::personal::Sensitive::new("13800005678"));
/// ```
/// nor can it be made a text:
/// ```compile_fail,E0599
/// let _ = stations::personal::Sensitive::new("13800005678").to_string();
/// ```
/// nor serialised, alone or in anything:
/// ```compile_fail,E0277
/// let _ = serde_json::to_string(&stations::personal::Sensitive::new("13800005678"));
/// ```
/// ```compile_fail,E0277
/// #[derive(serde::Serialize)]
/// struct Answer {
///     phone: stations::personal::Sensitive<String>,
/// }
/// ```
/// nor written into the database as it is:
/// ```compile_fail,E0277
/// use diesel::ExpressionMethods as _;
/// let _ = stations::schema::workers::name.eq(stations::personal::Sensitive::new("13800005678".to_owned()));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The clear value: to be sealed, indexed, compared, or shown to who may see it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Another value made of it, as sensitive.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sensitive<U> {
        Sensitive(change(self.0))
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sensitive<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}
