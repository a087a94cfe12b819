//! Every cut of a marker at once: how far apart each sets the two sides, and
//! what the best of them is worth after all have been looked at.

pub mod bound;
pub mod envelope;
pub mod gauss;
pub mod hothorn_lausen;
pub mod maximum;

use super::log_rank::{Weight, log_rank_test};
use super::sample::SortedSample;
use super::scores::{TiedScores, scores};
use crate::compact::{Gather, Order};
use crate::value::Estimate;
use serde::Serialize;

/// The standardised statistic at every cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Cuts {
    /// Patients at or below each cut.
    pub sizes: Vec<usize>,
    /// The cut itself: the largest value of the lower side.
    pub at: Vec<f64>,
    /// |T − E|/√V of the scores on the lower side, by the mean and variance over
    /// all permutations.
    pub statistics: Vec<f64>,
    /// Scores in order of the marker.
    pub scores: Vec<f64>,
}

/// The cut that stands out most; the lowest of equals.
pub fn best(statistics: &[f64]) -> Option<usize> {
    let largest = statistics.iter().copied().fold(f64::NAN, f64::max);
    statistics.iter().position(|s| *s == largest)
}

/// Cuts between distinct values of `marker` that leave at least ⌊share n⌋ (and
/// one) below and at most ⌊(1 − share) n⌋, as in maxstat. `scores` and `marker`
/// are by row. Empty where the scores do not differ.
pub fn cuts(scores: &[f64], marker: &[f64], share: f64) -> Cuts {
    let n = marker.len();
    let mut order: Vec<usize> = (0..n).gather();
    order.order_by(|a, b| marker[*a].total_cmp(&marker[*b]));
    let ordered: Vec<f64> = order.iter().map(|row| scores[*row]).gather();
    let mut cuts = Cuts { sizes: vec![], at: vec![], statistics: vec![], scores: vec![] };
    let least = ((n as f64 * share).floor() as usize).max(1);
    let most = (n as f64 * (1.0 - share)).floor() as usize;
    let total: f64 = ordered.iter().sum();
    let mean = total / n as f64;
    let squares: f64 = ordered.iter().map(|a| (a - mean).powi(2)).sum();
    let size: f64 = ordered.iter().map(|a| a * a).sum();
    let mut below = 0.0;
    for m in 1..n {
        below += ordered[m - 1] - mean;
        let is_cut = marker[order[m]] != marker[order[m - 1]];
        if is_cut && (least..=most).contains(&m) && squares > 1e-20 * size {
            cuts.sizes.push(m);
            cuts.at.push(marker[order[m - 1]]);
            cuts.statistics.push(below.abs() / deviation(m, n, squares));
        }
    }
    cuts.scores = ordered;
    cuts
}

/// Standard deviation of the sum of m of n scores over all permutations.
fn deviation(m: usize, n: usize, squares: f64) -> f64 {
    let (m, n) = (m as f64, n as f64);
    (m * (n - m) / (n * (n - 1.0)) * squares).sqrt()
}

/// The usual log-rank test of one cut, x ≤ cut against x > cut.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CutTest {
    pub n: [u32; 2],
    /// Below or at the cut, and above.
    pub events: [u32; 2],
    pub chi_squared: Estimate,
    /// As if this cut had been the only one.
    pub p_naive: Estimate,
    /// Above against below, one step of Peto.
    pub hazard_ratio_peto: Estimate,
}

/// `marker` is by row.
pub fn cut_test(sample: &SortedSample, marker: &[f64], at: f64) -> CutTest {
    let split = sample.regrouped(2, |s| Some(u32::from(marker[s.row as usize] > at)));
    let sizes = split.group_sizes();
    let mut events = [0, 0];
    for subject in split.subjects().iter().filter(|s| s.event()) {
        events[subject.group()] += 1;
    }
    let test = log_rank_test(&split);
    CutTest {
        n: [sizes[0], sizes[1]],
        events,
        chi_squared: test.chi_squared,
        p_naive: test.p,
        hazard_ratio_peto: test
            .hazard_ratio
            .map_or(Estimate::not_estimable("there is no test"), |ratio| ratio.peto),
    }
}

/// The statistics of one custom for ties, by row of the sample.
pub fn cuts_of(sample: &SortedSample, marker: &[f64], share: f64, ties: TiedScores) -> Cuts {
    cuts(&scores(sample, Weight::LogRank, ties), marker, share)
}
