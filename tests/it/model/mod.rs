//! The service against a small model of it: a seeded walk of random requests goes to both, and every answer is compared. A
//! failure prints the seed and a shortened walk that still fails.
//!
//! `SEED=7 STEPS=5000 cargo test --test it model::` walks longer. What the model leaves out is tested elsewhere: texts, files,
//! imports, erasure, merges, appeals.

mod cards;
mod cases;
mod clients;
mod compare;
mod logs;
mod matrix;
mod postings;
mod reports;
mod scene;
mod shorten;
mod state;
mod step;

use std::collections::BTreeMap;

use crate::harness::Lab;
use compare::Walker;
use step::Step;

/// How often each feature answered well, and how often it refused.
pub type Tally = BTreeMap<&'static str, [usize; 2]>;

/// Walks the steps in a lab of their own. Errors: the place of the step whose answer is not the model's, and what differs;
/// the place after the last when the lists at the end differ.
async fn replay(steps: &[Step]) -> Result<Tally, (usize, String)> {
    let lab = Lab::new().await;
    let mut walker = Walker::begin(&lab).await;
    for (n, step) in steps.iter().enumerate() {
        walker.take(step).await.map_err(|differs| (n, differs))?;
    }
    walker.compare_whole().await.map_err(|differs| (steps.len(), differs))?;
    Ok(walker.tally)
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

#[actix_web::test]
async fn the_service_answers_as_the_model_does() {
    let (seed, count) = (number("SEED", 20_231_008), usize::try_from(number("STEPS", 600)).unwrap());
    let steps = step::walk(seed, count);
    match replay(&steps).await {
        Ok(tally) => {
            // A walk on which everything is refused compares nothing.
            let poor = tally.values().filter(|[done, refused]| *done < count / 60 || *refused < count / 200);
            assert!(tally.len() == 6 && poor.count() == 0, "seed {seed}: {tally:?}");
        }
        Err((at, differs)) => {
            let (shortest, differs) = shorten::shorten(&steps[..steps.len().min(at + 1)], differs).await;
            panic!(
                "SEED={seed}, step {at}; shortened to {} steps:\n{}{differs}",
                shortest.len(),
                step::told(&shortest)
            );
        }
    }
}
