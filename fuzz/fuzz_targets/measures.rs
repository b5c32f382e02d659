//! How an indicator is computed, as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::rules::{
    measures::{Measure, ZeroDenominator, propose},
    scoring::Points,
};

fuzz_target!(|input: (&[u8], Vec<u64>, u32)| {
    let (json, facts, most) = input;
    let Ok(measure) = serde_json::from_slice::<Measure>(json) else { return };
    let again: Measure = serde_json::from_value(serde_json::to_value(&measure).unwrap()).unwrap();
    assert_eq!(again, measure);
    let max = Points::of_hundredths(most % 10_001).unwrap();
    let names = measure.facts();
    let fact =
        |name| names.iter().position(|known| *known == name).and_then(|place| facts.get(place).copied());
    for zero in
        [None, Some(ZeroDenominator::Full), Some(ZeroDenominator::Zero), Some(ZeroDenominator::Unknown)]
    {
        let proposed = propose(&measure, max, zero, fact);
        assert!(proposed.is_none_or(|points| points <= max));
        if measure.faults().is_empty() {
            let worth = measure.worth().unwrap_or_default();
            assert!(proposed.is_none_or(|points| points.hundredths() <= worth), "{measure:?}");
        }
    }
});
