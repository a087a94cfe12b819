//! Checking a published correlation: what ρ, n and p say about each other.

use super::correlation_interval::{CorrelationInterval, intervals};
use crate::compact::Gather;
use crate::tail::student_two_sided;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// What follows from ρ and n alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FromRhoAndN {
    pub rho: f64,
    pub n: usize,
    /// ρ √((n − 2)/(1 − ρ²)).
    pub t: Estimate,
    /// Two-sided, on n − 2 degrees of freedom.
    pub p: Estimate,
    pub intervals: Vec<CorrelationInterval>,
}

/// t, p and intervals of a correlation of which only ρ and n are printed.
pub fn from_rho_and_n(rho: f64, n: usize, levels: &[f64]) -> FromRhoAndN {
    let df = n as f64 - 2.0;
    let why = if n < 3 {
        "fewer than 3 pairs"
    } else if rho.abs() > 1.0 || rho.is_nan() {
        "a correlation lies between −1 and 1"
    } else {
        "the correlation is ±1: t is infinite"
    };
    let t = if n < 3 { f64::NAN } else { rho * (df / ((1.0 - rho) * (1.0 + rho))).sqrt() };
    let estimate =
        if rho.abs() <= 1.0 { Estimate::Value(rho) } else { Estimate::not_estimable(why) };
    FromRhoAndN {
        rho,
        n,
        t: Estimate::finite(t, why),
        p: student_two_sided(t, df).map_or(Estimate::not_estimable(why), Estimate::Value),
        intervals: intervals(&estimate, n, levels),
    }
}

/// Which n make ρ and p belong together, when both are printed rounded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FromRhoAndP {
    pub rho: f64,
    pub p: f64,
    /// Every n tried, with the p that ρ would have.
    pub tested: Vec<u32>,
    pub p_at_rho: Series,
    /// For which the p of ρ as printed rounds to the p printed.
    pub exact: Vec<u32>,
    /// For which some ρ that rounds to the one printed does.
    pub possible: Vec<u32>,
}

/// Half a unit of the last decimal printed.
pub(super) fn half_of(decimals: u32) -> f64 {
    0.5 * 10_f64.powi(-(decimals.min(15) as i32))
}

/// Tries every n from `least` to `most`. `rho_decimals` and `p_decimals` say
/// how many were printed: 0.44 stands for 0.435 up to 0.445, and p = 0.028
/// for 0.0275 up to 0.0285.
///
/// ```
/// use gradus::stats::published::from_rho_and_p;
/// let study = from_rho_and_p(0.44, 2, 0.028, 3, 10..=60);
/// assert_eq!(study.possible, [25]);
/// ```
pub fn from_rho_and_p(
    rho: f64,
    rho_decimals: u32,
    p: f64,
    p_decimals: u32,
    sizes: std::ops::RangeInclusive<u32>,
) -> FromRhoAndP {
    let p_of = |rho: f64, n: u32| {
        let df = f64::from(n) - 2.0;
        let t = rho * (df / ((1.0 - rho) * (1.0 + rho))).sqrt();
        // |ρ| = 1 has p 0, |ρ| > 1 none.
        if rho.abs() < 1.0 { student_two_sided(t, df) } else { Some(0.0) }.unwrap_or(f64::NAN)
    };
    let scale = 10_f64.powi(p_decimals.min(15) as i32);
    let rounds_to = |value: f64| ((value * scale).round() - (p * scale).round()).abs() < 0.5;
    let tested: Vec<u32> = sizes.filter(|&n| n >= 3).gather();
    let size = rho.abs();
    let possible = |n: &u32| {
        // p falls as |ρ| grows: the ends enclose all values between.
        let (largest, smallest) = (
            p_of((size - half_of(rho_decimals)).max(0.0), *n),
            p_of(size + half_of(rho_decimals), *n),
        );
        smallest < p + half_of(p_decimals) && largest >= p - half_of(p_decimals)
    };
    FromRhoAndP {
        rho,
        p,
        p_at_rho: tested.iter().map(|&n| p_of(rho, n)).gather().into(),
        exact: tested.iter().copied().filter(|&n| rounds_to(p_of(rho, n))).gather(),
        possible: tested.iter().copied().filter(possible).gather(),
        tested,
    }
}
