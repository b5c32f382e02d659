//! Drawing a sample that anyone can draw again with `sha256sum`, ours.
//!
//! A seed is 64 hexadecimal digits. Its SHA-256 is published before the period closes, the seed itself after. Everything of
//! the population is ranked by the SHA-256 of the seed followed by its id; the sample is what comes first. Nobody can choose
//! the sample: who made the seed did not know the population, and who makes the population does not know the seed.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What is published of a seed: its SHA-256.
#[must_use]
pub fn commitment(seed: &str) -> Hash {
    Sha256::digest(seed).into()
}

/// What something is ranked by: the SHA-256 of the seed followed by its id, as 36 characters.
#[must_use]
pub fn key(seed: &str, id: Uuid) -> Hash {
    Sha256::digest(format!("{seed}{id}")).into()
}

/// A population as a text: its ids in ascending order, each once, each with a line feed.
#[must_use]
pub fn population(ids: &BTreeSet<Uuid>) -> String {
    ids.iter().map(|id| format!("{id}\n")).collect()
}

/// The SHA-256 of a population's text.
#[must_use]
pub fn digest(population: &str) -> Hash {
    Sha256::digest(population).into()
}

/// The ids of a population's text; `None` where a line is no id.
#[must_use]
pub fn ids(population: &str) -> Option<BTreeSet<Uuid>> {
    population.lines().map(|line| line.parse().ok()).collect()
}

/// The sample, in its order; all where there are no more than `size`.
#[must_use]
pub fn draw(seed: &str, ids: &BTreeSet<Uuid>, size: usize) -> Vec<Uuid> {
    let mut ranked: Vec<(Hash, Uuid)> = ids.iter().map(|id| (key(seed, *id), *id)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(size).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_set, prelude::*};

    use super::*;

    fn hex(hash: Hash) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn seed() -> String {
        "0123456789abcdef".repeat(4)
    }

    fn first(count: u128) -> BTreeSet<Uuid> {
        (1..=count).map(Uuid::from_u128).collect()
    }

    /// The figures are those that `sha256sum` gives.
    #[test]
    fn hashes_are_those_of_sha256sum() {
        let of_seed = "a8ae6e6ee929abea3afcfc5258c8ccd6f85273e0d4626d26c7279f3250f77c8e";
        let of_first = "375ffaaf54ee3b8f1c6e1f644d0eb2234620ef6a8a52457fec738efb198c9060";
        let of_two = "a929eae1f77de69cc99f751f774e5d3b63a10df5f5c9fecbfa924f4baedad3c3";
        assert_eq!(hex(commitment(&seed())), of_seed);
        assert_eq!(hex(key(&seed(), Uuid::from_u128(1))), of_first);
        assert_eq!(hex(digest(&population(&first(2)))), of_two);
    }

    #[test]
    fn the_smallest_hashes_are_drawn() {
        let (ids, seed) = (first(20), seed());
        let drawn = draw(&seed, &ids, 5);
        let last = key(&seed, drawn[4]);
        assert!(drawn.windows(2).all(|pair| key(&seed, pair[0]) < key(&seed, pair[1])));
        assert!(ids.iter().filter(|id| !drawn.contains(id)).all(|id| key(&seed, *id) > last));
    }

    #[test]
    fn a_small_population_is_drawn_whole_and_none_is_no_sample() {
        assert_eq!(draw(&seed(), &first(3), 10).len(), 3);
        assert!(draw(&seed(), &BTreeSet::new(), 10).is_empty());
        assert_eq!(population(&BTreeSet::new()), "");
        assert_eq!(ids("no id\n"), None);
    }

    proptest! {
        #[test]
        fn a_draw_repeats_and_is_of_the_population(numbers in btree_set(any::<u128>(), 0..60), size in 0usize..80, seed in "[0-9a-f]{64}") {
            let all: BTreeSet<Uuid> = numbers.into_iter().map(Uuid::from_u128).collect();
            let drawn = draw(&seed, &all, size);
            prop_assert_eq!(drawn.len(), size.min(all.len()));
            prop_assert!(drawn.iter().all(|id| all.contains(id)));
            prop_assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
            prop_assert_eq!(ids(&population(&all)), Some(all.clone()));
            prop_assert_eq!(draw(&seed, &all, size), drawn);
        }

        /// A larger sample begins with the smaller one: nobody gains by asking for another size.
        #[test]
        fn a_larger_sample_begins_with_the_smaller(numbers in btree_set(any::<u128>(), 0..60), size in 0usize..30) {
            let all: BTreeSet<Uuid> = numbers.into_iter().map(Uuid::from_u128).collect();
            let (small, large) = (draw(&seed(), &all, size), draw(&seed(), &all, size + 7));
            prop_assert!(large.starts_with(&small));
        }

        /// What is not drawn can leave the population without changing the sample.
        #[test]
        fn the_rest_has_no_say(numbers in btree_set(any::<u128>(), 1..60)) {
            let all: BTreeSet<Uuid> = numbers.into_iter().map(Uuid::from_u128).collect();
            let drawn = draw(&seed(), &all, 5);
            let only: BTreeSet<Uuid> = drawn.iter().copied().collect();
            prop_assert_eq!(draw(&seed(), &only, 5), drawn);
        }
    }
}
