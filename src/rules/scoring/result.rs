//! From marks to a result and its grade.

use std::fmt;

use super::{Fraction, Mark, Points, Score};
use crate::rules::policy::{Grade, GradeBand};
use crate::rules::share::Share;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoringFault {
    /// The weights do not make one whole: a party is missing. Never a smaller result instead.
    NotOneWhole,
    /// A total outside 0 to 100, or numbers beyond 128 bits.
    OutOfRange,
}

impl fmt::Display for ScoringFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOneWhole => "not_one_whole",
            Self::OutOfRange => "out_of_range",
        })
    }
}

impl std::error::Error for ScoringFault {}

/// A party's total, ours: 100 × Σ points ÷ Σ applicable maximum; `None` when nothing was
/// applicable. Marks of indicators that do not apply are left out by the caller.
#[must_use]
pub fn party_total(marks: &[Mark]) -> Option<Fraction> {
    let points = sum(marks.iter().map(|mark| mark.points()));
    let max = sum(marks.iter().map(|mark| mark.max()));
    Fraction::new(points.checked_mul(100)?, max)
}

/// The result by the reading `weighted` of 七（二）: Σ weight × total, rounded half up, once.
/// The annual result too, over the published results of the phases.
///
/// # Errors
/// `NotOneWhole` unless the weights make exactly one whole; `OutOfRange` for a total outside 0
/// to 100.
pub fn weighted_result(totals: &[(Share, Fraction)]) -> Result<Score, ScoringFault> {
    let weights: Vec<Share> = totals.iter().map(|(weight, _)| *weight).collect();
    if !Share::are_whole(&weights) {
        return Err(ScoringFault::NotOneWhole);
    }
    let mut result = Some(Fraction::ZERO);
    for (weight, total) in totals {
        Score::round(*total).ok_or(ScoringFault::OutOfRange)?;
        let part = weight_of(*weight).and_then(|weight| weight.checked_mul(*total));
        result = result.zip(part).and_then(|(sum, part)| sum.checked_add(part));
    }
    result.and_then(Score::round).ok_or(ScoringFault::OutOfRange)
}

/// The result by the reading `point_split` of 七（二）: each party marks its own 60, 30 or 10
/// points of one sheet, and the result is the plain sum.
///
/// # Errors
/// `NotOneWhole` unless the maxima make exactly 100 points.
pub fn point_split_result(parts: &[Mark]) -> Result<Score, ScoringFault> {
    if sum(parts.iter().map(|part| part.max())) != FULL_MARKS {
        return Err(ScoringFault::NotOneWhole);
    }
    let points = Fraction::new(sum(parts.iter().map(|part| part.points())), 100);
    points.and_then(Score::round).ok_or(ScoringFault::OutOfRange)
}

/// An indicator's effective weight: how many of the result's 100 points its full marks are
/// worth, Σ weight × 100 × maximum ÷ Σ applicable maximum over the parties that score it.
/// `sheets`: each such party's weight and every maximum applicable to it. `None` when a sheet
/// is empty.
#[must_use]
pub fn effective_weight(max: Points, sheets: &[(Share, &[Points])]) -> Option<Fraction> {
    let full = hundredths(max).checked_mul(100)?;
    sheets.iter().try_fold(Fraction::ZERO, |weight, (share, sheet)| {
        let part = Fraction::new(full, sum(sheet.iter().copied()))?;
        weight.checked_add(weight_of(*share)?.checked_mul(part)?)
    })
}

/// The grade of a rounded result; `None` below the lowest band, which a valid policy excludes.
/// `bands` are best first.
#[must_use]
pub fn grade(bands: &[GradeBand], score: Score) -> Option<Grade> {
    let band = bands.iter().find(|band| band.from <= score);
    band.map(|band| band.grade)
}

/// A whole sheet, in hundredths of a point.
const FULL_MARKS: i128 = 10_000;

fn sum(points: impl Iterator<Item = Points>) -> i128 {
    points.map(hundredths).sum()
}

fn hundredths(points: Points) -> i128 {
    i128::from(points.hundredths())
}

fn weight_of(share: Share) -> Option<Fraction> {
    let parts = i128::from(share.ten_thousandths());
    Fraction::new(parts, i128::from(Share::WHOLE))
}
