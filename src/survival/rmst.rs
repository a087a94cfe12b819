//! Restricted mean survival time, and its contrasts between groups.

use super::kaplan_meier::Curve;
use crate::compact::Gather;
use crate::tail::{normal_for_level, normal_two_sided};
use crate::value::Estimate;
use serde::Serialize;

/// Restricted mean survival to one time τ in every group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RestrictedMeans {
    pub tau: f64,
    pub level: f64,
    /// In the order of the groups.
    pub groups: Vec<RestrictedMean>,
    /// Every group against the first, in the order of the groups.
    pub contrasts: Vec<RestrictedMeanContrast>,
}

/// One group's mean time free of the event within τ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RestrictedMean {
    pub mean: Estimate,
    /// Of the mean.
    pub standard_error: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
    /// τ minus the mean: the mean time lost.
    pub time_lost: Estimate,
}

/// Group `group` (position) against the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RestrictedMeanContrast {
    pub group: usize,
    pub difference: Estimate,
    pub difference_standard_error: Estimate,
    pub difference_lower: Estimate,
    pub difference_upper: Estimate,
    pub difference_p: Estimate,
    pub ratio: Estimate,
    pub ratio_lower: Estimate,
    pub ratio_upper: Estimate,
    pub ratio_p: Estimate,
    /// Ratio of the mean times lost.
    pub time_lost_ratio: Estimate,
    pub time_lost_ratio_lower: Estimate,
    pub time_lost_ratio_upper: Estimate,
    pub time_lost_ratio_p: Estimate,
}

/// The mean of min(T, τ): the area under the Kaplan–Meier curve up to τ.
///
/// Its variance is the sum over event times t ≤ τ of (area from t to τ)²
/// d/(n (n − d)), a term being 0 where everybody at risk has the event (Irwin
/// 1949; Royston & Parmar 2013, BMC Med Res Methodol 13:152). This is the
/// variance of the estimate, not that of min(T, τ). The difference is normal;
/// both ratios on the log scale with se² = Σ (se/mean)². If the longest
/// follow-up of a group is a censoring before τ, the area beyond it is unknown
/// and there is no mean. Agrees with survRM2 and `survfit`'s rmean to 1e-12.
pub fn restricted_means(curves: &[&Curve], tau: f64, level: f64) -> RestrictedMeans {
    let z = normal_for_level(level).unwrap_or(f64::NAN);
    let areas: Vec<_> = curves.iter().map(|curve| area(curve, tau)).gather();
    let groups = areas.iter().map(|area| mean(area, tau, z)).gather();
    let contrasts =
        (1..areas.len()).map(|group| contrast(&areas[0], &areas[group], group, tau, z)).gather();
    RestrictedMeans { tau, level, groups, contrasts }
}

#[derive(Clone, Copy)]
struct Area {
    mean: f64,
    variance: f64,
}

fn area(curve: &Curve, tau: f64) -> Result<Area, String> {
    if !tau.is_finite() || tau <= 0.0 {
        return Err("τ must be a time after 0".into());
    }
    let rows = curve.time.partition_point(|t| *t <= tau);
    let Some(&last) = curve.time.last() else {
        return Err("nobody is in this group".into());
    };
    let end = curve.survival[curve.survival.len() - 1];
    if last < tau && end > 0.0 {
        return Err(format!("the curve is known only to {last}, before τ"));
    }
    // Backwards: the area from each time to τ.
    let (mut beyond, mut variance, mut next) = (0.0, 0.0, tau);
    for row in (0..rows).rev() {
        beyond += curve.survival[row] * (next - curve.time[row]);
        next = curve.time[row];
        let (n, d) = (f64::from(curve.at_risk[row]), f64::from(curve.events[row]));
        if d > 0.0 && n > d {
            variance += beyond * beyond * d / (n * (n - d));
        }
    }
    Ok(Area { mean: beyond + next, variance })
}

fn mean(area: &Result<Area, String>, tau: f64, z: f64) -> RestrictedMean {
    match area {
        Ok(Area { mean, variance }) => {
            let error = variance.sqrt();
            RestrictedMean {
                mean: Estimate::Value(*mean),
                standard_error: Estimate::Value(error),
                lower: Estimate::Value(mean - z * error),
                upper: Estimate::Value(mean + z * error),
                time_lost: Estimate::Value(tau - mean),
            }
        }
        Err(why) => {
            let none = || Estimate::not_estimable(why.clone());
            RestrictedMean {
                mean: none(),
                standard_error: none(),
                lower: none(),
                upper: none(),
                time_lost: none(),
            }
        }
    }
}

fn contrast(
    first: &Result<Area, String>,
    other: &Result<Area, String>,
    group: usize,
    tau: f64,
    z: f64,
) -> RestrictedMeanContrast {
    let (a, b, why) = match (first, other) {
        (Ok(a), Ok(b)) => (*a, *b, String::new()),
        (Err(why), _) | (_, Err(why)) => {
            let none = Area { mean: f64::NAN, variance: f64::NAN };
            (none, none, why.clone())
        }
    };
    let or = |x: f64, reason: &str| Estimate::finite(x, if why.is_empty() { reason } else { &why });
    const NO_ERROR: &str = "no event in either group before τ";
    const NO_TIME_LOST: &str = "a group lost no time before τ";
    let difference = b.mean - a.mean;
    let error = (a.variance + b.variance).sqrt();
    let ratio = ratio(b.mean, a.mean, b.variance, a.variance, z);
    let lost = self::ratio(tau - b.mean, tau - a.mean, b.variance, a.variance, z);
    RestrictedMeanContrast {
        group,
        difference: or(difference, NO_ERROR),
        difference_standard_error: or(error, NO_ERROR),
        difference_lower: or(difference - z * error, NO_ERROR),
        difference_upper: or(difference + z * error, NO_ERROR),
        difference_p: or(two_sided(difference, error), NO_ERROR),
        ratio: or(ratio.value, NO_ERROR),
        ratio_lower: or(ratio.lower, NO_ERROR),
        ratio_upper: or(ratio.upper, NO_ERROR),
        ratio_p: or(ratio.p, NO_ERROR),
        time_lost_ratio: or(lost.value, NO_TIME_LOST),
        time_lost_ratio_lower: or(lost.lower, NO_TIME_LOST),
        time_lost_ratio_upper: or(lost.upper, NO_TIME_LOST),
        time_lost_ratio_p: or(lost.p, NO_TIME_LOST),
    }
}

/// P(|Z| > |x/se|); none where the standard error is 0.
fn two_sided(x: f64, error: f64) -> f64 {
    if error > 0.0 { normal_two_sided(x / error) } else { f64::NAN }
}

struct Ratio {
    value: f64,
    lower: f64,
    upper: f64,
    p: f64,
}

fn ratio(b: f64, a: f64, variance_b: f64, variance_a: f64, z: f64) -> Ratio {
    let value = b / a;
    let log = value.ln();
    let error = (variance_a / (a * a) + variance_b / (b * b)).sqrt();
    Ratio {
        value,
        lower: (log - z * error).exp(),
        upper: (log + z * error).exp(),
        p: two_sided(log, error),
    }
}
