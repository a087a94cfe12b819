//! The time by which a share of a group has had the event, with limits.

use super::kaplan_meier::Curve;
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
    let read = |values: &[f64]| {
        crossing(&curve.time, values, p).map_or(Estimate::NotReached, Estimate::Value)
    };
    let limits = curve
        .limits
        .iter()
        .map(|limits| EstimateLimits {
            transform: limits.transform,
            level: limits.level,
            lower: if limits.lower_at_start <= 1.0 - p {
                Estimate::Value(0.0)
            } else {
                read(&limits.lower)
            },
            upper: read(&limits.upper),
        })
        .gather();
    Quantile { p, estimate: read(&curve.survival), limits }
}

/// Where a curve that starts at 1 (at time 0) falls to 1 − p. Missing values
/// are passed over. A limit curve may turn up again; then the value nearest
/// below 1 − p decides, as in R.
fn crossing(time: &[f64], values: &[f64], p: f64) -> Option<f64> {
    if p == 0.0 {
        return Some(0.0);
    }
    // The first entry of the smallest fall that is at least `fall`.
    let first_at_least = |fall: f64| -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for (i, value) in values.iter().enumerate() {
            let fallen = 1.0 - value;
            if fallen >= fall && best.is_none_or(|(_, least)| fallen < least) {
                best = Some((i, fallen));
            }
        }
        best
    };
    let falling = is_falling(values);
    let find = |fall: f64| -> Option<usize> {
        match falling {
            Some((from, to)) => {
                let at = from + values[from..to].partition_point(|value| 1.0 - value < fall);
                (at < to).then_some(at)
            }
            None => first_at_least(fall).map(|(at, _)| at),
        }
    };
    let step = find(p - TOLERANCE)?;
    let last = *values.last()?;
    if (p - (1.0 - last)).abs() < TOLERANCE {
        return Some((time[step] + time[time.len() - 1]) / 2.0);
    }
    let after = find(p + TOLERANCE)?;
    Some((time[step] + time[after]) / 2.0)
}

/// The range of entries that exist, if they are one range and never rise.
fn is_falling(values: &[f64]) -> Option<(usize, usize)> {
    let from = values.iter().position(|v| !v.is_nan()).unwrap_or(values.len());
    let to = values.iter().rposition(|v| !v.is_nan()).map_or(from, |last| last + 1);
    values[from..to].is_sorted_by(|a, b| a >= b).then_some((from, to))
}
