//! What a crosshair over the figure reads: every curve, thinned to at most one
//! step a pixel, with the places of both axes.

use crate::value::Series;
use serde::Serialize;

/// Where the plot lies, and its curves. A pixel `x` is the time
/// `from + (x − left)/(right − left) · (to − from)`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reading {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub from: f64,
    pub to: f64,
    /// What is drawn is one minus survival.
    pub rising: bool,
    pub groups: Vec<GroupReading>,
}

/// A curve as steps: each value holds from its time until the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupReading {
    pub label: String,
    /// At risk at the beginning.
    pub n: u32,
    pub time: Series,
    pub survival: Series,
    pub lower: Series,
    pub upper: Series,
    /// At risk just after the time.
    pub at_risk: Vec<u32>,
    /// Censored at the time, or at the times that one pixel holds.
    pub censored: Vec<u32>,
    /// Nobody in the group was seen after this time.
    pub last_time: f64,
}
