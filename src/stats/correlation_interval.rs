//! Intervals for a correlation by Fisher's z.

use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// A confidence interval of a correlation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationInterval {
    pub kind: CorrelationIntervalKind,
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// Which variance of z = atanh ρ. Fisher's is for Pearson's r under bivariate
/// normality; the other two allow for ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CorrelationIntervalKind {
    /// 1/(n − 3). Fisher 1921.
    Fisher,
    /// 1.06/(n − 3). Fieller, Hartley & Pearson 1957, Biometrika 44:470.
    Fieller,
    /// (1 + ρ²/2)/(n − 3). Bonett & Wright 2000, Psychometrika 65:23.
    BonettWright,
}

impl CorrelationIntervalKind {
    pub const ALL: [Self; 3] = [Self::Fisher, Self::Fieller, Self::BonettWright];

    /// The variance of z; `lost` is 3 plus the number of variables held fixed.
    pub fn variance(self, rho: f64, n: f64, lost: f64) -> f64 {
        let numerator = match self {
            Self::Fisher => 1.0,
            Self::Fieller => 1.06,
            Self::BonettWright => 1.0 + rho * rho / 2.0,
        };
        numerator / (n - lost)
    }
}

/// tanh(atanh ρ ∓ z √v), for every kind at every level. Not estimable for
/// |ρ| = 1, for n < 4 (v has no meaning), and for a level outside (0, 1).
pub fn intervals(rho: &Estimate, n: usize, levels: &[f64]) -> Vec<CorrelationInterval> {
    CorrelationIntervalKind::ALL
        .into_iter()
        .flat_map(|kind| levels.iter().map(move |&level| interval(kind, rho, n, 3, level)))
        .gather()
}

/// One interval; `lost` as in [`CorrelationIntervalKind::variance`].
pub fn interval(
    kind: CorrelationIntervalKind,
    rho: &Estimate,
    n: usize,
    lost: usize,
    level: f64,
) -> CorrelationInterval {
    let [lower, upper] = match rho.value() {
        Some(rho) if n > lost && rho.abs() < 1.0 => {
            let variance = kind.variance(rho, n as f64, lost as f64);
            z_limits(rho, variance, level)
        }
        Some(rho) if rho.abs() >= 1.0 => both("the correlation is ±1: no interval by Fisher's z"),
        Some(_) => both("too few observations for an interval"),
        None => [rho.clone(), rho.clone()],
    };
    CorrelationInterval { kind, level, lower, upper }
}

/// tanh(atanh ρ ∓ z √`variance`).
pub fn z_limits(rho: f64, variance: f64, level: f64) -> [Estimate; 2] {
    let Some(z) = tail::normal_for_level(level) else {
        return both("the level must lie between 0 and 1");
    };
    let (centre, half) = (rho.atanh(), z * variance.sqrt());
    let why = "no interval by Fisher's z";
    [Estimate::finite((centre - half).tanh(), why), Estimate::finite((centre + half).tanh(), why)]
}

fn both(why: &str) -> [Estimate; 2] {
    [Estimate::not_estimable(why), Estimate::not_estimable(why)]
}
