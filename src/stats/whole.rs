//! Whole numbers large enough to count permutations.

use std::ops::AddAssign;

/// What arrangements are counted in: u32 or u64 while they hold all of them,
/// f64 beyond, whose sums of positive terms keep 14 digits.
pub(super) trait Count: Copy + Default + PartialEq + AddAssign {
    const ONE: Self;
    fn times(self, other: Self) -> Self;
    fn to_f64(self) -> f64;
    /// As it is for whole numbers; none where it may have been rounded.
    fn to_whole(self) -> Option<u64>;
}

impl Count for u32 {
    const ONE: Self = 1;
    fn times(self, other: Self) -> Self {
        self * other
    }
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    fn to_whole(self) -> Option<u64> {
        Some(self.into())
    }
}

impl Count for u64 {
    const ONE: Self = 1;
    fn times(self, other: Self) -> Self {
        self * other
    }
    fn to_f64(self) -> f64 {
        self as f64
    }
    fn to_whole(self) -> Option<u64> {
        Some(self)
    }
}

impl Count for f64 {
    const ONE: Self = 1.0;
    fn times(self, other: Self) -> Self {
        self * other
    }
    fn to_f64(self) -> f64 {
        self
    }
    fn to_whole(self) -> Option<u64> {
        None
    }
}

/// The binomial coefficient C(n, k); it and every step fit where the result
/// times k does.
pub(super) fn binomial<W: Count>(n: usize, k: usize) -> W {
    // Pascal's rule, one row at a time, needs sums only.
    let mut row = vec![W::default(); k + 1];
    row[0] = W::ONE;
    for _ in 0..n {
        for i in (1..=k).rev() {
            let left = row[i - 1];
            row[i] += left;
        }
    }
    row[k]
}

/// ln n!.
pub(super) fn ln_factorial(n: usize) -> f64 {
    (2..=n).map(|k| (k as f64).ln()).sum()
}

/// The largest number that divides both; the other one when one is 0.
pub(super) fn common_divisor(a: usize, b: usize) -> usize {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
