//! The Merkle tree of RFC 9162 section 2.1, grown leaf by leaf: only its right edge is kept.

use sha2::{Digest as _, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// Hash of a leaf: SHA-256(0x00 ‖ bytes).
pub fn leaf(bytes: &[u8]) -> Hash {
    Sha256::new_with_prefix([0]).chain_update(bytes).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new_with_prefix([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A tree of so many leaves, as the roots of its perfect subtrees, largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    edge: Vec<Hash>,
}

impl Tree {
    /// A tree from what the database keeps. None when the edge does not fit the size.
    pub fn from_parts(size: i64, edge: &[u8]) -> Option<Self> {
        let size = u64::try_from(size).ok()?;
        let (chunks, rest) = edge.as_chunks::<32>();
        let fits = rest.is_empty() && chunks.len() == usize::try_from(size.count_ones()).ok()?;
        fits.then(|| Self { size, edge: chunks.to_vec() })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The edge as bytes, for the database.
    pub fn edge(&self) -> Vec<u8> {
        self.edge.concat()
    }

    /// Adds a leaf on the right.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.edge.pop() {
                hash = node(&left, &hash);
            }
        }
        self.edge.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root; of an empty tree the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut subtrees = self.edge.iter().rev();
        let Some(last) = subtrees.next() else { return Sha256::digest([]).into() };
        subtrees.fold(*last, |right, left| node(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 9162, word for word: split at the largest power of two below n.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            _ => {
                let k = leaves.len().next_power_of_two() / 2;
                node(&by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
            }
        }
    }

    #[test]
    fn a_grown_tree_has_the_root_of_the_definition() {
        let leaves: Vec<Hash> = (0u32..70).map(|n| leaf(&n.to_be_bytes())).collect();
        let mut tree = Tree::default();
        for (n, hash) in leaves.iter().enumerate() {
            assert_eq!(tree.root(), by_definition(&leaves[..n]), "{n} leaves");
            assert_eq!(Tree::from_parts(tree.size().try_into().unwrap(), &tree.edge()), Some(tree.clone()));
            tree.push(*hash);
        }
    }

    #[test]
    fn an_edge_that_does_not_fit_is_refused() {
        assert_eq!(Tree::from_parts(3, &[0; 32]), None);
        assert_eq!(Tree::from_parts(1, &[0; 31]), None);
        assert_eq!(Tree::from_parts(-1, &[]), None);
    }
}
