//! A smooth line through residuals over time, with limits.

use crate::compact::{Gather, sort_numbers};
use crate::tail::{normal_for_level, sample_quantile};
use crate::value::Series;
use serde::Serialize;

/// Places at which the line is given, from the first event to the last.
const PLACES: usize = 40;

/// How a log hazard ratio moves with time, as the residuals have it: empty where
/// the events are at fewer than four times.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ResidualSmooth {
    pub time: Series,
    pub estimate: Series,
    /// Pointwise, 95 %.
    pub lower: Series,
    pub upper: Series,
}

/// A natural cubic spline of time with four coefficients, fitted by least squares
/// to scaled Schoenfeld residuals; knots and variance as in `plot.cox.zph` of R's
/// survival on the identity scale (Grambsch & Therneau 1994, Biometrika 81:515):
/// inner knots at thirds of event times and places together, and
/// se² = `variance` · x(t)ᵀ(XᵀX)⁻¹x(t), where `variance` is the number of events
/// times that of the coefficient.
pub fn smooth(time: &[f64], residual: &[f64], variance: f64) -> ResidualSmooth {
    let ends = time.iter().fold((f64::MAX, f64::MIN), |(a, b), t| (a.min(*t), b.max(*t)));
    let (first, length) = (ends.0, ends.1 - ends.0);
    if length.is_nan() || length <= 0.0 || !variance.is_finite() {
        return ResidualSmooth::default();
    }
    let place = |k: usize| k as f64 / (PLACES - 1) as f64;
    let scaled: Vec<f64> = time.iter().map(|t| (t - first) / length).gather();
    let mut pooled: Vec<f64> = (0..PLACES).map(place).chain(scaled.iter().copied()).gather();
    sort_numbers(&mut pooled);
    // The places are never none.
    let third = |k: f64| sample_quantile(&pooled, k / 3.0).unwrap_or(k / 3.0);
    let knots = [0.0, third(1.0), third(2.0), 1.0];
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for k in 0..4 {
        let at = |x: &f64| basis(*x, &knots)[k];
        columns.push((0..PLACES).map(|k| at(&place(k))).chain(scaled.iter().map(at)).gather());
    }
    let Some(columns) = orthonormal(columns) else { return ResidualSmooth::default() };
    let mut estimate = vec![0.0; PLACES];
    let mut square = vec![0.0; PLACES];
    for column in &columns {
        let (places, events) = column.split_at(PLACES);
        let weight: f64 = events.iter().zip(residual).map(|(q, y)| q * y).sum();
        for (k, q) in places.iter().enumerate() {
            estimate[k] += q * weight;
            square[k] += q * q;
        }
    }
    let z = normal_for_level(0.95).unwrap_or(f64::NAN);
    let limit = |side: f64| -> Vec<f64> {
        let half = square.iter().map(|s| side * z * (variance * s).sqrt());
        estimate.iter().zip(half).map(|(e, h)| e + h).gather()
    };
    ResidualSmooth {
        time: (0..PLACES).map(|k| first + place(k) * length).gather().into(),
        lower: limit(-1.0).into(),
        upper: limit(1.0).into(),
        estimate: estimate.into(),
    }
}

/// 1, x, and two cubics that are straight beyond the outer knots.
fn basis(x: f64, knots: &[f64; 4]) -> [f64; 4] {
    let cube = |knot: f64| (x - knot).max(0.0).powi(3);
    let bent = |k: usize| (cube(knots[k]) - cube(knots[3])) / (knots[3] - knots[k]);
    [1.0, x, bent(0) - bent(2), bent(1) - bent(2)]
}

/// The columns made orthonormal over the events (Gram–Schmidt, twice); the places
/// in front follow. `None` where they are not four directions.
fn orthonormal(mut columns: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    for k in 0..columns.len() {
        let (done, rest) = columns.split_at_mut(k);
        let own = &mut rest[0];
        let before = dot(&own[PLACES..], &own[PLACES..]).sqrt();
        for _ in 0..2 {
            for other in done.iter() {
                let along = dot(&other[PLACES..], &own[PLACES..]);
                own.iter_mut().zip(other).for_each(|(x, q)| *x -= along * q);
            }
        }
        let length = dot(&own[PLACES..], &own[PLACES..]).sqrt();
        // Also refuses NaN, from two knots in one place.
        if length.is_nan() || length <= before * 1e-7 || before == 0.0 {
            return None;
        }
        own.iter_mut().for_each(|x| *x /= length);
    }
    Some(columns)
}
