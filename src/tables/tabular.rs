//! Items that can be rows.

use serde::Serialize;

/// An item of a list whose list can be exported: which members of its JSON are columns, in order. Headings stand in
/// [`super::headings`].
pub trait Tabular: Serialize {
    /// Name of the file, as `employments`.
    const NAME: &'static str;
    /// Paths into the item's JSON, as `kind` or `subject.id`.
    const COLUMNS: &'static [&'static str];
}
