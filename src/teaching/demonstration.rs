//! What a demonstration is made of: steps, each with its words, its formula with
//! numbers put in, its row of a running table and its picture.

use super::picture::Picture;
use crate::analysis::Accounting;
use crate::compact::Gather;
use crate::value::Estimate;
use serde::Serialize;

/// A demonstration from the first step to the result.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Demonstration {
    /// As in "Kaplan–Meier estimate: 6-MP".
    pub title: String,
    /// In general, with every symbol named.
    pub formula: String,
    /// Of which parts there are demonstrations (groups, coefficients), and which
    /// this is; empty where there is only one.
    pub parts: Vec<String>,
    pub part: usize,
    pub steps: Vec<Step>,
    /// The running table; each step says how many of its rows are known by then.
    pub table: Grid,
    /// What was taken together to keep the steps few; empty if nothing was.
    pub shortened: String,
    /// The outcome in one sentence; its numbers are those of the answer.
    pub result: String,
    pub accounting: Accounting,
    /// Author, year, journal, page or equation.
    pub sources: Vec<String>,
    /// Where chance took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, type = "number"))]
    pub seed: Option<u64>,
}

/// One step.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Step {
    /// What happens, in a few sentences.
    pub text: String,
    /// The formula with this step's numbers put in.
    pub formula: String,
    /// The same numbers in full precision, by name.
    pub numbers: Vec<Named>,
    /// So many rows of the running table are known by now.
    pub rows: usize,
    /// The row this step makes or reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub row: Option<usize>,
    /// A small table of this step alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub beside: Option<Grid>,
    #[serde(skip)]
    pub picture: Option<Picture>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Named {
    pub name: String,
    pub value: Estimate,
}

/// A table with a heading over each column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Grid {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// Cells to look at: row and column.
    pub marked: Vec<[usize; 2]>,
}

const NOT_HERE: &str = "it does not exist here";

/// A text (counts are texts), or a number in full precision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Cell {
    Text(String),
    Number {
        value: Estimate,
        /// Where three digits say too little.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        decimals: Option<u8>,
    },
}

impl Cell {
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    pub fn number(value: f64) -> Self {
        Self::Number { value: Estimate::finite(value, NOT_HERE), decimals: None }
    }

    pub fn fixed(value: f64, decimals: u8) -> Self {
        Self::Number { value: Estimate::finite(value, NOT_HERE), decimals: Some(decimals) }
    }
}

/// A table whose headings are known.
pub(super) fn headed(caption: String, columns: &[&str], rows: Vec<Vec<Cell>>) -> Grid {
    let columns = columns.iter().map(|name| (*name).to_owned()).gather();
    Grid { caption, columns, rows, marked: Vec::new() }
}

/// `named("survival", 0.857)`.
pub(super) fn named_estimate(name: &str, value: &Estimate) -> Named {
    Named { name: name.into(), value: value.clone() }
}

pub(super) fn named(name: impl Into<String>, value: f64) -> Named {
    Named { name: name.into(), value: Estimate::finite(value, NOT_HERE) }
}
