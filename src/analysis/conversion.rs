//! Grades of one scale as grades of another; the scales there are.

use super::method::Method;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::scale::{NotConvertible, Scale, all, convert_grade, find, not_convertible};
use crate::value::{Boundary, Interval};
use serde::Serialize;

/// What is asked; needs no table. Scales by their ids, as in `paper6`.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConversionRequest {
    pub from: String,
    pub to: String,
    /// To which grade a shared end belongs where the source leaves it open.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary_from: Boundary,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary_to: Boundary,
}

/// What comes back, lowest necrosis first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConversionAnswer {
    pub method: Method,
    /// As in "EORTC-STBSG as Huvos".
    pub question: String,
    pub grades: Vec<ConvertedGrade>,
    /// Every grade has one counterpart.
    pub exact: bool,
    /// Under what conditions the bands of the two can be read as necrosis.
    pub assumptions: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvertedGrade {
    pub label: String,
    /// Its band in per cent necrosis; none where the source uses words.
    pub necrosis: Option<Interval>,
    /// The grades of the other scale whose bands have a number in common with
    /// it; empty where the source uses words.
    pub possible: Vec<String>,
    pub exact: bool,
}

/// What is asked: nothing more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScalesRequest {}

/// Every scale with its bands and source, and those that no per cent defines.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScalesAnswer {
    pub method: Method,
    pub scales: Vec<Scale>,
    pub not_convertible: Vec<NotConvertible>,
}

/// A grade is a band of per cents; it can be every grade of the other scale
/// whose band meets it, and is exact where that is one alone.
pub fn conversion(request: &ConversionRequest) -> Result<ConversionAnswer, Vec<Problem>> {
    let known = |id: &str| {
        let scale = find(id).ok_or_else(|| {
            vec![
                Problem::error("unknown_scale", "There is no scale of this name.")
                    .found(id)
                    .expected("an id as listed by the request scales"),
            ]
        })?;
        if scale.is_convertible() {
            return Ok(scale);
        }
        let what = format!(
            "{} counts {}, not a per cent of necrosis: it cannot be converted.",
            scale.name,
            scale.measures.name()
        );
        Err(vec![Problem::error("scale_without_per_cents", what).found(id)])
    };
    let (from, to) = (known(&request.from)?, known(&request.to)?);
    let grades: Vec<ConvertedGrade> = from
        .grades
        .iter()
        .enumerate()
        .map(|(grade, named)| {
            let found = convert_grade(from, grade, request.boundary_from, to, request.boundary_to);
            let possible = found.as_ref().map_or(&[][..], |found| &found.possible);
            ConvertedGrade {
                label: named.label.clone(),
                necrosis: from.band(grade, request.boundary_from),
                possible: possible.iter().map(|&at| to.grades[at].label.clone()).gather(),
                exact: found.is_some_and(|found| found.exact),
            }
        })
        .gather();
    Ok(ConversionAnswer {
        method: method(),
        question: format!("{} as {}", from.name, to.name),
        exact: grades.iter().all(|grade| grade.exact),
        grades,
        assumptions: [from, to].iter().filter_map(|scale| scale.assumption.clone()).gather(),
    })
}

pub fn scales() -> ScalesAnswer {
    ScalesAnswer { method: method(), scales: all().to_vec(), not_convertible: not_convertible() }
}

fn method() -> Method {
    Method {
        name: "Conversion of grades".into(),
        details: vec![
            "Grades are bands of per cent necrosis; a grade can be every grade of the other scale \
             whose band has a number in common with its own."
                .into(),
        ],
        references: Vec::new(),
        r_call: None,
    }
}
