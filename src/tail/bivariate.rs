//! Two normal variables that are correlated.

use super::normal_upper;
use crate::compact::Gather;
use std::f64::consts::{FRAC_PI_2, PI};
use std::sync::OnceLock;

/// P(X ≤ h, Y ≤ k) for standard normal X and Y with correlation `r`.
///
/// Φ(h) Φ(k) + ∫ over the angle a from 0 to arcsin r of
/// exp(−(h² + k² − 2 h k sin a)/(2 cos² a))/2π (Plackett 1954, Biometrika
/// 41:351), by tanh-sinh quadrature. Absolute error about 1e-15.
pub fn bivariate_normal_lower(h: f64, k: f64, r: f64) -> f64 {
    let product = normal_upper(-h) * normal_upper(-k);
    if h.is_infinite() || k.is_infinite() {
        return product;
    }
    (product + plackett(r, |sine, square| density(h, k, sine, square))).clamp(0.0, 1.0)
}

/// What correlation adds to the probability of a rectangle over the product of
/// its two margins: one integral for the four corners, whose infinite ones
/// contribute nothing.
pub fn rectangle_excess(h: [f64; 2], k: [f64; 2], r: f64) -> f64 {
    plackett(r, |sine, square| {
        density(h[1], k[1], sine, square)
            - density(h[0], k[1], sine, square)
            - density(h[1], k[0], sine, square)
            + density(h[0], k[0], sine, square)
    })
}

/// exp(−(h² + k² − 2 h k sin a)/(2 cos² a)), 0 at infinite h or k.
fn density(h: f64, k: f64, sine: f64, cosine_square: f64) -> f64 {
    if h.is_infinite() || k.is_infinite() {
        return 0.0;
    }
    // (h − k)² + 2 h k (1 − sin a), which does not cancel near a = π/2.
    let gap = h - k;
    let product = if sine >= 0.0 {
        gap * gap + 2.0 * h * k * cosine_square / (1.0 + sine)
    } else {
        (h + k) * (h + k) - 2.0 * h * k * cosine_square / (1.0 - sine)
    };
    (-product / (2.0 * cosine_square)).exp()
}

/// ∫ f(sin a, cos² a) da/2π from 0 to arcsin r.
fn plackett(r: f64, f: impl Fn(f64, f64) -> f64) -> f64 {
    let end = r.asin();
    if end == 0.0 {
        return 0.0;
    }
    let half = end / 2.0;
    let sum: f64 = nodes()
        .iter()
        .map(|&(from_end, weight)| {
            let angle = half * from_end;
            let (near, far) = (f(angle.sin(), angle.cos().powi(2)), {
                // cos of an angle just short of π/2, without cancellation.
                let rest = (FRAC_PI_2 - end.abs()) + angle.abs();
                let cosine = rest.sin();
                f(rest.cos() * end.signum(), cosine * cosine)
            });
            weight * if from_end == 1.0 { near } else { near + far }
        })
        .sum();
    half * sum / (2.0 * PI)
}

/// Nodes of tanh-sinh quadrature on (−1, 1) by their distance from the nearer
/// end (at most 1), with their weights; each stands for itself and its mirror.
fn nodes() -> &'static [(f64, f64)] {
    static NODES: OnceLock<Vec<(f64, f64)>> = OnceLock::new();
    NODES.get_or_init(|| {
        let step = 1.0 / 16.0;
        (0..)
            .map(|k| {
                let t = f64::from(k) * step;
                let arm = FRAC_PI_2 * t.sinh();
                let distance = 2.0 / ((2.0 * arm).exp() + 1.0);
                let weight = step * FRAC_PI_2 * t.cosh() / arm.cosh().powi(2);
                (distance, weight)
            })
            .take_while(|&(_, weight)| weight > 1e-20)
            .gather()
    })
}
