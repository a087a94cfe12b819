//! Cohen's κ: the table observed, the table that the margins alone would give,
//! the credit of each cell, and what is left beyond chance.

use super::asked;
use super::demonstration::{Cell, Demonstration, Grid, Step, headed, named, named_estimate};
use super::few::{FEW, few};
use crate::analysis::agreement::{AgreementAnswer, AgreementRequest};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::report::number::{estimate, fixed, range, significant};
use crate::report::sentence::plural;
use crate::stats::kappa::{AgreementTable, Kappa, KappaWeights};

/// κ = (p_o − p_e)/(1 − p_e), Cohen 1960 and 1968; the weights are `part`.
pub(super) fn kappa(
    study: &Study,
    of: &AgreementRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let answer = asked::agreement(study, of)?;
    let Some(kappa) = answer.kappa.get(part) else {
        return Err(vec![
            Problem::error("no_such_kappa", "There is no such κ.")
                .hint("Beyond 50 categories the values are a measurement, not a grading."),
        ]);
    };
    let shown = Shown {
        table: AgreementTable { categories: answer.categories.len(), counts: answer.table.clone() },
        answer: &answer,
        kappa,
    };
    let mut steps = shown.tables();
    let (mut rows, k) = (Vec::new(), answer.categories.len());
    let chosen = few(k, FEW);
    for range in &chosen.ranges {
        for category in range.clone() {
            rows.push(shown.row(category));
        }
        steps.push(shown.credit(range.end - 1, rows.len()));
    }
    steps.extend(shown.last(rows.len()));
    let (names, n) = (&answer.names, shown.table.n());
    Ok(Demonstration {
        title: format!("Cohen's κ, {}", weights_name(kappa.weights)),
        formula: "κ = (pₒ − pₑ)/(1 − pₑ): agreement beyond what the two margins give by chance"
            .into(),
        parts: answer.kappa.iter().map(|one| weights_name(one.weights).to_owned()).gather(),
        part,
        steps,
        table: headed(
            format!("Credit by the categories of {}", names[0]),
            &[
                &names[0],
                "patients",
                "observed credit",
                "chance credit",
                "observed so far",
                "by chance so far",
            ],
            rows,
        ),
        shortened: chosen.shortened("categories"),
        result: format!(
            "κ = {} ({} % CI {}), {}.",
            estimate(&kappa.kappa),
            fixed(kappa.level * 100.0, 0),
            range(&estimate(&kappa.lower), &estimate(&kappa.upper)),
            plural(n as usize, "patient")
        ),
        sources: vec![
            "Cohen 1960, Educ Psychol Meas 20:37".into(),
            "Cohen 1968, Psychol Bull 70:213".into(),
            "Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323".into(),
        ],
        seed: None,
        accounting: answer.accounting.clone(),
    })
}

fn weights_name(weights: KappaWeights) -> &'static str {
    match weights {
        KappaWeights::Unweighted => "unweighted",
        KappaWeights::Linear => "linear weights",
        KappaWeights::Quadratic => "quadratic weights",
    }
}

struct Shown<'a> {
    table: AgreementTable,
    answer: &'a AgreementAnswer,
    kappa: &'a Kappa,
}

impl Shown<'_> {
    /// A table of the categories by the categories.
    fn grid(&self, caption: &str, cell: impl Fn(usize, usize) -> Cell) -> Grid {
        let labels = &self.answer.labels;
        let k = labels.len();
        let mut columns = vec![String::new()];
        columns.extend(labels.iter().cloned());
        let row = |i: usize| {
            let mut row = vec![Cell::text(&labels[i])];
            row.extend((0..k).map(|j| cell(i, j)));
            row
        };
        Grid {
            caption: format!(
                "{caption}: rows {}, columns {}",
                self.answer.names[0], self.answer.names[1]
            ),
            columns,
            rows: (0..k).map(row).gather(),
            marked: (0..k).map(|i| [i, i + 1]).gather(),
        }
    }

    /// Observed, expected, weights.
    fn tables(&self) -> Vec<Step> {
        let Self { table, answer, kappa } = self;
        let (k, n) = (table.categories, f64::from(table.n()));
        let same: u32 = (0..k).map(|i| table.counts[i * k + i]).sum();
        let observed = Step {
            text: format!(
                "{} graded twice: {} by rows, {} by columns. {same} are on the diagonal, in the \
                 same category.",
                plural(table.n() as usize, "patient"),
                answer.names[0],
                answer.names[1]
            ),
            formula: format!(
                "on the diagonal: {same}/{} = {}",
                table.n(),
                significant(f64::from(same) / n)
            ),
            numbers: vec![named("n", n), named("on_the_diagonal", f64::from(same))],
            beside: Some(self.grid("Observed", |i, j| Cell::text(table.counts[i * k + j]))),
            ..Step::default()
        };
        let margins = table.margins();
        let first = self.example();
        let share = |shares: &[f64]| (shares[first] * n).round();
        let expected = Step {
            text: format!(
                "If the two gradings had nothing to do with each other, a cell would hold its row's \
                 total times its column's total over {}. The diagonal alone would hold {} by chance.",
                table.n(),
                significant((0..k).map(|i| table.expected_share(&margins, i, i)).sum::<f64>() * n)
            ),
            formula: format!(
                "{} with {}: {} × {}/{} = {}",
                answer.labels[first],
                answer.labels[first],
                share(&margins.rows),
                share(&margins.columns),
                table.n(),
                significant(table.expected_share(&margins, first, first) * n)
            ),
            numbers: (0..k)
                .map(|i| {
                    named(
                        format!("expected {}", answer.labels[i]),
                        table.expected_share(&margins, i, i) * n,
                    )
                })
                .gather(),
            beside: Some(self.grid("Expected by chance", |i, j| {
                Cell::number(table.expected_share(&margins, i, j) * n)
            })),
            ..Step::default()
        };
        let weights = kappa.weights;
        let far = k.saturating_sub(1);
        let credit = Step {
            text: match weights {
                KappaWeights::Unweighted => {
                    "Without weights the same category earns a credit of 1, \
                                             every other 0, however near it is."
                        .into()
                }
                KappaWeights::Linear => format!(
                    "Linear weights take 1/{far} of the credit for every category apart: a near miss \
                     counts more than a far one."
                ),
                KappaWeights::Quadratic => format!(
                    "Quadratic weights take the square of the distance over {far}²: a near miss \
                     costs little, a far one much."
                ),
            },
            formula: match weights {
                KappaWeights::Unweighted => "w = 1 on the diagonal, else 0".into(),
                KappaWeights::Linear => format!("w = 1 − |i − j|/{far}"),
                KappaWeights::Quadratic => format!("w = 1 − (i − j)²/{far}²"),
            },
            numbers: (0..k).map(|j| named(format!("weight {j}"), weights.weight(0, j, k))).gather(),
            beside: Some(self.grid("Credit", |i, j| Cell::number(weights.weight(i, j, k)))),
            ..Step::default()
        };
        vec![observed, expected, credit]
    }

    /// The category with most patients of both gradings, to say one cell with.
    fn example(&self) -> usize {
        let margins = self.table.margins();
        let size = |i: usize| margins.rows[i] * margins.columns[i];
        (0..self.table.categories).max_by(|a, b| size(*a).total_cmp(&size(*b))).unwrap_or(0)
    }

    /// Credit up to and with this category of the first grading.
    fn so_far(&self, category: usize) -> [f64; 2] {
        let credits = (0..=category).map(|i| self.table.row_credit(self.kappa.weights, i));
        credits.fold([0.0, 0.0], |sum, credit| [sum[0] + credit.observed, sum[1] + credit.chance])
    }

    fn row(&self, category: usize) -> Vec<Cell> {
        let credit = self.table.row_credit(self.kappa.weights, category);
        let [observed, chance] = self.so_far(category);
        let k = self.table.categories;
        let patients: u32 = self.table.counts[category * k..(category + 1) * k].iter().sum();
        vec![
            Cell::text(&self.answer.labels[category]),
            Cell::text(patients),
            Cell::number(credit.observed),
            Cell::number(credit.chance),
            Cell::number(observed),
            Cell::number(chance),
        ]
    }

    fn credit(&self, category: usize, rows: usize) -> Step {
        let credit = self.table.row_credit(self.kappa.weights, category);
        let [observed, chance] = self.so_far(category);
        let label = &self.answer.labels[category];
        let (k, n) = (self.table.categories, self.table.n());
        let counts = &self.table.counts[category * k..(category + 1) * k];
        let parts: Vec<String> = (0..k)
            .filter(|j| counts[*j] > 0 && self.kappa.weights.weight(category, *j, k) > 0.0)
            .map(|j| {
                format!(
                    "{} × {}",
                    counts[j],
                    significant(self.kappa.weights.weight(category, j, k))
                )
            })
            .gather();
        let sum = if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") };
        Step {
            text: format!(
                "The row {label} of {} earns {} of all credit, and would earn {} by chance. So far {} \
                 against {}.",
                self.answer.names[0],
                significant(credit.observed),
                significant(credit.chance),
                significant(observed),
                significant(chance)
            ),
            formula: if parts.len() > 1 {
                format!("{label}: ({sum})/{n} = {}", significant(credit.observed))
            } else {
                format!("{label}: {sum}/{n} = {}", significant(credit.observed))
            },
            numbers: vec![
                named("observed_credit", credit.observed),
                named("chance_credit", credit.chance),
                named("observed_so_far", observed),
                named("chance_so_far", chance),
            ],
            rows,
            row: Some(rows - 1),
            beside: Some(self.row_of(category)),
            ..Step::default()
        }
    }

    /// The observed table, with the cells of a row that earn something marked.
    fn row_of(&self, category: usize) -> Grid {
        let k = self.table.categories;
        let earns = |j: &usize| self.kappa.weights.weight(category, *j, k) > 0.0;
        Grid {
            marked: (0..k).filter(earns).map(|j| [category, j + 1]).gather(),
            ..self.grid("Observed", |i, j| Cell::text(self.table.counts[i * k + j]))
        }
    }

    fn last(&self, rows: usize) -> Vec<Step> {
        let kappa = self.kappa;
        let (observed, chance) =
            (estimate(&kappa.observed_agreement), estimate(&kappa.chance_agreement));
        let beyond = Step {
            text: format!(
                "Of the agreement that chance leaves open, 1 − {chance}, the two gradings reach {} − \
                 {chance}. That share is κ: 1 for full agreement, 0 for no more than chance.",
                observed
            ),
            formula: format!(
                "κ = ({observed} − {chance})/(1 − {chance}) = {}",
                estimate(&kappa.kappa)
            ),
            numbers: vec![
                named_estimate("observed_agreement", &kappa.observed_agreement),
                named_estimate("chance_agreement", &kappa.chance_agreement),
                named_estimate("kappa", &kappa.kappa),
            ],
            rows,
            ..Step::default()
        };
        let unsure = Step {
            text: format!(
                "With {} the standard error of κ is {}, so that {} % limits reach from {} to {}.",
                plural(self.table.n() as usize, "patient"),
                estimate(&kappa.standard_error),
                fixed(kappa.level * 100.0, 0),
                estimate(&kappa.lower),
                estimate(&kappa.upper)
            ),
            formula: format!(
                "κ = {}, {} % limits {}",
                estimate(&kappa.kappa),
                fixed(kappa.level * 100.0, 0),
                range(&estimate(&kappa.lower), &estimate(&kappa.upper))
            ),
            numbers: vec![
                named_estimate("standard_error", &kappa.standard_error),
                named_estimate("lower", &kappa.lower),
                named_estimate("upper", &kappa.upper),
            ],
            rows,
            ..Step::default()
        };
        vec![beyond, unsure]
    }
}
