//! How estimates of many repetitions spread.

use crate::compact::{Gather, sort_numbers};
use crate::tail::sample_quantile;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// The estimates that exist. Of ratios the mean is the geometric one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spread {
    pub n: u32,
    /// Repetitions without an estimate.
    pub missing: u32,
    pub mean: Estimate,
    /// Monte Carlo error of the mean; of a ratio, of the mean of its logarithm.
    pub standard_error: Estimate,
    /// Between these lie 95 % of the estimates.
    pub lower: Estimate,
    pub median: Estimate,
    pub upper: Estimate,
}

const NONE: &str = "no repetition gave an estimate";

impl Spread {
    /// Of numbers; those that are not finite are missing.
    pub fn of(values: &[f64]) -> Self {
        let mut finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).gather();
        sort_numbers(&mut finite);
        let n = finite.len();
        let mean = finite.iter().sum::<f64>() / n as f64;
        let squares: f64 = finite.iter().map(|x| (x - mean) * (x - mean)).sum();
        let error = (squares / (n as f64 - 1.0) / n as f64).sqrt();
        let at = |share: f64| match sample_quantile(&finite, share) {
            Some(x) => Estimate::Value(x),
            None => Estimate::not_estimable(NONE),
        };
        Self {
            n: n as u32,
            missing: (values.len() - n) as u32,
            mean: Estimate::finite(mean, NONE),
            standard_error: Estimate::finite(error, "fewer than two estimates"),
            lower: at(0.025),
            median: at(0.5),
            upper: at(0.975),
        }
    }

    /// Of ratios, given by their logarithms.
    pub fn of_logarithms(values: &[f64]) -> Self {
        let found = Self::of(values);
        let back = |e: &Estimate| e.map(f64::exp);
        Self {
            mean: back(&found.mean),
            lower: back(&found.lower),
            median: back(&found.median),
            upper: back(&found.upper),
            ..found
        }
    }
}

/// Bars of estimates, those of significant repetitions counted apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Histogram {
    /// One more than there are bars; a value on an edge is in the bar above.
    pub edges: Series,
    pub all: Vec<u32>,
    pub significant: Vec<u32>,
}

impl Histogram {
    /// `bars` even bars from `low` to `high`; what lies beyond is in the first
    /// or last. Values that are not finite are left out.
    pub fn new(values: &[f64], significant: &[bool], low: f64, high: f64, bars: usize) -> Self {
        let width = (high - low) / bars as f64;
        let mut found = Self {
            edges: (0..=bars).map(|k| low + width * k as f64).gather().into(),
            all: vec![0; bars],
            significant: vec![0; bars],
        };
        for (value, flag) in values.iter().zip(significant).filter(|(x, _)| x.is_finite()) {
            let bar = (((value - low) / width).max(0.0) as usize).min(bars - 1);
            found.all[bar] += 1;
            found.significant[bar] += u32::from(*flag);
        }
        found
    }

    /// Where its bars begin and end.
    pub fn ends(&self) -> [f64; 2] {
        [self.edges.first(), self.edges.last()].map(|edge| edge.copied().unwrap_or(f64::NAN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_leaves_out_what_does_not_exist() {
        // Mean 2, squares 2, error √(2/2/3); the quantiles lie straight between.
        let found = Spread::of(&[3.0, f64::NAN, 1.0, 2.0]);
        assert_eq!((found.n, found.missing), (3, 1));
        assert_eq!(found.mean, Estimate::Value(2.0));
        assert_eq!(found.median, Estimate::Value(2.0));
        assert_eq!(found.lower, Estimate::Value(1.05));
        assert!((found.standard_error.value().unwrap() - (1.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert_eq!(Spread::of(&[f64::NAN]).mean.value(), None);
        let ratio = Spread::of_logarithms(&[2.0_f64.ln(), 8.0_f64.ln()]);
        assert!((ratio.mean.value().unwrap() - 4.0).abs() < 1e-12);
    }

    #[test]
    fn bars_hold_every_finite_value_once() {
        let values = [-9.0, 0.0, 0.5, 1.0, 9.0, f64::NAN];
        let found = Histogram::new(&values, &[true, false, false, true, true, true], 0.0, 1.0, 2);
        assert_eq!(found.all, [2, 3]);
        assert_eq!(found.significant, [1, 2]);
        assert_eq!(&found.edges[..], [0.0, 0.5, 1.0]);
    }
}
