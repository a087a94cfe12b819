//! Intervals and tests by drawing patients again.

use crate::compact::{Gather, sort_numbers};
use crate::plain::FromPlain;
use crate::random::Random;
pub use crate::tail::sample_quantile;
use crate::tail::{normal_quantile_upper, normal_upper};
use crate::value::Estimate;
use serde::Serialize;

/// How many draws, from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Resampling {
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { draws: 2000, seed: 20_260_117 }
    }
}

/// Bootstrap of one coefficient.
///
/// Patients are drawn with replacement. Percentile limits, and Efron's BCa
/// limits, which correct for bias (z₀ from the share of draws below the
/// estimate, ties one half) and for skewness (a from leaving out one patient at
/// a time). Efron 1987, JASA 82:171. Draws in which the coefficient does not
/// exist (a constant column) are left out and counted. With few patients and
/// many ties no bootstrap is exact: compare with Bonett & Wright's interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Bootstrap {
    pub draws: u32,
    pub seed: u32,
    pub level: f64,
    /// Draws without a coefficient.
    pub undefined: u32,
    pub standard_error: Estimate,
    pub bias: Estimate,
    pub percentile_lower: Estimate,
    pub percentile_upper: Estimate,
    pub bca_lower: Estimate,
    pub bca_upper: Estimate,
}

/// Bootstrap of a statistic of patients, given as rows of numbers to choose
/// from; `statistic` is told which rows, some repeatedly.
pub fn bootstrap(
    n: usize,
    statistic: impl Fn(&[usize]) -> Option<f64>,
    resampling: &Resampling,
    level: f64,
) -> Bootstrap {
    let all: Vec<usize> = (0..n).gather();
    let seen = statistic(&all);
    let mut values: Vec<f64> = Vec::with_capacity(resampling.draws as usize);
    drawn_again(n, &statistic, resampling, |_, value| values.extend(value));
    sort_numbers(&mut values);
    let undefined = resampling.draws - values.len() as u32;
    let (Some(seen), true) = (seen, values.len() >= 2) else {
        let none = Estimate::not_estimable("the coefficient does not exist");
        return Bootstrap {
            draws: resampling.draws,
            seed: resampling.seed,
            level,
            undefined,
            standard_error: none.clone(),
            bias: none.clone(),
            percentile_lower: none.clone(),
            percentile_upper: none.clone(),
            bca_lower: none.clone(),
            bca_upper: none,
        };
    };
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let tail = (1.0 - level) / 2.0;
    let percentile = |share: f64| match sample_quantile(&values, share) {
        Some(value) => Estimate::Value(value),
        None => Estimate::not_estimable("no draw has a coefficient"),
    };
    let [bca_lower, bca_upper] = bca_shares(&values, seen, &leave_one_out(&all, &statistic), tail)
        .map(|share| {
            share.map_or(
                Estimate::not_estimable("every draw lies on one side of the estimate"),
                percentile,
            )
        });
    Bootstrap {
        draws: resampling.draws,
        seed: resampling.seed,
        level,
        undefined,
        standard_error: Estimate::Value(spread.sqrt()),
        bias: Estimate::Value(mean - seen),
        percentile_lower: percentile(tail),
        percentile_upper: percentile(1.0 - tail),
        bca_lower,
        bca_upper,
    }
}

/// The draws of a [`bootstrap`], one after another: which rows, and the statistic.
pub fn drawn_again(
    n: usize,
    statistic: impl Fn(&[usize]) -> Option<f64>,
    resampling: &Resampling,
    mut watch: impl FnMut(&[usize], Option<f64>),
) {
    let mut random = Random::new(u64::from(resampling.seed));
    let mut rows: Vec<usize> = (0..n).gather();
    for _ in 0..if n == 0 { 0 } else { resampling.draws } {
        rows.iter_mut().for_each(|row| *row = random.below(n as u32) as usize);
        watch(&rows, statistic(&rows));
    }
}

fn leave_one_out(all: &[usize], statistic: &impl Fn(&[usize]) -> Option<f64>) -> Vec<f64> {
    // Beyond this the acceleration is 0 to three digits, and the work n².
    if all.len() > 2000 {
        return Vec::new();
    }
    (0..all.len())
        .filter_map(|out| {
            let rest: Vec<usize> = all.iter().copied().filter(|&row| row != out).gather();
            statistic(&rest)
        })
        .gather()
}

/// Where BCa reads the sorted draws: Φ(z₀ + (z₀ + z)/(1 − a (z₀ + z))).
fn bca_shares(values: &[f64], seen: f64, without: &[f64], tail: f64) -> [Option<f64>; 2] {
    let below = values.partition_point(|v| *v < seen) as f64;
    let at = values.partition_point(|v| *v <= seen) as f64 - below;
    let share = (below + at / 2.0) / values.len() as f64;
    let mean = without.iter().sum::<f64>() / without.len() as f64;
    let power = |k: i32| without.iter().map(|v| (mean - v).powi(k)).sum::<f64>();
    let acceleration = power(3) / (6.0 * power(2).powf(1.5));
    let acceleration = if acceleration.is_finite() { acceleration } else { 0.0 };
    let z0 = normal_quantile_upper(1.0 - share);
    [tail, 1.0 - tail].map(|at| {
        let (z0, z) = (z0?, -normal_quantile_upper(at)?);
        Some(normal_upper(-(z0 + (z0 + z) / (1.0 - acceleration * (z0 + z)))))
    })
}

/// Two correlations with a shared variable, by resampling.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairedResampling {
    /// Of the difference of the two correlations.
    pub bootstrap: Bootstrap,
    /// Two-sided p of the difference when the ranks of the two variables are
    /// exchanged at random within patients: (extreme + 1)/(draws + 1).
    pub permutation_p: Estimate,
    pub permutation_extreme: u32,
}

/// `samples` are the shared variable and the two that are compared.
pub fn compare_by_resampling(
    samples: [&[f64]; 3],
    coefficient: impl Fn(&[f64], &[f64]) -> Option<f64>,
    resampling: &Resampling,
    level: f64,
) -> PairedResampling {
    let [shared, a, b] = samples;
    let n = shared.len();
    let take = |sample: &[f64], rows: &[usize]| -> Vec<f64> {
        rows.iter().map(|&row| sample[row]).gather()
    };
    let difference = |shared: &[f64], a: &[f64], b: &[f64]| {
        Some(coefficient(shared, a)? - coefficient(shared, b)?)
    };
    let bootstrap = bootstrap(
        n,
        |rows| difference(&take(shared, rows), &take(a, rows), &take(b, rows)),
        resampling,
        level,
    );
    // Exchange is fair only between variables on one footing: their ranks.
    let (mut a, mut b) = (super::rank::midranks(a), super::rank::midranks(b));
    let seen = difference(shared, &a, &b);
    let mut random = Random::new(u64::from(resampling.seed) ^ 0x5bd1_e995);
    let mut extreme = 0;
    for _ in 0..resampling.draws {
        for (a, b) in a.iter_mut().zip(&mut b) {
            if random.below(2) == 1 {
                std::mem::swap(a, b);
            }
        }
        if let (Some(seen), Some(drawn)) = (seen, difference(shared, &a, &b)) {
            // Equal but for rounding counts as equal.
            extreme += u32::from(drawn.abs() >= seen.abs() * (1.0 - 1e-12));
        }
    }
    let p = (f64::from(extreme) + 1.0) / (f64::from(resampling.draws) + 1.0);
    PairedResampling {
        bootstrap,
        permutation_p: match seen {
            Some(_) => Estimate::Value(p),
            None => Estimate::not_estimable("a correlation does not exist"),
        },
        permutation_extreme: extreme,
    }
}
