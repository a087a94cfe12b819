//! Limits of agreement.

use super::pearson::{mean, pearson};
use crate::compact::Gather;
use crate::tail::{
    noncentral_t_quantile, normal_for_level, student_quantile_upper, student_two_sided,
};
use crate::value::Estimate;
use serde::Serialize;

/// Bland & Altman's limits of agreement: between which bounds a given share of
/// the differences x − y lies.
///
/// Limits d̄ ∓ z s, with z the normal quantile of the level (and the rounded
/// 1.96 as many papers use). Three intervals for each limit: s √(3/n) (Bland &
/// Altman 1986, Lancet i:307), s √(1/n + z²/(2(n − 1))) (1999, Stat Methods Med
/// Res 8:135), both with Student's t; and exact, d̄ ± s t'/√n with t' a quantile
/// of noncentral t on n − 1 degrees of freedom at z √n (Carkeet 2015, Optom Vis
/// Sci 92:e71). Supposes that the differences are normal with one spread over
/// the whole range: look at `slope_r`, their correlation with the means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BlandAltman {
    pub n: usize,
    pub level: f64,
    pub mean_difference: Estimate,
    pub standard_deviation: Estimate,
    pub mean_lower: Estimate,
    pub mean_upper: Estimate,
    /// Paired t test of a mean difference of 0.
    pub t: Estimate,
    pub p: Estimate,
    pub lower_limit: LimitOfAgreement,
    pub upper_limit: LimitOfAgreement,
    pub standard_error_1986: Estimate,
    pub standard_error_1999: Estimate,
    /// Pearson's r of the differences with the means of the pairs.
    pub slope_r: Estimate,
}

/// A limit and its intervals, `[lower, upper]` each.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LimitOfAgreement {
    pub limit: Estimate,
    /// With 1.96 for z.
    pub limit_196: Estimate,
    pub approximate_1986: [Estimate; 2],
    pub approximate_1999: [Estimate; 2],
    pub exact: [Estimate; 2],
}

/// Of two readers' readings, paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn bland_altman(x: &[f64], y: &[f64], level: f64) -> BlandAltman {
    assert_eq!(x.len(), y.len(), "pairs need two samples of one length");
    let count = x.len();
    let n = count as f64;
    let differences: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y).gather();
    let means: Vec<f64> = x.iter().zip(y).map(|(x, y)| (x + y) / 2.0).gather();
    let centre = mean(&differences);
    let sum: f64 = differences.iter().map(|d| (d - centre).powi(2)).sum();
    let s = (sum / (n - 1.0)).sqrt();
    let tail = (1.0 - level) / 2.0;
    let z = normal_for_level(level).unwrap_or(f64::NAN);
    let t_quantile = student_quantile_upper(tail, n - 1.0).unwrap_or(f64::NAN);
    let why = "fewer than 2 pairs";
    let finite = |value: f64| Estimate::finite(value, why);
    let error_1986 = s * (3.0 / n).sqrt();
    let error_1999 = s * (1.0 / n + z * z / (2.0 * (n - 1.0))).sqrt();
    let noncentral = |p: f64| {
        if count < 2 { None } else { noncentral_t_quantile(p, n - 1.0, z * n.sqrt()) }
            .map_or(f64::NAN, |t| s * t / n.sqrt())
    };
    let (near, far) = (noncentral(tail), noncentral(1.0 - tail));
    let limit = |side: f64| {
        let limit = centre + side * z * s;
        let around =
            |error: f64| [finite(limit - t_quantile * error), finite(limit + t_quantile * error)];
        let ends = if side > 0.0 { [near, far] } else { [far, near] };
        LimitOfAgreement {
            limit: finite(limit),
            limit_196: finite(centre + side * 1.96 * s),
            approximate_1986: around(error_1986),
            approximate_1999: around(error_1999),
            exact: ends.map(|end| finite(centre + side * end)),
        }
    };
    let t = centre / (s / n.sqrt());
    let no_t = if count < 2 { why } else { "all differences are equal" };
    BlandAltman {
        n: count,
        level,
        mean_difference: Estimate::finite(centre, "no pairs"),
        standard_deviation: finite(s),
        mean_lower: finite(centre - t_quantile * s / n.sqrt()),
        mean_upper: finite(centre + t_quantile * s / n.sqrt()),
        t: Estimate::finite(t, no_t),
        p: student_two_sided(t, n - 1.0).map_or(Estimate::not_estimable(no_t), Estimate::Value),
        lower_limit: limit(-1.0),
        upper_limit: limit(1.0),
        standard_error_1986: finite(error_1986),
        standard_error_1999: finite(error_1999),
        slope_r: pearson(&differences, &means, &[]).r,
    }
}
