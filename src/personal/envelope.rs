//! Sealed values: version, algorithm, nonce, ciphertext. The cell that a value stands in is authenticated with it, so an
//! envelope that is moved to another row, column, table or county does not open.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use uuid::Uuid;

use crate::http::{Error, Result, clock::random};

/// A symmetric key.
pub type Secret = [u8; 32];

/// Version of the envelope.
const VERSION: u8 = 1;
/// XChaCha20-Poly1305; SM4 would be another number.
const XCHACHA20_POLY1305: u8 = 1;

/// Where a sealed value stands within its county.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// Id of the row.
    pub row: Uuid,
}

impl Cell {
    /// What is authenticated beside the value; no part but the last can hold a NUL, and the last is of fixed length.
    fn associated(&self, county: &str, head: [u8; 2]) -> Vec<u8> {
        let names = format!("{}\0{}\0{county}\0", self.table, self.column);
        [head.as_slice(), names.as_bytes(), self.row.as_bytes()].concat()
    }
}

/// Seals bytes for a cell.
pub fn seal(key: &Secret, county: &str, cell: Cell, plain: &[u8]) -> Result<Vec<u8>> {
    let (head, nonce) = ([VERSION, XCHACHA20_POLY1305], random::<24>());
    let payload = Payload { msg: plain, aad: &cell.associated(county, head) };
    let sealed = XChaCha20Poly1305::new(&(*key).into()).encrypt(&XNonce::from(nonce), payload);
    let sealed = sealed.map_err(|_| Error::internal("sealing failed"))?;
    Ok([head.as_slice(), &nonce, &sealed].concat())
}

/// Opens what [`seal`] made for the same cell. Errors: internal, when it was made with another key or for another cell,
/// or was changed; the error says which cell and nothing of the value.
pub fn open(key: &Secret, county: &str, cell: Cell, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = |why: &str| Error::internal(format!("{cell:?} of {county} cannot be opened: {why}"));
    let (head, rest) = sealed.split_first_chunk::<2>().ok_or_else(|| broken("too short"))?;
    if *head != [VERSION, XCHACHA20_POLY1305] {
        return Err(broken("unknown version or algorithm"));
    }
    let (nonce, sealed) = rest.split_first_chunk::<24>().ok_or_else(|| broken("too short"))?;
    let payload = Payload { msg: sealed, aad: &cell.associated(county, *head) };
    let plain = XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(*nonce), payload);
    plain.map_err(|_| broken("not authentic"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell = Cell { table: "workers", column: "phone", row: Uuid::from_u128(7) };

    #[test]
    fn opens_only_where_and_with_what_it_was_sealed() {
        let sealed = seal(&[1; 32], "469025", CELL, b"13800005678").unwrap();
        assert_eq!(open(&[1; 32], "469025", CELL, &sealed).unwrap(), b"13800005678");
        let elsewhere = [
            Cell { table: "clients", ..CELL },
            Cell { column: "name", ..CELL },
            Cell { row: Uuid::from_u128(8), ..CELL },
        ];
        for cell in elsewhere {
            open(&[1; 32], "469025", cell, &sealed).unwrap_err();
        }
        open(&[1; 32], "469026", CELL, &sealed).unwrap_err();
        open(&[2; 32], "469025", CELL, &sealed).unwrap_err();
    }

    #[test]
    fn every_changed_byte_is_found() {
        let sealed = seal(&[1; 32], "469025", CELL, b"13800005678").unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            open(&[1; 32], "469025", CELL, &changed).unwrap_err();
            open(&[1; 32], "469025", CELL, &sealed[..place]).unwrap_err();
        }
    }

    #[test]
    fn equal_values_are_sealed_differently() {
        let seal = || seal(&[1; 32], "469025", CELL, b"13800005678").unwrap();
        assert_ne!(seal(), seal());
    }
}
