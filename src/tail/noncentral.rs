//! Student's t when its numerator is not centred on zero.

use super::beta::stirling_remainder;
use super::normal_upper;
use super::root::enclosed_root;
use std::f64::consts::PI;

/// P(T ≤ t) for T = (Z + `delta`)/√(χ²/df).
///
/// The average of Φ(t s − δ) over s = √(χ²/df), taken by the trapezium rule in
/// u = ln s, where the density √(df/π) exp(−δ(df/2) + df (u − (e^{2u} − 1)/2))
/// dies away fast on both sides, so that the rule is exact to rounding.
pub fn noncentral_t_lower(t: f64, df: f64, delta: f64) -> Option<f64> {
    if !(t.is_finite() && delta.is_finite() && df > 0.0 && df.is_finite()) {
        return None;
    }
    // The width of the density, and of the step that Φ makes.
    let step = (1.0 / (2.0 * df).sqrt()).min(1.0 / (1.0 + t.abs())) / 3.0;
    let exponent = |u: f64| df * (u - (2.0 * u).exp_m1() / 2.0);
    let scale = (df / PI).sqrt() * (-stirling_remainder(df / 2.0)).exp() * step;
    let side = |direction: f64, first: u32| {
        let mut sum = 0.0;
        for k in first.. {
            let u = direction * f64::from(k) * step;
            let weight = exponent(u);
            if weight < -60.0 {
                break;
            }
            sum += weight.exp() * normal_upper(delta - t * u.exp());
        }
        sum
    };
    Some(scale * (side(1.0, 0) + side(-1.0, 1)))
}

/// The t with P(T ≤ t) = `lower`.
pub fn noncentral_t_quantile(lower: f64, df: f64, delta: f64) -> Option<f64> {
    if !(lower > 0.0 && lower < 1.0) {
        return None;
    }
    let f = |t: f64| noncentral_t_lower(t, df, delta).map(|p| p - lower);
    let (mut low, mut high) = (delta - 1.0, delta + 1.0);
    let mut reach = 1.0 + delta.abs() / df.sqrt();
    while f(low)? > 0.0 {
        low -= reach;
        reach *= 2.0;
    }
    while f(high)? < 0.0 {
        high += reach;
        reach *= 2.0;
    }
    enclosed_root(f, low, high)
}
