//! From facts to proposed points.

use super::{FactName, Measure, MeasureKind, MeasurePart, ZeroDenominator};
use crate::rules::scoring::{Fraction, Points};

/// The points that a measure proposes, rounded half up to hundredths, once, and never above the maximum; none where a
/// fact is unknown, where 0 ÷ 0 is, and where the measure proposes nothing. Whatever was counted, a denominator of 0 is
/// taken as 0 ÷ 0: who was asked for nothing is judged by what the framework says of that.
#[must_use]
pub fn propose(
    measure: &Measure,
    max: Points,
    zero: Option<ZeroDenominator>,
    fact: impl Fn(FactName) -> Option<u64>,
) -> Option<Points> {
    let exact = match measure.kind {
        MeasureKind::Share => {
            let parts = measure.parts.iter();
            parts
                .map(|part| share(part, zero, &fact))
                .try_fold(Fraction::ZERO, |sum, part| sum.checked_add(part?))?
        }
        MeasureKind::Bands => band(measure, fact(measure.fact?)?)?,
        MeasureKind::Listed => return None,
    };
    let hundredths = u32::try_from(exact.hundredths_half_up()?).ok()?;
    Points::of_hundredths(hundredths.min(max.hundredths()))
}

fn share(
    part: &MeasurePart,
    zero: Option<ZeroDenominator>,
    fact: &impl Fn(FactName) -> Option<u64>,
) -> Option<Fraction> {
    let (counted, of) = (fact(part.counted)?, fact(part.of)?);
    let of = of.max(part.at_least.map_or(0, u64::from));
    if of == 0 {
        return match zero.unwrap_or(ZeroDenominator::Unknown) {
            ZeroDenominator::Full => worth(part.points),
            ZeroDenominator::Zero => Some(Fraction::ZERO),
            ZeroDenominator::Unknown => None,
        };
    }
    let share = Fraction::new(i128::from(counted.min(of)), i128::from(of))?;
    share.checked_mul(worth(part.points)?)
}

fn band(measure: &Measure, value: u64) -> Option<Fraction> {
    let fits = |up_to: Option<u32>| up_to.is_none_or(|up_to| value <= u64::from(up_to));
    let band = measure.bands.iter().find(|band| fits(band.up_to))?;
    worth(band.points)
}

fn worth(points: Points) -> Option<Fraction> {
    Fraction::new(i128::from(points.hundredths()), 100)
}
