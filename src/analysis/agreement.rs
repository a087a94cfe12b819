//! How far two gradings of the same patients agree.

use super::method::{Accounting, Method};
use super::variables::{Chosen, choose};
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::study::Study;
use crate::problem::Problem;
use crate::stats::bland_altman::{BlandAltman, bland_altman};
use crate::stats::concordance::{Concordance, concordance};
use crate::stats::intraclass::{Intraclass, intraclass};
use crate::stats::kappa::{AgreementTable, Kappa, KappaWeights};
use crate::value::Estimate;
use serde::{Deserialize, Serialize};

/// What is asked. `categories` are the values κ counts, in order; without it,
/// all grades where both are grades of one scale, else the values that occur.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct AgreementRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub categories: Option<Vec<f64>>,
    #[serde(default = "default_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

fn default_level() -> f64 {
    0.95
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AgreementAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub categories: Vec<f64>,
    /// Row-major, x outer, in the order of `categories`.
    pub table: Vec<u32>,
    /// The share of patients on the diagonal.
    pub observed_agreement: Estimate,
    /// Unweighted, linear, quadratic; empty beyond 50 categories.
    pub kappa: Vec<Kappa>,
    pub intraclass: Intraclass,
    pub concordance: Concordance,
    pub bland_altman: BlandAltman,
}

/// More categories than this are a measurement, not a grading.
const MOST_CATEGORIES: usize = 50;

pub fn agreement(
    study: &Study,
    request: &AgreementRequest,
) -> Result<AgreementAnswer, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &request.selection, [&request.x, &request.y])?;
    let level = request.level;
    let (categories, table) = table(&x, &y, request.categories.as_deref())?;
    let kappa = if table.categories > MOST_CATEGORIES {
        Vec::new()
    } else {
        [KappaWeights::Unweighted, KappaWeights::Linear, KappaWeights::Quadratic]
            .map(|weights| table.kappa(weights, level))
            .to_vec()
    };
    Ok(AgreementAnswer {
        method: method(level),
        accounting,
        question: format!("{} v {}", x.name, y.name),
        categories,
        observed_agreement: table.agreement(),
        table: table.counts,
        kappa,
        intraclass: intraclass(&[&x.values, &y.values], level),
        concordance: concordance(&x.values, &y.values, level),
        bland_altman: bland_altman(&x.values, &y.values, level),
    })
}

fn table(
    x: &Chosen,
    y: &Chosen,
    categories: Option<&[f64]>,
) -> Result<(Vec<f64>, AgreementTable), Vec<Problem>> {
    let scale = (!x.labels.is_empty() && x.labels == y.labels)
        .then(|| x.labels.iter().map(|(value, _)| *value).collect::<Vec<_>>());
    let Some(categories) = categories.map(<[f64]>::to_vec).or(scale) else {
        let (table, categories) = AgreementTable::of_values(&x.values, &y.values);
        return Ok((categories, table));
    };
    let code = |of: &Chosen| {
        let place = |value: &f64| {
            categories.iter().position(|c| c == value).map(|i| i as u32).ok_or_else(|| {
                vec![
                    Problem::error("not_a_category", "A value is none of the categories.")
                        .in_column(&of.name)
                        .found(&value.to_string())
                        .hint("Name every category, or leave `categories` out."),
                ]
            })
        };
        of.values.iter().map(place).collect::<Result<Vec<u32>, _>>()
    };
    let table = AgreementTable::new(&code(x)?, &code(y)?, categories.len());
    Ok((categories, table))
}

fn method(level: f64) -> Method {
    Method {
        name: "Agreement of two gradings".into(),
        details: vec![
            "Cohen's κ unweighted, with linear and with quadratic weights; its standard errors by \
             Fleiss, Cohen & Everitt."
                .into(),
            "Intraclass correlation of single readings: one-way, two-way random, two-way mixed; \
             Lin's concordance correlation; limits of agreement with exact limits of their own."
                .into(),
            format!("Intervals at {} %.", level * 100.0),
        ],
        references: vec![
            "Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323".into(),
            "Shrout & Fleiss 1979, Psychol Bull 86:420".into(),
            "Lin 1989, Biometrics 45:255".into(),
            "Bland & Altman 1986, Lancet 1:307; Carkeet 2015, Optom Vis Sci 92:e71".into(),
        ],
        r_call: None,
    }
}
