//! From the results of stations to those of an agreement.

use super::{Fraction, Score};
use crate::rules::policy::RenewalThresholds;

/// The mean of rounded results, exact; `None` of none.
#[must_use]
pub fn mean(results: &[Score]) -> Option<Fraction> {
    let sum: i128 = results.iter().map(|result| i128::from(result.hundredths())).sum();
    let count = i128::try_from(results.len()).ok()?;
    Fraction::new(sum, count.checked_mul(100)?)
}

/// Whether a renewal is recommended: the rounded mean of the agreement's stations and the lowest of them both reach
/// their thresholds. `None` of none.
#[must_use]
pub fn recommended(thresholds: RenewalThresholds, results: &[Score]) -> Option<bool> {
    let (mean, lowest) = (Score::round(mean(results)?)?, results.iter().min()?);
    Some(mean >= thresholds.mean && *lowest >= thresholds.lowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(all: &[&str]) -> Vec<Score> {
        all.iter().map(|one| one.parse().unwrap()).collect()
    }

    #[test]
    fn a_mean_is_exact_until_it_is_rounded_once() {
        let thirds = mean(&scores(&["80", "80", "81"])).unwrap();
        assert_eq!(
            (thirds, Score::round(thirds)),
            (Fraction::new(241, 3).unwrap(), Some("80.33".parse().unwrap()))
        );
        let half = mean(&scores(&["89.99", "90.00"])).unwrap();
        assert_eq!(Score::round(half), Some(Score::whole(90)));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn a_renewal_wants_the_mean_and_the_lowest() {
        let thresholds = RenewalThresholds { mean: Score::whole(80), lowest: Score::whole(60) };
        for (results, expected) in [
            (&["80", "80"][..], Some(true)),
            (&["100", "60"], Some(true)),
            (&["100", "59.99"], Some(false)),
            (&["79.99", "79.99"], Some(false)),
            // 79.995 is 80.00 once it is rounded.
            (&["79.99", "80.00"], Some(true)),
            (&[], None),
        ] {
            assert_eq!(recommended(thresholds, &scores(results)), expected, "{results:?}");
        }
    }
}
