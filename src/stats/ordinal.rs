//! Association of two ordered variables: γ, Somers' d, τ_b and τ_c.

use super::rank::Ranking;
use crate::compact::Gather;
use crate::tail;
use crate::value::Estimate;
use serde::Serialize;

/// A measure of ordinal association with its two standard errors.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Association {
    pub estimate: Estimate,
    /// Of the estimate, by the delta method: makes the interval.
    pub standard_error: Estimate,
    /// Under independence (Brown & Benedetti 1977): makes z and p.
    pub standard_error_null: Estimate,
    pub z: Estimate,
    /// Two-sided, of z; 0 where the null standard error is 0, as R gives it:
    /// take the exact p there.
    pub p: Estimate,
    pub level: f64,
    /// Estimate ∓ z · standard error; not cut to [−1, 1].
    pub lower: Estimate,
    pub upper: Estimate,
}

/// Measures that weigh P = 2C concordant against Q = 2D discordant ordered
/// pairs, and differ in which tied pairs the denominator keeps.
///
/// γ = (P − Q)/(P + Q) leaves out all ties (Goodman & Kruskal 1954); Somers'
/// d of y given x keeps ties in y, (P − Q)/(n² − Σ row²) (Somers 1962); τ_b is
/// the geometric mean of the two d; τ_c = m(P − Q)/(n²(m − 1)), m the smaller
/// number of distinct values (Stuart 1953). Standard errors: Goodman &
/// Kruskal 1963, 1972. Agrees to 1e-12 with the
/// reference records, whose delta method was checked numerically in R.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OrdinalAssociation {
    pub n: usize,
    pub gamma: Association,
    /// y depends on x.
    pub somers_y_given_x: Association,
    /// x depends on y.
    pub somers_x_given_y: Association,
    pub somers_symmetric: Estimate,
    pub tau_b: Association,
    /// Its two standard errors are one.
    pub tau_c: Association,
}

/// All measures at one level, from two samples paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn ordinal_association(x: &[f64], y: &[f64], level: f64) -> OrdinalAssociation {
    ordinal_association_of_ranks(&Ranking::new(x), &Ranking::new(y), level)
}

/// The same from rankings already made.
pub fn ordinal_association_of_ranks(x: &Ranking, y: &Ranking, level: f64) -> OrdinalAssociation {
    let n = x.n() as f64;
    let agreeing = concordant_with_each(x, y);
    let size = |ranking: &Ranking, code: u32| f64::from(ranking.counts[code as usize]);
    let squares = |ranking: &Ranking| {
        ranking.counts.iter().map(|&t| f64::from(t) * f64::from(t)).sum::<f64>()
    };
    let (w_x, w_y) = (n * n - squares(x), n * n - squares(y));
    let p: f64 = agreeing.iter().map(|pair| pair.concordant).sum();
    let q: f64 = agreeing.iter().map(|pair| pair.discordant).sum();
    let difference = p - q;
    let sum = |term: &dyn Fn(&Agreeing, u32, u32) -> f64| -> f64 {
        agreeing
            .iter()
            .zip(x.codes.iter().zip(&y.codes))
            .map(|(pair, (&i, &j))| term(pair, i, j))
            .sum()
    };
    // Σ (C − D)² − (P − Q)²/n, the heart of every null standard error.
    let mean = difference / n;
    let null = sum(&|a, _, _| (a.difference() - mean).powi(2)).sqrt();

    let why = if n < 2.0 {
        "fewer than 2 pairs"
    } else if x.is_constant() || y.is_constant() {
        "a variable is constant"
    } else {
        "every pair is tied"
    };
    let gamma_error = sum(&|a, _, _| (q * a.concordant - p * a.discordant).powi(2)).sqrt();
    let gamma = Association::new(
        difference / (p + q),
        4.0 * gamma_error / (p + q).powi(2),
        2.0 * null / (p + q),
        level,
        why,
    );
    let somers = |w: f64, given: &Ranking, by_x: bool| {
        let error = sum(&|a, i, j| {
            let own = size(given, if by_x { i } else { j });
            (w * a.difference() - difference * (n - own)).powi(2)
        });
        Association::new(difference / w, 2.0 * error.sqrt() / (w * w), 2.0 * null / w, level, why)
    };
    let w = (w_x * w_y).sqrt();
    let tau = difference / w;
    // Σ (2 w d + τ v)² − n³ τ² (w_x + w_y)², with the mean taken out first.
    let centre = n * tau * (w_x + w_y);
    let tau_error = sum(&|a, i, j| {
        let v = size(x, i) * w_y + size(y, j) * w_x;
        (2.0 * w * a.difference() + tau * v - centre).powi(2)
    });
    let least = x.counts.len().min(y.counts.len()) as f64;
    let tau_c_error = 2.0 * least * null / ((least - 1.0) * n * n);
    OrdinalAssociation {
        n: x.n(),
        gamma,
        somers_y_given_x: somers(w_x, x, true),
        somers_x_given_y: somers(w_y, y, false),
        somers_symmetric: Estimate::finite(difference / ((w_x + w_y) / 2.0), why),
        tau_b: Association::new(tau, tau_error.sqrt() / (w * w), 2.0 * null / w, level, why),
        tau_c: Association::new(
            least * difference / (n * n * (least - 1.0)),
            tau_c_error,
            tau_c_error,
            level,
            why,
        ),
    }
}

impl Association {
    fn new(estimate: f64, error: f64, null: f64, level: f64, why: &str) -> Self {
        // Every observation may agree and disagree with equally many: then the
        // null standard error is 0, z has no value and its tail is empty.
        let z = estimate / null;
        let half = tail::normal_for_level(level).map(|z| z * error).unwrap_or(f64::NAN);
        let no_spread = if estimate.is_finite() { "the standard error is 0" } else { why };
        Self {
            estimate: Estimate::finite(estimate, why),
            standard_error: Estimate::finite(error, why),
            standard_error_null: Estimate::finite(null, why),
            z: Estimate::finite(z, no_spread),
            p: Estimate::finite(if z.is_nan() { z } else { tail::normal_two_sided(z) }, no_spread),
            level,
            lower: Estimate::finite(estimate - half, why),
            upper: Estimate::finite(estimate + half, why),
        }
    }
}

/// How many others agree and disagree in order with one observation.
struct Agreeing {
    concordant: f64,
    discordant: f64,
}

impl Agreeing {
    fn difference(&self) -> f64 {
        self.concordant - self.discordant
    }
}

/// For every observation, by one sweep up and one down through the values of
/// x with a Fenwick tree over those of y: n log n.
fn concordant_with_each(x: &Ranking, y: &Ranking) -> Vec<Agreeing> {
    assert_eq!(x.n(), y.n(), "pairs need two samples of one length");
    let mut groups: Vec<Vec<u32>> =
        x.counts.iter().map(|&t| Vec::with_capacity(t as usize)).gather();
    for (row, &code) in x.codes.iter().enumerate() {
        groups[code as usize].push(row as u32);
    }
    let mut agreeing: Vec<Agreeing> =
        (0..x.n()).map(|_| Agreeing { concordant: 0.0, discordant: 0.0 }).gather();
    let mut sweep = |groups: &mut dyn Iterator<Item = &Vec<u32>>, upward: bool| {
        let mut tree = Fenwick::new(y.counts.len());
        let mut seen = 0;
        for group in groups {
            for &row in group {
                let code = y.codes[row as usize] as usize;
                let (below, up_to) = (tree.before(code), tree.before(code + 1));
                let above = seen - up_to;
                let one = &mut agreeing[row as usize];
                let (same, opposite) = if upward { (below, above) } else { (above, below) };
                one.concordant += f64::from(same);
                one.discordant += f64::from(opposite);
            }
            group.iter().for_each(|&row| tree.add(y.codes[row as usize] as usize));
            seen += group.len() as u32;
        }
    };
    sweep(&mut groups.iter(), true);
    sweep(&mut groups.iter().rev(), false);
    agreeing
}

/// Counts by code, with running sums in log n.
struct Fenwick(Vec<u32>);

impl Fenwick {
    fn new(length: usize) -> Self {
        Self(vec![0; length + 1])
    }

    fn add(&mut self, code: usize) {
        let mut at = code + 1;
        while at < self.0.len() {
            self.0[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// How many have a code below this one.
    fn before(&self, code: usize) -> u32 {
        let (mut at, mut sum) = (code, 0);
        while at > 0 {
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}
