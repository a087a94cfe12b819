//! Pearson's correlation.

use super::correlation_interval::{CorrelationInterval, CorrelationIntervalKind, interval};
use crate::compact::Gather;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// Pearson's r: how close the pairs lie to a straight line.
///
/// r = Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)² Σ(y − ȳ)²); t = r √((n − 2)/(1 − r²)) on
/// n − 2 degrees of freedom; intervals by Fisher's z with variance 1/(n − 3).
/// Supposes that the numbers are on a scale with equal steps, which grades are
/// not, and (for p and the interval) that the pairs are bivariate normal.
/// Same as R 4.2 `cor.test` to 1e-12.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Pearson {
    pub n: usize,
    pub r: Estimate,
    pub t: Estimate,
    pub df: f64,
    /// Two-sided, by Student's t.
    pub p: Estimate,
    pub intervals: Vec<CorrelationInterval>,
}

/// Pearson's r of two samples of finite numbers, paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn pearson(x: &[f64], y: &[f64], levels: &[f64]) -> Pearson {
    let n = x.len();
    let df = (n as f64 - 2.0).max(0.0);
    let moments = Moments::new(x, y);
    let r = moments.r();
    let (t, p) = match &r {
        Estimate::Value(_) if n < 3 => {
            let none = Estimate::not_estimable("fewer than 3 pairs");
            (none.clone(), none)
        }
        Estimate::Value(r) if r.abs() == 1.0 => {
            let none = Estimate::not_estimable("the correlation is ±1: t is infinite");
            (none.clone(), none)
        }
        Estimate::Value(r) => {
            let t = r * (df / moments.one_minus_squared(x, y)).sqrt();
            let p = tail::student_two_sided(t, df);
            let none = Estimate::not_estimable("no tail of Student's t");
            (Estimate::Value(t), p.map_or(none, Estimate::Value))
        }
        other => (other.clone(), other.clone()),
    };
    let intervals = levels
        .iter()
        .map(|&level| interval(CorrelationIntervalKind::Fisher, &r, n, 3, level))
        .gather();
    Pearson { n, r, t, df, p, intervals }
}

/// Sums of squares and products about the means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments {
    pub mean_x: f64,
    pub mean_y: f64,
    pub xx: f64,
    pub yy: f64,
    pub xy: f64,
    n: usize,
}

impl Moments {
    pub fn new(x: &[f64], y: &[f64]) -> Self {
        assert_eq!(x.len(), y.len(), "pairs need two samples of one length");
        let (mean_x, mean_y) = (mean(x), mean(y));
        let mut sums = Self { mean_x, mean_y, xx: 0.0, yy: 0.0, xy: 0.0, n: x.len() };
        for (x, y) in x.iter().zip(y) {
            let (dx, dy) = (x - mean_x, y - mean_y);
            sums.xx += dx * dx;
            sums.yy += dy * dy;
            sums.xy += dx * dy;
        }
        sums
    }

    /// Exactly ±1 when what the line leaves is below rounding.
    pub fn r(&self) -> Estimate {
        // A constant column has the same value as its mean, up to rounding.
        let flat = |ss: f64, mean: f64| ss <= self.n as f64 * (mean * 1e-15).powi(2);
        match (flat(self.xx, self.mean_x), flat(self.yy, self.mean_y)) {
            _ if self.n < 2 => Estimate::not_estimable("fewer than 2 pairs"),
            (true, true) => Estimate::not_estimable("both variables are constant"),
            (true, _) => Estimate::not_estimable("the first variable is constant"),
            (_, true) => Estimate::not_estimable("the second variable is constant"),
            _ => {
                let r = self.xy / (self.xx.sqrt() * self.yy.sqrt());
                let close = r.abs() > 1.0 - 1e-15;
                Estimate::finite(if close { r.signum() } else { r }, "the numbers are too large")
            }
        }
    }

    /// What the line leaves of Σ(y − ȳ)², as a share: 1 − r² without
    /// cancellation.
    fn one_minus_squared(&self, x: &[f64], y: &[f64]) -> f64 {
        let slope = self.xy / self.xx;
        let rest: f64 = x
            .iter()
            .zip(y)
            .map(|(x, y)| (y - self.mean_y - slope * (x - self.mean_x)).powi(2))
            .sum();
        rest / self.yy
    }
}

/// The mean, with one correction for rounding.
pub(crate) fn mean(sample: &[f64]) -> f64 {
    let n = sample.len() as f64;
    let first = sample.iter().sum::<f64>() / n;
    first + sample.iter().map(|x| x - first).sum::<f64>() / n
}
