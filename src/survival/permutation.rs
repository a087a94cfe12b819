//! The permutation log-rank test of two groups: exact where every allocation
//! can be counted, by chance draws beyond.

use super::allocation;
use super::log_rank::{Weight, group_test, sums};
use super::sample::SortedSample;
use super::scores::{TiedScores, scores, whole_scores};
use crate::compact::Gather;
use crate::random::Random;
use crate::tail::{normal_two_sided, wilson_limits};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// The test of two groups conditional on everything but the group labels.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermutationTest {
    pub weight: Weight,
    pub ties: TiedScores,
    /// Subjects in the two groups.
    pub n: [u32; 2],
    /// Sum of the scores in the first group. With Nelson–Aalen scores: its
    /// observed minus expected events.
    pub statistic: Estimate,
    /// Mean and variance of the statistic over all allocations.
    pub expectation: Estimate,
    pub variance: Estimate,
    pub z: Estimate,
    /// Two-sided, z as a standard normal.
    pub p_asymptotic: Estimate,
    /// Absent where there are too many allocations to list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<ExactPermutation>,
    /// Present where the exact test is absent, or was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monte_carlo: Option<MonteCarlo>,
    /// In the order given.
    pub scores: Series,
}

/// All allocations counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ExactPermutation {
    /// In decimal digits: it may exceed 2⁵³.
    pub allocations: String,
    /// Allocations as far from the expectation as the one seen.
    pub extreme: String,
    /// P(|T − E| ≥ |t − E|): not twice the smaller tail.
    pub p_two_sided: f64,
    /// P(T ≥ t).
    pub p_greater: f64,
    /// P(T ≤ t).
    pub p_less: f64,
    /// Whether ties between sums were decided in whole numbers; else sums that
    /// differ by rounding alone (1e-15 of the largest score, a subject) are
    /// equal.
    pub in_whole_numbers: bool,
    /// The test that recomputes the hypergeometric variance for every
    /// allocation; up to 20,000 allocations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chi_squared: Option<ExactChiSquared>,
}

/// Another statistic, hence another test: χ² = (O − E)²/V with V anew each time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ExactChiSquared {
    pub chi_squared: Estimate,
    pub p: Estimate,
}

/// Allocations drawn at random.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MonteCarlo {
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// Draws at least as extreme as what was seen.
    pub extreme: u32,
    /// (extreme + 1)/(draws + 1): never 0, and valid as a test (Phipson & Smyth
    /// 2010, Stat Appl Genet Mol Biol 9:39).
    pub p: f64,
    /// √(p (1 − p)/draws).
    pub standard_error: f64,
    /// 99 % limits of what an endless run would give (Wilson).
    pub lower: f64,
    pub upper: f64,
}

impl MonteCarlo {
    pub fn new(extreme: u32, draws: u32, seed: u64) -> Self {
        let p = (f64::from(extreme) + 1.0) / (f64::from(draws) + 1.0);
        let (n, share) = (f64::from(draws), f64::from(extreme) / f64::from(draws));
        let [lower, upper] = wilson_limits(share, n, 0.005);
        let standard_error = (p * (1.0 - p) / n).sqrt();
        Self { draws, seed, extreme, p, standard_error, lower, upper }
    }
}

/// What to do beyond the asymptotic test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draws {
    pub number: u32,
    pub seed: u64,
    /// Draw also where the exact test is possible.
    pub always: bool,
}

const NO_SCORE: &str = "there is nobody, or a weight does not exist with these ties";
const ONE_SCORE: &str = "all scores are the same, or a group is empty";

/// Would labels given by lot have set the groups as far apart?
///
/// The statistic is the sum of scores (see [`super::scores`]) in the first of
/// two groups; over all C(n, n₁) allocations its mean is n₁ ā and its variance
/// n₁ n₂/(n (n − 1)) Σ (aᵢ − ā)². Valid at any n if labels were
/// exchangeable, which also asks that censoring took no notice of the group
/// (Heimann & Neuhaus 1998, Biometrics 54:168). The variance is not the
/// hypergeometric one of the usual log-rank test, hence another z. Exact where
/// the distinct scores allow (n up to about 42 without ties, more with). Agrees
/// with coin 1.4-2 (opposite sign) to 1e-12, p to 1e-9 (coin's own error).
pub fn permutation_test(
    sample: &SortedSample,
    weight: Weight,
    ties: TiedScores,
    draws: Draws,
) -> PermutationTest {
    let scores = scores(sample, weight, ties);
    let mut first = vec![false; scores.len()];
    for subject in sample.subjects() {
        first[subject.row as usize] = subject.group() == 0;
    }
    let n = scores.len() as f64;
    let n1 = first.iter().filter(|f| **f).count();
    let chosen = n1 as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let squares: f64 = scores.iter().map(|a| (a - mean).powi(2)).sum();
    let statistic = in_first(&scores, &first).sum::<f64>();
    let centred: f64 = in_first(&scores, &first).map(|a| a - mean).sum();
    let variance = chosen * (n - chosen) / (n * (n - 1.0)) * squares;
    let size: f64 = scores.iter().map(|a| a * a).sum();
    let apart = squares > size * 1e-20; // False also where a weight is no number.
    let degenerate = n1 == 0 || n1 == scores.len() || !apart;
    let z = if degenerate { f64::NAN } else { centred / variance.sqrt() };
    let exact = if degenerate { None } else { exact(sample, weight, ties, &scores, &first) };
    let monte_carlo = (!degenerate && (draws.always || exact.is_none()) && draws.number > 0)
        .then(|| monte_carlo(&scores, mean, n1, centred, draws));
    PermutationTest {
        weight,
        ties,
        n: [n1 as u32, (scores.len() - n1) as u32],
        statistic: Estimate::finite(statistic, NO_SCORE),
        expectation: Estimate::finite(chosen * mean, NO_SCORE),
        variance: Estimate::finite(variance, NO_SCORE),
        z: Estimate::finite(z, ONE_SCORE),
        p_asymptotic: Estimate::finite(normal_two_sided(z), ONE_SCORE),
        exact,
        monte_carlo,
        scores: scores.into(),
    }
}

fn in_first<'a, T: Copy>(scores: &'a [T], first: &'a [bool]) -> impl Iterator<Item = T> + 'a {
    scores.iter().zip(first).filter(|(_, first)| **first).map(|(score, _)| *score)
}

fn exact(
    sample: &SortedSample,
    weight: Weight,
    ties: TiedScores,
    scores: &[f64],
    first: &[bool],
) -> Option<ExactPermutation> {
    let whole = whole_scores(sample, weight, ties);
    let in_whole_numbers = whole.is_some();
    let (whole, slack) = match whole {
        Some(whole) => (whole, 0),
        None => on_a_grid(scores),
    };
    let n1 = first.iter().filter(|f| **f).count();
    let seen: i128 = in_first(&whole, first).sum();
    let counts = allocation::count(&whole, n1, seen, slack)?;
    let share = |count: u128| count as f64 / counts.allocations as f64;
    let unweighted = weight == Weight::LogRank && ties == TiedScores::NelsonAalen;
    Some(ExactPermutation {
        allocations: counts.allocations.to_string(),
        extreme: counts.extreme.to_string(),
        p_two_sided: share(counts.extreme),
        p_greater: share(counts.at_least),
        p_less: share(counts.at_most),
        in_whole_numbers,
        chi_squared: (unweighted && counts.allocations <= 20_000)
            .then(|| exact_chi_squared(sample, n1)),
    })
}

/// Scores about their mean on a grid of 2⁻⁶⁰ of the largest, and how far apart
/// two equal sums may lie by rounding: that of a score is some 2⁻⁵⁰ of the
/// largest.
fn on_a_grid(scores: &[f64]) -> (Vec<i128>, i128) {
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let largest = scores.iter().fold(0.0_f64, |m, a| m.max((a - mean).abs()));
    let unit = 2_f64.powi(60) / largest;
    let grid: Vec<i128> = scores.iter().map(|a| ((a - mean) * unit).round() as i128).gather();
    (grid, scores.len() as i128 * (1 << 10))
}

/// χ² with the hypergeometric variance of each allocation, by walking through
/// all of them.
fn exact_chi_squared(sample: &SortedSample, n1: usize) -> ExactChiSquared {
    let chi_squared = |sample: &SortedSample| {
        let sums = sums(sample, &[Weight::LogRank]).remove(0);
        group_test(sums, sample.group_sizes()).chi_squared
    };
    let seen = chi_squared(sample);
    let Some(bound) = seen.value() else {
        return ExactChiSquared { p: seen.clone(), chi_squared: seen };
    };
    let (mut allocations, mut extreme) = (0.0, 0.0);
    let mut taken: Vec<usize> = (0..n1).gather();
    loop {
        let mut code = vec![1; sample.len()];
        taken.iter().for_each(|row| code[*row] = 0);
        let other = sample.regrouped(2, |subject| Some(code[subject.row as usize]));
        allocations += 1.0;
        if chi_squared(&other).value().is_some_and(|x| x >= bound * (1.0 - 1e-9)) {
            extreme += 1.0;
        }
        // The next choice in lexicographic order.
        let n = sample.len();
        let Some(at) = (0..n1).rev().find(|i| taken[*i] < n - n1 + i) else { break };
        taken[at] += 1;
        for later in at + 1..n1 {
            taken[later] = taken[later - 1] + 1;
        }
    }
    ExactChiSquared { p: Estimate::Value(extreme / allocations), chi_squared: seen }
}

fn monte_carlo(scores: &[f64], mean: f64, n1: usize, seen: f64, draws: Draws) -> MonteCarlo {
    let centred: Vec<f64> = scores.iter().map(|a| a - mean).gather();
    let bound = far(&centred, n1, seen);
    let mut extreme = 0;
    drawn(centred, n1, draws.seed, draws.number, |sum| extreme += u32::from(sum.abs() >= bound));
    MonteCarlo::new(extreme, draws.number, draws.seed)
}

/// From here on a sum is as far as the one seen, but for rounding.
fn far(centred: &[f64], n1: usize, seen: f64) -> f64 {
    let size = centred.iter().fold(0.0_f64, |m, a| m.max(a.abs()));
    seen.abs() - 1e-12 * size * n1.min(centred.len() - n1) as f64
}

/// Sums of centred scores in the smaller group, its members drawn at random; that
/// of the other is its negative.
fn drawn(mut pool: Vec<f64>, n1: usize, seed: u64, number: u32, mut watch: impl FnMut(f64)) {
    let mut random = Random::new(seed);
    let chosen = n1.min(pool.len() - n1);
    for _ in 0..number {
        random.choose(&mut pool, chosen);
        watch(pool[..chosen].iter().sum());
    }
}

/// What the allocations that a [`permutation_test`] draws give for the first
/// group: the sum of its scores less the mean of all allocations; and from which
/// absolute value on one is as far as `seen`.
pub fn drawn_sums(scores: &[f64], n1: usize, seen: f64, seed: u64, number: u32) -> (Vec<f64>, f64) {
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let centred: Vec<f64> = scores.iter().map(|a| a - mean).gather();
    let bound = far(&centred, n1, seen);
    let sign = if n1 <= scores.len() - n1 { 1.0 } else { -1.0 };
    let mut sums = Vec::with_capacity(number as usize);
    drawn(centred, n1, seed, number, |sum| sums.push(sign * sum));
    (sums, bound)
}
