//! Formulas for the p-value of the largest of many standardised statistics.

use crate::tail::normal_two_sided;
use std::f64::consts::PI;

/// Lausen & Schumacher (1992, Biometrics 48:73): with φ the normal density and
/// the marker cut between the shares ε and 1 − ε,
/// φ(b)(b − 1/b) log((1 − ε)²/ε²) + 4 φ(b)/b; 1 up to b = 1, between 0 and 1.
pub fn lausen_92(b: f64, share: f64) -> f64 {
    if b <= 1.0 {
        return 1.0;
    }
    let density = (-0.5 * b * b).exp() / (2.0 * PI).sqrt();
    let log = 2.0 * ((1.0 - share) / share).ln();
    (density * (b - 1.0 / b) * log + 4.0 * density / b).clamp(0.0, 1.0)
}

/// Lausen, Sauerbrei & Schumacher (1994): an improved Bonferroni bound,
/// 2(1 − Φ(b)) + Σ exp(−b²/2)/π (tᵢ − (b²/4 − 1) tᵢ³/6) over neighbouring cuts,
/// tᵢ² = 1 − mᵢ (n − mᵢ₊₁)/((n − mᵢ) mᵢ₊₁). It may exceed 1, or fall below 0.
pub fn lausen_94(b: f64, sizes: &[usize], n: usize) -> f64 {
    let n = n as f64;
    let terms: f64 = sizes
        .windows(2)
        .map(|pair| {
            let (m, next) = (pair[0] as f64, pair[1] as f64);
            let t = (1.0 - m * (n - next) / ((n - m) * next)).sqrt();
            (-0.5 * b * b).exp() / PI * (t - (b * b / 4.0 - 1.0) * t.powi(3) / 6.0)
        })
        .sum();
    normal_two_sided(b) + terms
}
