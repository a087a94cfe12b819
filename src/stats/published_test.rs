//! Checking a published test: what a printed t, χ² or hazard ratio says about
//! the p beside it, allowing for the rounding of both.

use super::published::half_of;
use crate::compact::Gather;
use crate::tail::{
    chi_squared_upper, normal_for_level, normal_quantile_upper, normal_two_sided, student_two_sided,
};
use crate::value::Estimate;
use serde::Serialize;

/// A number as a paper prints it: it stands for all that round to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    pub value: f64,
    pub decimals: u32,
}

impl Printed {
    fn ends(self) -> [f64; 2] {
        let half = half_of(self.decimals);
        [self.value - half, self.value + half]
    }

    /// Whether something between two p-values rounds to this one.
    fn is_among(self, smallest: f64, largest: f64) -> bool {
        let [low, high] = self.ends();
        smallest < high && largest >= low
    }
}

/// The p of a printed statistic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CheckedP {
    /// Two-sided, of the numbers as printed.
    pub p: Estimate,
    /// The smallest and the largest p of numbers that round to those printed.
    pub p_smallest: Estimate,
    pub p_largest: Estimate,
    /// Whether the p printed is one of these, rounded as it is; none where no
    /// p is printed or none can be computed.
    pub fits: Option<bool>,
}

impl CheckedP {
    /// From p at the value printed, at the end nearest to no effect, and at the
    /// other end.
    fn of([at, near, far]: [Option<f64>; 3], printed: Option<Printed>, why: &str) -> Self {
        let estimate = |p: Option<f64>| p.map_or(Estimate::not_estimable(why), Estimate::Value);
        Self {
            fits: printed.zip(near.zip(far)).map(|(p, (near, far))| p.is_among(far, near)),
            p: estimate(at),
            p_smallest: estimate(far),
            p_largest: estimate(near),
        }
    }
}

/// The p of |t|; p falls as |t| grows, so that the ends of what rounds to the
/// t printed enclose all p of it.
pub fn from_t(t: Printed, df: f64, p: Option<Printed>) -> CheckedP {
    let half = half_of(t.decimals);
    let size = t.value.abs();
    let at = [size, (size - half).max(0.0), size + half];
    let why = "degrees of freedom are a number above 0";
    let tail = |t: f64| if df > 0.0 { student_two_sided(t, df) } else { None };
    CheckedP::of(at.map(tail), p, why)
}

/// The upper tail of χ², likewise.
pub fn from_chi_squared(chi: Printed, df: f64, p: Option<Printed>) -> CheckedP {
    let half = half_of(chi.decimals);
    let at = [chi.value, (chi.value - half).max(0.0), chi.value + half];
    let tail = |chi: f64| if df > 0.0 { chi_squared_upper(chi, df) } else { None };
    CheckedP::of(at.map(tail), p, "χ² is not negative, degrees of freedom are above 0")
}

/// The whole degrees of freedom from 1 to `most` under which the statistic and
/// the p belong together.
pub fn degrees_that_fit(check: impl Fn(f64) -> CheckedP, most: u32) -> Vec<u32> {
    (1..=most).filter(|&df| check(f64::from(df)).fits == Some(true)).gather()
}

/// What a hazard ratio with its limits says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FromHazardRatio {
    pub check: CheckedP,
    /// Of the logarithm: (ln upper − ln lower)/(2 z of the level), or |ln HR|/z
    /// of the p where no limits are printed.
    pub standard_error: Estimate,
    /// ln HR over its standard error.
    pub z: Estimate,
    /// √(lower · upper): a Wald interval has its estimate there.
    pub middle: Estimate,
    /// Whether that rounds to the ratio printed, allowing for the rounding of
    /// the limits.
    pub is_middle: Option<bool>,
    /// By the standard error: where no limits are printed, what they would be.
    pub lower: Estimate,
    pub upper: Estimate,
    /// 4/SE²: so many events give this standard error with two groups of equal
    /// size; unequal ones need more (Schoenfeld 1981, Biometrika 68:316).
    pub events_at_least: Estimate,
}

/// Checks a hazard ratio by its limits, or makes them from its p.
///
/// ```
/// use gradus::stats::published_test::{Printed, from_hazard_ratio};
/// let two = |value| Printed { value, decimals: 2 };
/// let found = from_hazard_ratio(two(0.61), Some([two(0.24), two(1.55)]), 0.95, None);
/// assert!((found.check.p.value().unwrap() - 0.29893310285658548).abs() < 1e-12);
/// ```
pub fn from_hazard_ratio(
    ratio: Printed,
    limits: Option<[Printed; 2]>,
    level: f64,
    p: Option<Printed>,
) -> FromHazardRatio {
    let z_level = normal_for_level(level).unwrap_or(f64::NAN);
    let log = ratio.value.ln();
    let why = "a hazard ratio and its limits are above 0, the lower below the upper";
    match limits {
        Some([lower, upper]) => {
            let error = |lower: f64, upper: f64| (upper.ln() - lower.ln()) / (2.0 * z_level);
            let se = error(lower.value, upper.value);
            let [ratios, lowers, uppers] = [ratio, lower, upper].map(|printed| printed.ends());
            // z is smallest with the ratio nearest to 1 and the widest limits.
            let sizes = ratios.map(|r| r.max(0.0).ln().abs());
            let crosses = ratios[0] <= 1.0 && ratios[1] >= 1.0;
            let least = if crosses { 0.0 } else { sizes[0].min(sizes[1]) };
            let most = sizes[0].max(sizes[1]);
            let widest = error(lowers[0].max(f64::MIN_POSITIVE), uppers[1]);
            let narrowest = error(lowers[1], uppers[0]);
            let sound = log.is_finite() && se > 0.0 && se.is_finite() && narrowest > 0.0;
            let tail = |z: f64| (sound && !z.is_nan()).then(|| normal_two_sided(z));
            let tails = [log / se, least / widest, most / narrowest].map(tail);
            let middles = [lowers[0] * uppers[0], lowers[1] * uppers[1]].map(|m| m.max(0.0).sqrt());
            FromHazardRatio {
                check: CheckedP::of(tails, p, why),
                standard_error: Estimate::finite(if sound { se } else { f64::NAN }, why),
                z: Estimate::finite(log / se, why),
                middle: Estimate::finite((lower.value * upper.value).sqrt(), why),
                is_middle: sound.then(|| middles[0] < ratios[1] && middles[1] >= ratios[0]),
                lower: Estimate::finite(lower.value, why),
                upper: Estimate::finite(upper.value, why),
                events_at_least: Estimate::finite(4.0 / (se * se), why),
            }
        }
        None => {
            let z = p.and_then(|p| normal_quantile_upper(p.value / 2.0));
            let se = z.filter(|z| *z > 0.0).map_or(f64::NAN, |z| log.abs() / z);
            let why = "a hazard ratio other than 1 needs its limits or its p";
            let se = if se > 0.0 { se } else { f64::NAN };
            let none = || Estimate::not_estimable("no limits are printed");
            let end = |side: f64| Estimate::finite((log + side * z_level * se).exp(), why);
            FromHazardRatio {
                check: CheckedP { p: none(), p_smallest: none(), p_largest: none(), fits: None },
                standard_error: Estimate::finite(se, why),
                z: Estimate::finite(log / se, why),
                middle: none(),
                is_middle: None,
                lower: end(-1.0),
                upper: end(1.0),
                events_at_least: Estimate::finite(4.0 / (se * se), why),
            }
        }
    }
}
