//! Whether two correlations that share a variable differ.

use super::correlation_interval::{CorrelationIntervalKind, z_limits};
use crate::tail::{normal_for_level, normal_two_sided, student_two_sided};
use crate::value::Estimate;
use serde::Serialize;

/// Six tests and an interval for r₁₂ − r₁₃, measured in the same n patients;
/// r₂₃ is the correlation of the two that are compared.
///
/// Williams 1959 t (Steiger's T₂) and Hotelling 1940 t on n − 3 degrees of
/// freedom; Dunn & Clark 1969 z; Steiger 1980 with the mean correlation in the
/// covariance; Meng, Rosenthal & Rubin 1992, with limits of z₁₂ − z₁₃; Hittner,
/// May & Silver 2003 with the back-transformed mean z; Zou 2007 limits of
/// r₁₂ − r₁₃. Made for Pearson's r under normality; with Spearman's ρ in its
/// place they are approximations. Reproduce the printed values of Silver,
/// Hittner & May 2006 (r = 0.3, 0.4, 0.5, n = 100), Steiger's case A and Meng's
/// example. "ρ = 0.44 significant, ρ = 0.24 not" is no such test.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DependentCorrelations {
    pub n: usize,
    pub r12: f64,
    pub r13: f64,
    pub r23: f64,
    pub level: f64,
    pub williams_t: Estimate,
    pub williams_p: Estimate,
    pub hotelling_t: Estimate,
    pub hotelling_p: Estimate,
    /// Of both t tests.
    pub df: f64,
    pub dunn_clark_z: Estimate,
    pub dunn_clark_p: Estimate,
    pub steiger_z: Estimate,
    pub steiger_p: Estimate,
    pub meng_z: Estimate,
    pub meng_p: Estimate,
    /// Of atanh r₁₂ − atanh r₁₃.
    pub meng_lower: Estimate,
    pub meng_upper: Estimate,
    pub hittner_z: Estimate,
    pub hittner_p: Estimate,
    pub zou_lower: Estimate,
    pub zou_upper: Estimate,
}

/// From the three correlations and n. Not estimable for n < 4, for a
/// correlation of ±1 with the shared variable, or for three correlations that
/// no data can have together.
pub fn dependent_correlations(
    r12: f64,
    r13: f64,
    r23: f64,
    n: usize,
    level: f64,
) -> DependentCorrelations {
    let count = n as f64;
    let df = count - 3.0;
    let determinant = 1.0 - r12 * r12 - r13 * r13 - r23 * r23 + 2.0 * r12 * r13 * r23;
    let why = if n < 4 {
        "fewer than 4 patients"
    } else if r12.abs() >= 1.0 || r13.abs() >= 1.0 {
        "a correlation is ±1"
    } else if determinant < -1e-12 {
        "no data have these three correlations together"
    } else {
        "the two variables compared are the same"
    };
    let possible = n >= 4 && r12.abs() < 1.0 && r13.abs() < 1.0 && determinant >= -1e-12;
    let finite = |value: f64| Estimate::finite(if possible { value } else { f64::NAN }, why);
    let t_test = |t: f64| {
        let p = if possible { student_two_sided(t, df) } else { None };
        (finite(t), p.map_or(Estimate::not_estimable(why), Estimate::Value))
    };
    let z_test = |z: f64| {
        let p = if z.is_finite() { normal_two_sided(z) } else { f64::NAN };
        (finite(z), finite(p))
    };
    let gap = r12 - r13;
    let mean = (r12 + r13) / 2.0;
    let (williams_t, williams_p) = t_test(
        gap * ((count - 1.0) * (1.0 + r23)
            / (2.0 * (count - 1.0) / df * determinant + mean * mean * (1.0 - r23).powi(3)))
        .sqrt(),
    );
    let (hotelling_t, hotelling_p) = t_test(gap * (df * (1.0 + r23) / (2.0 * determinant)).sqrt());
    let z_gap = r12.atanh() - r13.atanh();
    let by_covariance = |a: f64, b: f64| {
        let psi = r23 * (1.0 - a * a - b * b) - a * b * (1.0 - a * a - b * b - r23 * r23) / 2.0;
        let covariance = psi / ((1.0 - a * a) * (1.0 - b * b));
        z_test(z_gap * (df / (2.0 - 2.0 * covariance)).sqrt())
    };
    let (dunn_clark_z, dunn_clark_p) = by_covariance(r12, r13);
    let (steiger_z, steiger_p) = by_covariance(mean, mean);
    let back = ((r12.atanh() + r13.atanh()) / 2.0).tanh();
    let (hittner_z, hittner_p) = by_covariance(back, back);
    let square = (r12 * r12 + r13 * r13) / 2.0;
    let f = ((1.0 - r23) / (2.0 * (1.0 - square))).min(1.0);
    let h = (1.0 - f * square) / (1.0 - square);
    let meng_error = (2.0 * (1.0 - r23) * h / df).sqrt();
    let (meng_z, meng_p) = z_test(z_gap / meng_error);
    let quantile = normal_for_level(level).unwrap_or(f64::NAN);
    let (zou_lower, zou_upper) = zou([r12, r13, r23], count, level);
    DependentCorrelations {
        n,
        r12,
        r13,
        r23,
        level,
        williams_t,
        williams_p,
        hotelling_t,
        hotelling_p,
        df: df.max(0.0),
        dunn_clark_z,
        dunn_clark_p,
        steiger_z,
        steiger_p,
        meng_z,
        meng_p,
        meng_lower: finite(z_gap - quantile * meng_error),
        meng_upper: finite(z_gap + quantile * meng_error),
        hittner_z,
        hittner_p,
        zou_lower: finite(zou_lower),
        zou_upper: finite(zou_upper),
    }
}

/// Limits of the difference from the Fisher limits of each, with the
/// correlation of the two estimates.
fn zou([r12, r13, r23]: [f64; 3], n: f64, level: f64) -> (f64, f64) {
    let limits = |r: f64| {
        let variance = CorrelationIntervalKind::Fisher.variance(r, n, 3.0);
        z_limits(r, variance, level).map(|limit| limit.value().unwrap_or(f64::NAN))
    };
    let ([lower_2, upper_2], [lower_3, upper_3]) = (limits(r12), limits(r13));
    let correlation = ((r23 - r12 * r13 / 2.0) * (1.0 - r12 * r12 - r13 * r13 - r23 * r23)
        + r23.powi(3))
        / ((1.0 - r12 * r12) * (1.0 - r13 * r13));
    let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * correlation * a * b).sqrt();
    let gap = r12 - r13;
    (gap - reach(r12 - lower_2, upper_3 - r13), gap + reach(upper_2 - r12, r13 - lower_3))
}
