//! Whether a rank correlation depends on what hides inside the grades.

use super::defaults::five_per_cent;
use super::method::{Accounting, Method};
use super::patients::nobody;
use crate::cohort::accounting::Screening;
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::span::{Spans, spans};
use crate::cohort::study::Study;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::stats::filling::{ExactRange, FillingRange, Uncertain, filling_range};
pub use crate::stats::resample::Resampling;
use serde::Serialize;

/// What is asked. Grades are taken as the stretches of per cents they are,
/// whatever score is named; a plain column is taken as known.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeUncertaintyRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub resampling: Resampling,
    /// The level at which a correlation counts as found.
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeUncertaintyAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub range: FillingRange,
    /// Whether the finding, significant or not, could be the other one.
    pub depends_on_filling: bool,
}

pub fn grade_uncertainty(
    study: &Study,
    request: &GradeUncertaintyRequest,
) -> Result<GradeUncertaintyAnswer, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let x = spans(study, &mut screening, &request.x).map_err(one)?;
    let y = spans(study, &mut screening, &request.y).map_err(one)?;
    let question = format!("{} v {}", x.name, y.name);
    if screening.kept().is_empty() {
        return Err(nobody(screening, &question));
    }
    let kept = |spans: &Spans| Uncertain {
        value: screening.keep(&spans.value),
        minus: spans.minus.as_ref().map(|minus| screening.keep(minus)),
    };
    let range = filling_range(&kept(&x), &kept(&y), &request.resampling, request.alpha);
    Ok(GradeUncertaintyAnswer {
        method: method(range.exact.is_some()),
        accounting: screening.close(),
        question,
        depends_on_filling: depends(&range, request.alpha),
        range,
    })
}

/// By the exact range where there is one: both ends on one side of 0 and below
/// alpha, or both above alpha, leave no doubt. Else by the draws.
fn depends(range: &FillingRange, alpha: f64) -> bool {
    match &range.exact {
        Some(exact) => {
            let ends = [
                (exact.rho_smallest.value(), exact.p_at_smallest.value()),
                (exact.rho_largest.value(), exact.p_at_largest.value()),
            ];
            // Without a p the coefficient is ±1: found, if it exists.
            let found = ends.map(|(rho, p)| rho.is_some() && p.is_none_or(|p| p < alpha));
            let signs = ends.map(|(rho, _)| rho.unwrap_or(0.0) > 0.0);
            found[0] != found[1] || signs[0] != signs[1]
        }
        None => range.share_significant > 0.0 && range.share_significant < 1.0,
    }
}

fn method(exact: bool) -> Method {
    let how = if exact {
        "The smallest and largest ρ and τ over all per cents that the grades allow are exact: \
         patients of one grade are put in the order of the other variable, or against it."
    } else {
        "A change between two grades has no exact range here; the range is that of the draws."
    };
    Method {
        name: "What the grades leave open".into(),
        details: vec![
            how.into(),
            "Draws put every patient anywhere in the grade with equal chance; p by Student's t."
                .into(),
        ],
        references: vec![],
        r_call: None,
    }
}
