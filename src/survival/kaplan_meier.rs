//! The Kaplan–Meier curve of one group, with Greenwood's standard error, limits
//! and the Nelson–Aalen cumulative hazard.

use super::beta_product::beta_product;
use super::event_table::EventTable;
use super::limit_curve::BothLimits;
use super::limits::{Limits, Transform};
use crate::compact::Gather;
use crate::value::Series;
use serde::Serialize;

/// One entry per distinct time, events and censorings alike, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Curve {
    pub time: Series,
    /// At risk just before the time: an event at the time is still counted.
    pub at_risk: Vec<u32>,
    pub events: Vec<u32>,
    pub censored: Vec<u32>,
    pub survival: Series,
    /// Greenwood's standard error of the survival probability; missing where
    /// survival is 0.
    pub standard_error: Series,
    pub limits: Vec<CurveLimits>,
    /// Nelson–Aalen: sum of d/n.
    pub cumulative_hazard: Series,
    /// Square root of the sum of d/n².
    pub cumulative_hazard_standard_error: Series,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CurveLimits {
    pub transform: Transform,
    pub level: f64,
    /// Before the first time: 1, but for the beta product.
    pub lower_at_start: f64,
    pub lower: Series,
    pub upper: Series,
}

/// The share still free of the event, over time.
///
/// S(t) is the product over event times u ≤ t of 1 − d/n, with d events among
/// n at risk (Kaplan & Meier 1958). Greenwood's (1926) variance of log S is the
/// sum of d/(n (n − d)); the standard error given is S times its root, so it is
/// on the scale of the probability and does not exist at S = 0. The cumulative
/// hazard is Nelson–Aalen's sum of d/n with variance the sum of d/n² (Aalen
/// 1978). A censoring at an event time is still at risk. Assumes censoring
/// that tells nothing about the event. Agrees with R's `survfit` to 1e-12.
pub fn kaplan_meier(table: EventTable, limits: &[Limits]) -> Curve {
    let mut curve = for_summary(table, limits);
    let rows = curve.time.len();
    let mut hazard = Vec::with_capacity(rows);
    let mut hazard_error = Vec::with_capacity(rows);
    let (mut h, mut aalen, mut h_error) = (0.0, 0.0, 0.0_f64);
    for (&at_risk, &events) in curve.at_risk.iter().zip(&curve.events) {
        if events > 0 {
            let (n, d) = (f64::from(at_risk), f64::from(events));
            h += d / n;
            aalen += d / (n * n);
            h_error = aalen.sqrt();
        }
        hazard.push(h);
        hazard_error.push(h_error);
    }
    curve.cumulative_hazard = hazard.into();
    curve.cumulative_hazard_standard_error = hazard_error.into();
    for at in 0..curve.limits.len() {
        if curve.limits[at].is_written_out() {
            continue;
        }
        let both = BothLimits::of(&curve, &curve.limits[at]);
        let mut lower = Vec::with_capacity(rows);
        let mut upper = Vec::with_capacity(rows);
        let mut pair = (f64::NAN, f64::NAN);
        for row in 0..rows {
            if row == 0 || curve.events[row] > 0 {
                pair = both.at(row);
            }
            lower.push(pair.0);
            upper.push(pair.1);
        }
        (curve.limits[at].lower, curve.limits[at].upper) = (lower.into(), upper.into());
    }
    curve
}

/// The same curve for those who read it off at a few places only: without the
/// cumulative hazard, and with limits that are not written out (those of the
/// beta product excepted), but found where they are asked for.
pub fn for_summary(table: EventTable, limits: &[Limits]) -> Curve {
    let rows = table.time.len();
    let mut survival = vec![0.0; rows];
    let mut standard_error = vec![0.0; rows];
    let (mut s, mut greenwood, mut error) = (1.0, 0.0, 0.0);
    let counts = table.at_risk.iter().zip(&table.events);
    let places = survival.iter_mut().zip(&mut standard_error);
    for ((&at_risk, &events), (survival, standard_error)) in counts.zip(places) {
        if events > 0 {
            let (n, d) = (f64::from(at_risk), f64::from(events));
            let left = n - d;
            // With delayed entry patients may come after the curve has ended at 0.
            if left > 0.0 && s > 0.0 {
                s *= left / n;
                greenwood += greenwood_term(n, d);
                error = s * f64::sqrt(greenwood);
            } else {
                s = 0.0;
                error = f64::NAN;
            }
        }
        *survival = s;
        *standard_error = error;
    }
    let limits = limits.iter().map(|kind| curve_limits(*kind, &table)).gather();
    Curve {
        time: table.time.into(),
        at_risk: table.at_risk,
        events: table.events,
        censored: table.censored,
        survival: survival.into(),
        standard_error: standard_error.into(),
        limits,
        ..Curve::default()
    }
}

/// What an event time adds to Greenwood's variance of log S: d/(n (n − d)).
pub fn greenwood_term(n: f64, d: f64) -> f64 {
    d / (n * (n - d))
}

fn curve_limits(kind: Limits, table: &EventTable) -> CurveLimits {
    let Limits { transform, level } = kind;
    let (mut lower_at_start, mut lower, mut upper) = (1.0, Vec::new(), Vec::new());
    if transform == Transform::BetaProduct {
        let none = || vec![f64::NAN; table.time.len()];
        (lower_at_start, lower, upper) = beta_product(table, level)
            .map_or_else(|| (1.0, none(), none()), |b| (b.lower_at_start, b.lower, b.upper));
    }
    let (lower, upper) = (lower.into(), upper.into());
    CurveLimits { transform, level, lower_at_start, lower, upper }
}

impl Curve {
    /// The table it was made from.
    pub fn into_table(self) -> EventTable {
        let leaving = self.events.iter().zip(&self.censored);
        EventTable {
            subjects: leaving.map(|(events, censored)| events + censored).sum(),
            time: self.time.0,
            at_risk: self.at_risk,
            events: self.events,
            censored: self.censored,
        }
    }
}

impl CurveLimits {
    /// Whether `lower` and `upper` hold a number for each time.
    pub fn is_written_out(&self) -> bool {
        self.transform == Transform::BetaProduct || !self.lower.is_empty()
    }
}
