//! The cumulative hazard of one group by two estimators, with limits.

use super::kaplan_meier::Curve;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::tail::normal_for_level;
use crate::value::Series;
use serde::Serialize;

/// How events at one time enter the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum HazardEstimator {
    /// d events among n at risk add d/n, and d/n² to the variance.
    NelsonAalen,
    /// As if they came one after the other: 1/n + 1/(n − 1) + …, and the sum of
    /// the squares to the variance. Equal to the other without ties.
    FlemingHarrington,
}

/// The accumulated hazard at each time of the curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CumulativeHazard {
    pub estimator: HazardEstimator,
    /// Those of the curve.
    pub time: Series,
    pub cumulative_hazard: Series,
    pub standard_error: Series,
    /// exp(−H).
    pub survival: Series,
    pub limits: Vec<HazardLimits>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct HazardLimits {
    pub scale: HazardScale,
    pub level: f64,
    pub lower: Series,
    pub upper: Series,
}

/// The scale on which the limits are symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum HazardScale {
    /// H ∓ z se, the lower one not below 0.
    Plain,
    /// H exp(∓ z se/H); 0 to 0 before the first event.
    Log,
}

/// H(t), its standard error, both kinds of limits at each level, and exp(−H).
///
/// Nelson–Aalen: Aalen 1978, Ann Stat 6:701. The version for ties: Fleming &
/// Harrington 1984, Commun Stat Theory Methods 13:2469. R's `survfit` with
/// `stype = 2` and `ctype` 1 and 2 gives the same to 1e-12; other programs use
/// the variance Σ d(n − d)/n³, which is smaller.
pub fn cumulative_hazard(
    curve: &Curve,
    estimator: HazardEstimator,
    levels: &[f64],
) -> CumulativeHazard {
    let rows = curve.at_risk.len();
    let (mut hazard, mut error) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (mut sum, mut variance) = (0.0, 0.0_f64);
    for (&at_risk, &events) in curve.at_risk.iter().zip(&curve.events) {
        let (n, d) = (f64::from(at_risk), f64::from(events));
        match estimator {
            HazardEstimator::NelsonAalen => {
                if events > 0 {
                    sum += d / n;
                    variance += d / (n * n);
                }
            }
            HazardEstimator::FlemingHarrington => {
                for before in 0..events {
                    let left = f64::from(at_risk - before);
                    sum += 1.0 / left;
                    variance += 1.0 / (left * left);
                }
            }
        }
        hazard.push(sum);
        error.push(variance.sqrt());
    }
    let scales = [HazardScale::Plain, HazardScale::Log];
    let limits = levels
        .iter()
        .flat_map(|&level| scales.map(|scale| limits(scale, level, &hazard, &error)))
        .gather();
    let survival: Vec<f64> = hazard.iter().map(|h| (-h).exp()).gather();
    CumulativeHazard {
        estimator,
        time: curve.time.clone(),
        cumulative_hazard: hazard.into(),
        standard_error: error.into(),
        survival: survival.into(),
        limits,
    }
}

fn limits(scale: HazardScale, level: f64, hazard: &[f64], error: &[f64]) -> HazardLimits {
    let z = normal_for_level(level).unwrap_or(f64::NAN);
    let (mut lower, mut upper) =
        (Vec::with_capacity(hazard.len()), Vec::with_capacity(hazard.len()));
    for (&h, &error) in hazard.iter().zip(error) {
        let (low, high) = match scale {
            _ if h == 0.0 => (0.0, 0.0),
            HazardScale::Plain => ((h - z * error).max(0.0), h + z * error),
            HazardScale::Log => (h * (-z * error / h).exp(), h * (z * error / h).exp()),
        };
        lower.push(low);
        upper.push(high);
    }
    HazardLimits { scale, level, lower: lower.into(), upper: upper.into() }
}
