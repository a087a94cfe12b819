//! Kaplan–Meier curves by group, and the tests between them.

use super::method::{Accounting, Method};
use super::request::{EndpointChoice, Grouping, Selection};
use crate::table::mapping::Endpoint;
use crate::value::{Estimate, Series};
use serde::{Deserialize, Serialize};

/// What is asked. `limits` default to log-log at 95 %, `quantiles` to the
/// quartiles and median, `tests` to the log-rank test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SurvivalRequest {
    pub endpoint: EndpointChoice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
    #[serde(default)]
    pub selection: Selection,
    #[serde(default = "default_limits")]
    pub limits: Vec<Limits>,
    #[serde(default = "default_quantiles")]
    pub quantiles: Vec<f64>,
    /// Times at which survival, its limits and the number at risk are wanted.
    #[serde(default)]
    pub times: Vec<f64>,
    #[serde(default = "default_tests")]
    pub tests: Vec<Weight>,
    /// Leave the full curves out of the answer (figures keep them).
    #[serde(default)]
    pub summary_only: bool,
}

fn default_limits() -> Vec<Limits> {
    vec![Limits { transform: Transform::LogLog, level: 0.95 }]
}

fn default_quantiles() -> Vec<f64> {
    vec![0.25, 0.5, 0.75]
}

fn default_tests() -> Vec<Weight> {
    vec![Weight::LogRank]
}

/// A kind of pointwise limits at a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub transform: Transform,
    pub level: f64,
}

/// The scale on which the limits are symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    Plain,
    Log,
    LogLog,
    Arcsin,
    Logit,
}

/// The weight of a death in a test of the log-rank family.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    LogRank,
    Gehan,
    TaroneWare,
    PetoPeto,
    PetoPetoModified,
    FlemingHarrington { rho: f64, gamma: f64 },
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SurvivalAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    /// One sentence: "Progression-free survival by path_necrosis ≥ 50 %".
    pub question: String,
    pub groups: Vec<GroupSurvival>,
    pub tests: Vec<GroupTest>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupSurvival {
    pub label: String,
    pub n: usize,
    pub events: usize,
    pub censored: usize,
    /// The last time anybody in the group was seen.
    pub last_time: f64,
    /// Absent when only a summary was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Curve>,
    pub quantiles: Vec<Quantile>,
    /// Median follow-up by reverse Kaplan–Meier.
    pub follow_up: Quantile,
    pub at_times: Vec<AtTime>,
}

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
    pub lower: Series,
    pub upper: Series,
}

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

/// The curve read off at a chosen time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AtTime {
    pub time: f64,
    pub at_risk: u32,
    pub survival: Estimate,
    pub standard_error: Estimate,
    pub limits: Vec<EstimateLimits>,
}

/// A test of the log-rank family between all groups. Matrices are row-major.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupTest {
    pub weight: Weight,
    pub n: Vec<u32>,
    pub observed: Vec<f64>,
    pub expected: Vec<f64>,
    pub observed_weighted: Vec<f64>,
    pub expected_weighted: Vec<f64>,
    /// Weighted observed minus expected.
    pub u: Vec<f64>,
    /// Covariance of `u`, k × k.
    pub v: Vec<f64>,
    pub chi_squared: Estimate,
    pub df: u32,
    pub p: Estimate,
    /// (O − E)/√V of the first group, for two groups.
    pub z: Estimate,
}
