//! Upper tails and quantiles of the usual distributions: the one place that
//! asks statrs and libm; and quantiles and shares of a sample.
//!
//! Every tail is the upper tail itself, never one minus a lower one, so that a
//! p-value of 1e-300 keeps its digits. Arguments outside a distribution's
//! domain give `None`.

mod beta;
mod bivariate;
mod box_normal;
mod noncentral;
mod quadrature;
mod root;
mod sample;

pub use beta::{
    beta_quantile, f_quantile_upper, f_upper, student_quantile_upper, student_two_sided,
};
pub use bivariate::{bivariate_normal_lower, rectangle_excess};
pub use box_normal::beyond_box;
pub use noncentral::{noncentral_t_lower, noncentral_t_quantile};
pub use quadrature::integral;
pub use root::enclosed_root;
pub use sample::{sample_quantile, wilson_limits};

use statrs::distribution::{ChiSquared, ContinuousCDF};
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

/// P(Z > z) for a standard normal Z: erfc(z/√2)/2. Relative error about 2e-16
/// (libm's erfc); statrs 0.19.1 reaches 5e-11 only.
pub fn normal_upper(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// P(|Z| > |z|).
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The z with P(Z > z) = `upper`, for 0 < upper < 1.
///
/// Starts from a rational approximation (statrs) and takes two Newton steps
/// on libm's erfc, so that it is the inverse of [`normal_upper`] to rounding.
pub fn normal_quantile_upper(upper: f64) -> Option<f64> {
    if !(upper > 0.0 && upper < 1.0) {
        return None;
    }
    if upper > 0.5 {
        // The mirrored tail keeps its digits: 1 - upper is exact from 0.5 up.
        return normal_quantile_upper(1.0 - upper).map(|z| -z);
    }
    let mut z = SQRT_2 * statrs::function::erf::erfc_inv(2.0 * upper);
    for _ in 0..2 {
        let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
        if density > 0.0 {
            // Newton on log P, which is nearly straight in the far tail.
            let tail = normal_upper(z);
            z += (tail / upper).ln() * tail / density;
        }
    }
    z.is_finite().then_some(z)
}

/// The z of a two-sided interval: P(|Z| > z) = 1 − level.
pub fn normal_for_level(level: f64) -> Option<f64> {
    normal_quantile_upper((1.0 - level) / 2.0)
}

/// P(X > x) for X chi-squared on `df` degrees of freedom.
pub fn chi_squared_upper(x: f64, df: f64) -> Option<f64> {
    if !x.is_finite() || x < 0.0 {
        return None;
    }
    if df == 1.0 {
        // One degree of freedom is a squared normal, whose tail libm knows best.
        return Some(normal_two_sided(x.sqrt()));
    }
    if df == 2.0 {
        return Some((-0.5 * x).exp());
    }
    ChiSquared::new(df).ok().map(|d| d.sf(x))
}
