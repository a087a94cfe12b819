//! Whether one correlation is larger than another that shares a variable with
//! it, and what is left of a correlation when others are held fixed.

use super::method::{Accounting, Method};
use super::variables::{choose, choose_all};
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::stats::dependent::{DependentCorrelations, dependent_correlations};
use crate::stats::partial::{PartialSpearman, partial_spearman};
use crate::stats::pearson::pearson;
use crate::stats::resample::{PairedResampling, Resampling, compare_by_resampling};
use crate::stats::spearman::spearman;
use crate::value::Estimate;
use serde::Serialize;

/// Compares the correlations of `shared` with `a` and with `b`.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompareCorrelationsRequest {
    pub shared: Variable,
    pub a: Variable,
    pub b: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub coefficient: ComparedCoefficient,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
    /// Also by drawing patients again, and by exchanging the ranks of `a` and
    /// `b` within patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub resampling: Option<Resampling>,
}

/// Which correlation is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ComparedCoefficient {
    #[default]
    Spearman,
    Pearson,
}

fn default_level() -> f64 {
    0.95
}

/// What comes back. All three correlations are of the same patients.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompareCorrelationsAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub n: usize,
    pub shared_with_a: Estimate,
    pub shared_with_b: Estimate,
    pub a_with_b: Estimate,
    /// The first minus the second.
    pub difference: Estimate,
    /// Absent where one of the correlations is not estimable.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub tests: Option<DependentCorrelations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub resampling: Option<PairedResampling>,
}

pub fn compare_correlations(
    study: &Study,
    request: &CompareCorrelationsRequest,
) -> Result<CompareCorrelationsAnswer, Vec<Problem>> {
    let variables = [&request.shared, &request.a, &request.b];
    let ([shared, a, b], accounting) = choose(study, &request.selection, variables)?;
    let correlation = |x: &[f64], y: &[f64]| match request.coefficient {
        ComparedCoefficient::Spearman => spearman(x, y, &[]).rho,
        ComparedCoefficient::Pearson => pearson(x, y, &[]).r,
    };
    let shared_with_a = correlation(&shared.values, &a.values);
    let shared_with_b = correlation(&shared.values, &b.values);
    let a_with_b = correlation(&a.values, &b.values);
    let n = shared.values.len();
    let all = (shared_with_a.value(), shared_with_b.value(), a_with_b.value());
    let (difference, tests) = match all {
        (Some(r12), Some(r13), Some(r23)) => (
            Estimate::Value(r12 - r13),
            Some(dependent_correlations(r12, r13, r23, n, request.level)),
        ),
        _ => (Estimate::not_estimable("one of the correlations is not estimable"), None),
    };
    Ok(CompareCorrelationsAnswer {
        method: comparison(),
        accounting,
        question: format!("{} with {} against with {}", shared.name, a.name, b.name),
        n,
        shared_with_a,
        shared_with_b,
        a_with_b,
        difference,
        tests,
        resampling: request.resampling.as_ref().map(|resampling| {
            let samples = [&shared.values[..], &a.values, &b.values];
            let of = |x: &[f64], y: &[f64]| correlation(x, y).value();
            compare_by_resampling(samples, of, resampling, request.level)
        }),
    })
}

fn comparison() -> Method {
    Method {
        name: "Two correlations that share a variable".into(),
        details: vec![
            "Both correlations, and that of the two variables compared, are of the same patients; \
             the tests allow for their dependence. They were made for Pearson's correlation; with \
             Spearman's they are approximate."
                .into(),
        ],
        references: vec![
            "Williams 1959, J R Stat Soc B 21:396".into(),
            "Steiger 1980, Psychol Bull 87:245".into(),
            "Meng, Rosenthal & Rubin 1992, Psychol Bull 111:172".into(),
            "Hittner, May & Silver 2003, J Gen Psychol 130:149".into(),
            "Zou 2007, Psychol Methods 12:399".into(),
        ],
        r_call: None,
    }
}

/// Spearman's correlation of `x` and `y` with `given` held fixed.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PartialCorrelationRequest {
    pub x: Variable,
    pub y: Variable,
    pub given: Vec<Variable>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_levels")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub levels: Vec<f64>,
}

fn default_levels() -> Vec<f64> {
    vec![default_level()]
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PartialCorrelationAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub partial_spearman: PartialSpearman,
}

pub fn partial_correlation(
    study: &Study,
    request: &PartialCorrelationRequest,
) -> Result<PartialCorrelationAnswer, Vec<Problem>> {
    let variables: Vec<&Variable> =
        [&request.x, &request.y].into_iter().chain(&request.given).gather();
    let (chosen, accounting) = choose_all(study, &request.selection, &variables)?;
    let values: Vec<&[f64]> = chosen.iter().map(|c| c.values.as_slice()).gather();
    let names: Vec<&str> = chosen.iter().map(|c| c.name.as_str()).gather();
    Ok(PartialCorrelationAnswer {
        method: Method {
            name: "Partial Spearman correlation".into(),
            details: vec![
                "The partial correlation of the midranks; t on n − 2 − q degrees of freedom, limits \
                 by Fisher's z with variance 1/(n − q − 3), q variables held fixed."
                    .into(),
            ],
            references: vec![],
            r_call: None,
        },
        accounting,
        question: format!("{} v {} given {}", names[0], names[1], names[2..].join(", ")),
        partial_spearman: partial_spearman(values[0], values[1], &values[2..], &request.levels),
    })
}
