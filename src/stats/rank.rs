//! Midranks: the one place where values become ranks.
//!
//! A sample is turned into whole numbers once: the code of each value is its
//! place among the distinct values, and `counts` says how often each occurs.
//! Every rank statistic reads these two, so ties are treated alike everywhere,
//! and sums of ranks can be made in whole numbers without rounding.

use crate::compact::Gather;

/// A sample by its ranks. Codes start at 0 for the smallest value.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// For each observation the place of its value among the distinct values.
    pub codes: Vec<u32>,
    /// How many observations have each distinct value.
    pub counts: Vec<u32>,
    /// The distinct values, ascending.
    pub values: Vec<f64>,
}

impl Ranking {
    /// Ranks finite numbers; equal numbers share a code (0 and −0 are equal).
    /// Linear in n for whole numbers, for decimals of up to four places and
    /// for any fairly even spread; n log n at worst.
    pub fn new(sample: &[f64]) -> Self {
        debug_assert!(sample.iter().all(|x| x.is_finite()), "ranks are of finite numbers");
        on_a_grid(sample).unwrap_or_else(|| by_sorting(sample))
    }

    pub fn n(&self) -> usize {
        self.codes.len()
    }

    /// All observations equal.
    pub fn is_constant(&self) -> bool {
        self.counts.len() < 2
    }

    pub fn has_ties(&self) -> bool {
        self.counts.len() < self.codes.len()
    }

    /// Twice the midrank of each distinct value, a whole number: the mean of
    /// the places its observations would take, `before + (count + 1)/2`.
    pub fn doubled_midranks(&self) -> Vec<i64> {
        let mut before = 0_i64;
        self.counts
            .iter()
            .map(|&count| {
                let doubled = 2 * before + i64::from(count) + 1;
                before += i64::from(count);
                doubled
            })
            .gather()
    }

    /// Twice the midrank less its mean, `2R − (n + 1)`.
    pub fn doubled_centred(&self) -> Vec<i64> {
        let mean = self.n() as i64 + 1;
        self.doubled_midranks().into_iter().map(|doubled| doubled - mean).gather()
    }

    /// The midrank of every observation, in the order of the sample.
    pub fn midranks(&self) -> Vec<f64> {
        let doubled = self.doubled_midranks();
        self.codes.iter().map(|&code| doubled[code as usize] as f64 / 2.0).gather()
    }

    /// Σ t (t − 1)/2 over the groups of tied values.
    pub fn tied_pairs(&self) -> u64 {
        self.counts.iter().map(|&t| u64::from(t) * u64::from(t).saturating_sub(1) / 2).sum()
    }

    /// Σ f(t) over the groups of tied values, in whole numbers.
    pub fn sum_over_ties(&self, f: impl Fn(i128) -> i128) -> i128 {
        self.counts.iter().map(|&t| f(i128::from(t))).sum()
    }
}

/// Midranks of a sample, in its order.
///
/// ```
/// assert_eq!(gradus::stats::rank::midranks(&[10.0, 30.0, 10.0]), [1.5, 3.0, 1.5]);
/// ```
pub fn midranks(sample: &[f64]) -> Vec<f64> {
    Ranking::new(sample).midranks()
}

/// Multiplied by one of these, most data become whole numbers.
const GRIDS: [f64; 5] = [1.0, 10.0, 100.0, 1000.0, 10_000.0];

/// Counts on a grid instead of sorting, when every value is exactly a whole
/// number divided by a power of ten and the range is not much longer than the
/// sample. `x = m / grid` must hold to the last bit, so that two values are
/// equal exactly when their whole numbers are.
fn on_a_grid(sample: &[f64]) -> Option<Ranking> {
    let n = sample.len();
    let longest = 4 * n + 1024;
    // One instruction in wasm, where rounding halves upwards is a call.
    let whole = |grid: f64, x: f64| (x * grid).round_ties_even();
    let fits = |grid: f64, x: f64| whole(grid, x) / grid == x;
    let first = sample.iter().take(16);
    let mut start = 0;
    for &x in first {
        start += GRIDS[start..].iter().position(|&grid| fits(grid, x))?;
    }
    'grids: for &grid in &GRIDS[start..] {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for &x in sample {
            let whole = whole(grid, x);
            let on_grid = if grid == 1.0 { whole == x } else { whole / grid == x };
            if !on_grid {
                continue 'grids;
            }
            // Two comparisons; f64::min and max are calls in wasm.
            if whole < low {
                low = whole;
            }
            if whole > high {
                high = whole;
            }
        }
        if high - low >= longest as f64 {
            return None;
        }
        let length = if n == 0 { 0 } else { (high - low) as usize + 1 };
        // `+ 0.0` so that −0 becomes 0.
        let place = |x: f64| (whole(grid, x) + 0.0 - low) as usize;
        let mut frequency = vec![0_u32; length];
        let mut codes = Vec::with_capacity(n);
        codes.extend(sample.iter().map(|&x| {
            let place = place(x);
            frequency[place] += 1;
            place as u32
        }));
        let (mut counts, mut values) = (Vec::new(), Vec::new());
        for (offset, slot) in frequency.iter_mut().enumerate() {
            if *slot > 0 {
                values.push((low + offset as f64) / grid);
                counts.push(*slot);
                *slot = counts.len() as u32 - 1;
            }
        }
        // Places become the positions of their values.
        codes.iter_mut().for_each(|code| *code = frequency[*code as usize]);
        return Some(Ranking { codes, counts, values });
    }
    None
}

/// Spreads the sample over about n/4 buckets by a straight line (monotone, so
/// equal values share a bucket), then sorts inside each bucket.
fn by_sorting(sample: &[f64]) -> Ranking {
    let n = sample.len();
    let (low, high) = sample
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
    let buckets = (n / 4).max(1);
    let slope = (buckets - 1) as f64 / (high - low);
    let bucket = |x: f64| if slope.is_finite() { ((x - low) * slope) as usize } else { 0 };
    let mut ends = vec![0_u32; buckets];
    sample.iter().for_each(|&x| ends[bucket(x)] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let mut sorted = vec![(0.0_f64, 0_u32); n];
    for (row, &x) in sample.iter().enumerate() {
        let place = &mut ends[bucket(x)];
        sorted[*place as usize] = (x, row as u32);
        *place += 1;
    }
    let mut start = 0;
    for &end in &ends {
        let slice = &mut sorted[start..end as usize];
        if slice.len() > 1 {
            slice.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        }
        start = end as usize;
    }
    let mut codes = vec![0_u32; n];
    let (mut counts, mut values) = (Vec::<u32>::new(), Vec::<f64>::new());
    for &(x, row) in &sorted {
        match (values.last(), counts.last_mut()) {
            (Some(&last), Some(count)) if last == x => *count += 1,
            _ => {
                values.push(x + 0.0);
                counts.push(1);
            }
        }
        codes[row as usize] = counts.len() as u32 - 1;
    }
    Ranking { codes, counts, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the definition: 1 + how many are smaller + half of the others equal.
    fn by_definition(sample: &[f64]) -> Vec<f64> {
        sample
            .iter()
            .map(|x| {
                let smaller = sample.iter().filter(|y| *y < x).count() as f64;
                let equal = sample.iter().filter(|y| *y == x).count() as f64;
                smaller + (equal + 1.0) / 2.0
            })
            .collect()
    }

    #[test]
    fn ranks_are_what_the_definition_says() {
        let mut state = 7_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        for n in [0, 1, 2, 3, 10, 300] {
            let even: Vec<f64> = (0..n).map(|_| uniform()).collect();
            let samples = [
                even.iter().map(|u| (u * 6.0).floor()).collect::<Vec<_>>(),
                even.iter().map(|u| (u * 200.0).round() / 10.0 - 7.0).collect(),
                even.iter().map(|u| (u * 1e9).round() / 100.0).collect(),
                even.iter().map(|u| (u * 700.0).exp()).collect(),
                even.iter().map(|u| if *u < 0.3 { f64::MIN_POSITIVE } else { *u }).collect(),
                even.clone(),
                vec![0.1; n],
                even.iter().map(|u| if *u < 0.5 { 0.0 } else { -0.0 }).collect(),
                even.iter().map(|u| if *u < 0.5 { f64::MAX } else { -f64::MAX }).collect(),
            ];
            for sample in samples {
                let ranking = Ranking::new(&sample);
                assert_eq!(ranking.midranks(), by_definition(&sample), "{sample:?}");
                assert_eq!(ranking.counts.iter().sum::<u32>() as usize, n);
                for (x, &code) in sample.iter().zip(&ranking.codes) {
                    assert_eq!(ranking.values[code as usize], *x);
                }
            }
        }
    }

    /// 0.1 + 0.2 is not 0.3: the two are different values and keep two ranks.
    #[test]
    fn a_grid_does_not_merge_values_that_differ_in_the_last_bit() {
        assert_eq!(midranks(&[0.1 + 0.2, 0.3, 0.3]), [3.0, 1.5, 1.5]);
    }
}
