//! Kendall's rank correlation.

use super::correlation_interval::z_limits;
use super::rank::Ranking;
use crate::compact::Gather;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// Kendall's τ: of the pairs of patients that differ in both variables, how
/// many more agree in order than disagree.
///
/// With C concordant and D discordant pairs of all n(n − 1)/2, τ_a = (C − D)/
/// (n(n − 1)/2), and τ_b divides by √((pairs not tied in x)(pairs not tied in
/// y)) instead, so that it can reach ±1 in a square table. z = (C − D)/√V with
/// V corrected for ties (Kendall 1970, Rank Correlation Methods, ch. 4), with
/// and without 1 taken off |C − D| for continuity. The interval is Fieller,
/// Hartley & Pearson's: tanh(atanh τ_b ∓ z √(0.437/(n − 4))), made for samples
/// without ties. Same as R 4.2 `cor.test(method = "kendall", exact = FALSE)`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Kendall {
    pub n: usize,
    pub tau_b: Estimate,
    pub tau_a: Estimate,
    pub pairs: PairCounts,
    /// Without correction for continuity, as R and scipy do by default.
    pub z: Estimate,
    pub p: Estimate,
    pub z_continuity: Estimate,
    pub p_continuity: Estimate,
    pub intervals: Vec<KendallInterval>,
}

/// Fieller's interval of τ_b at a level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct KendallInterval {
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// All pairs of observations by how their orders agree; they add up to
/// n(n − 1)/2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairCounts {
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub concordant: u64,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub discordant: u64,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub tied_x_only: u64,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub tied_y_only: u64,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub tied_both: u64,
}

impl PairCounts {
    /// C − D.
    pub fn difference(&self) -> f64 {
        if self.concordant >= self.discordant {
            (self.concordant - self.discordant) as f64
        } else {
            -((self.discordant - self.concordant) as f64)
        }
    }
}

/// Kendall's τ of two samples of finite numbers, paired by position.
///
/// ```
/// let answer = gradus::stats::kendall::kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0], &[0.95]);
/// assert_eq!(answer.tau_b.value(), Some(4.0 / 6.0)); // 5 pairs agree, 1 does not
/// ```
///
/// # Panics
/// When the samples differ in length.
pub fn kendall(x: &[f64], y: &[f64], levels: &[f64]) -> Kendall {
    kendall_of_ranks(&Ranking::new(x), &Ranking::new(y), levels)
}

/// The same from rankings already made.
pub fn kendall_of_ranks(x: &Ranking, y: &Ranking, levels: &[f64]) -> Kendall {
    let n = x.n();
    let pairs = count_pairs(x, y);
    let all = (n as f64) * (n as f64 - 1.0) / 2.0;
    let (untied_x, untied_y) = (all - x.tied_pairs() as f64, all - y.tied_pairs() as f64);
    let s = pairs.difference();
    let missing = match (x.is_constant(), y.is_constant()) {
        _ if n < 2 => Some("fewer than 2 pairs"),
        (true, true) => Some("both variables are constant"),
        (true, _) => Some("the first variable is constant"),
        (_, true) => Some("the second variable is constant"),
        _ => None,
    };
    let or_missing = |value: f64| match missing {
        Some(why) => Estimate::not_estimable(why),
        None => Estimate::finite(value, "no variation"),
    };
    let deviation = variance(x, y).sqrt();
    let z = s / deviation;
    let z_continuity = if s == 0.0 { 0.0 } else { s.signum() * (s.abs() - 1.0) / deviation };
    let tau_b = or_missing(s / (untied_x * untied_y).sqrt());
    let intervals = levels
        .iter()
        .map(|&level| {
            let [lower, upper] = match &tau_b {
                Estimate::Value(tau) if n > 4 && tau.abs() < 1.0 => {
                    z_limits(*tau, 0.437 / (n as f64 - 4.0), level)
                }
                Estimate::Value(_) => {
                    let why = if n > 4 { "τ is ±1" } else { "fewer than 5 pairs" };
                    [Estimate::not_estimable(why), Estimate::not_estimable(why)]
                }
                other => [other.clone(), other.clone()],
            };
            KendallInterval { level, lower, upper }
        })
        .gather();
    Kendall {
        n,
        tau_b,
        tau_a: if n < 2 { or_missing(0.0) } else { Estimate::Value(s / all) },
        pairs,
        z: or_missing(z),
        p: or_missing(tail::normal_two_sided(z)),
        z_continuity: or_missing(z_continuity),
        p_continuity: or_missing(tail::normal_two_sided(z_continuity)),
        intervals,
    }
}

/// Variance of C − D when every pairing is equally likely, given the ties:
/// (v₀ − v_t − v_u)/18 + v₁/(2n(n − 1)) + v₂/(9n(n − 1)(n − 2)).
pub(super) fn variance(x: &Ranking, y: &Ranking) -> f64 {
    let n = x.n() as i128;
    let weigh = |ranking: &Ranking| ranking.sum_over_ties(|t| t * (t - 1) * (2 * t + 5));
    let two = |ranking: &Ranking| ranking.sum_over_ties(|t| t * (t - 1)) as f64;
    let three = |ranking: &Ranking| ranking.sum_over_ties(|t| t * (t - 1) * (t - 2)) as f64;
    let pairs = (n * (n - 1)) as f64;
    let mut variance = (n * (n - 1) * (2 * n + 5) - weigh(x) - weigh(y)) as f64 / 18.0;
    if n > 1 {
        variance += two(x) * two(y) / (2.0 * pairs);
    }
    if n > 2 {
        variance += three(x) * three(y) / (9.0 * pairs * (n - 2) as f64);
    }
    variance
}

/// Counts pairs without looking at each: through the table of counts when the
/// variables have few distinct values, else by merging (Knight 1966, JASA
/// 61:436) in n log n.
pub fn count_pairs(x: &Ranking, y: &Ranking) -> PairCounts {
    assert_eq!(x.n(), y.n(), "pairs need two samples of one length");
    let cells = x.counts.len().saturating_mul(y.counts.len());
    let (discordant, tied_both) = if cells <= 4 * x.n() + 1024 {
        discordant_by_table(x, y)
    } else {
        discordant_by_merging(x, y)
    };
    let n = x.n() as u64;
    let all = n * n.saturating_sub(1) / 2;
    let tied_x_only = x.tied_pairs() - tied_both;
    let tied_y_only = y.tied_pairs() - tied_both;
    let concordant = all - discordant - tied_x_only - tied_y_only - tied_both;
    PairCounts { concordant, discordant, tied_x_only, tied_y_only, tied_both }
}

fn pairs_of(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

/// Row by row, each cell with all that came before it and lie to its right.
fn discordant_by_table(x: &Ranking, y: &Ranking) -> (u64, u64) {
    let width = y.counts.len();
    let mut table = vec![0_u32; x.counts.len() * width];
    for (&i, &j) in x.codes.iter().zip(&y.codes) {
        table[i as usize * width + j as usize] += 1;
    }
    let mut above = vec![0_u64; width];
    let (mut discordant, mut tied_both) = (0, 0);
    for row in table.chunks(width.max(1)) {
        let mut right = 0;
        for (&count, before) in row.iter().zip(&mut above).rev() {
            let count = u64::from(count);
            discordant += count * right;
            tied_both += pairs_of(count);
            right += *before;
            *before += count;
        }
    }
    (discordant, tied_both)
}

/// Orders by x, then y; every exchange that a merge sort of y then makes is a
/// discordant pair.
fn discordant_by_merging(x: &Ranking, y: &Ranking) -> (u64, u64) {
    let mut starts = Vec::with_capacity(x.counts.len() + 1);
    let mut sum = 0_usize;
    for &count in &x.counts {
        starts.push(sum);
        sum += count as usize;
    }
    let mut place = starts.clone();
    let mut order = vec![0_u32; x.n()];
    for (&i, &j) in x.codes.iter().zip(&y.codes) {
        let at = &mut place[i as usize];
        order[*at] = j;
        *at += 1;
    }
    let mut tied_both = 0;
    for (&start, &count) in starts.iter().zip(&x.counts) {
        if count > 1 {
            let block = &mut order[start..start + count as usize];
            block.sort_unstable();
            let mut run = 1_u64;
            for pair in block.windows(2) {
                if pair[0] == pair[1] {
                    run += 1;
                } else {
                    tied_both += pairs_of(run);
                    run = 1;
                }
            }
            tied_both += pairs_of(run);
        }
    }
    (inversions(&mut order), tied_both)
}

/// How many pairs stand in falling order; the slice is left sorted.
fn inversions(values: &mut Vec<u32>) -> u64 {
    const BLOCK: usize = 8;
    let mut count = 0;
    for block in values.chunks_mut(BLOCK) {
        for i in 1..block.len() {
            let value = block[i];
            let mut j = i;
            while j > 0 && block[j - 1] > value {
                block[j] = block[j - 1];
                j -= 1;
            }
            block[j] = value;
            count += (i - j) as u64;
        }
    }
    let n = values.len();
    let mut merged = vec![0_u32; n];
    let mut width = BLOCK;
    while width < n {
        for (from, to) in values.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut i, mut j) = (0, 0);
            for slot in to {
                // What is taken from the right passes all that is left there.
                let take_right = i == left.len() || (j < right.len() && right[j] < left[i]);
                if take_right {
                    *slot = right[j];
                    j += 1;
                    count += (left.len() - i) as u64;
                } else {
                    *slot = left[i];
                    i += 1;
                }
            }
        }
        std::mem::swap(values, &mut merged);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair looked at.
    fn by_definition(x: &[f64], y: &[f64]) -> PairCounts {
        let mut pairs = PairCounts::default();
        for i in 0..x.len() {
            for j in 0..i {
                match ((x[i] - x[j]) * (y[i] - y[j]), x[i] == x[j], y[i] == y[j]) {
                    (_, true, true) => pairs.tied_both += 1,
                    (_, true, false) => pairs.tied_x_only += 1,
                    (_, false, true) => pairs.tied_y_only += 1,
                    (product, ..) if product > 0.0 => pairs.concordant += 1,
                    _ => pairs.discordant += 1,
                }
            }
        }
        pairs
    }

    #[test]
    fn table_and_merging_count_what_the_definition_says() {
        let mut state = 3_u64;
        let mut below = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            ((state >> 33) % most) as f64
        };
        for (n, kinds) in
            [(0, 1), (1, 1), (2, 2), (9, 3), (40, 6), (40, 1000), (300, 20), (1500, 1_000_000)]
        {
            let x: Vec<f64> = (0..n).map(|_| below(kinds)).collect();
            let y: Vec<f64> = (0..n).map(|_| below(kinds)).collect();
            let (a, b) = (Ranking::new(&x), Ranking::new(&y));
            let wanted = by_definition(&x, &y);
            assert_eq!(count_pairs(&a, &b), wanted, "n = {n}, {kinds} kinds");
            assert_eq!(discordant_by_merging(&a, &b), (wanted.discordant, wanted.tied_both));
            assert_eq!(discordant_by_table(&a, &b), (wanted.discordant, wanted.tied_both));
        }
    }
}
