//! What holds of every score.

use proptest::prelude::*;

use super::*;
use crate::rules::share::Share;

/// 七（二）: third party 60 %, bureau 30 %, township 10 %.
fn plan(totals: [Fraction; 3]) -> Result<Score, ScoringFault> {
    let weights = [60, 30, 10].map(Share::percent);
    let totals: Vec<_> = weights.into_iter().zip(totals).collect();
    weighted_result(&totals)
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (1_u8..=20).prop_flat_map(|max| (0..=max, Just(max)));
    let mark = mark.prop_map(|(given, max)| Mark::new(Points::whole(given), Points::whole(max)).unwrap());
    prop::collection::vec(mark, 1..25)
}

fn sheets() -> impl Strategy<Value = [Vec<Mark>; 3]> {
    [marks(), marks(), marks()]
}

fn result(sheets: &[Vec<Mark>; 3]) -> Score {
    plan([0, 1, 2].map(|party| party_total(&sheets[party]).unwrap())).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_marks_and_parties_is_nothing(mut sheets in sheets(), by in 0_usize..25) {
        let before = result(&sheets);
        for sheet in &mut sheets {
            let by = by.min(sheet.len());
            sheet.rotate_left(by);
        }
        prop_assert_eq!(result(&sheets), before);
        let weights = [60, 30, 10].map(Share::percent);
        let mut totals: Vec<_> = weights
            .into_iter()
            .zip(sheets.iter().map(|sheet| party_total(sheet).unwrap()))
            .collect();
        totals.reverse();
        prop_assert_eq!(weighted_result(&totals), Ok(before));
    }

    #[test]
    fn a_better_mark_is_never_a_worse_result(mut sheets in sheets(), party in 0_usize..3) {
        let before = result(&sheets);
        let first = sheets[party][0];
        sheets[party][0] = Mark::new(first.max(), first.max()).unwrap();
        prop_assert!(result(&sheets) >= before);
    }

    #[test]
    fn a_result_lies_between_the_parties(sheets in sheets()) {
        let totals = [0, 1, 2].map(|party| {
            Score::round(party_total(&sheets[party]).unwrap()).unwrap()
        });
        let result = result(&sheets);
        prop_assert!(totals.iter().min() <= Some(&result));
        prop_assert!(totals.iter().max() >= Some(&result));
    }

    #[test]
    fn any_better_mark_of_any_party_is_never_worse(mut sheets in sheets(), party in 0_usize..3, at in 0_usize..25, by in 0_u8..=20) {
        let before = result(&sheets);
        let at = at.min(sheets[party].len() - 1);
        let mark = sheets[party][at];
        let better = mark.points().max(Points::whole(by)).min(mark.max());
        sheets[party][at] = Mark::new(better, mark.max()).unwrap();
        prop_assert!(result(&sheets) >= before);
    }

    #[test]
    fn a_result_is_from_0_to_100_and_reaches_both(sheets in sheets()) {
        let all = |full: bool| [0, 1, 2].map(|party| {
            let mark = |mark: &Mark| Mark::new(if full { mark.max() } else { Points::whole(0) }, mark.max()).unwrap();
            let sheet: &Vec<Mark> = &sheets[party];
            sheet.iter().map(mark).collect::<Vec<_>>()
        });
        prop_assert_eq!(result(&all(true)), Score::whole(100));
        prop_assert_eq!(result(&all(false)), Score::ZERO);
        prop_assert!(result(&sheets) <= Score::whole(100));
    }

    /// A party that scores fewer indicators, or of which some do not apply, is scaled to 100 as if they were all.
    #[test]
    fn twice_the_same_marks_are_the_same_total(marks in marks()) {
        let twice: Vec<Mark> = marks.iter().chain(&marks).copied().collect();
        prop_assert_eq!(party_total(&twice), party_total(&marks));
    }

    /// Whoever scores what: the effective weights of all indicators make exactly 100.
    #[test]
    fn effective_weights_make_100(indicators in prop::collection::vec((1_u8..=20, 1_u8..8), 1..25)) {
        // Each bit is a party that scores it; every party scores the first.
        let mut indicators = indicators;
        indicators[0].1 = 7;
        let maxima = |party: usize| -> Vec<Points> {
            let scored = indicators.iter().filter(|(_, by)| by & (1 << party) != 0);
            scored.map(|(max, _)| Points::whole(*max)).collect()
        };
        let sheets: Vec<(Share, Vec<Points>)> = [60, 30, 10].map(Share::percent).into_iter().zip([0, 1, 2].map(maxima)).collect();
        let mut sum = Fraction::ZERO;
        for (max, by) in &indicators {
            let mine: Vec<(Share, &[Points])> = (0..3).filter(|party| by & (1 << party) != 0)
                .map(|party: usize| (sheets[party].0, sheets[party].1.as_slice())).collect();
            sum = sum.checked_add(effective_weight(Points::whole(*max), &mine).unwrap()).unwrap();
        }
        prop_assert_eq!(sum, Fraction::new(100, 1).unwrap());
    }

    #[test]
    fn a_mean_lies_between_the_lowest_and_the_highest(hundredths in prop::collection::vec(0_u16..=10_000, 1..30)) {
        let all: Vec<Score> = hundredths.iter().map(|one| Score::round(Fraction::new(i128::from(*one), 100).unwrap()).unwrap()).collect();
        let found = mean(&all).unwrap();
        prop_assert!(found >= all.iter().min().unwrap().exact() && found <= all.iter().max().unwrap().exact());
    }

    #[test]
    fn rounding_is_off_by_half_a_hundredth_at_most(num in 0_i128..=1_000_000, den in 10_000_i128..20_000) {
        let number = Fraction::new(num, den).unwrap();
        let rounded = Score::round(number).unwrap().exact();
        let minus = Fraction::new(-1, 1).unwrap().checked_mul(rounded).unwrap();
        let off = number.checked_add(minus).unwrap();
        prop_assert!(off < Fraction::new(1, 200).unwrap() && off >= Fraction::new(-1, 200).unwrap());
    }

    #[test]
    fn points_survive_the_journey(hundredths in 0_u32..=10_000) {
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let read: Points = text.parse().unwrap();
        prop_assert_eq!(read.hundredths(), hundredths);
        prop_assert_eq!(read.to_string(), text);
    }
}
