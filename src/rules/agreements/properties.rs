//! What holds whatever was agreed.

use proptest::prelude::*;

use super::fixture::{Paper, day, station};
use super::*;
use crate::rules::periods::add_days;

/// Amendments in the order of their days, each with an end and some of three stations.
fn papers() -> impl Strategy<Value = AgreementPaper> {
    let amendment = (0u32..900, 1u32..1500, 0u128..8, 0u32..60);
    let ended = proptest::option::of(0u32..1200);
    (prop::collection::vec(amendment, 0..4), ended).prop_map(|(mut amendments, ended)| {
        let mut paper = Paper::signed();
        amendments.sort_unstable();
        for (begins, lasts, chosen, staffed) in amendments {
            let from = add_days(paper.from, begins);
            let mut terms = paper.first.clone();
            terms.to = add_days(from, lasts);
            terms.staffing_date = add_days(day("2023-06-30"), staffed / 30);
            terms.station_ids = (1..4).filter(|n| chosen & (1 << (n - 1)) != 0).map(station).collect();
            paper.amendments.push(Amended { from, terms });
        }
        paper.terminated_on = ended.map(|days| add_days(paper.from, days));
        paper
    })
}

proptest! {
    /// On each day a station is covered once if the terms of that day name it, and not at all otherwise.
    #[test]
    fn the_cover_of_a_day_is_what_its_terms_name(paper in papers(), offset in 0u32..2600) {
        let on = add_days(paper.from, offset);
        let covers = paper.covers();
        let mut covered: Vec<_> =
            covers.iter().filter(|cover| cover.from <= on && on < cover.to).map(|cover| cover.station_id).collect();
        covered.sort_unstable();
        let named = if on < paper.ends_on() { paper.terms_on(on).station_ids.clone() } else { vec![] };
        prop_assert_eq!(covered, named);
    }

    /// No stretch is empty, and none could be longer.
    #[test]
    fn stretches_are_as_long_as_they_can_be(paper in papers()) {
        for pair in paper.covers().windows(2) {
            let (one, next) = (pair[0], pair[1]);
            prop_assert!(one.from < one.to);
            let joins = one.station_id == next.station_id && one.to == next.from;
            prop_assert!(!joins || one.staffing_date != next.staffing_date);
        }
    }
}
