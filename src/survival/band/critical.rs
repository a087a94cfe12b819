//! Quantiles of the largest deviation of a Brownian bridge between two times.

use crate::compact::Gather;
use crate::tail::{enclosed_root, integral, normal_for_level};
use std::f64::consts::PI;

/// The k that sup |W(u)| over a ≤ u ≤ b stays below with chance `level`.
pub fn hall_wellner(level: f64, a: f64, b: f64) -> Option<f64> {
    if !(0.0 < a && a < b && b < 1.0) {
        return None;
    }
    enclosed_root(|k| Some(bridge_within(k, a, b) - level), 0.05, 8.0)
}

/// P(|W(u)| ≤ k for a ≤ u ≤ b): over where the bridge is at a and at b, its
/// density times the chance that the stretch between them, a bridge itself,
/// stays within (reflection, both ways).
fn bridge_within(k: f64, a: f64, b: f64) -> f64 {
    let density =
        |x: f64, variance: f64| (-x * x / (2.0 * variance)).exp() / (2.0 * PI * variance).sqrt();
    let (length, width) = (b - a, 2.0 * k);
    let reflections = ((20.0 * length).sqrt() / width).ceil() as i32 + 1;
    let stays = |x: f64, y: f64| {
        let (u, v) = (x + k, y + k);
        let mut sum = 0.0;
        for m in -reflections..=reflections {
            let shift = f64::from(m) * width;
            sum += (-2.0 * shift * (shift + v - u) / length).exp()
                - (-2.0 * (shift + u) * (shift + v) / length).exp();
        }
        sum
    };
    let slope = (1.0 - b) / (1.0 - a);
    let variance = (1.0 - b) * length / (1.0 - a);
    let reach = |centre: f64| {
        let far = 9.0 * variance.sqrt();
        ((centre - far).max(-k), (centre + far).min(k))
    };
    let start = (9.0 * (a * (1.0 - a)).sqrt()).min(k);
    let mut outer = |x: f64| {
        let (low, high) = reach(slope * x);
        let mut inner = |y: f64| density(y - slope * x, variance) * stays(x, y);
        let middle = (low + high) / 2.0;
        let halves =
            integral(&mut inner, low, middle, 1.0) + integral(&mut inner, middle, high, 1.0);
        density(x, a * (1.0 - a)) * halves
    };
    2.0 * integral(&mut outer, 0.0, start, 1.0)
}

/// The c that sup |W(u)|/√(u (1 − u)) over a ≤ u ≤ b stays below with chance
/// `level`.
pub fn equal_precision(level: f64, a: f64, b: f64) -> Option<f64> {
    let length = 0.5 * (b * (1.0 - a) / (a * (1.0 - b))).ln();
    if !(0.0 < a && a < b && b < 1.0 && length > SHORTEST) {
        return None;
    }
    let least = normal_for_level(level)?;
    enclosed_root(|c| Some(stationary_within(c, length) - level), least, least + 6.0)
}

/// Below this the sine series needs more terms than are taken.
const SHORTEST: f64 = 0.01;

/// P(|X(s)| ≤ c for 0 ≤ s ≤ length) for the stationary Gaussian process with
/// correlation exp(−|s|), to which the scaled bridge turns in the time
/// ½ ln(u/(1 − u)).
///
/// √φ times the chance obeys ∂f/∂s = f″ − (x²/4 − ½) f, 0 at ±c. In the cosines
/// that vanish there the operator is a symmetric matrix, −H, and the chance is
/// v′ exp(−H length) v with v the coefficients of √φ.
fn stationary_within(c: f64, length: f64) -> f64 {
    let terms = (c / PI * (45.0 / length).sqrt()).ceil() as usize / 2 + 6;
    // ∫ x² cos(m π x/c) from −c to c.
    let moment = |m: usize| {
        let q = m as f64 * PI / c;
        let sign = if m % 2 == 0 { 1.0 } else { -1.0 };
        if m == 0 { 2.0 * c.powi(3) / 3.0 } else { 4.0 * c * sign / (q * q) }
    };
    let frequency = |j: usize| (2 * j + 1) as f64 * PI / (2.0 * c);
    let mut h = vec![0.0; terms * terms];
    for i in 0..terms {
        for j in 0..terms {
            h[i * terms + j] = (moment(i.abs_diff(j)) + moment(i + j + 1)) / (8.0 * c);
        }
        h[i * terms + i] += frequency(i).powi(2) - 0.5;
    }
    let v: Vec<f64> = (0..terms)
        .map(|j| {
            let mut part = |x: f64| (-0.25 * x * x).exp() * (frequency(j) * x).cos();
            2.0 * integral(&mut part, 0.0, c, 1.0) / (c.sqrt() * (2.0 * PI).powf(0.25))
        })
        .gather();
    decayed(h, &v, length)
}

/// v′ exp(−H t) v for symmetric H, by Jacobi's rotations to its eigenvalues;
/// the rotations are applied to v alone.
fn decayed(mut h: Vec<f64>, v: &[f64], t: f64) -> f64 {
    let n = v.len();
    let mut v = v.to_vec();
    for _ in 0..30 {
        let mut off = 0.0_f64;
        for p in 0..n {
            for q in p + 1..n {
                let between = h[p * n + q];
                off = off.max(between.abs());
                if between.abs() < 1e-15 {
                    continue;
                }
                let theta = (h[q * n + q] - h[p * n + p]) / (2.0 * between);
                let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
                let sine = tangent * cosine;
                for r in 0..n {
                    let (a, b) = (h[r * n + p], h[r * n + q]);
                    (h[r * n + p], h[r * n + q]) = (cosine * a - sine * b, sine * a + cosine * b);
                }
                for r in 0..n {
                    let (a, b) = (h[p * n + r], h[q * n + r]);
                    (h[p * n + r], h[q * n + r]) = (cosine * a - sine * b, sine * a + cosine * b);
                }
                (v[p], v[q]) = (cosine * v[p] - sine * v[q], sine * v[p] + cosine * v[q]);
            }
        }
        if off < 1e-13 {
            break;
        }
    }
    (0..n).map(|i| v[i] * v[i] * (-h[i * n + i] * t).exp()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Klein & Moeschberger 2003, table C.4 (as in R's km.ci 0.5-6).
    #[test]
    fn printed_quantiles_of_hall_and_wellner() {
        for (a, b, printed) in [(0.02, 0.6, 1.3211), (0.1, 0.6, 1.3211), (0.2, 0.6, 1.3191)] {
            let found = hall_wellner(0.95, a, b).unwrap();
            assert!((found - printed).abs() < 5e-5, "{a} {b}: {found}");
        }
    }

    /// By finite differences in R 4.2.2 the chance at this value is 0.9499998.
    #[test]
    fn quantile_of_the_stationary_process() {
        let found = equal_precision(0.95, 0.1, 0.6).unwrap();
        assert!((found - 2.887_282).abs() < 5e-6, "{found}");
    }
}
