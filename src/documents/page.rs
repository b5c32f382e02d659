//! Pages as marks on paper.

use super::measure::Tenths;

/// A mark; lengths count from the lower left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A line of text, from its left end on the base line.
    Text {
        /// From the left.
        x: Tenths,
        /// From below.
        y: Tenths,
        /// Size of its letters.
        size: Tenths,
        /// What it says.
        text: String,
    },
    /// A thin line.
    Rule {
        /// Where it begins, from the left and from below.
        from: (Tenths, Tenths),
        /// Where it ends.
        to: (Tenths, Tenths),
    },
    /// A black rectangle.
    Block {
        /// Its lower left corner.
        at: (Tenths, Tenths),
        /// Its width and height.
        size: (Tenths, Tenths),
    },
}

/// A page.
pub type Page = Vec<Mark>;
