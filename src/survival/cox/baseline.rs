//! The cumulative baseline hazard of a fitted model.

use super::fit::Fitted;
use super::risk_set::{relative_hazards, walk};
use crate::compact::Gather;
use crate::value::Series;
use serde::Serialize;

/// One stratum's cumulative hazard, at every distinct time of its subjects.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BaselineHazard {
    /// Position of the stratum, as in `CoxAnswer::strata`.
    pub stratum: usize,
    pub time: Series,
    /// Of a subject whose covariates are all 0 (factors at their reference).
    pub at_zero: Series,
    /// Of a subject at `CoxBaseline::means`.
    pub at_means: Series,
}

/// All strata.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxBaseline {
    /// Means of the covariates; 0 for those that only take the values −1, 0
    /// and 1 (R's rule), so that a reference stays a reference.
    pub means: Vec<f64>,
    pub strata: Vec<BaselineHazard>,
}

/// Hazard increments, and with them Σ x̄ dH, at the event times of a stratum.
pub struct Increments {
    /// By span of the stratum; 0 where nobody dies. For z = 0.
    pub hazard: Vec<f64>,
    /// The sum of squares of the parts: what Greenwood's formula needs.
    pub squared: Vec<f64>,
    /// Σ z̄ h over the parts, p a span.
    pub mean: Vec<f64>,
    /// The same two, with the part l of d carrying 1 − l/d: what a subject who
    /// dies at the time has been exposed to (Efron).
    pub hazard_of_dying: Vec<f64>,
    pub mean_of_dying: Vec<f64>,
    /// Mean of z̄ over the parts, p a span.
    pub plain_mean: Vec<f64>,
}

/// The increments match the treatment of ties: for Efron the parts
/// 1/(S₀ − (l/d) D₀), else d/S₀.
pub fn increments(fitted: &Fitted) -> Option<Vec<Increments>> {
    let design = &fitted.design;
    let p = design.p;
    let beta = &fitted.maximum.beta;
    let mut all: Vec<Increments> = design
        .strata
        .iter()
        .map(|stratum| {
            let spans = stratum.spans.len();
            Increments {
                hazard: vec![0.0; spans],
                squared: vec![0.0; spans],
                mean: vec![0.0; spans * p],
                hazard_of_dying: vec![0.0; spans],
                mean_of_dying: vec![0.0; spans * p],
                plain_mean: vec![0.0; spans * p],
            }
        })
        .gather();
    walk(design, beta, &relative_hazards(design, beta)?, |set| {
        let (into, at) = (&mut all[set.index], set.span_index);
        let parts = set.steps(fitted.ties).count() as f64;
        for step in set.steps(fitted.ties) {
            let hazard = step.weight / set.s0(step);
            let own = hazard * (1.0 - step.share);
            into.hazard[at] += hazard;
            into.hazard_of_dying[at] += own;
            into.squared[at] += hazard / set.s0(step);
            for j in 0..p {
                let mean = set.mean(step, j);
                into.mean[at * p + j] += mean * hazard;
                into.mean_of_dying[at * p + j] += mean * own;
                into.plain_mean[at * p + j] += mean / parts;
            }
        }
    });
    Some(all)
}

/// Breslow's (1974) estimate, and its counterpart after Efron's fit. Agrees
/// with R's `basehaz`, `at_zero` with `centered = FALSE` and `at_means` with
/// `centered = TRUE`.
pub fn baseline(fitted: &Fitted, columns: &[Vec<f64>]) -> Option<CoxBaseline> {
    let beta = fitted.coefficients();
    let means = reference_means(columns);
    let shift = |at: &dyn Fn(usize) -> f64| -> f64 {
        (0..beta.len()).map(|j| (at(j) - fitted.design.centre[j]) * beta[j]).sum::<f64>().exp()
    };
    let (to_zero, to_means) = (shift(&|_| 0.0), shift(&|j| means[j]));
    let strata = increments(fitted)?
        .into_iter()
        .zip(&fitted.design.strata)
        .enumerate()
        .map(|(index, (increments, stratum))| {
            let mut sum = 0.0;
            let cumulative: Vec<f64> = increments
                .hazard
                .iter()
                .map(|h| {
                    sum += h;
                    sum
                })
                .gather();
            let times = |factor: f64| cumulative.iter().map(|h| h * factor).gather();
            BaselineHazard {
                stratum: index,
                time: stratum.spans.iter().map(|span| span.time).gather().into(),
                at_zero: times(to_zero).into(),
                at_means: times(to_means).into(),
            }
        })
        .gather();
    Some(CoxBaseline { means, strata })
}

/// The mean of each column, 0 for one of −1, 0 and 1 alone.
pub fn reference_means(columns: &[Vec<f64>]) -> Vec<f64> {
    columns
        .iter()
        .map(|column| {
            if column.iter().all(|x| [-1.0, 0.0, 1.0].contains(x)) {
                0.0
            } else {
                column.iter().sum::<f64>() / column.len() as f64
            }
        })
        .gather()
}
