//! A signed tree head as text: C2SP tlog-checkpoint in a signed note.
//!
//! ```text
//! https://example.org/469025/019a…       origin: public URL, county, epoch
//! 42                                     leaves
//! 9yL…=                                  root, base64
//!
//! — https://example.org/469025/019a… …   signature by Ed25519
//! ```

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::merkle::{Hash, Tree};

/// What a note says, without its signature being checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// County of the tree.
    pub county: String,
    /// Epoch of the tree.
    pub epoch: Uuid,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
    signed: String,
    name: String,
    signature: Vec<u8>,
}

/// The signed note of a tree.
pub fn sign(key: &SigningKey, public_url: &str, county: &str, epoch: Uuid, tree: &Tree) -> String {
    let origin = format!("{}/{county}/{epoch}", public_url.trim_end_matches('/'));
    let text = format!("{origin}\n{}\n{}\n", tree.size(), STANDARD.encode(tree.root()));
    let signature = key.sign(text.as_bytes()).to_bytes();
    let stamp = [&key_id(&origin, &key.verifying_key())[..], &signature[..]].concat();
    format!("{text}\n— {origin} {}\n", STANDARD.encode(stamp))
}

/// SHA-256(name ‖ LF ‖ 0x01 ‖ public key), the first four bytes.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash: Hash =
        Sha256::new_with_prefix(name).chain_update([b'\n', 1]).chain_update(key.as_bytes()).finalize().into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

impl Note {
    /// Reads a note with one signature. None when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, tail) = text.split_once("\n\n")?;
        let [origin, size, root] = head.split('\n').collect::<Vec<_>>().try_into().ok()?;
        let (rest, epoch) = origin.rsplit_once('/')?;
        let (_, county) = rest.rsplit_once('/')?;
        let (name, signature) = tail.strip_suffix('\n')?.strip_prefix("— ")?.split_once(' ')?;
        Some(Self {
            county: county.to_owned(),
            epoch: epoch.parse().ok()?,
            size: size.parse().ok()?,
            root: STANDARD.decode(root).ok()?.try_into().ok()?,
            signed: format!("{head}\n"),
            name: name.to_owned(),
            signature: STANDARD.decode(signature).ok()?,
        })
    }

    /// Whether this key signed it, under the name of its origin.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        let Some((id, signature)) = self.signature.split_first_chunk::<4>() else { return false };
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.signed.starts_with(&format!("{}\n", self.name))
            && *id == key_id(&self.name, key)
            && key.verify_strict(self.signed.as_bytes(), &signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::merkle::leaf;

    fn signed() -> (SigningKey, String) {
        let (key, mut tree) = (SigningKey::from_bytes(&[7; 32]), Tree::default());
        tree.push(leaf(b"one"));
        let note = sign(&key, "https://example.org/", "469025", Uuid::nil(), &tree);
        (key, note)
    }

    #[test]
    fn a_note_is_read_back_and_its_signature_holds() {
        let (key, text) = signed();
        let note = Note::parse(&text).unwrap();
        assert_eq!((note.county.as_str(), note.epoch, note.size), ("469025", Uuid::nil(), 1));
        assert_eq!(note.root, leaf(b"one"));
        assert!(note.is_signed_by(&key.verifying_key()));
        assert!(!note.is_signed_by(&SigningKey::from_bytes(&[8; 32]).verifying_key()));
    }

    #[test]
    fn a_changed_note_is_not_signed() {
        let (key, text) = signed();
        let other = Note::parse(&text.replacen("\n1\n", "\n2\n", 1)).unwrap();
        assert!(!other.is_signed_by(&key.verifying_key()));
        let renamed = Note::parse(&text.replace("— https", "— http")).unwrap();
        assert!(!renamed.is_signed_by(&key.verifying_key()));
        assert_eq!(Note::parse("no note"), None);
    }
}
