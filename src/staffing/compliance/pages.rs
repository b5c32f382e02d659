//! Pages of what is computed, not read: the whole is at hand, and one page of it is told.

use serde::{Serialize, de::DeserializeOwned};

use crate::http::{Page, Paging, Result};

/// The page asked for of all items; `key` is what they are sorted by, and different for each.
pub fn page<T, K: Ord + Serialize + DeserializeOwned>(
    paging: &Paging,
    mut items: Vec<T>,
    key: impl Fn(&T) -> K,
) -> Result<Page<T>> {
    let after = paging.position::<K>()?;
    let total = paging.wants_total().then(|| i64::try_from(items.len()).unwrap_or(i64::MAX));
    items.sort_by_key(&key);
    items.retain(|item| after.as_ref().is_none_or(|after| key(item) > *after));
    items.truncate(usize::try_from(paging.fetch()).unwrap_or(usize::MAX));
    paging.page(items, total, key)
}
