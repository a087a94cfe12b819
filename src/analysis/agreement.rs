//! How far two gradings of the same patients agree.

use super::method::{Accounting, Method};
use super::variables::{Chosen, choose, choose_all};
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::stats::bland_altman::{BlandAltman, bland_altman};
use crate::stats::concordance::{Concordance, concordance};
use crate::stats::intraclass::{Intraclass, intraclass};
use crate::stats::kappa::{AgreementTable, Kappa, KappaWeights};
use crate::stats::rank::Ranking;
use crate::stats::raters::{RaterAgreement, rater_agreement};
use crate::value::Estimate;
use serde::Serialize;

/// What is asked. `categories` are the values κ counts, in order; without it,
/// all grades where both are grades of one scale, else the values that occur.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
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
    /// What each category is called.
    pub labels: Vec<String>,
    /// Of x and y.
    pub names: [String; 2],
    /// Row-major, x outer, in the order of `categories`.
    pub table: Vec<u32>,
    /// The share of patients on the diagonal.
    pub observed_agreement: Estimate,
    /// In the same or the next category.
    pub within_one: Estimate,
    /// For every cut between two categories how often only one reader is above
    /// it; empty beyond 50 categories.
    pub cuts: Vec<CutDisagreement>,
    /// Unweighted, linear, quadratic; empty beyond 50 categories.
    pub kappa: Vec<Kappa>,
    pub intraclass: Intraclass,
    pub concordance: Concordance,
    pub bland_altman: BlandAltman,
}

/// One cut, as between good and poor responders.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CutDisagreement {
    /// The lowest category above the cut.
    pub from: f64,
    pub both_above: u32,
    pub only_x_above: u32,
    pub only_y_above: u32,
    pub both_below: u32,
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
    let few = table.categories <= MOST_CATEGORIES;
    Ok(AgreementAnswer {
        within_one: within_one(&table),
        cuts: if few { cuts(&table, &categories) } else { Vec::new() },
        method: method(level),
        accounting,
        question: format!("{} v {}", x.name, y.name),
        labels: categories.iter().map(|c| label(&x, *c)).gather(),
        names: [x.name.clone(), y.name.clone()],
        categories,
        observed_agreement: table.agreement(),
        table: table.counts,
        kappa,
        intraclass: intraclass(&[&x.values, &y.values], level),
        concordance: concordance(&x.values, &y.values, level),
        bland_altman: bland_altman(&x.values, &y.values, level),
    })
}

/// A grade by its label, a number by itself.
fn label(of: &Chosen, category: f64) -> String {
    let named = of.labels.iter().find(|(value, _)| *value == category);
    named.map_or_else(|| category.to_string(), |(_, label)| label.clone())
}

fn within_one(table: &AgreementTable) -> Estimate {
    let k = table.categories;
    let cells = table.counts.iter().enumerate();
    let near: u32 = cells.filter(|(at, _)| (at / k).abs_diff(at % k) <= 1).map(|(_, n)| n).sum();
    Estimate::finite(f64::from(near) / f64::from(table.n()), "no pairs")
}

fn cuts(table: &AgreementTable, categories: &[f64]) -> Vec<CutDisagreement> {
    let k = table.categories;
    let cut = |from: usize| {
        let count = |x_above: bool, y_above: bool| {
            let cells = table.counts.iter().enumerate();
            let here =
                cells.filter(|(at, _)| (at / k >= from) == x_above && (at % k >= from) == y_above);
            here.map(|(_, n)| n).sum()
        };
        CutDisagreement {
            from: categories[from],
            both_above: count(true, true),
            only_x_above: count(true, false),
            only_y_above: count(false, true),
            both_below: count(false, false),
        }
    };
    (1..k).map(cut).gather()
}

/// Two or more columns that grade the same patients.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReaderAgreementRequest {
    pub readers: Vec<Variable>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

/// What comes back, of the patients whom every reader graded.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReaderAgreementAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    /// All grades where every reader uses one scale, else the values that occur.
    pub categories: Vec<f64>,
    /// Gwet's AC, Fleiss' κ, Krippendorff's α.
    pub raters: RaterAgreement,
    pub intraclass: Intraclass,
}

pub fn reader_agreement(
    study: &Study,
    request: &ReaderAgreementRequest,
) -> Result<ReaderAgreementAnswer, Vec<Problem>> {
    if request.readers.len() < 2 {
        return Err(vec![
            Problem::error("too_few_readers", "Agreement needs at least two columns.")
                .hint("Name the columns that grade the same patients."),
        ]);
    }
    let variables: Vec<&Variable> = request.readers.iter().gather();
    let (readers, accounting) = choose_all(study, &request.selection, &variables)?;
    let values: Vec<&[f64]> = readers.iter().map(|reader| &reader.values[..]).gather();
    let scale = &readers[0].labels;
    let one_scale = !scale.is_empty() && readers.iter().all(|reader| reader.labels == *scale);
    let categories: Vec<f64> = if one_scale {
        scale.iter().map(|(value, _)| *value).gather()
    } else {
        Ranking::new(&values.concat()).values
    };
    if categories.len() > MOST_CATEGORIES {
        return Err(vec![
            Problem::error("too_many_categories", "The readings have too many different values.")
                .found(&format!("{} values", categories.len()))
                .expected(format!("at most {MOST_CATEGORIES} categories"))
                .hint("Group the readings into grades first."),
        ]);
    }
    let code = |value: &f64| categories.iter().position(|c| c == value).unwrap_or(0) as u32;
    let codes: Vec<Vec<u32>> =
        values.iter().map(|reader| reader.iter().map(code).gather()).gather();
    let names: Vec<&str> = readers.iter().map(|reader| reader.name.as_str()).gather();
    Ok(ReaderAgreementAnswer {
        method: Method {
            name: "Agreement of several readers".into(),
            details: vec![
                "Gwet's AC₁ and AC₂ and Fleiss' κ, unweighted, with linear and with quadratic \
                 weights; intervals by linearisation over patients with Student's t; \
                 Krippendorff's α for nominal, ordinal and interval differences; intraclass \
                 correlations of Shrout & Fleiss."
                    .into(),
            ],
            references: vec![
                "Fleiss 1971, Psychol Bull 76:378".into(),
                "Gwet 2008, Br J Math Stat Psychol 61:29".into(),
                "Krippendorff 2011, Computing Krippendorff's alpha-reliability".into(),
                "Shrout & Fleiss 1979, Psychol Bull 86:420".into(),
            ],
            r_call: None,
        },
        accounting,
        question: names.join(" v "),
        raters: rater_agreement(&codes, categories.len(), request.level),
        intraclass: intraclass(&values, request.level),
        categories,
    })
}

fn table(
    x: &Chosen,
    y: &Chosen,
    categories: Option<&[f64]>,
) -> Result<(Vec<f64>, AgreementTable), Vec<Problem>> {
    let scale = (!x.labels.is_empty() && x.labels == y.labels)
        .then(|| x.labels.iter().map(|(value, _)| *value).gather());
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
