//! P-values of a family of tests, adjusted for how many there are.
//!
//! Each function takes m p-values and returns the adjusted ones in the same
//! order; p(1) ≤ … ≤ p(m) are the sorted ones. Agrees with R's `p.adjust` to
//! rounding.

use crate::compact::{Gather, Order};

/// min(1, m p). Bounds the chance of any false claim, whatever the dependence.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    let m = p.len() as f64;
    p.iter().map(|p| (m * p).min(1.0)).gather()
}

/// The largest of (m − j + 1) p(j) over j ≤ i, at most 1: step-down, as strong
/// as Bonferroni and never weaker in power (Holm 1979, Scand J Stat 6:65).
pub fn holm(p: &[f64]) -> Vec<f64> {
    let m = p.len();
    let mut adjusted = vec![0.0; m];
    let mut largest = 0.0_f64;
    for (j, i) in order(p).into_iter().enumerate() {
        largest = largest.max((m - j) as f64 * p[i]).min(1.0);
        adjusted[i] = largest;
    }
    adjusted
}

/// The smallest of (m − j + 1) p(j) over j ≥ i: step-up; needs independent or
/// positively dependent tests (Hochberg 1988, Biometrika 75:800).
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |m, j| (m - j) as f64)
}

/// The smallest of m p(j)/j over j ≥ i: bounds the expected share of false
/// claims (Benjamini & Hochberg 1995, J R Stat Soc B 57:289).
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |m, j| m as f64 / (j + 1) as f64)
}

/// `factor(m, j)` multiplies the p-value at position j (from 0) in order.
fn step_up(p: &[f64], factor: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let m = p.len();
    let mut adjusted = vec![0.0; m];
    let mut smallest = 1.0_f64;
    for (j, i) in order(p).into_iter().enumerate().rev() {
        smallest = smallest.min(factor(m, j) * p[i]);
        adjusted[i] = smallest;
    }
    adjusted
}

/// Positions in order of size.
fn order(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).gather();
    order.order_by(|a, b| p[*a].total_cmp(&p[*b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: m = 4 and p = 0.01, 0.04, 0.03, 0.5.
    #[test]
    fn four_p_values_by_hand() {
        let p = [0.01, 0.04, 0.03, 0.5];
        let near = |a: Vec<f64>, b: [f64; 4]| {
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-15), "{a:?}, wanted {b:?}");
        };
        near(bonferroni(&p), [0.04, 0.16, 0.12, 1.0]);
        near(holm(&p), [0.04, 0.09, 0.09, 0.5]);
        near(hochberg(&p), [0.04, 0.08, 0.08, 0.5]);
        near(benjamini_hochberg(&p), [0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5]);
        assert!(holm(&[]).is_empty());
    }
}
