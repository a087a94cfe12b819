//! Rank correlation of two variables.

use super::method::{Accounting, Method};
use super::request::{Selection, Variable};
pub use crate::stats::correlation_interval::{CorrelationInterval, CorrelationIntervalKind};
pub use crate::stats::spearman::Spearman;
use serde::{Deserialize, Serialize};

/// What is asked. `levels` default to 95 %.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CorrelationRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    pub selection: Selection,
    #[serde(default = "default_levels")]
    pub levels: Vec<f64>,
}

fn default_levels() -> Vec<f64> {
    vec![0.95]
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationAnswer {
    pub method: Method,
    pub accounting: Accounting,
    /// One sentence: "mri_post v path_necrosis".
    pub question: String,
    pub spearman: Spearman,
    /// How often each pair of values occurs, for a bubble chart.
    pub cells: CrossTable,
}

/// Distinct values of x and y, with labels, and the count of every pair,
/// row-major (x outer). Absent counts beyond 50 distinct values a side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CrossTable {
    pub x_name: String,
    pub y_name: String,
    pub x_values: Vec<f64>,
    pub x_labels: Vec<String>,
    pub y_values: Vec<f64>,
    pub y_labels: Vec<String>,
    pub counts: Vec<u32>,
}
