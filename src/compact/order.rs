//! Sorting by one algorithm for all types, compiled once.

use std::cmp::Ordering;

/// Stable sorting, compiled small.
///
/// The standard sorts are compiled for each type and comparison as some 2,500
/// bytes; thirty of them were a fifteenth of the page. Here places are merged
/// into order by one function for all types, and each type adds only the moving.
/// Where sorting is much of the work on a million rows, the standard sorts stand.
pub trait Order<T> {
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Smallest key first.
    #[inline]
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Order<T> for [T] {
    #[inline]
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places = places(self.len(), &mut |a, b| compare(&self[a], &self[b]).is_gt());
        move_to(self, &mut places);
    }
}

/// Where each value of the sorted sequence stands now: bottom-up merging, of
/// runs that double in length.
fn places(n: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut from: Vec<usize> = (0..n).collect();
    let mut to = vec![0; n];
    let mut run = 1;
    while run < n {
        for start in (0..n).step_by(2 * run) {
            let middle = (start + run).min(n);
            let end = (middle + run).min(n);
            let (mut left, mut right) = (start, middle);
            for place in &mut to[start..end] {
                let take_right = left == middle || (right < end && after(from[left], from[right]));
                let next = if take_right { &mut right } else { &mut left };
                *place = from[*next];
                *next += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        run *= 2;
    }
    from
}

/// Moves each value to its place, along the cycles of the permutation.
#[inline(never)]
fn move_to<T>(values: &mut [T], places: &mut [usize]) {
    for start in 0..values.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            values.swap(at, from);
            at = from;
        }
    }
}

/// Numbers from low to high, fast for any number of them.
#[inline(never)]
pub fn sort_numbers(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_library_sorts_stably() {
        let mut state = 7_u64;
        for n in [0, 1, 2, 3, 5, 8, 31, 32, 33, 100, 1000] {
            let values: Vec<(u64, usize)> = (0..n)
                .map(|row| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    ((state >> 33) % 10, row)
                })
                .collect();
            let (mut ours, mut theirs) = (values.clone(), values);
            ours.order_by_key(|v| v.0);
            theirs.sort_by_key(|v| v.0);
            assert_eq!(ours, theirs);
        }
    }
}
