//! Cursors of lists and of the feed of changes.
#![no_main]

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};
use stations::{http::Paging, integration::changes};
use uuid::Uuid;

fn read<K: DeserializeOwned>(after: &str) -> Option<K> {
    let paging = Paging { limit: Some(1), after: Some(after.to_owned()), count: None };
    paging.position().ok().flatten()
}

/// A page whose last item has this key names a cursor that reads back the key.
fn reads_back<K: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + Clone>(key: &K) {
    let paging = Paging { limit: Some(1), ..Paging::default() };
    let page = paging.page(vec![key.clone(), key.clone()], None, Clone::clone).unwrap();
    assert_eq!(read::<K>(&page.next.unwrap()).as_ref(), Some(key));
}

/// What a foreign cursor says can be asked of the database.
fn check(after: &str) {
    if let Some((day, id)) = read::<(NaiveDate, Uuid)>(after) {
        assert!((0..=9999).contains(&day.year()));
        reads_back(&(day, id));
    }
    if let Some((at, id)) = read::<(DateTime<Utc>, Uuid)>(after) {
        assert!((0..=10_000).contains(&at.year()));
        reads_back(&(at, id));
    }
    if let Some((order, name)) = read::<(i32, String)>(after) {
        assert!(!name.contains('\0'));
        reads_back(&(order, name));
    }
    if let Ok(cursor) = changes::parse(after) {
        assert!(cursor.values().all(|(_, position)| *position >= 0));
        let again = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap());
        assert_eq!(changes::parse(&again).ok(), Some(cursor));
    }
}

fuzz_target!(|input: (u128, i32, u16, u32, &str)| {
    let (id, order, days, seconds, text) = input;
    let id = Uuid::from_u128(id);
    reads_back(&id);
    reads_back(&order);
    reads_back(&(NaiveDate::from_num_days_from_ce_opt(700_000 + i32::from(days)).unwrap(), id));
    reads_back(&(DateTime::from_timestamp(seconds.into(), 0).unwrap(), id));
    check(text);
    check(&URL_SAFE_NO_PAD.encode(text));
});
