//! Where ticks stand: at times a clinic thinks in, and at round numbers.

use crate::compact::Gather;
use crate::value::TimeUnit;

/// Steps for a time axis, from fine to coarse.
fn clinical_steps(unit: TimeUnit) -> &'static [f64] {
    match unit {
        TimeUnit::Days => &[1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0, 1825.0],
        TimeUnit::Weeks => &[1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0, 104.0, 260.0],
        TimeUnit::Months => &[0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 36.0, 60.0, 120.0],
        TimeUnit::Years => &[0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0],
    }
}

/// Ticks from 0 to `end` at the finest clinical step of which at most `most`
/// steps fit. Very short or very long axes fall back to round numbers.
pub(super) fn clinical(unit: TimeUnit, end: f64, most: f64) -> Vec<f64> {
    let steps = clinical_steps(unit);
    let step = if end < steps[0] * 2.0 {
        round_step(end / most)
    } else {
        match steps.iter().find(|step| end / *step <= most) {
            Some(step) => *step,
            None => round_step(end / most),
        }
    };
    from_zero(step, end)
}

/// Round numbers from `low` to `high`, both included when they are round.
pub(super) fn round_numbers(low: f64, high: f64, most: usize) -> Vec<f64> {
    if high <= low || (high - low).is_nan() {
        return vec![low];
    }
    let step = round_step((high - low) / most.max(1) as f64);
    let first = (low / step - 1e-9).ceil();
    let last = (high / step + 1e-9).floor();
    let mut ticks = Vec::new();
    let mut k = first;
    while k <= last {
        ticks.push(clean(k * step));
        k += 1.0;
    }
    ticks
}

/// 1, 2 or 5 times a power of ten, at least `least`.
fn round_step(least: f64) -> f64 {
    if !(least > 0.0 && least.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= least * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

fn from_zero(step: f64, end: f64) -> Vec<f64> {
    let count = (end / step + 1e-9).floor() as usize;
    (0..=count).map(|k| clean(k as f64 * step)).gather()
}

/// Removes the dust of a product like 3 × 0.1, and the sign of nought.
fn clean(x: f64) -> f64 {
    (x * 1e9).round() / 1e9 + 0.0
}
