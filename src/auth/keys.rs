//! Signing keys of access tokens: every `*.pem` (PKCS#8 Ed25519) in one directory. All of them verify and are published;
//! the newest that has been there for [`SETTLING`] signs. So a key is rotated by putting a new file there, and the old
//! one removed a quarter of an hour later; nobody is signed out.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::{Duration, SystemTime},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, spki::der::pem::LineEnding},
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::http::clock::random;

/// A new key is published this long before it signs: longer than any cache of the JWKS.
pub const SETTLING: Duration = Duration::from_mins(10);

/// One key pair.
pub struct Key {
    /// RFC 7638 thumbprint.
    pub kid: String,
    /// For signing.
    pub encoding: EncodingKey,
    /// For verifying.
    pub decoding: DecodingKey,
    x: String,
}

/// The keys that verify access tokens (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct Jwks {
    /// All of them, the next signing key included.
    pub keys: Vec<PublishedKey>,
}

/// One public key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedKey {
    /// Key type.
    #[schema(example = "OKP")]
    pub kty: &'static str,
    /// Curve.
    #[schema(example = "Ed25519")]
    pub crv: &'static str,
    /// The key, base64url.
    pub x: String,
    /// RFC 7638 thumbprint; stands in the header of each token.
    pub kid: String,
    /// Algorithm.
    #[schema(example = "EdDSA")]
    pub alg: &'static str,
    /// For signatures only.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    pub usage: &'static str,
}

/// The keys of one moment.
pub struct KeySet {
    keys: Vec<Key>,
    signing: usize,
}

impl KeySet {
    /// The key that signs now.
    pub fn signing(&self) -> Option<&Key> {
        self.keys.get(self.signing)
    }

    /// The key of this id, from our own table only.
    pub fn find(&self, kid: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.kid == kid)
    }

    /// The public halves, for `/.well-known/jwks.json`.
    pub fn jwks(&self) -> Jwks {
        Jwks { keys: self.keys.iter().map(Key::jwk).collect() }
    }
}

impl Key {
    fn from_pem(pem: &str) -> Result<Self, String> {
        let pair =
            SigningKey::from_pkcs8_pem(pem).map_err(|e| format!("not a PKCS#8 Ed25519 private key: {e}"))?;
        let x = URL_SAFE_NO_PAD.encode(pair.verifying_key().as_bytes());
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        Ok(Self {
            kid: URL_SAFE_NO_PAD.encode(Sha256::digest(canonical)),
            encoding: EncodingKey::from_ed_der(pair.to_pkcs8_der().map_err(|e| e.to_string())?.as_bytes()),
            decoding: DecodingKey::from_ed_components(&x).map_err(|e| e.to_string())?,
            x,
        })
    }

    fn jwk(&self) -> PublishedKey {
        PublishedKey {
            kty: "OKP",
            crv: "Ed25519",
            x: self.x.clone(),
            kid: self.kid.clone(),
            alg: "EdDSA",
            usage: "sig",
        }
    }
}

/// The directory of keys, read again when asked.
pub struct KeyRing {
    directory: PathBuf,
    current: RwLock<Arc<KeySet>>,
}

impl KeyRing {
    /// Reads the directory; makes it with a first key when there is none. Errors: unreadable file or directory.
    pub fn open(directory: &Path) -> Result<Self, String> {
        let say = |e: io::Error| format!("{}: {e}", directory.display());
        fs::create_dir_all(directory).map_err(say)?;
        if pem_files(directory).map_err(say)?.is_empty() {
            write_key(&directory.join("1.pem")).map_err(say)?;
        }
        let current = read(directory, SystemTime::now())?;
        Ok(Self { directory: directory.to_owned(), current: RwLock::new(Arc::new(current)) })
    }

    /// The keys of now.
    pub fn current(&self) -> Arc<KeySet> {
        Arc::clone(&self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Reads the directory again; on an error the keys stay what they were.
    pub fn reload(&self, now: SystemTime) -> Result<(), String> {
        let fresh = Arc::new(read(&self.directory, now)?);
        *self.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(())
    }
}

fn pem_files(directory: &Path) -> io::Result<Vec<(SystemTime, PathBuf)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "pem") {
            files.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    files.sort();
    Ok(files)
}

fn read(directory: &Path, now: SystemTime) -> Result<KeySet, String> {
    let files = pem_files(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    let mut keys = Vec::new();
    for (_, path) in &files {
        let pem = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        keys.push(Key::from_pem(&pem).map_err(|e| format!("{}: {e}", path.display()))?);
    }
    if keys.is_empty() {
        return Err(format!("{}: no signing key (*.pem)", directory.display()));
    }
    let settled = |at: &SystemTime| now.duration_since(*at).is_ok_and(|age| age >= SETTLING);
    let signing = files.iter().rposition(|(modified, _)| settled(modified)).unwrap_or(0);
    Ok(KeySet { keys, signing })
}

/// Writes a new private key, readable by its owner only.
pub fn write_key(path: &Path) -> io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let pair = SigningKey::from_bytes(&random());
    let pem = pair.to_pkcs8_pem(LineEnding::LF).map_err(|e| io::Error::other(e.to_string()))?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(pem.as_bytes())?;
    file.sync_all()
}
