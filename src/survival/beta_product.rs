//! Limits of a survival probability that hold in small samples: the beta
//! product.

use super::event_table::EventTable;
use crate::tail::beta_quantile;

/// Rows beyond which large-sample limits serve as well.
pub const MOST_ROWS: usize = 10_000;

/// Limits on each stretch between the times of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct BetaProduct {
    /// Before the first time, where the upper limit is 1.
    pub lower_at_start: f64,
    /// From each time up to the next.
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// Between which values does S(t) lie, whatever the curve and however few?
///
/// At an event time with d events among n at risk, the survival left is S
/// before it times a Beta(n − d + 1, d) variable. The upper limit at t is the
/// 1 − α/2 quantile of the product over event times up to t; the lower limit
/// is the α/2 quantile of that product times Beta(m, 1), one event looked ahead
/// with the m still followed after t; with nobody left it is 0. Products are
/// taken as the beta variable with their mean and variance, in which they are
/// exact where nobody is censored: then these are the limits of Clopper &
/// Pearson. They exist before the first event and where the curve has reached 0.
/// At an event time itself the lower limit is the one that holds just after it.
/// Fay, Brittain & Proschan 2013, Biostatistics 14:723 (R's bpcp, method of
/// moments); agrees to 1e-11 with R code made apart, and with `binom.test` where
/// nobody is censored. `None` with delayed entry, for which they are not derived.
pub fn beta_product(table: &EventTable, level: f64) -> Option<BetaProduct> {
    let rows = table.time.len();
    let tail = (1.0 - level) / 2.0;
    let followed = |row: usize| table.at_risk.get(row).map_or(0.0, |n| f64::from(*n));
    let mut expected = table.subjects;
    for row in 0..rows {
        if table.at_risk[row] != expected {
            return None;
        }
        expected -= table.events[row] + table.censored[row];
    }
    let mut product = Product::ONE;
    let (mut lower, mut upper) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let look_ahead = |product: Product, m: f64| {
        if m == 0.0 { Some(0.0) } else { product.times(m, 1.0).quantile(tail) }
    };
    let mut highest = 1.0;
    for row in 0..rows {
        let (n, d) = (followed(row), f64::from(table.events[row]));
        if d > 0.0 {
            product = product.times(n - d + 1.0, d);
            highest = product.quantile(1.0 - tail)?;
        }
        upper.push(highest);
        lower.push(look_ahead(product, followed(row + 1))?);
    }
    Some(BetaProduct { lower_at_start: look_ahead(Product::ONE, followed(0))?, lower, upper })
}

/// A product of beta variables by its first two moments, from logarithms so
/// that a variance near 0 keeps its digits.
#[derive(Clone, Copy)]
struct Product {
    /// ln E.
    mean: f64,
    /// ln(E of the square / square of E).
    spread: f64,
}

impl Product {
    const ONE: Self = Self { mean: 0.0, spread: 0.0 };

    fn times(self, a: f64, b: f64) -> Self {
        Self {
            mean: self.mean - (b / a).ln_1p(),
            spread: self.spread + (b / (a * (a + b + 1.0))).ln_1p(),
        }
    }

    /// Of the beta variable with these moments.
    fn quantile(self, p: f64) -> Option<f64> {
        let a = -(self.mean + self.spread).exp_m1() / self.spread.exp_m1();
        let b = a * (-self.mean).exp_m1();
        beta_quantile(p, a, b)
    }
}
