//! Tokens and names to sign in with: refresh tokens, ids of machine clients, logins, access tokens, assertions.
#![no_main]

use std::sync::LazyLock;

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use stations::auth::{
    keys::KeyRing,
    sessions::RefreshToken,
    sign_in::{assertion, client::ClientId, login::Login},
    token::{self, Claims},
};
use uuid::Uuid;

const NOW: i64 = 1_700_000_000;

static KEYS: LazyLock<KeyRing> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    KeyRing::open(folder.path()).unwrap()
});

/// A token of ours with one byte changed is none of ours.
fn forged(place: usize, byte: u8) {
    let now = DateTime::from_timestamp(NOW, 0).unwrap();
    let keys = KEYS.current();
    let claims = Claims::begin("https://example.org", "469025", Uuid::nil(), None, now, Uuid::nil());
    let good = token::sign(&keys, &claims).unwrap();
    let mut bytes = good.clone().into_bytes();
    let place = place % bytes.len();
    bytes[place] = byte;
    let Ok(changed) = String::from_utf8(bytes) else { return };
    let taken = token::verify(&keys, "https://example.org", &changed, now).is_ok();
    assert_eq!(taken, changed == good, "{changed}");
}

fuzz_target!(|input: (u16, u8, u128, u32, &str)| {
    let (place, byte, id, county, text) = input;
    forged(place.into(), byte);
    let now = DateTime::from_timestamp(NOW, 0).unwrap();
    assert!(token::verify(&KEYS.current(), "https://example.org", text, now).is_err());
    let _ = assertion::subject(text);

    let (id, county) = (Uuid::from_u128(id), format!("{:06}", county % 1_000_000));
    let made = RefreshToken::of(&county, id);
    for token in [Some(made), RefreshToken::parse(text)].into_iter().flatten() {
        let again = RefreshToken::parse(&token.to_text()).unwrap();
        assert_eq!((again.county, again.session), (token.county, token.session));
    }
    assert_eq!(ClientId::parse(&format!("{county}.{id}")), Some(ClientId { county, id }));
    if let Some(client) = ClientId::parse(text) {
        assert_eq!(ClientId::parse(&format!("{}.{}", client.county, client.id)), Some(client));
    }
    let login = Login::of(text);
    let again = Login::of(&format!("{}@{}", login.username, login.county));
    assert_eq!((again.county, again.username), (login.county, login.username));
});
