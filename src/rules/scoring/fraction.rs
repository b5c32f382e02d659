//! Exact fractions.

use std::cmp::Ordering;
use std::fmt;

/// An exact number, in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    num: i128,
    den: i128,
}

impl Fraction {
    /// Nought.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num` ÷ `den`; `None` unless `den` is positive.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den <= 0 {
            return None;
        }
        let divisor = gcd(num, den);
        Some(Self { num: num.checked_div(divisor)?, den: den.checked_div(divisor)? })
    }

    /// The numerator, in lowest terms.
    #[must_use]
    pub const fn num(self) -> i128 {
        self.num
    }

    /// The denominator, in lowest terms, positive.
    #[must_use]
    pub const fn den(self) -> i128 {
        self.den
    }

    /// The sum; `None` beyond 128 bits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Self::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// The difference; `None` beyond 128 bits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// The product; `None` beyond 128 bits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let num = self.num.checked_mul(other.num)?;
        Self::new(num, self.den.checked_mul(other.den)?)
    }

    /// In whole hundredths, half up; `None` beyond 128 bits.
    #[must_use]
    pub fn hundredths_half_up(self) -> Option<i128> {
        // Half up is the floor of twice the number and one, over two.
        let doubled = self.num.checked_mul(200)?.checked_add(self.den)?;
        doubled.checked_div_euclid(self.den.checked_mul(2)?)
    }
}

impl PartialOrd for Fraction {
    /// `None` when the comparison would go beyond 128 bits.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Some(left.cmp(&right))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.num, self.den)
    }
}

/// Greatest common divisor of a number and a positive one; positive.
fn gcd(num: i128, den: i128) -> i128 {
    let (mut larger, mut smaller) = (den, num.checked_rem(den).unwrap_or(0));
    while smaller != 0 {
        (larger, smaller) = (smaller, larger.checked_rem(smaller).unwrap_or(0));
    }
    larger.checked_abs().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_kept_in_lowest_terms() {
        let half = Fraction::new(50, 100).unwrap();
        assert_eq!((half.num(), half.den()), (1, 2));
        assert_eq!(Fraction::new(-4, 6).unwrap().to_string(), "-2/3");
        assert_eq!(Fraction::new(0, 7), Some(Fraction::ZERO));
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(1, -2), None);
    }

    #[test]
    fn adds_multiplies_and_compares_exactly() {
        let [third, half] = [3, 2].map(|den| Fraction::new(1, den).unwrap());
        assert_eq!(third.checked_add(half), Fraction::new(5, 6));
        assert_eq!(third.checked_sub(half), Fraction::new(-1, 6));
        assert_eq!(third.checked_mul(half), Fraction::new(1, 6));
        assert!(third < half);
        let most = Fraction::new(i128::MAX, 1).unwrap();
        assert_eq!(most.checked_add(half), None);
        assert_eq!(most.checked_mul(most), None);
    }

    #[test]
    fn rounds_half_up() {
        let cases = [
            ((89_995, 1000), 9000),
            ((89_994_999, 1_000_000), 8999),
            ((200, 3), 6667),
            ((1, 200), 1),
            ((1, 201), 0),
            ((-1, 200), 0),
        ];
        for ((num, den), hundredths) in cases {
            let fraction = Fraction::new(num, den).unwrap();
            assert_eq!(fraction.hundredths_half_up(), Some(hundredths), "{fraction}");
        }
    }
}
