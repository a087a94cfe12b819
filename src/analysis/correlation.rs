//! Rank correlation of two variables.

use super::method::{Accounting, Method};
use super::variables::{Chosen, choose};
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::stats::correlation_interval::{CorrelationInterval, CorrelationIntervalKind};
use crate::stats::exact_correlation::permutation_p;
pub use crate::stats::exact_correlation::{How, PermutationOptions, PermutationP};
use crate::stats::kappa::AgreementTable;
pub use crate::stats::kendall::Kendall;
use crate::stats::kendall::kendall_of_ranks;
pub use crate::stats::ordinal::OrdinalAssociation;
use crate::stats::ordinal::ordinal_association_of_ranks;
use crate::stats::pairing::Statistic;
pub use crate::stats::pearson::Pearson;
use crate::stats::pearson::pearson;
pub use crate::stats::polychoric::{Polychoric, PolychoricFit, polychoric};
use crate::stats::rank::Ranking;
pub use crate::stats::resample::{Bootstrap, Resampling, bootstrap};
pub use crate::stats::spearman::Spearman;
use crate::stats::spearman::{spearman, spearman_of_ranks};
use serde::Serialize;

/// What is asked. `levels` default to 95 %.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_levels")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub levels: Vec<f64>,
    /// What else to compute beside Spearman's ρ.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub also: Vec<Also>,
    /// How far to go for an exact p, and what to do beyond.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub permutation: PermutationOptions,
    /// Intervals of ρ by drawing patients again, at the first level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub bootstrap: Option<Resampling>,
}

/// A part of a correlation answer that is made only when asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Also {
    Pearson,
    /// τ-a and τ-b.
    Kendall,
    /// γ, Somers' D, τ-b and τ-c with both standard errors.
    Ordinal,
    /// Of two hidden normal variables, two-step and maximum likelihood; for at
    /// most 30 categories a side.
    Polychoric,
    /// The permutation p of Spearman's ρ, exact where all pairings can be counted.
    ExactSpearman,
    /// The same of Kendall's τ.
    ExactKendall,
}

fn default_levels() -> Vec<f64> {
    vec![0.95]
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationAnswer {
    pub method: Method,
    pub accounting: Accounting,
    /// One sentence: "mri_post v path_necrosis".
    pub question: String,
    pub spearman: Spearman,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub exact_spearman: Option<ExactP>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub pearson: Option<Pearson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub kendall: Option<Kendall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub exact_kendall: Option<ExactP>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub ordinal: Option<OrdinalAssociation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub polychoric: Option<Polychoric>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub bootstrap: Option<Bootstrap>,
    /// How often each pair of values occurs, for a bubble chart.
    pub cells: CrossTable,
}

/// A permutation p, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum ExactP {
    Test(PermutationP),
    None { not_estimable: String },
}

/// Distinct values of x and y, with labels, and the count of every pair,
/// row-major (x outer). Absent counts beyond 50 distinct values a side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CrossTable {
    pub x_name: String,
    pub y_name: String,
    pub x_values: Vec<f64>,
    pub x_labels: Vec<String>,
    pub y_values: Vec<f64>,
    pub y_labels: Vec<String>,
    pub counts: Vec<u32>,
}

/// The correlation of the two variables a request names.
pub fn correlation(
    study: &Study,
    request: &CorrelationRequest,
) -> Result<CorrelationAnswer, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &request.selection, [&request.x, &request.y])?;
    let (x_ranks, y_ranks) = (Ranking::new(&x.values), Ranking::new(&y.values));
    let levels = &request.levels;
    let wants = |also| request.also.contains(&also);
    let exact = |also, statistic| {
        wants(also).then(|| {
            match permutation_p(statistic, &x_ranks, &y_ranks, &request.permutation) {
                Ok(test) => ExactP::Test(test),
                Err(why) => ExactP::None { not_estimable: why.to_owned() },
            }
        })
    };
    Ok(CorrelationAnswer {
        method: method(levels),
        accounting,
        question: format!("{} v {}", x.name, y.name),
        spearman: spearman_of_ranks(&x_ranks, &y_ranks, levels),
        exact_spearman: exact(Also::ExactSpearman, Statistic::ProductOfMidranks),
        pearson: wants(Also::Pearson).then(|| pearson(&x.values, &y.values, levels)),
        kendall: wants(Also::Kendall).then(|| kendall_of_ranks(&x_ranks, &y_ranks, levels)),
        exact_kendall: exact(Also::ExactKendall, Statistic::ConcordantLessDiscordant),
        ordinal: wants(Also::Ordinal).then(|| {
            let level = levels.first().copied().unwrap_or(0.95);
            ordinal_association_of_ranks(&x_ranks, &y_ranks, level)
        }),
        polychoric: wants(Also::Polychoric)
            .then(|| {
                let (table, categories) = AgreementTable::of_values(&x.values, &y.values);
                let few = x_ranks.counts.len().max(y_ranks.counts.len()) <= 30;
                (few && categories.len() <= 60).then(|| polychoric(&table))
            })
            .flatten(),
        bootstrap: request.bootstrap.as_ref().map(|resampling| {
            let of = |rows: &[usize]| {
                let take = |c: &Chosen| rows.iter().map(|&row| c.values[row]).gather();
                spearman(&take(&x), &take(&y), &[]).rho.value()
            };
            bootstrap(x.values.len(), of, resampling, levels.first().copied().unwrap_or(0.95))
        }),
        cells: CrossTable::new([(&x, &x_ranks), (&y, &y_ranks)]),
    })
}

fn method(levels: &[f64]) -> Method {
    let levels: Vec<String> = levels.iter().map(|l| format!("{} %", l * 100.0)).gather();
    Method {
        name: "Spearman rank correlation".into(),
        details: vec![
            "ρ is Pearson's correlation of the midranks: tied values share the mean of their ranks."
                .into(),
            "p is two-sided, from t = ρ √((n − 2)/(1 − ρ²)) on n − 2 degrees of freedom; it is an \
             approximation, poorer for few patients and many ties."
                .into(),
            format!(
                "{} intervals by Fisher's z, with variance 1/(n − 3) (Fisher), 1.06/(n − 3) \
                 (Fieller, Hartley & Pearson) and (1 + ρ²/2)/(n − 3) (Bonett & Wright).",
                levels.join(", ")
            ),
        ],
        references: vec![
            "Spearman 1904, Am J Psychol 15:72".into(),
            "Fieller, Hartley & Pearson 1957, Biometrika 44:470".into(),
            "Bonett & Wright 2000, Psychometrika 65:23".into(),
        ],
        r_call: Some("cor.test(x, y, method = \"spearman\", exact = FALSE)".into()),
    }
}

impl CrossTable {
    /// More distinct values than this are no table to look at.
    const MOST_VALUES: usize = 50;

    fn new([x, y]: [(&Chosen, &Ranking); 2]) -> Self {
        let (x_values, x_labels) = Self::side(x);
        let (y_values, y_labels) = Self::side(y);
        let mut table = Self {
            x_name: x.0.name.clone(),
            y_name: y.0.name.clone(),
            x_values,
            x_labels,
            y_values,
            y_labels,
            counts: Vec::new(),
        };
        let (rows, columns) = (table.x_values.len(), table.y_values.len());
        if rows > Self::MOST_VALUES || columns > Self::MOST_VALUES {
            return Self { x_name: table.x_name, y_name: table.y_name, ..Self::default() };
        }
        table.counts = vec![0; rows * columns];
        // The place of each distinct value, looked up once.
        let places = |ranks: &Ranking, values: &[f64]| -> Vec<Option<usize>> {
            let place = |v: &f64| values.binary_search_by(|w| w.total_cmp(v)).ok();
            ranks.values.iter().map(place).gather()
        };
        let (to_row, to_column) = (places(x.1, &table.x_values), places(y.1, &table.y_values));
        for (&a, &b) in x.1.codes.iter().zip(&y.1.codes) {
            if let (Some(i), Some(j)) = (to_row[a as usize], to_column[b as usize]) {
                table.counts[i * columns + j] += 1;
            }
        }
        table
    }

    /// All steps of a scale, else the distinct values, in order, with names; no
    /// names where they are too many.
    fn side((variable, ranks): (&Chosen, &Ranking)) -> (Vec<f64>, Vec<String>) {
        if !variable.labels.is_empty() {
            return variable.labels.iter().cloned().unzip();
        }
        let few = ranks.values.len() <= Self::MOST_VALUES;
        let labels =
            if few { ranks.values.iter().map(f64::to_string).gather() } else { Vec::new() };
        (ranks.values.clone(), labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str, values: &[f64]) -> Chosen {
        Chosen { name: name.to_owned(), values: values.to_vec(), labels: Vec::new() }
    }

    fn cross(x: &[f64], y: &[f64]) -> CrossTable {
        let (a, b) = (variable("x", x), variable("y", y));
        CrossTable::new([(&a, &Ranking::new(x)), (&b, &Ranking::new(y))])
    }

    #[test]
    fn the_cross_table_counts_every_pair() {
        let table = cross(&[2.0, 1.0, 2.0, 2.0], &[5.0, 5.0, 5.0, 7.0]);
        assert_eq!((&table.x_values[..], &table.y_values[..]), (&[1.0, 2.0][..], &[5.0, 7.0][..]));
        assert_eq!(table.counts, [1, 0, 2, 1]);
    }

    #[test]
    fn a_measurement_has_no_cross_table() {
        let many: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!(cross(&many, &many).counts, [0_u32; 0]);
    }
}
