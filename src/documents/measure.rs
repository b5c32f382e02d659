//! Lengths on paper: whole tenths of a point, so that a document is set the same way on every machine.

/// A length in tenths of a point, 1/720 inch.
pub type Tenths = i32;

/// Width of A4.
pub const PAGE_WIDTH: Tenths = 5953;
/// Height of A4.
pub const PAGE_HEIGHT: Tenths = 8419;
/// Left and right margin.
pub const MARGIN: Tenths = 560;
/// What can be written on, from left to right.
pub const USABLE: Tenths = PAGE_WIDTH - 2 * MARGIN;
/// The highest line.
pub const TOP: Tenths = PAGE_HEIGHT - 600;
/// The lowest line.
pub const BOTTOM: Tenths = 720;
/// Where the foot of a page stands.
pub const FOOT: Tenths = 420;

/// A length in points, as PDF has it.
pub fn points(length: Tenths) -> f32 {
    number(length) / 10.0
}

/// A small whole number as PDF has it.
pub fn number(whole: i32) -> f32 {
    f32::from(i16::try_from(whole).unwrap_or(i16::MAX))
}
