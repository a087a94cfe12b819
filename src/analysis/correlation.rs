//! Rank correlation of two variables.

use super::method::{Accounting, Method};
use super::request::{Selection, Variable};
pub use crate::stats::correlation_interval::{CorrelationInterval, CorrelationIntervalKind};
pub use crate::stats::spearman::{Spearman, spearman};
use serde::{Deserialize, Serialize};

/// What is asked. `levels` default to 95 %.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CorrelationRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_levels")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub levels: Vec<f64>,
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
    /// How often each pair of values occurs, for a bubble chart.
    pub cells: CrossTable,
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

/// One variable of those who take part, after exclusions.
#[derive(Clone, Copy, Debug)]
pub struct CorrelationVariable<'a> {
    pub name: &'a str,
    pub values: &'a [f64],
    /// What the values are called, where they are steps of a scale.
    pub labels: &'a [(f64, String)],
}

/// The correlation of two variables. The caller, who knows the table, fills
/// `accounting`.
pub fn correlation(
    x: CorrelationVariable<'_>,
    y: CorrelationVariable<'_>,
    request: &CorrelationRequest,
) -> CorrelationAnswer {
    CorrelationAnswer {
        method: method(&request.levels),
        accounting: Accounting::default(),
        question: format!("{} v {}", x.name, y.name),
        spearman: spearman(x.values, y.values, &request.levels),
        cells: CrossTable::new(x, y),
    }
}

fn method(levels: &[f64]) -> Method {
    let levels: Vec<String> = levels.iter().map(|l| format!("{} %", l * 100.0)).collect();
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

    fn new(x: CorrelationVariable<'_>, y: CorrelationVariable<'_>) -> Self {
        let (x_values, x_labels) = Self::side(&x);
        let (y_values, y_labels) = Self::side(&y);
        let mut table = Self {
            x_name: x.name.to_owned(),
            y_name: y.name.to_owned(),
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
        for (a, b) in x.values.iter().zip(y.values) {
            let place = |values: &[f64], v: &f64| values.binary_search_by(|w| w.total_cmp(v)).ok();
            if let Some((i, j)) = place(&table.x_values, a).zip(place(&table.y_values, b)) {
                table.counts[i * columns + j] += 1;
            }
        }
        table
    }

    /// All steps of a scale, else the distinct values, in order, with names.
    /// Stops soon after there are too many.
    fn side(variable: &CorrelationVariable<'_>) -> (Vec<f64>, Vec<String>) {
        if !variable.labels.is_empty() {
            return variable.labels.iter().cloned().unzip();
        }
        let mut values: Vec<f64> = Vec::new();
        for &v in variable.values {
            if let Err(place) = values.binary_search_by(|w| w.total_cmp(&v)) {
                values.insert(place, v);
                if values.len() > Self::MOST_VALUES {
                    break;
                }
            }
        }
        let labels = values.iter().map(f64::to_string).collect();
        (values, labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable<'a>(name: &'a str, values: &'a [f64]) -> CorrelationVariable<'a> {
        CorrelationVariable { name, values, labels: &[] }
    }

    #[test]
    fn the_cross_table_counts_every_pair() {
        let table = CrossTable::new(
            variable("x", &[2.0, 1.0, 2.0, 2.0]),
            variable("y", &[5.0, 5.0, 5.0, 7.0]),
        );
        assert_eq!((&table.x_values[..], &table.y_values[..]), (&[1.0, 2.0][..], &[5.0, 7.0][..]));
        assert_eq!(table.counts, [1, 0, 2, 1]);
    }

    #[test]
    fn a_measurement_has_no_cross_table() {
        let many: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!(CrossTable::new(variable("x", &many), variable("y", &many)).counts, [0_u32; 0]);
    }
}
