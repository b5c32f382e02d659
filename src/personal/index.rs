//! Blind indexes: HMAC-SHA-256 over a normalised value, under a key of its county and its kind. Equal values are found,
//! nothing is learnt from an index without the key, and the indexes of two counties or kinds cannot be compared.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{envelope::Secret, mask::Kind, roots::Roots, sensitive::Sensitive};
use crate::http::{Error, Result};

/// HMAC-SHA-256, for indexes and for keys derived for one purpose.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> Result<Secret> {
    let mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    let mac = parts.iter().fold(mac, hmac::Mac::chain_update);
    Ok(mac.finalize().into_bytes().into())
}

impl Roots {
    /// The index of a value that is normalised already.
    pub fn blind_index(&self, county: &str, kind: Kind, value: &Sensitive<String>) -> Result<Vec<u8>> {
        let purpose = format!("blind-index/1\0{county}\0{}", kind.name());
        self.keyed(&purpose, value.expose().as_bytes())
    }

    /// A keyed digest by which equal bytes of a county are found again, and nobody without the key can try out what they
    /// were; for a purpose that stays what it is called.
    pub fn digest(&self, county: &str, purpose: &'static str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.keyed(&format!("digest/1\0{county}\0{purpose}"), bytes)
    }

    fn keyed(&self, purpose: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let key = hmac(&self.current().index, &[purpose.as_bytes()])?;
        hmac(&key, &[bytes]).map(Vec::from)
    }
}

/// A name as it is indexed: without white space, one form of the dot between the parts of a name, small letters.
pub fn normal_name(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace());
    let dot = |c: char| if matches!(c, '•' | '・' | '‧' | '．' | '.' | '●') { '·' } else { c };
    kept.map(dot).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::normal_name;

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for typed in ["买买提·阿不都", " 买买提・阿不都", "买买提 • 阿不都\u{3000}", "买买提.阿不都"]
        {
            assert_eq!(normal_name(typed), "买买提·阿不都");
        }
        assert_eq!(normal_name("Li  Ming"), "liming");
    }
}
