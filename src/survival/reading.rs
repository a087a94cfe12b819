//! A curve read off at a chosen time.

use super::kaplan_meier::Curve;
use super::limit_curve::BothLimits;
use super::limits::Transform;
use super::quantile::EstimateLimits;
use crate::compact::Gather;
use crate::value::Estimate;
use serde::Serialize;

/// The curve read off at a chosen time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AtTime {
    pub time: f64,
    /// At risk at the first time of the curve that is not earlier; 0 beyond
    /// the last. Without delayed entry: those whose follow-up reaches `time`.
    pub at_risk: u32,
    /// Events up to and including the time.
    pub events: u32,
    pub survival: Estimate,
    pub standard_error: Estimate,
    pub limits: Vec<EstimateLimits>,
    /// log(−log S): with proportional hazards groups keep one distance in it.
    pub log_minus_log: Estimate,
    /// Nobody was followed this far; the last value of the curve is given.
    pub beyond_follow_up: bool,
}

/// Whom the end of a curve rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tail {
    /// The last event: from there on the curve is flat, whatever happens.
    pub last_event: Estimate,
    /// At risk just before it.
    pub at_risk: u32,
    /// `at_risk` as a share of the group.
    pub share: f64,
    /// Still followed after it: whom a plateau rests on.
    pub after: u32,
}

/// How many of the `n` patients of a curve its last step and its plateau rest on.
pub fn tail(curve: &Curve, n: usize) -> Tail {
    let Some(last) = curve.events.iter().rposition(|events| *events > 0) else {
        let last_event = Estimate::not_estimable("no event happened");
        return Tail { last_event, at_risk: 0, share: 0.0, after: 0 };
    };
    let at_risk = curve.at_risk[last];
    Tail {
        last_event: Estimate::Value(curve.time[last]),
        at_risk,
        share: f64::from(at_risk) / n as f64,
        after: at_risk - curve.events[last] - curve.censored[last],
    }
}

/// Survival, its standard error and limits at `time`. Before the first time on
/// the curve survival is 1, its standard error 0 and every limit 1, but for
/// the lower one of the beta product. Agrees with
/// R's `summary(survfit, times, extend = TRUE)`.
pub fn at_time(curve: &Curve, time: f64) -> AtTime {
    let rows = curve.time.len();
    let next = curve.time.partition_point(|t| *t < time);
    let seen = curve.time.partition_point(|t| *t <= time);
    let read = |values: &[f64], why: &str| match seen {
        0 => Estimate::Value(1.0),
        _ => Estimate::finite(values[seen - 1], why),
    };
    let why = if seen > 0 && curve.survival[seen - 1] == 0.0 {
        "survival is 0"
    } else {
        "no event has happened yet"
    };
    AtTime {
        time,
        at_risk: curve.at_risk.get(next).copied().unwrap_or(0),
        events: curve.events[..seen].iter().sum(),
        survival: read(&curve.survival, why),
        standard_error: match seen {
            0 => Estimate::Value(0.0),
            _ => read(&curve.standard_error, why),
        },
        limits: curve
            .limits
            .iter()
            .map(|limits| {
                let (lower, upper) = match (seen, limits.transform) {
                    (0, _) => (limits.lower_at_start, 1.0),
                    (_, Transform::BetaProduct) => (limits.lower[seen - 1], limits.upper[seen - 1]),
                    _ => BothLimits::of(curve, limits).at(seen - 1),
                };
                EstimateLimits {
                    transform: limits.transform,
                    level: limits.level,
                    lower: Estimate::finite(lower, why),
                    upper: Estimate::finite(upper, why),
                }
            })
            .gather(),
        log_minus_log: match seen {
            0 => Estimate::not_estimable("no event has happened yet"),
            _ => Estimate::finite((-curve.survival[seen - 1].ln()).ln(), why),
        },
        beyond_follow_up: rows == 0 || time > curve.time[rows - 1],
    }
}
