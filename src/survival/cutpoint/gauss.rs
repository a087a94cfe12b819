//! P(max |Zᵢ| ≥ b) for the normal limit of the statistics at neighbouring cuts.

use crate::compact::Gather;
use crate::tail::{normal_two_sided, normal_upper};

/// More kernel values than this are not worth the wait.
const MOST_WORK: f64 = 4e8;

/// The statistics at cuts mᵢ < mⱼ correlate as √(mᵢ (n − mⱼ)/((n − mᵢ) mⱼ)), a
/// product of neighbours' correlations: they form a chain in which each depends
/// on the one before only. The chance of having stayed within ±b is carried
/// from cut to cut as a density on Gauss–Legendre nodes, and p is the sum of
/// the chances of leaving, so small ones keep their digits. `None` where the
/// cuts are too many or too close.
///
/// The same limit as maxstat's `exactGauss`, which draws its integral at random
/// to about 1e-3; here about 1e-9.
pub fn p_of_maximum(b: f64, sizes: &[usize], n: usize) -> Option<f64> {
    let n = n as f64;
    let correlations: Vec<f64> = sizes
        .windows(2)
        .map(|pair| {
            let (m, next) = (pair[0] as f64, pair[1] as f64);
            (m * (n - next) / ((n - m) * next)).sqrt()
        })
        .gather();
    let narrowest = correlations.iter().map(|r| (1.0 - r * r).sqrt()).fold(f64::INFINITY, f64::min);
    let count = (40.0 + 10.0 * b / narrowest.min(1.0)).ceil();
    if !(b > 0.0 && b.is_finite()) || count * count * sizes.len() as f64 > MOST_WORK {
        return None;
    }
    let nodes = legendre(count as usize);
    let density = |z: f64| (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let mut within: Vec<f64> = nodes.iter().map(|(x, _)| density(b * x)).gather();
    let mut left = normal_two_sided(b);
    for r in correlations {
        let spread = (1.0 - r * r).sqrt();
        let escape =
            |z: f64| normal_upper((b - r * z) / spread) + normal_upper((b + r * z) / spread);
        left += nodes.iter().zip(&within).map(|((x, w), f)| b * w * f * escape(b * x)).sum::<f64>();
        within = nodes
            .iter()
            .map(|(y, _)| {
                let arrive = |((x, w), f): (&(f64, f64), &f64)| {
                    b * w * f * density((b * y - r * b * x) / spread) / spread
                };
                nodes.iter().zip(&within).map(arrive).sum()
            })
            .gather();
    }
    Some(left.min(1.0))
}

/// Nodes and weights on [−1, 1]: zeros of the Legendre polynomial by Newton's
/// method from cos(π (i − 1/4)/(k + 1/2)).
fn legendre(k: usize) -> Vec<(f64, f64)> {
    (1..=k)
        .map(|i| {
            let mut x = (std::f64::consts::PI * (i as f64 - 0.25) / (k as f64 + 0.5)).cos();
            let mut slope = 0.0;
            for _ in 0..20 {
                let (mut last, mut value) = (1.0, x);
                for j in 2..=k {
                    let j = j as f64;
                    (last, value) = (value, ((2.0 * j - 1.0) * x * value - (j - 1.0) * last) / j);
                }
                slope = k as f64 * (x * value - last) / (x * x - 1.0);
                let step = value / slope;
                x -= step;
                if step.abs() < 1e-16 {
                    break;
                }
            }
            (x, 2.0 / ((1.0 - x * x) * slope * slope))
        })
        .gather()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quadrature_is_exact_for_polynomials() {
        let nodes = legendre(40);
        let integral = |power: i32| nodes.iter().map(|(x, w)| w * x.powi(power)).sum::<f64>();
        for (power, wanted) in [(0, 2.0), (1, 0.0), (2, 2.0 / 3.0), (40, 2.0 / 41.0)] {
            assert!((integral(power) - wanted).abs() < 1e-13, "x^{power}: {}", integral(power));
        }
    }

    /// One cut: the two-sided normal tail. Two cuts with correlation 1/2 (n = 3,
    /// after 1 and 2), b = 1: 1 − mvtnorm::pmvnorm(algorithm = Miwa(512)) is
    /// 0.502028222162 (R 4.2.2).
    #[test]
    fn few_cuts_against_known_integrals() {
        assert!((p_of_maximum(1.96, &[5], 10).unwrap() - normal_two_sided(1.96)).abs() < 1e-15);
        let two = p_of_maximum(1.0, &[1, 2], 3).unwrap();
        assert!((two - 0.502_028_222_162).abs() < 1e-9, "{two}");
    }
}
