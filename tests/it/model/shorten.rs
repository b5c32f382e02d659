//! Shortening a walk that fails: parts of it are left out, and what still fails is kept (ddmin).

use super::{replay, step::Step};

/// How many shorter walks are tried.
const TRIES: usize = 60;

/// The shortest walk found that still fails, and what differs on it. What fails is the last step: it stays.
pub async fn shorten(steps: &[Step], differs: String) -> (Vec<Step>, String) {
    let (mut best, mut told, mut parts, mut tries) = (steps.to_vec(), differs, 2, 0);
    while parts <= best.len() && tries < TRIES {
        let size = best.len().div_ceil(parts);
        let mut shorter = None;
        for from in (0..best.len()).step_by(size) {
            let without: Vec<Step> =
                best.iter().take(from).chain(best.iter().skip(from + size)).cloned().collect();
            tries += 1;
            if let Err((at, differs)) = replay(&without).await {
                let end = without.len().min(at + 1);
                shorter = Some((without[..end].to_vec(), differs));
                break;
            }
            if tries == TRIES {
                break;
            }
        }
        match shorter {
            Some((walk, differs)) => (best, told, parts) = (walk, differs, 2.max(parts - 1)),
            None if size == 1 => break,
            None => parts = best.len().min(parts * 2),
        }
    }
    (best, told)
}
