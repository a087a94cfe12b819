//! Wilcoxon's signed-rank test.

use super::rank::Ranking;
use crate::compact::{Gather, sort_numbers};
use crate::tail::normal_two_sided;
use crate::value::Estimate;
use serde::Serialize;

/// Whether paired differences x − y lean to one side.
///
/// Sizes of the differences are ranked with midranks and V is the sum of the
/// ranks of the positive ones. Differences of 0 are dropped before ranking
/// (Wilcoxon 1945) or ranked and then dropped (Pratt 1959). z has the variance
/// Σ R²/4, which allows for ties; exact p-values run through all 2^m signs,
/// given the ties, and count P(|V − E| ≥ |v − E|). Supposes that differences
/// of the two signs would be equally large if nothing had changed. Same as R's
/// wilcox.test (normal), exactRankTests (exact) and coin (Pratt).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SignedRank {
    pub pairs: usize,
    pub nonzero: usize,
    pub zero: usize,
    /// Sum of the ranks of positive differences, zeros dropped first.
    pub v: f64,
    /// Of negative ones.
    pub t_minus: f64,
    pub z: Estimate,
    pub p: Estimate,
    /// With ½ taken off |V − E|.
    pub z_continuity: Estimate,
    pub p_continuity: Estimate,
    pub p_exact: Estimate,
    pub z_pratt: Estimate,
    pub p_pratt: Estimate,
    pub p_pratt_exact: Estimate,
    /// (V − T₋)/(V + T₋).
    pub rank_biserial: Estimate,
    /// Median of all differences, zeros included.
    pub median_difference: Estimate,
}

/// Of two samples paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn signed_rank(x: &[f64], y: &[f64]) -> SignedRank {
    assert_eq!(x.len(), y.len(), "pairs need two samples of one length");
    let differences: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y).gather();
    let nonzero: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).gather();
    let wilcoxon = Signed::new(&nonzero);
    let pratt = Signed::new(&differences);
    let (v, t_minus) = (wilcoxon.positive as f64 / 2.0, wilcoxon.negative() as f64 / 2.0);
    let why = if differences.is_empty() { "no pairs" } else { "all differences are 0" };
    let estimate = |value: f64| Estimate::finite(value, why);
    let z = wilcoxon.z(0.0);
    let z_continuity = wilcoxon.z(0.5);
    let two_sided = |z: f64| estimate(if z.is_finite() { normal_two_sided(z) } else { z });
    SignedRank {
        pairs: differences.len(),
        nonzero: nonzero.len(),
        zero: differences.len() - nonzero.len(),
        v,
        t_minus,
        z: estimate(z),
        p: two_sided(z),
        z_continuity: estimate(z_continuity),
        p_continuity: two_sided(z_continuity),
        p_exact: wilcoxon.exact_p(why),
        z_pratt: estimate(pratt.z(0.0)),
        p_pratt: two_sided(pratt.z(0.0)),
        p_pratt_exact: pratt.exact_p(why),
        rank_biserial: estimate((v - t_minus) / (v + t_minus)),
        median_difference: estimate_median(differences, why),
    }
}

fn estimate_median(mut sample: Vec<f64>, why: &str) -> Estimate {
    sort_numbers(&mut sample);
    let n = sample.len();
    match n {
        0 => Estimate::not_estimable(why),
        _ => Estimate::finite((sample[(n - 1) / 2] + sample[n / 2]) / 2.0, why),
    }
}

/// Doubled midranks of the sizes of the differences that are not 0.
struct Signed {
    doubled: Vec<usize>,
    /// Sum over the positive ones.
    positive: usize,
}

impl Signed {
    fn new(differences: &[f64]) -> Self {
        let sizes: Vec<f64> = differences.iter().map(|d| d.abs()).gather();
        let ranking = Ranking::new(&sizes);
        let ranks = ranking.doubled_midranks();
        let mut signed = Self { doubled: Vec::new(), positive: 0 };
        for (d, &code) in differences.iter().zip(&ranking.codes) {
            let rank = ranks[code as usize] as usize;
            if *d != 0.0 {
                signed.doubled.push(rank);
            }
            if *d > 0.0 {
                signed.positive += rank;
            }
        }
        signed
    }

    fn negative(&self) -> usize {
        self.doubled.iter().sum::<usize>() - self.positive
    }

    /// (V − E)/√(Σ R²/4), with `correction` taken off |V − E|.
    fn z(&self, correction: f64) -> f64 {
        let variance = self.doubled.iter().map(|&r| (r as f64 / 2.0).powi(2) / 4.0).sum::<f64>();
        let off = (self.positive as f64 - self.negative() as f64) / 4.0;
        let corrected = if off == 0.0 { 0.0 } else { off - off.signum() * correction };
        corrected / variance.sqrt()
    }

    /// Every sign is equally likely: the chance of every sum, one rank after
    /// another, then both tails at once, which are alike.
    fn exact_p(&self, why: &str) -> Estimate {
        let total: usize = self.doubled.iter().sum();
        if total == 0 {
            return Estimate::not_estimable(why);
        }
        // Beyond this the sums need more than a second.
        if total as f64 * self.doubled.len() as f64 > 1e9 {
            return Estimate::not_estimable("too many pairs to run through all signs");
        }
        let mut chance = vec![0.0; total + 1];
        chance[0] = 1.0;
        let mut reached = 0;
        for &rank in &self.doubled {
            for sum in (0..=reached).rev() {
                let half = chance[sum] / 2.0;
                chance[sum] = half;
                chance[sum + rank] += half;
            }
            reached += rank;
        }
        let smaller = self.positive.min(self.negative());
        let tail: f64 = chance[..=smaller].iter().sum();
        Estimate::Value(if 2 * smaller == total { 1.0 } else { (2.0 * tail).min(1.0) })
    }
}
