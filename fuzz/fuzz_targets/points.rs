//! `?near=`: a point within China.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::{places::position::Position, stations::near::parse};

fuzz_target!(|input: (u32, u32, &str)| {
    let (north, east, text) = input;
    let degrees = |range: std::ops::RangeInclusive<f64>, part: u32| {
        range.start() + (range.end() - range.start()) * f64::from(part) / f64::from(u32::MAX)
    };
    let point = (degrees(Position::LATITUDES, north), degrees(Position::LONGITUDES, east));
    assert_eq!(parse(&format!("{},{}", point.0, point.1)).ok(), Some(point));
    if let Ok((north, east)) = parse(text) {
        assert!(Position::LATITUDES.contains(&north) && Position::LONGITUDES.contains(&east));
        assert_eq!(parse(&format!("{north},{east}")).ok(), Some((north, east)));
    }
});
