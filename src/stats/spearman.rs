//! Spearman's rank correlation.

use super::correlation_interval::{CorrelationInterval, intervals};
use super::rank::Ranking;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// Spearman's ρ: how well one variable's order agrees with another's.
///
/// ρ is Pearson's correlation of the midranks (tied values share the mean of
/// their places), Spearman 1904. t = ρ √((n − 2)/(1 − ρ²)) on n − 2 degrees of
/// freedom; z = ρ √(n − 1). Both p-values are approximations: below about 30
/// pairs or with many ties prefer the exact permutation p. All sums are made
/// in whole numbers, so that ρ is right to the last digit and |ρ| = 1 is
/// recognised exactly; then t is infinite and t and its p are not estimable.
/// Same as R 4.2 `cor.test(method = "spearman", exact = FALSE)` to 1e-13.
///
/// ```
/// use gradus::stats::spearman::spearman;
/// let answer = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 4.0, 3.0, 5.0], &[0.95]);
/// assert_eq!(answer.rho.value(), Some(0.8)); // 1 − 6·4/(5·24)
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spearman {
    pub n: usize,
    pub rho: Estimate,
    /// Σ of squared rank differences.
    pub sum_of_squared_rank_differences: f64,
    /// 1 − 6 Σd²/(n³ − n): equals ρ only without ties; what some papers print.
    pub rho_by_formula_without_ties: Estimate,
    /// (n³ − n)(1 − ρ)/6, which R prints as S.
    pub s: Estimate,
    /// ρ √((n − 2)/(1 − ρ²)).
    pub t: Estimate,
    pub df: f64,
    /// Two-sided, by Student's t.
    pub p_t: Estimate,
    /// Two-sided, by ρ √(n − 1) as a standard normal.
    pub p_z: Estimate,
    pub intervals: Vec<CorrelationInterval>,
}

/// Spearman's ρ of two samples of finite numbers, paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn spearman(x: &[f64], y: &[f64], levels: &[f64]) -> Spearman {
    spearman_of_ranks(&Ranking::new(x), &Ranking::new(y), levels)
}

/// The same from rankings already made.
pub fn spearman_of_ranks(x: &Ranking, y: &Ranking, levels: &[f64]) -> Spearman {
    let sums = RankSums::new(x, y);
    let n = x.n();
    let cubes = (n as f64).powi(3) - n as f64;
    let rho = sums.rho(n);
    let formula = match n {
        0 | 1 => Estimate::not_estimable(TOO_FEW),
        _ => Estimate::Value(1.0 - 6.0 * sums.squared_differences() / cubes),
    };
    let (t, p_t) = match (&rho, sums.one_minus_squared()) {
        (Estimate::Value(_), _) if n < 3 => (
            Estimate::not_estimable("fewer than 3 pairs"),
            Estimate::not_estimable("fewer than 3 pairs"),
        ),
        (Estimate::Value(_), 0.0) => (
            Estimate::not_estimable("the correlation is ±1: t is infinite"),
            Estimate::not_estimable("the correlation is ±1: t is infinite; use the exact p"),
        ),
        (Estimate::Value(rho), rest) => {
            let df = n as f64 - 2.0;
            let t = rho * (df / rest).sqrt();
            let why = "no tail of Student's t";
            let p = tail::student_two_sided(t, df)
                .map_or(Estimate::not_estimable(why), Estimate::Value);
            (Estimate::Value(t), p)
        }
        (other, _) => (other.clone(), other.clone()),
    };
    let p_z = match &rho {
        Estimate::Value(rho) => {
            Estimate::Value(tail::normal_two_sided(rho * (n as f64 - 1.0).sqrt()))
        }
        other => other.clone(),
    };
    Spearman {
        n,
        sum_of_squared_rank_differences: sums.squared_differences(),
        rho_by_formula_without_ties: formula,
        s: match &rho {
            Estimate::Value(rho) => Estimate::Value(cubes * (1.0 - rho) / 6.0),
            other => other.clone(),
        },
        t,
        df: (n as f64 - 2.0).max(0.0),
        p_t,
        p_z,
        intervals: intervals(&rho, n, levels),
        rho,
    }
}

const TOO_FEW: &str = "fewer than 2 pairs";

/// Sums of squares and products of 2R − (n + 1), exact. They grow like n³/3,
/// so that i128 holds the product of two up to n of 5 million, and each sum
/// far beyond.
struct RankSums {
    xx: i128,
    yy: i128,
    xy: i128,
}

impl RankSums {
    fn new(x: &Ranking, y: &Ranking) -> Self {
        assert_eq!(x.n(), y.n(), "pairs need two samples of one length");
        let n = x.n() as i128;
        let squares =
            |ranking: &Ranking| (n * n * n - n - ranking.sum_over_ties(|t| t * t * t - t)) / 3;
        Self { xx: squares(x), yy: squares(y), xy: products(x, y) }
    }

    /// Σ (R_x − R_y)².
    fn squared_differences(&self) -> f64 {
        (self.xx + self.yy - 2 * self.xy) as f64 / 4.0
    }

    fn rho(&self, n: usize) -> Estimate {
        if n < 2 {
            return Estimate::not_estimable(TOO_FEW);
        }
        match (self.xx, self.yy) {
            (0, 0) => Estimate::not_estimable("both variables are constant"),
            (0, _) => Estimate::not_estimable("the first variable is constant"),
            (_, 0) => Estimate::not_estimable("the second variable is constant"),
            (xx, yy) => Estimate::Value(self.xy as f64 / (xx as f64 * yy as f64).sqrt()),
        }
    }

    /// 1 − ρ², without cancellation while the products fit.
    fn one_minus_squared(&self) -> f64 {
        let Self { xx, yy, xy } = *self;
        let whole = (xx as f64) * (yy as f64);
        match (xx.checked_mul(yy), xy.checked_mul(xy)) {
            (Some(product), Some(square)) => (product - square) as f64 / whole,
            _ => {
                ((whole.sqrt() - xy as f64) / whole.sqrt())
                    * ((whole.sqrt() + xy as f64) / whole.sqrt())
            }
        }
    }
}

/// Σ of the products of doubled, centred midranks.
fn products(x: &Ranking, y: &Ranking) -> i128 {
    let (a, b) = (x.doubled_centred(), y.doubled_centred());
    x.codes
        .chunks(1024)
        .zip(y.codes.chunks(1024))
        .map(|(x, y)| {
            // At most 1024 products of two numbers below 2³² in size: below 2⁶³
            // while n < 2²⁶.
            let sum: i64 = x.iter().zip(y).map(|(&i, &j)| a[i as usize] * b[j as usize]).sum();
            i128::from(sum)
        })
        .sum()
}
