//! Passwords: argon2id (19 MiB, t=2, p=1), hashed on the blocking pool behind a small semaphore, because each costs a
//! core and 19 MiB and anybody may ask for one.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::http::{
    clock::random,
    codes::Code,
    error::{Error, Result},
    fault::Fault,
};

/// Which rules a new password must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// OWASP ASVS 5.0: long, not common; no classes, no age.
    Asvs,
    /// GB/T 22239 level 3: also three of four character classes, and 90 days.
    Mlps3,
}

impl Profile {
    /// Days after which a password must be changed.
    pub const fn max_age_days(self) -> Option<i64> {
        match self {
            Profile::Asvs => None,
            Profile::Mlps3 => Some(90),
        }
    }
}

/// A correctly formed hash of no password, so that an unknown account costs the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Zr0mxVkhGRmkP0sTyCrHC7mAmnhBqgUF1eqgRyTRFXw";
const WAITING: usize = 32;

/// Hashes and verifies, a few at a time.
#[derive(Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { running: Arc::new(Semaphore::new(2)), admitted: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Hasher {
    /// The PHC string of a password. Errors: 503 when too many wait.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move || {
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok()
        })
        .await?
        .ok_or_else(|| Error::internal("argon2 failed"))
    }

    /// Whether the password fits; without a hash it takes as long and says no. Errors: 503 when too many wait.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let phc = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = self.run(move || {
            let parsed = PasswordHash::new(&phc).ok()?;
            Argon2::default().verify_password(password.as_bytes(), &parsed).ok()
        });
        Ok(fits.await?.is_some() && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let busy = || Error::new(Code::Unavailable).retry_after(2);
        let _admitted = self.admitted.try_acquire().map_err(|_| busy())?;
        let _running = self.running.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

/// A random password of 20 letters and digits in groups, easy to read out.
pub fn random_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    let letters =
        random::<20>().map(|byte| LETTERS.get(usize::from(byte % 32)).copied().map_or('a', char::from));
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What is wrong with a new password: at least 12 characters, not common, not made of the account's own words.
pub fn faults(profile: Profile, pointer: &str, password: &str, words: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut say = |code, zh: &'static str, en: &'static str| faults.push(Fault::body(pointer, code, zh, en));
    if password.chars().count() < 12 {
        say("too_short", "密码至少12个字符", "A password has at least 12 characters");
    } else if password.len() > 128 {
        say("too_long", "密码不超过128字节", "A password has at most 128 bytes");
    } else if u8::from(zxcvbn::zxcvbn(password, words).score()) < 3 {
        say("too_common", "密码过于常见或容易猜到", "The password is common or easy to guess");
    }
    if profile == Profile::Mlps3 && classes(password) < 3 {
        say(
            "too_few_classes",
            "密码须含大写、小写、数字、符号中的三类",
            "Use three of: capitals, small letters, digits, signs",
        );
    }
    faults
}

fn classes(password: &str) -> usize {
    let has = |test: fn(char) -> bool| usize::from(password.chars().any(test));
    has(|c| c.is_ascii_uppercase())
        + has(|c| c.is_ascii_lowercase())
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_ascii_alphanumeric())
}
