//! Bands that hold a whole survival curve at once, not one time after another.

mod critical;

use super::kaplan_meier::Curve;
use super::limits::Transform;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::value::{Estimate, Series};
pub use critical::{equal_precision, hall_wellner};
use serde::Serialize;

/// What is asked: a kind of band, its scale (plain, log-log or arcsin), its
/// level, and the times between which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BandChoice {
    pub kind: BandKind,
    #[serde(default = "log_log")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub transform: Transform,
    #[serde(default = "ninety_five")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
    /// The first event of the group unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// The last event that leaves survival above 0 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

fn log_log() -> Transform {
    Transform::LogLog
}

fn ninety_five() -> f64 {
    0.95
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BandKind {
    /// Width proportional to 1 + n σ².
    HallWellner,
    /// Pointwise limits, widened.
    EqualPrecision,
}

/// A band between two times; entries at the times of the curve there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimultaneousBand {
    pub kind: BandKind,
    pub transform: Transform,
    pub level: f64,
    pub from: Estimate,
    pub to: Estimate,
    /// n σ²/(1 + n σ²) at either end.
    pub share_from: Estimate,
    pub share_to: Estimate,
    /// In place of the normal quantile.
    pub critical: Estimate,
    pub time: Vec<f64>,
    pub lower: Series,
    pub upper: Series,
}

/// Where does the whole curve lie?
///
/// With n in the group, σ Greenwood's standard error of log S and
/// a = n σ²/(1 + n σ²) at the two ends: the equal-precision band (Nair 1984,
/// Technometrics 26:265) is the pointwise limits with the quantile of
/// sup |W(u)|/√(u (1 − u)) over the ends' a in place of the normal one; the
/// band of Hall & Wellner (1980, Biometrika 67:133) has (1 + n σ²)/√n in place
/// of σ and the quantile of sup |W(u)|, W a Brownian bridge. Large-sample
/// bands: with few patients they are too narrow near the ends. The quantiles
/// are computed for the very ends, where tables step by 0.02. Klein &
/// Moeschberger's (2003, appendix C; R's km.ci) of Hall & Wellner agree in their
/// four decimals; theirs of equal precision come from an approximation and are
/// smaller in the third digit (at 0.1 and 0.6: 2.8826 against 2.8873).
pub fn band(curve: &Curve, choice: &BandChoice) -> SimultaneousBand {
    let none = |why: &str| SimultaneousBand {
        kind: choice.kind,
        transform: choice.transform,
        level: choice.level,
        from: Estimate::not_estimable(why),
        to: Estimate::not_estimable(why),
        share_from: Estimate::not_estimable(why),
        share_to: Estimate::not_estimable(why),
        critical: Estimate::not_estimable(why),
        time: Vec::new(),
        lower: Series::default(),
        upper: Series::default(),
    };
    if !matches!(choice.transform, Transform::Plain | Transform::LogLog | Transform::Arcsin) {
        return none("a band has a plain, log-log or arcsin scale");
    }
    if !(choice.level > 0.0 && choice.level < 1.0) {
        return none("a level lies between 0 and 1");
    }
    let usable = |row: &usize| curve.events[*row] > 0 && curve.survival[*row] > 0.0;
    let events: Vec<usize> = (0..curve.time.len()).filter(usable).gather();
    let (Some(first), Some(last)) = (events.first(), events.last()) else {
        return none("no event leaves survival between 0 and 1");
    };
    let from = choice.from.unwrap_or(curve.time[*first]).max(curve.time[*first]);
    let to = choice.to.unwrap_or(curve.time[*last]).min(curve.time[*last]);
    let n = f64::from(curve.events.iter().chain(&curve.censored).sum::<u32>());
    // σ on the scale of log S at the last row up to a time.
    let sigma = |row: usize| curve.standard_error[row] / curve.survival[row];
    let share = |time: f64| {
        let square = n * sigma(curve.time.partition_point(|t| *t <= time) - 1).powi(2);
        square / (1.0 + square)
    };
    if from.is_nan() || to.is_nan() || from >= to {
        return none("a band needs two event times");
    }
    let (a, b) = (share(from), share(to));
    let critical = match choice.kind {
        BandKind::HallWellner => hall_wellner(choice.level, a, b),
        BandKind::EqualPrecision => equal_precision(choice.level, a, b),
    };
    let Some(critical) = critical else { return none("the two ends are too close") };
    let rows = (0..curve.time.len()).filter(|row| (from..=to).contains(&curve.time[*row]));
    let mut band = SimultaneousBand {
        from: Estimate::Value(from),
        to: Estimate::Value(to),
        share_from: Estimate::Value(a),
        share_to: Estimate::Value(b),
        critical: Estimate::Value(critical),
        ..none("")
    };
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    for row in rows {
        let sigma = match choice.kind {
            BandKind::EqualPrecision => sigma(row),
            BandKind::HallWellner => (1.0 + n * sigma(row).powi(2)) / n.sqrt(),
        };
        let pair = choice.transform.limits(curve.survival[row], sigma, critical);
        let (low, high) = pair.unwrap_or((f64::NAN, f64::NAN));
        band.time.push(curve.time[row]);
        lower.push(low);
        upper.push(high);
    }
    (band.lower, band.upper) = (lower.into(), upper.into());
    band
}
