//! Which column plays which role, and what its values mean: chosen by the user
//! from proposals, echoed in every result.

use super::derive::Derived;
use crate::plain::FromPlain;
pub use crate::value::Boundary;
use crate::value::TimeUnit;
use serde::Serialize;

/// Everything the user decided about a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Mapping {
    /// The column that names the patient.
    pub id: Option<String>,
    pub grades: Vec<Grade>,
    pub endpoints: Vec<Endpoint>,
    /// Columns that split the cohort, as labels.
    pub groups: Vec<String>,
    /// Columns made from others before anything else; see [`Derived`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub derived: Vec<Derived>,
    /// Scales of the user's own, which grade columns and conversions may name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub scales: Vec<OwnScale>,
    /// Texts that mean "missing" besides the empty cell, per column.
    pub missing: Vec<MissingCodes>,
    /// Rows that take part in nothing: those with one of these texts in the column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub exclude: Vec<Exclusion>,
}

/// A column that says who is to be left out, such as `eligible`, by its texts.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Exclusion {
    pub column: String,
    pub values: Vec<String>,
}

/// A column of grades, and the scale its labels belong to.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Grade {
    pub column: String,
    pub role: GradeRole,
    /// A scale's id, as in `paper6`.
    pub scale: String,
    /// Which grade a shared boundary (25, 50, 75) belongs to.
    #[serde(default)]
    pub boundary: Boundary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum GradeRole {
    /// Before treatment.
    Pre,
    /// After treatment.
    Post,
    Pathology,
    Other,
}

/// A time with its event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Endpoint {
    /// How the user calls it, as in `Progression-free survival`.
    pub name: String,
    pub time: String,
    pub event: String,
    #[serde(default)]
    pub unit: TimeUnit,
    /// Delayed entry: the column with the time a patient came under observation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub time_zero: TimeZero,
    pub coding: EventCoding,
}

/// What becomes of a patient whose time is 0. Programs differ: R keeps him at
/// risk at time 0, Stata leaves him out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TimeZero {
    #[default]
    Keep,
    LeaveOut,
    /// His time becomes half a day, in the endpoint's unit.
    HalfDay,
}

/// What each text in the event column means. A text in no list is a problem:
/// nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct EventCoding {
    pub event: Vec<String>,
    pub censored: Vec<String>,
    pub competing: Vec<String>,
    pub excluded: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MissingCodes {
    pub column: String,
    pub codes: Vec<String>,
}

/// A scale of the user's own: labels, and the cuts between them.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OwnScale {
    /// Not one of a scale that ships.
    pub id: String,
    pub name: String,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub counts: Counted,
    /// From the least to the most of what it counts.
    pub labels: Vec<String>,
    /// Between each label and the next, in rising order.
    pub cuts: Vec<Cut>,
}

/// What the per cents of a user's scale count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    #[default]
    Necrosis,
    ViableTumour,
}

/// A per cent between two grades.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "ScaleCut"))]
pub struct Cut {
    pub at: f64,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub belongs_to: CutSide,
}

/// Which neighbour exactly this per cent belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CutSide {
    /// The grade with more of what is counted.
    #[default]
    Upper,
    Lower,
    /// Nobody said; the column's or the request's boundary decides.
    Open,
}
