//! How a request names what it wants from the table: rows, numbers, groups,
//! endpoints.

use crate::plain::{Fields, FromPlain, ReadError, Value};
use crate::table::mapping::Endpoint;
pub use crate::value::{Score, Side};
use serde::Serialize;

/// Which rows take part, before the analysis itself asks for its own columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Selection {
    /// Keep rows whose cell is one of these texts; all filters must hold.
    pub keep: Vec<Filter>,
    /// Keep rows in which these columns are not missing either.
    pub complete: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Filter {
    pub column: String,
    pub values: Vec<String>,
}

/// A number per patient. In JSON told apart by form: a text, `column` and
/// `score`, or `post`, `pre` and `score`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Variable {
    /// A column: its numbers, or the position of its grade (1 is the lowest
    /// necrosis) when it is mapped as a grade.
    Column(String),
    /// A grade column by a chosen score.
    Grade { column: String, score: Score },
    /// After minus before, by a chosen score.
    Delta { post: String, pre: String, score: Score },
}

impl FromPlain for Variable {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        if let Value::Text(column) = value {
            return Ok(Self::Column(column));
        }
        let delta = value.has("post") || value.has("pre");
        let known: &[&str] = if delta { &["post", "pre", "score"] } else { &["column", "score"] };
        let mut fields = Fields::of(value, known)?;
        let score = fields.required("score")?;
        Ok(if delta {
            Self::Delta { post: fields.required("post")?, pre: fields.required("pre")?, score }
        } else {
            Self::Grade { column: fields.required("column")?, score }
        })
    }
}

/// How the cohort is split.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Grouping {
    Label(LabelGroups),
    Threshold(ThresholdGroups),
}

/// One group a label, in the order of `levels`; without it, in order of the
/// scale (grades), of size (numbers), or of the alphabet. Rows with a label
/// that is not listed are left out, and counted.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LabelGroups {
    pub column: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub levels: Option<Vec<String>>,
}

/// Two groups: below the cut first, then the rest. For a grade the cut is in
/// per cent necrosis; a grade that straddles it is left out, and counted.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ThresholdGroups {
    pub variable: Variable,
    pub at: f64,
    /// Whether a value at the cut belongs to the upper group (`≥`) or not (`>`).
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub side: Side,
}

/// An endpoint of the mapping by its name, or one written out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum EndpointChoice {
    Named(String),
    Written(Box<Endpoint>),
}

impl FromPlain for EndpointChoice {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::Text(name) => Ok(Self::Named(name)),
            written => FromPlain::from_plain(written).map(Self::Written),
        }
    }
}
