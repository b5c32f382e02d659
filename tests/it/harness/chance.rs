//! Numbers by chance, the same for the same seed.

/// A generator (the constants of Knuth's MMIX).
pub struct Chance(pub u64);

impl Chance {
    /// From 0 up to, not including, `n`.
    pub fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }

    /// A place among so many.
    pub fn place(&mut self, among: usize) -> usize {
        self.below(u64::try_from(among).unwrap())
    }

    /// Once in `n` times.
    pub fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len().try_into().unwrap())].clone()
    }

    /// Some of these, at least so many, in their order.
    pub fn some_of<T: Clone>(&mut self, all: &[T], least: usize) -> Vec<T> {
        let from = self.below(2);
        let some: Vec<T> = all.iter().skip(from).step_by(1 + self.below(2)).cloned().collect();
        if some.len() < least { all.to_vec() } else { some }
    }
}
