//! How a number came about: enough to repeat it elsewhere.

pub use crate::cohort::accounting::{Accounting, LeftOut};
use serde::Serialize;

/// Travels with every answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Method {
    /// As in `Kaplan–Meier estimate, log-rank test`.
    pub name: String,
    /// Which variant, treatment of ties, kind and level of intervals: one
    /// sentence each, ready for a methods paragraph.
    pub details: Vec<String>,
    /// Author, year, journal, page or equation.
    pub references: Vec<String>,
    /// How to get the same numbers in R.
    pub r_call: Option<String>,
}
