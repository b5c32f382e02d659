//! What holds of every measure.

use proptest::prelude::*;

use super::*;
use crate::rules::scoring::Points;

fn part(points: u8, at_least: Option<u32>) -> MeasurePart {
    let (counted, of) = (FactName::Logs, FactName::Cases);
    MeasurePart { points: Points::whole(points), counted, of, at_least }
}

fn share(parts: Vec<MeasurePart>) -> Measure {
    Measure { kind: MeasureKind::Share, parts, fact: None, bands: Vec::new(), facts: Vec::new() }
}

fn shares() -> impl Strategy<Value = Measure> {
    let parts = prop::collection::vec((1_u8..=20, prop::option::of(1_u32..30)), 1..=5);
    parts.prop_map(|parts| share(parts.into_iter().map(|(points, least)| part(points, least)).collect()))
}

fn proposed(measure: &Measure, counted: u64, of: u64, zero: ZeroDenominator) -> Option<Points> {
    let fact = |name| Some(if name == FactName::Logs { counted } else { of });
    propose(measure, Points::whole(100), Some(zero), fact)
}

proptest! {
    #[test]
    fn a_proposal_is_between_nought_and_what_the_measure_is_worth(
        measure in shares(), counted in 0_u64..1_000_000, of in 0_u64..1_000_000,
    ) {
        let points = proposed(&measure, counted, of, ZeroDenominator::Full).unwrap();
        prop_assert!(Some(points.hundredths()) <= measure.worth());
    }

    #[test]
    fn more_reached_is_never_fewer_points(
        measure in shares(), counted in 0_u64..100_000, more in 0_u64..100_000, of in 0_u64..100_000,
    ) {
        let [less, more] = [counted, counted + more].map(|n| proposed(&measure, n, of, ZeroDenominator::Zero));
        prop_assert!(less <= more);
    }

    #[test]
    fn more_asked_for_is_never_more_points(
        measure in shares(), counted in 0_u64..100_000, of in 1_u64..100_000, more in 0_u64..100_000,
    ) {
        let [few, many] = [of, of + more].map(|n| proposed(&measure, counted, n, ZeroDenominator::Zero));
        prop_assert!(many <= few);
    }

    #[test]
    fn all_of_it_is_full_marks(measure in shares(), of in 30_u64..100_000) {
        let points = proposed(&measure, of, of, ZeroDenominator::Unknown);
        prop_assert_eq!(points.map(Points::hundredths), measure.worth());
    }

    #[test]
    fn a_measure_survives_the_journey(measure in shares()) {
        let text = serde_json::to_string(&measure).unwrap();
        prop_assert_eq!(serde_json::from_str::<Measure>(&text).unwrap(), measure);
    }
}
