//! What holds of rankings whoever the candidates are.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::rules::periods::add_days;
use crate::rules::policy::Policy;
use crate::rules::qualifications::Education;
use crate::rules::staffing::fixture::day;

fn maybe() -> impl Strategy<Value = Option<bool>> {
    prop::option::weighted(0.8, prop::bool::weighted(0.7))
}

fn births() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::weighted(0.9, (0_u32..12_000).prop_map(|days| add_days(day("1970-01-01"), days)))
}

fn educations() -> impl Strategy<Value = Option<Education>> {
    use Education::{AssociateDegree, Bachelor, Master, SeniorSecondary};
    prop::option::weighted(
        0.9,
        prop::sample::select(vec![SeniorSecondary, AssociateDegree, Bachelor, Master]),
    )
}

prop_compose! {
    fn candidates()(
        birth in births(), education in educations(), healthy in maybe(), certificate in maybe(), major in maybe(),
        local in maybe(), graduate in maybe(), trained in maybe(),
    ) -> CandidateFacts {
        CandidateFacts {
            birth, healthy, education, certificate, social_work_major: major, local_household: local,
            in_province_graduate: graduate, in_province_training_base: trained, first_posting: None,
        }
    }
}

fn ranked(facts: &[CandidateFacts]) -> Ranking<usize> {
    rank(facts.iter().copied().enumerate().collect(), &Policy::default(), day("2023-07-01"))
}

/// The place of each, by number.
fn places(ranking: &Ranking<usize>) -> Vec<(usize, u32)> {
    let mut places: Vec<_> = ranking.places.iter().map(|one| (one.judged.candidate, one.place)).collect();
    places.sort_unstable();
    places
}

proptest! {
    /// Everybody stands in one list, once; a place is one more than there are before it, and never better than the best.
    #[test]
    fn everybody_is_told_once_and_places_count(facts in prop::collection::vec(candidates(), 0..12)) {
        let ranking = ranked(&facts);
        let ranks: Vec<u32> = ranking.places.iter().map(|one| one.place).collect();
        for one in &ranking.places {
            let before = ranks.iter().filter(|other| **other < one.place).count();
            prop_assert_eq!(one.place, u32::try_from(before).unwrap() + 1);
            prop_assert!(one.best_place <= one.place);
            prop_assert_eq!(one.separation.is_none(), one.place == 1);
        }
        let others = ranking.undecided.iter().chain(&ranking.excluded).map(|one| one.candidate);
        let all: BTreeSet<usize> = ranking.places.iter().map(|one| one.judged.candidate).chain(others).collect();
        prop_assert_eq!(all.len(), facts.len());
        prop_assert_eq!(ranking.places.len() + ranking.undecided.len() + ranking.excluded.len(), facts.len());
    }

    /// The order in which candidates are given decides no place.
    #[test]
    fn the_order_given_decides_nothing(facts in prop::collection::vec(candidates(), 1..10)) {
        let last = facts.len() - 1;
        let mut backwards: Vec<CandidateFacts> = facts.clone();
        backwards.reverse();
        let forth: Vec<_> = places(&ranked(&facts));
        let mut back: Vec<_> = places(&ranked(&backwards)).into_iter().map(|(n, place)| (last - n, place)).collect();
        back.sort_unstable();
        prop_assert_eq!(forth, back);
    }

    /// To hold a certificate never costs a place.
    #[test]
    fn more_is_never_worse(facts in prop::collection::vec(candidates(), 1..10)) {
        let mut better = facts.clone();
        better[0].certificate = Some(true);
        let of_first = |facts: &[CandidateFacts]| places(&ranked(facts)).first().filter(|(n, _)| *n == 0).map(|(_, place)| *place);
        prop_assert!(of_first(&better) <= of_first(&facts));
    }
}
