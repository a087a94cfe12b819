//! Polychoric correlation: of two normal variables of which only grades are seen.

use super::kappa::AgreementTable;
use super::symmetric::{inverse_diagonal, solve};
use crate::compact::Gather;
use crate::tail::{
    bivariate_normal_lower, chi_squared_upper, normal_quantile_upper, normal_upper,
    rectangle_excess,
};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// Supposes that each grade is a stretch of a hidden normal variable, and
/// estimates how the two hidden variables correlate. Exploratory: a normal
/// pair is a strong assumption, and a 6 × 6 table of 25 patients is sparse.
///
/// Two-step: thresholds from the margins, then the ρ that makes the table
/// likeliest; its standard error takes the thresholds for known. ML: ρ and all
/// thresholds together; standard error from the observed information (Olsson
/// 1979, Psychometrika 44:443). Categories that nobody uses are dropped. The
/// fit to a normal pair is tested by likelihood ratio on (r − 1)(c − 1) − 1
/// degrees of freedom. Agrees with R's polycor for two-step; its ML stops early.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Polychoric {
    pub n: u32,
    pub two_step: PolychoricFit,
    pub maximum_likelihood: PolychoricFit,
    /// Of the ML fit against the table itself.
    pub chi_squared: Estimate,
    pub df: usize,
    pub p: Estimate,
    /// Cells nobody is in, of all cells.
    pub empty_cells: usize,
    pub cells: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PolychoricFit {
    pub rho: Estimate,
    pub standard_error: Estimate,
    pub log_likelihood: Estimate,
    /// On the hidden variables, between neighbouring categories.
    pub row_thresholds: Series,
    pub column_thresholds: Series,
    /// Whether the search ended at a maximum inside (−1, 1).
    pub converged: bool,
    pub steps: u32,
}

/// From a table whose categories are in order.
pub fn polychoric(table: &AgreementTable) -> Polychoric {
    let k = table.categories;
    let used = |along: &dyn Fn(usize, usize) -> usize| -> Vec<usize> {
        (0..k).filter(|&i| (0..k).any(|j| table.counts[along(i, j)] > 0)).gather()
    };
    let rows = used(&|i, j| i * k + j);
    let columns = used(&|i, j| j * k + i);
    let counts: Vec<Vec<f64>> = rows
        .iter()
        .map(|&i| columns.iter().map(|&j| f64::from(table.counts[i * k + j])).gather())
        .gather();
    Cells { counts, rows: rows.len(), columns: columns.len() }.fit(table.n())
}

struct Cells {
    counts: Vec<Vec<f64>>,
    rows: usize,
    columns: usize,
}

/// ρ as z = atanh ρ, then the row and the column thresholds.
type Parameters = Vec<f64>;

impl Cells {
    fn fit(&self, n: u32) -> Polychoric {
        let cells = self.rows * self.columns;
        let empty = self.counts.iter().flatten().filter(|count| **count == 0.0).count();
        let df = (self.rows.max(1) - 1) * (self.columns.max(1) - 1);
        if self.rows < 2 || self.columns < 2 {
            let why = if n == 0 { "no pairs" } else { "a variable is constant" };
            return Polychoric {
                n,
                two_step: PolychoricFit::none(why),
                maximum_likelihood: PolychoricFit::none(why),
                chi_squared: Estimate::not_estimable(why),
                df: 0,
                p: Estimate::not_estimable(why),
                empty_cells: empty,
                cells,
            };
        }
        let two_step = self.two_step();
        let start = self.parameters(&two_step);
        let maximum_likelihood = self.maximum_likelihood(start);
        let saturated: f64 = self
            .counts
            .iter()
            .flatten()
            .filter(|count| **count > 0.0)
            .map(|count| count * (count / f64::from(n)).ln())
            .sum();
        let df = df.saturating_sub(1);
        let chi_squared = match maximum_likelihood.log_likelihood.value() {
            Some(likelihood) if maximum_likelihood.converged => {
                Estimate::Value((2.0 * (saturated - likelihood)).max(0.0))
            }
            _ => Estimate::not_estimable("the fit did not end at a maximum"),
        };
        let why = "no degrees of freedom are left";
        let p =
            chi_squared.value().filter(|_| df > 0).and_then(|x| chi_squared_upper(x, df as f64));
        Polychoric {
            n,
            two_step,
            maximum_likelihood,
            chi_squared,
            df,
            p: p.map_or(Estimate::not_estimable(why), Estimate::Value),
            empty_cells: empty,
            cells,
        }
    }

    fn margins(&self) -> (Vec<f64>, Vec<f64>) {
        let rows: Vec<f64> = self.counts.iter().map(|row| row.iter().sum()).gather();
        let columns =
            (0..self.columns).map(|j| self.counts.iter().map(|row| row[j]).sum()).gather();
        (rows, columns)
    }

    fn two_step(&self) -> PolychoricFit {
        let (rows, columns) = self.margins();
        let (row_thresholds, column_thresholds) = (thresholds(&rows), thresholds(&columns));
        let at = |z: f64| self.log_likelihood(&self.join(z, &row_thresholds, &column_thresholds));
        // The likelihood has one peak in ρ: golden section on z, then Newton.
        let (mut low, mut high) = (-6.0, 6.0);
        let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
        let (mut a, mut b) = (high - ratio * (high - low), low + ratio * (high - low));
        let (mut fa, mut fb) = (at(a), at(b));
        let mut steps = 0;
        while high - low > 1e-3 {
            steps += 1;
            if fa < fb {
                (low, a, fa) = (a, b, fb);
                b = low + ratio * (high - low);
                fb = at(b);
            } else {
                (high, b, fb) = (b, a, fa);
                a = high - ratio * (high - low);
                fa = at(a);
            }
        }
        let mut z = (low + high) / 2.0;
        let score = |z: f64| self.score_of_rho(&self.join(z, &row_thresholds, &column_thresholds));
        for _ in 0..50 {
            steps += 1;
            let slope = (score(z + 1e-5) - score(z - 1e-5)) / 2e-5;
            let move_by = -score(z) / slope;
            if !move_by.is_finite() || move_by.abs() > 1.0 {
                break;
            }
            z += move_by;
            if move_by.abs() < 1e-13 * z.abs().max(1.0) {
                break;
            }
        }
        let inside = z.abs() < 5.9;
        let rho = z.tanh();
        // d/dρ: score in z over 1 − ρ², then its slope by ρ.
        let by_rho = |rho: f64| score(rho.atanh()) / (1.0 - rho * rho);
        let step = 1e-5 * (1.0 - rho * rho);
        let information = -(by_rho(rho + step) - by_rho(rho - step)) / (2.0 * step);
        let why = "the likelihood rises to ρ = ±1";
        PolychoricFit {
            rho: if inside { Estimate::Value(rho) } else { Estimate::not_estimable(why) },
            standard_error: Estimate::finite(
                if inside { (1.0 / information).sqrt() } else { f64::NAN },
                why,
            ),
            log_likelihood: Estimate::finite(at(z), why),
            row_thresholds: row_thresholds.into(),
            column_thresholds: column_thresholds.into(),
            converged: inside,
            steps,
        }
    }

    fn join(&self, z: f64, rows: &[f64], columns: &[f64]) -> Parameters {
        [&[z], rows, columns].concat()
    }

    fn parameters(&self, fit: &PolychoricFit) -> Parameters {
        let z = fit.rho.value().map_or(0.0, |rho| rho.clamp(-0.99, 0.99).atanh());
        self.join(z, &fit.row_thresholds, &fit.column_thresholds)
    }

    fn maximum_likelihood(&self, start: Parameters) -> PolychoricFit {
        let mut at = start;
        let mut value = self.log_likelihood(&at);
        let mut steps = 0;
        let mut converged = false;
        for _ in 0..200 {
            steps += 1;
            let gradient = self.gradient(&at);
            let size = gradient.iter().fold(0.0_f64, |most, g| most.max(g.abs()));
            if size < 1e-9 {
                converged = true;
                break;
            }
            let information = self.information(&at);
            let Some(direction) = solve(information, &gradient) else { break };
            let mut scale = 1.0;
            let mut moved = false;
            while scale > 1e-8 {
                let next: Parameters =
                    at.iter().zip(&direction).map(|(x, d)| x + scale * d).gather();
                let there = self.log_likelihood(&next);
                // Near the top the likelihood is flat to rounding.
                if there > value - 1e-12 * value.abs() && next[0].abs() < 8.0 {
                    (at, value, moved) = (next, there, true);
                    break;
                }
                scale /= 2.0;
            }
            if !moved {
                converged = size < 1e-6;
                break;
            }
        }
        converged &= at[0].abs() < 5.9;
        let rho = at[0].tanh();
        let variance = inverse_diagonal(self.information(&at), 0);
        // The standard error of ρ from that of z, at the maximum.
        let error = variance.map_or(f64::NAN, |v| v.sqrt() * (1.0 - rho * rho));
        let (rows, columns) = at[1..].split_at(self.rows - 1);
        let why = if at[0].abs() < 5.9 {
            "the search did not end at a maximum"
        } else {
            "the likelihood rises to ρ = ±1"
        };
        let if_found = |x: f64| Estimate::finite(if converged { x } else { f64::NAN }, why);
        PolychoricFit {
            rho: if_found(rho),
            standard_error: if_found(error),
            log_likelihood: Estimate::finite(value, why),
            row_thresholds: rows.to_vec().into(),
            column_thresholds: columns.to_vec().into(),
            converged,
            steps,
        }
    }

    /// −∞ where thresholds are out of order or a cell with patients has no
    /// probability.
    fn log_likelihood(&self, at: &[f64]) -> f64 {
        let (rows, columns) = self.cuts(at);
        if !ascending(&rows) || !ascending(&columns) {
            return f64::NEG_INFINITY;
        }
        let rho = at[0].tanh();
        let mut sum = 0.0;
        for (i, row) in self.counts.iter().enumerate() {
            for (j, count) in row.iter().enumerate() {
                if *count > 0.0 {
                    sum += count * cell(&rows[i..i + 2], &columns[j..j + 2], rho).ln();
                }
            }
        }
        if sum.is_nan() { f64::NEG_INFINITY } else { sum }
    }

    /// Thresholds with −∞ and ∞ at the ends.
    fn cuts(&self, at: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (rows, columns) = at[1..].split_at(self.rows - 1);
        let ends = |inner: &[f64]| [&[f64::NEG_INFINITY], inner, &[f64::INFINITY]].concat();
        (ends(rows), ends(columns))
    }

    /// d log L/dz.
    fn score_of_rho(&self, at: &[f64]) -> f64 {
        self.gradient(at)[0]
    }

    /// By z and by every threshold. dP/dρ of a cell is the density at its four
    /// corners; dP/dh is the normal density of h times the share of the other
    /// variable that falls into the cell given h.
    fn gradient(&self, at: &[f64]) -> Vec<f64> {
        let (rows, columns) = self.cuts(at);
        let rho = at[0].tanh();
        let root = ((1.0 - rho) * (1.0 + rho)).sqrt();
        let mut gradient = vec![0.0; at.len()];
        let corner = |h: f64, k: f64| {
            if h.is_infinite() || k.is_infinite() {
                return 0.0;
            }
            let square = ((h - k) * (h - k) + 2.0 * h * k * (1.0 - rho)) / (root * root);
            (-square / 2.0).exp() / (2.0 * std::f64::consts::PI * root)
        };
        // φ(h) P(k₀ < Y < k₁ | X = h).
        let edge = |h: f64, k: &[f64]| {
            if h.is_infinite() {
                return 0.0;
            }
            density(h) * between((k[0] - rho * h) / root, (k[1] - rho * h) / root)
        };
        for (i, row) in self.counts.iter().enumerate() {
            for (j, &count) in row.iter().enumerate() {
                if count == 0.0 {
                    continue;
                }
                let (h, k) = (&rows[i..i + 2], &columns[j..j + 2]);
                let weight = count / cell(h, k, rho);
                let by_rho = corner(h[1], k[1]) - corner(h[0], k[1]) - corner(h[1], k[0])
                    + corner(h[0], k[0]);
                gradient[0] += weight * by_rho * root * root;
                if i > 0 {
                    gradient[i] -= weight * edge(h[0], k);
                }
                if i + 1 < self.rows {
                    gradient[i + 1] += weight * edge(h[1], k);
                }
                let first = self.rows - 1;
                if j > 0 {
                    gradient[first + j] -= weight * edge(k[0], h);
                }
                if j + 1 < self.columns {
                    gradient[first + j + 1] += weight * edge(k[1], h);
                }
            }
        }
        gradient
    }

    /// Minus the matrix of second derivatives, by differences of the gradient.
    fn information(&self, at: &[f64]) -> Vec<Vec<f64>> {
        let size = at.len();
        let mut matrix = vec![vec![0.0; size]; size];
        for i in 0..size {
            let step = 1e-5;
            let shifted = |by: f64| {
                let mut moved = at.to_vec();
                moved[i] += by;
                self.gradient(&moved)
            };
            // Fourth order, so that the step leaves ten digits.
            let (near_up, near_down) = (shifted(step), shifted(-step));
            let (far_up, far_down) = (shifted(2.0 * step), shifted(-2.0 * step));
            for j in 0..size {
                let slope =
                    (8.0 * (near_up[j] - near_down[j]) - (far_up[j] - far_down[j])) / (12.0 * step);
                matrix[i][j] -= slope / 2.0;
                matrix[j][i] -= slope / 2.0;
            }
        }
        matrix
    }
}

impl PolychoricFit {
    fn none(why: &str) -> Self {
        Self {
            rho: Estimate::not_estimable(why),
            standard_error: Estimate::not_estimable(why),
            log_likelihood: Estimate::not_estimable(why),
            row_thresholds: Series::default(),
            column_thresholds: Series::default(),
            converged: false,
            steps: 0,
        }
    }
}

/// Where a standard normal variable has the shares of a margin below.
fn thresholds(margin: &[f64]) -> Vec<f64> {
    let total: f64 = margin.iter().sum();
    let mut below = 0.0;
    margin[..margin.len() - 1]
        .iter()
        .map(|count| {
            below += count;
            // The smaller of the two shares keeps its digits.
            let above = total - below;
            let z = normal_quantile_upper(below.min(above) / total).unwrap_or(0.0);
            if below <= above { -z } else { z }
        })
        .gather()
}

fn ascending(cuts: &[f64]) -> bool {
    cuts.windows(2).all(|pair| pair[0] < pair[1])
}

fn density(h: f64) -> f64 {
    (-h * h / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// P(a < Z < b), from the tail that keeps its digits.
fn between(a: f64, b: f64) -> f64 {
    if a > 0.0 { normal_upper(a) - normal_upper(b) } else { normal_upper(-b) - normal_upper(-a) }
}

/// The probability of a rectangle.
fn cell(h: &[f64], k: &[f64], rho: f64) -> f64 {
    let (h, k) = ([h[0], h[1]], [k[0], k[1]]);
    let product = between(h[0], h[1]) * between(k[0], k[1]);
    let probability = product + rectangle_excess(h, k, rho);
    if probability > 1e-12 {
        return probability;
    }
    // Nearly nothing is left: ask for the corners of the mirrored rectangle.
    let corner = |h: f64, k: f64| {
        if h == f64::NEG_INFINITY || k == f64::NEG_INFINITY {
            0.0
        } else {
            bivariate_normal_lower(h, k, rho)
        }
    };
    let direct = corner(h[1], k[1]) - corner(h[0], k[1]) - corner(h[1], k[0]) + corner(h[0], k[0]);
    direct.max(probability).max(1e-300)
}
