//! The scales there are, with their sources, and which of them convert exactly.

use super::conversion::method;
use super::method::Method;
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::scale::{NotConvertible, Scale, convert_scale, not_convertible};
use crate::value::Boundary;
use serde::Serialize;
use std::borrow::Cow;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct ScalesRequest {
    /// To which grade a shared end belongs where a source leaves it open.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary: Boundary,
}

/// Every scale with its bands and source, and those that no per cent defines.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScalesAnswer {
    pub method: Method,
    pub scales: Vec<Scale>,
    pub not_convertible: Vec<NotConvertible>,
    pub matrix: ConversionMatrix,
}

/// Which scale converts exactly into which: those defined by per cents alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConversionMatrix {
    pub ids: Vec<String>,
    pub names: Vec<String>,
    /// For each scale, how many of its grades have one counterpart in each
    /// scale; a scale is exact in another when all of them have.
    pub exact_grades: Vec<Vec<usize>>,
    /// How many grades each scale has.
    pub grades: Vec<usize>,
}

pub fn scales(study: &Study, request: ScalesRequest) -> ScalesAnswer {
    let boundary = request.boundary;
    let by_per_cents = |scale: &Cow<'_, Scale>| {
        // A recorded number is no scale to convert to.
        scale.grades.len() > 1
            && (0..scale.grades.len()).all(|grade| scale.band(grade, boundary).is_some())
    };
    let known: Vec<Cow<'_, Scale>> = study.scales().into_iter().filter(by_per_cents).gather();
    let exact_grades = known
        .iter()
        .map(|from| {
            known
                .iter()
                .map(|to| {
                    let found = convert_scale(from, boundary, to, boundary).unwrap_or_default();
                    found.iter().filter(|grade| grade.exact).count()
                })
                .gather()
        })
        .gather();
    ScalesAnswer {
        method: method(),
        matrix: ConversionMatrix {
            ids: known.iter().map(|scale| scale.id.clone()).gather(),
            names: known.iter().map(|scale| scale.name.clone()).gather(),
            grades: known.iter().map(|scale| scale.grades.len()).gather(),
            exact_grades,
        },
        scales: study.scales().into_iter().map(Cow::into_owned).gather(),
        not_convertible: not_convertible(),
    }
}
