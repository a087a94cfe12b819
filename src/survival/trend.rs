//! The test for trend over ordered groups.

use crate::tail::chi_squared_upper;
use crate::value::Estimate;
use serde::Serialize;

/// Does the hazard rise or fall along the scores of the groups?
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrendTest {
    /// In the order of the groups.
    pub scores: Vec<f64>,
    /// Σ s_k u_k; positive when higher scores have more events than expected.
    pub u: f64,
    pub variance: f64,
    pub z: Estimate,
    pub chi_squared: Estimate,
    pub p: Estimate,
}

/// z = s′u/√(s′Vs) on one degree of freedom, `u` and `v` being those of the
/// log-rank family test (Tarone 1975). Unweighted it is the score test of a Cox
/// regression on the score with exact ties.
pub fn trend_test(scores: &[f64], u: &[f64], v: &[f64]) -> TrendTest {
    let k = scores.len();
    // V's rows add up to 0: scores from their middle give the same sums with
    // less rounding.
    let middle = scores.iter().sum::<f64>() / k as f64;
    let score = |i: usize| scores[i] - middle;
    let sum: f64 = (0..k).map(|i| score(i) * u[i]).sum();
    let (mut variance, mut size) = (0.0, 0.0);
    for i in 0..k {
        for j in 0..k {
            let term = score(i) * v[i * k + j] * score(j);
            variance += term;
            size += f64::abs(term);
        }
    }
    let (z, chi_squared, p);
    if variance > size * 1e-13 {
        let ratio = sum / variance.sqrt();
        z = Estimate::Value(ratio);
        chi_squared = Estimate::Value(ratio * ratio);
        p = Estimate::finite(
            chi_squared_upper(ratio * ratio, 1.0).unwrap_or(f64::NAN),
            "the tail could not be computed",
        );
    } else {
        let none = || {
            Estimate::not_estimable(
                "no event happened while groups of different score were at risk",
            )
        };
        (z, chi_squared, p) = (none(), none(), none());
    }
    TrendTest { scores: scores.to_vec(), u: sum, variance, z, chi_squared, p }
}
