//! Cohen's kappa of two readers, with weights.

use super::rank::Ranking;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// How much credit a near miss gets among k ordered categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KappaWeights {
    /// None.
    Unweighted,
    /// 1 − |i − j|/(k − 1).
    Linear,
    /// 1 − (i − j)²/(k − 1)².
    Quadratic,
}

impl KappaWeights {
    pub const ALL: [Self; 3] = [Self::Unweighted, Self::Linear, Self::Quadratic];

    pub fn weight(self, i: usize, j: usize, k: usize) -> f64 {
        let apart = i.abs_diff(j) as f64 / (k as f64 - 1.0);
        match self {
            _ if i == j => 1.0,
            Self::Unweighted => 0.0,
            Self::Linear => 1.0 - apart,
            Self::Quadratic => 1.0 - apart * apart,
        }
    }
}

/// Cohen's κ: agreement beyond what the two readers' margins give by chance.
///
/// κ = (p_o − p_e)/(1 − p_e) with p_o = Σ w p_ij and p_e = Σ w p_i· p_·j (Cohen
/// 1960, 1968). The standard error makes the interval, the null standard error
/// makes z and p; both from Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323.
/// Agrees with R's vcd and with statsmodels; psych 2.2.9 prints other standard
/// errors for weighted κ. Depends on which categories exist, also unused ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Kappa {
    pub weights: KappaWeights,
    pub observed_agreement: Estimate,
    pub chance_agreement: Estimate,
    pub kappa: Estimate,
    pub standard_error: Estimate,
    /// When κ is 0.
    pub standard_error_null: Estimate,
    pub z: Estimate,
    pub p: Estimate,
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// The share of every category, of the first reader and of the second.
#[derive(Clone, Debug, PartialEq)]
pub struct Margins {
    pub rows: Vec<f64>,
    pub columns: Vec<f64>,
}

/// Shares of patients, each times its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credit {
    pub observed: f64,
    pub chance: f64,
}

/// How often each pair of categories occurs, rows the first reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementTable {
    pub categories: usize,
    /// Row-major.
    pub counts: Vec<u32>,
}

impl AgreementTable {
    /// From categories numbered from 0; those at or beyond `categories` do not
    /// belong to the table and must not occur.
    pub fn new(first: &[u32], second: &[u32], categories: usize) -> Self {
        assert_eq!(first.len(), second.len(), "pairs need two samples of one length");
        let mut counts = vec![0; categories * categories];
        for (&i, &j) in first.iter().zip(second) {
            counts[i as usize * categories + j as usize] += 1;
        }
        Self { categories, counts }
    }

    /// The categories are the values that either reader used, in order.
    pub fn of_values(first: &[f64], second: &[f64]) -> (Self, Vec<f64>) {
        let both: Vec<f64> = first.iter().chain(second).copied().gather();
        let ranking = Ranking::new(&both);
        let (a, b) = ranking.codes.split_at(first.len());
        (Self::new(a, b, ranking.values.len()), ranking.values)
    }

    pub fn n(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The share on the diagonal.
    pub fn agreement(&self) -> Estimate {
        let same: u32 = (0..self.categories).map(|i| self.counts[i * self.categories + i]).sum();
        Estimate::finite(f64::from(same) / f64::from(self.n()), "no pairs")
    }

    fn share(&self, i: usize, j: usize) -> f64 {
        f64::from(self.counts[i * self.categories + j]) / f64::from(self.n())
    }

    /// The share of every category, by reader.
    pub fn margins(&self) -> Margins {
        let k = self.categories;
        Margins {
            rows: (0..k).map(|i| (0..k).map(|j| self.share(i, j)).sum()).gather(),
            columns: (0..k).map(|j| (0..k).map(|i| self.share(i, j)).sum()).gather(),
        }
    }

    /// What the margins alone give a cell.
    pub fn expected_share(&self, margins: &Margins, i: usize, j: usize) -> f64 {
        margins.rows[i] * margins.columns[j]
    }

    /// What the patients whom the first reader put into category `i` earn, and
    /// what chance alone would.
    pub fn row_credit(&self, weights: KappaWeights, i: usize) -> Credit {
        let k = self.categories;
        let margins = self.margins();
        let w = |j: usize| weights.weight(i, j, k);
        Credit {
            observed: (0..k).map(|j| w(j) * self.share(i, j)).sum(),
            chance: (0..k).map(|j| w(j) * self.expected_share(&margins, i, j)).sum(),
        }
    }

    pub fn kappa(&self, weights: KappaWeights, level: f64) -> Kappa {
        let k = self.categories;
        let n = f64::from(self.n());
        let share = |i: usize, j: usize| self.share(i, j);
        let margins = self.margins();
        let Margins { rows, columns } = &margins;
        let w = |i: usize, j: usize| weights.weight(i, j, k);
        let sum = |f: &dyn Fn(usize, usize) -> f64| -> f64 {
            (0..k).flat_map(|i| (0..k).map(move |j| (i, j))).map(|(i, j)| f(i, j)).sum()
        };
        let credits: Vec<Credit> = (0..k).map(|i| self.row_credit(weights, i)).gather();
        let observed: f64 = credits.iter().map(|credit| credit.observed).sum();
        let chance: f64 = credits.iter().map(|credit| credit.chance).sum();
        // What a row, or a column, would earn against the other's margin.
        let row_mean: Vec<f64> =
            (0..k).map(|i| (0..k).map(|j| w(i, j) * columns[j]).sum()).gather();
        let column_mean: Vec<f64> =
            (0..k).map(|j| (0..k).map(|i| w(i, j) * rows[i]).sum()).gather();
        let rest = 1.0 - chance;
        let kappa = (observed - chance) / rest;
        let spread = sum(&|i, j| {
            let term = w(i, j) * rest - (row_mean[i] + column_mean[j]) * (1.0 - observed);
            share(i, j) * term * term
        }) - (observed * chance - 2.0 * chance + observed).powi(2);
        let spread_null =
            sum(&|i, j| rows[i] * columns[j] * (w(i, j) - (row_mean[i] + column_mean[j])).powi(2))
                - chance * chance;
        let error = (spread.max(0.0) / n).sqrt() / (rest * rest);
        let null = (spread_null.max(0.0) / n).sqrt() / rest;
        let why = if n == 0.0 {
            "no pairs"
        } else {
            "both readers used one and the same category: chance agreement is complete"
        };
        let finite = |value: f64| if rest > 1e-14 { value } else { f64::NAN };
        let half = tail::normal_for_level(level).map_or(f64::NAN, |z| z * error);
        let z = kappa / null;
        let no_spread = "the null standard error is 0";
        Kappa {
            weights,
            observed_agreement: Estimate::finite(observed, why),
            chance_agreement: Estimate::finite(chance, why),
            kappa: Estimate::finite(finite(kappa), why),
            standard_error: Estimate::finite(finite(error), why),
            standard_error_null: Estimate::finite(finite(null), why),
            z: Estimate::finite(finite(z), no_spread),
            p: Estimate::finite(
                if z.is_finite() { finite(tail::normal_two_sided(z)) } else { z },
                no_spread,
            ),
            level,
            lower: Estimate::finite(finite(kappa - half), why),
            upper: Estimate::finite(finite(kappa + half), why),
        }
    }
}
