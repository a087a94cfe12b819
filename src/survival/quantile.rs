//! The time by which a share of a group has had the event, with limits.

use super::kaplan_meier::Curve;
use super::limit_curve::{BothLimits, Which};
use super::limits::Transform;
use super::near_tie::TOLERANCE;
use crate::compact::Gather;
use crate::value::Estimate;
use serde::Serialize;

/// The time by which a share `p` has had the event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Quantile {
    pub p: f64,
    pub estimate: Estimate,
    pub limits: Vec<EstimateLimits>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EstimateLimits {
    pub transform: Transform,
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// The smallest t with S(t) ≤ 1 − p; where S equals 1 − p over an interval, the
/// middle of that interval, and where the curve ends at exactly 1 − p, the
/// middle between that step and the last time. Equality is decided within
/// √ε, since a product of fractions rarely gives 0.5 itself.
///
/// Limits: the same rule read off the lower and upper limit curve, the inverted
/// test of Brookmeyer & Crowley (1982) carried to every scale. Not reached is
/// an answer. Agrees with R's `quantile(survfit(...))`, including its upper
/// limit where the curve ends at 0 (R and we: not reached; lifelines: the last
/// time).
pub fn quantile(curve: &Curve, p: f64) -> Quantile {
    if !(0.0..=1.0).contains(&p) {
        let why = || Estimate::not_estimable("a quantile needs a share between 0 and 1");
        return Quantile { p, estimate: why(), limits: Vec::new() };
    }
    let estimate = |time: Option<f64>| time.map_or(Estimate::NotReached, Estimate::Value);
    let limits = curve
        .limits
        .iter()
        .map(|limits| {
            let read = |which: Which| {
                estimate(if limits.transform == Transform::BetaProduct {
                    let values = if which == Which::Lower { &limits.lower } else { &limits.upper };
                    crossing(&curve.time, p, values.last(), |fall| first_fallen(values, fall))
                } else {
                    let both = BothLimits::of(curve, limits);
                    let last = both.rows().checked_sub(1).map(|row| both.one_at(which, row));
                    crossing(&curve.time, p, last.as_ref(), |fall| both.first_fallen(which, fall))
                })
            };
            EstimateLimits {
                transform: limits.transform,
                level: limits.level,
                lower: if limits.lower_at_start <= 1.0 - p {
                    Estimate::Value(0.0)
                } else {
                    read(Which::Lower)
                },
                upper: read(Which::Upper),
            }
        })
        .gather();
    // The curve itself never rises.
    let survival = &curve.survival;
    let find = |fall: f64| {
        let at = survival.partition_point(|value| 1.0 - value < fall);
        (at < survival.len()).then_some(at)
    };
    let estimate = estimate(crossing(&curve.time, p, survival.last(), find));
    Quantile { p, estimate, limits }
}

/// Where a curve that starts at 1 (at time 0) and ends at `last` falls to 1 − p,
/// if `find` gives the first row that has fallen by so much. A limit curve may
/// turn up again; then the value nearest below 1 − p decides, as in R.
fn crossing(
    time: &[f64],
    p: f64,
    last: Option<&f64>,
    find: impl Fn(f64) -> Option<usize>,
) -> Option<f64> {
    if p == 0.0 {
        return Some(0.0);
    }
    let step = find(p - TOLERANCE)?;
    if (p - (1.0 - last?)).abs() < TOLERANCE {
        return Some((time[step] + time[time.len() - 1]) / 2.0);
    }
    let after = find(p + TOLERANCE)?;
    Some((time[step] + time[after]) / 2.0)
}

/// The first row of the smallest fall that is at least `fall`; missing values
/// are passed over.
fn first_fallen(values: &[f64], fall: f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (row, value) in values.iter().enumerate() {
        let fallen = 1.0 - value;
        if fallen >= fall && best.is_none_or(|(_, least)| fallen < least) {
            best = Some((row, fallen));
        }
    }
    best.map(|(row, _)| row)
}
