//! How a number came about: enough to repeat it elsewhere.

use crate::problem::Problem;
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

/// Who was counted and who was not. `used` plus every `left_out` count is `rows`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Accounting {
    /// Rows in the table.
    pub rows: usize,
    pub used: usize,
    pub left_out: Vec<LeftOut>,
    /// What the reader should know before believing the numbers.
    pub notes: Vec<Problem>,
}

/// One reason, and the rows it took away (each row is counted once, under the
/// first reason that applies).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LeftOut {
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub code: &'static str,
    pub column: String,
    /// As in `path_necrosis is missing`.
    pub reason: String,
    pub count: usize,
    /// Line numbers as the user sees them; the first 100.
    pub rows: Vec<usize>,
}
