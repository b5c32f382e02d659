//! How one scorer gives points: on the average, and how far apart.

use super::{Fraction, Score};

/// The average of exact numbers; `None` of none, or beyond 128 bits.
#[must_use]
pub fn average(numbers: &[Fraction]) -> Option<Fraction> {
    let one = Fraction::new(1, i128::try_from(numbers.len()).ok()?)?;
    let sum = numbers.iter().try_fold(Fraction::ZERO, |sum, number| sum.checked_add(*number))?;
    sum.checked_mul(one)
}

/// The standard deviation of all of these numbers from 0 to 100 (the whole population, not a sample), half up to two
/// places; in whole numbers throughout, so that it can be repeated. `None` of none, or beyond 128 bits.
#[must_use]
pub fn spread(numbers: &[Fraction]) -> Option<Score> {
    let mean = average(numbers)?;
    let squares = numbers.iter().map(|number| number.checked_mul(*number)).collect::<Option<Vec<_>>>()?;
    let variance = average(&squares)?.checked_sub(mean.checked_mul(mean)?)?;
    // k hundredths with (2k - 1)² ≤ 4 · 10⁴ · variance: the greatest is the root rounded half up.
    let scaled = variance.num().checked_mul(40_000)?.checked_div_euclid(variance.den())?;
    let hundredths = scaled.checked_isqrt()?.checked_add(1)?.checked_div_euclid(2)?;
    Score::round(Fraction::new(hundredths, 100)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(numbers: &[i128]) -> Option<String> {
        let numbers: Vec<_> = numbers.iter().map(|one| Fraction::new(*one, 1).unwrap()).collect();
        spread(&numbers).map(|score| score.to_string())
    }

    #[test]
    fn is_the_deviation_of_the_whole_population() {
        for (numbers, expected) in [
            (&[][..], None),
            (&[80], Some("0.00")),
            (&[80, 80, 80], Some("0.00")),
            (&[0, 100], Some("50.00")),
            // Mean 5, squares 32: √4.
            (&[2, 4, 4, 4, 5, 5, 7, 9], Some("2.00")),
            // √(2/3) = 0.8164…
            (&[1, 2, 3], Some("0.82")),
            // √(2/9) = 0.4714…
            (&[0, 0, 1], Some("0.47")),
        ] {
            assert_eq!(of(numbers).as_deref(), expected, "{numbers:?}");
        }
    }

    proptest! {
        #[test]
        fn is_the_same_in_any_order_and_never_more_than_half_the_range(mut all in prop::collection::vec(0_i128..=100, 1..30)) {
            let before = of(&all);
            all.reverse();
            prop_assert_eq!(of(&all), before.clone());
            let range = all.iter().max().unwrap() - all.iter().min().unwrap();
            let spread: Score = before.unwrap().parse().unwrap();
            prop_assert!(spread.exact() <= Fraction::new(range, 2).unwrap());
        }
    }
}
