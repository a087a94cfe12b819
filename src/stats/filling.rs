//! What a rank correlation can be, given only in which grade everybody is.

use super::kendall::kendall;
use super::rank::Ranking;
use super::resample::Resampling;
use super::spearman::spearman;
use crate::compact::{Gather, Order, sort_numbers};
use crate::random::Random;
use crate::tail::sample_quantile;
use crate::value::Estimate;
use serde::Serialize;

/// A number per patient known only to lie between two ends; or the difference
/// of two such.
#[derive(Clone, Debug)]
pub struct Uncertain {
    /// `[low, high]`, equal where the number is known.
    pub value: Vec<[f64; 2]>,
    pub minus: Option<Vec<[f64; 2]>>,
}

/// Smallest and largest coefficient over everything the grades may hide, and
/// how it spreads when each patient's per cent is anywhere in the grade.
///
/// Exact range: per cents are continuous, so no two patients share one unless
/// the grade is a single number. Grades order patients of different grades; the
/// rest is free. Σ R_x R_y is largest when patients of one x grade are ordered
/// by their y grade, those of one y grade by their x grade, and those alike in
/// both in the same order twice: given either order that choice of the other
/// is best, and all such choices have one value. The smallest is the mirror
/// image. Proved against enumeration in the tests. A change between two graded
/// scans has no such order; there only draws are made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FillingRange {
    pub n: usize,
    /// Of the grades themselves, by midranks.
    pub rho: Estimate,
    pub tau_b: Estimate,
    /// Present where grades order the patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub exact: Option<ExactRange>,
    pub draws: u32,
    pub seed: u32,
    /// Smallest, 2.5 %, 25 %, median, 75 %, 97.5 % and largest ρ drawn.
    pub rho_drawn: Vec<f64>,
    pub alpha: f64,
    /// The share of draws with ρ above 0, and with p (by t) below alpha.
    pub share_positive: f64,
    pub share_significant: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ExactRange {
    pub rho_smallest: Estimate,
    pub rho_largest: Estimate,
    pub tau_smallest: Estimate,
    pub tau_largest: Estimate,
    /// Two-sided p (by t) of the smallest and of the largest ρ.
    pub p_at_smallest: Estimate,
    pub p_at_largest: Estimate,
}

/// The range of ρ and τ, and draws of ρ.
///
/// # Panics
/// When the samples differ in length.
pub fn filling_range(
    x: &Uncertain,
    y: &Uncertain,
    resampling: &Resampling,
    alpha: f64,
) -> FillingRange {
    assert_eq!(x.value.len(), y.value.len(), "pairs need two samples of one length");
    let (mid_x, mid_y) = (x.midpoints(), y.midpoints());
    let grades = spearman(&mid_x, &mid_y, &[]);
    let exact = x.blocks().zip(y.blocks()).map(|(x, y)| exact_range(&x, &y));
    let mut random = Random::new(u64::from(resampling.seed));
    let (mut drawn, mut positive, mut significant) = (Vec::new(), 0_u32, 0_u32);
    for _ in 0..resampling.draws {
        let answer = spearman(&x.fill(&mut random), &y.fill(&mut random), &[]);
        if let Some(rho) = answer.rho.value() {
            drawn.push(rho);
            positive += u32::from(rho > 0.0);
            // |ρ| = 1 has no t, and is as significant as can be.
            significant += u32::from(answer.p_t.value().is_none_or(|p| p < alpha));
        }
    }
    let share = |count: u32| f64::from(count) / f64::from(resampling.draws.max(1));
    FillingRange {
        n: x.value.len(),
        tau_b: kendall(&mid_x, &mid_y, &[]).tau_b,
        rho: grades.rho,
        exact,
        draws: resampling.draws,
        seed: resampling.seed,
        rho_drawn: seven_numbers(drawn),
        alpha,
        share_positive: share(positive),
        share_significant: share(significant),
    }
}

/// Smallest, 2.5 %, quartiles, 97.5 % and largest; nothing of nothing.
pub fn seven_numbers(mut drawn: Vec<f64>) -> Vec<f64> {
    sort_numbers(&mut drawn);
    let shares = [0.0, 0.025, 0.25, 0.5, 0.75, 0.975, 1.0];
    shares.iter().filter_map(|share| sample_quantile(&drawn, *share)).gather()
}

/// A variable whose patients are ordered up to blocks.
struct Blocks {
    ranking: Ranking,
    /// For each block: its number is known, so its patients are tied for good.
    known: Vec<bool>,
}

impl Uncertain {
    pub fn midpoints(&self) -> Vec<f64> {
        let middle = |ends: &[f64; 2]| (ends[0] + ends[1]) / 2.0;
        match &self.minus {
            None => self.value.iter().map(middle).gather(),
            Some(minus) => {
                self.value.iter().zip(minus).map(|(a, b)| middle(a) - middle(b)).gather()
            }
        }
    }

    /// Between what each lies, the difference where there is one.
    pub fn ends(&self) -> Vec<[f64; 2]> {
        match &self.minus {
            None => self.value.clone(),
            Some(minus) => {
                let between = |(a, b): (&[f64; 2], &[f64; 2])| [a[0] - b[1], a[1] - b[0]];
                self.value.iter().zip(minus).map(between).gather()
            }
        }
    }

    /// Every draw of a resampling, one after another.
    pub fn each_filling(&self, resampling: &Resampling, visit: &mut dyn FnMut(&[f64])) {
        let mut random = Random::new(u64::from(resampling.seed));
        for _ in 0..resampling.draws {
            visit(&self.fill(&mut random));
        }
    }

    /// Each anywhere in its interval with equal chance.
    fn fill(&self, random: &mut Random) -> Vec<f64> {
        let mut draw = |ends: &[f64; 2]| ends[0] + random.unit() * (ends[1] - ends[0]);
        match &self.minus {
            None => self.value.iter().map(&mut draw).gather(),
            Some(minus) => self.value.iter().zip(minus).map(|(a, b)| draw(a) - draw(b)).gather(),
        }
    }

    /// None where two intervals overlap without being the same.
    fn blocks(&self) -> Option<Blocks> {
        if self.minus.is_some() {
            return None;
        }
        let mut distinct = self.value.clone();
        distinct.order_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        distinct.dedup();
        if distinct.windows(2).any(|pair| pair[0][1] > pair[1][0]) {
            return None;
        }
        let place = |ends: &[f64; 2]| distinct.iter().position(|d| d == ends);
        let codes: Vec<f64> =
            self.value.iter().map(|ends| place(ends).map(|p| p as f64)).collect::<Option<_>>()?;
        let known = distinct.iter().map(|ends| ends[0] == ends[1]).gather();
        Some(Blocks { ranking: Ranking::new(&codes), known })
    }
}

fn exact_range(x: &Blocks, y: &Blocks) -> ExactRange {
    let [low, high] = [true, false].map(|smallest| {
        let (x, y) = (order(x, y, smallest, false), order(y, x, smallest, smallest));
        (spearman(&x, &y, &[]), kendall(&x, &y, &[]).tau_b)
    });
    ExactRange {
        rho_smallest: low.0.rho,
        rho_largest: high.0.rho,
        tau_smallest: low.1,
        tau_largest: high.1,
        p_at_smallest: low.0.p_t,
        p_at_largest: high.0.p_t,
    }
}

/// Places of the patients of one variable: by its own block, then by the
/// other's block (falling for the smallest coefficient), then by row (falling
/// for one of the two there). A block that is known stays tied.
fn order(own: &Blocks, other: &Blocks, falling: bool, rows_fall: bool) -> Vec<f64> {
    let n = own.ranking.n();
    let key = |row: usize| {
        let block = own.ranking.codes[row];
        let by_other = i64::from(other.ranking.codes[row]);
        let by_row = row as i64;
        if own.known[block as usize] {
            (block, 0, 0)
        } else {
            (
                block,
                if falling { -by_other } else { by_other },
                if rows_fall { -by_row } else { by_row },
            )
        }
    };
    let mut rows: Vec<usize> = (0..n).gather();
    rows.order_by_key(|&row| key(row));
    let mut places = vec![0.0; n];
    let mut place = 0.0;
    for (k, &row) in rows.iter().enumerate() {
        if k > 0 && key(rows[k - 1]) != key(row) {
            place += 1.0;
        }
        places[row] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every order of every block of both variables, looked at.
    fn by_enumeration(x: &Blocks, y: &Blocks) -> [f64; 4] {
        let mut range = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];
        for a in every_order(x) {
            for b in every_order(y) {
                let rho = spearman(&a, &b, &[]).rho.value();
                let tau = kendall(&a, &b, &[]).tau_b.value();
                if let (Some(rho), Some(tau)) = (rho, tau) {
                    range = [
                        range[0].min(rho),
                        range[1].max(rho),
                        range[2].min(tau),
                        range[3].max(tau),
                    ];
                }
            }
        }
        range
    }

    fn every_order(blocks: &Blocks) -> Vec<Vec<f64>> {
        let n = blocks.ranking.n();
        let mut orders = Vec::new();
        let mut places = vec![f64::NAN; n];
        fill_next(blocks, &mut places, 0, &mut orders);
        orders
    }

    /// Gives out the next place of the sequence to any patient of the lowest
    /// block that has patients without one.
    fn fill_next(blocks: &Blocks, places: &mut Vec<f64>, next: usize, orders: &mut Vec<Vec<f64>>) {
        let open = (0..places.len()).filter(|&row| places[row].is_nan());
        let Some(lowest) = open.clone().map(|row| blocks.ranking.codes[row]).min() else {
            orders.push(places.clone());
            return;
        };
        let rows: Vec<usize> = open.filter(|&row| blocks.ranking.codes[row] == lowest).collect();
        if blocks.known[lowest as usize] {
            rows.iter().for_each(|&row| places[row] = next as f64);
            fill_next(blocks, places, next + 1, orders);
            rows.iter().for_each(|&row| places[row] = f64::NAN);
            return;
        }
        for row in rows {
            places[row] = next as f64;
            fill_next(blocks, places, next + 1, orders);
            places[row] = f64::NAN;
        }
    }

    #[test]
    fn the_exact_range_is_that_of_every_filling() {
        let mut random = Random::new(12);
        for n in 2..=6 {
            for _ in 0..12 {
                let mut variable = || {
                    let value: Vec<[f64; 2]> = (0..n)
                        .map(|_| {
                            // Four bands, the last of which is the single number 100.
                            let band = random.below(4);
                            if band == 3 {
                                [100.0; 2]
                            } else {
                                [0.0, 30.0].map(|e| e + 30.0 * f64::from(band))
                            }
                        })
                        .collect();
                    Uncertain { value, minus: None }.blocks().expect("bands do not overlap")
                };
                let (x, y) = (variable(), variable());
                let found = exact_range(&x, &y);
                let wanted = by_enumeration(&x, &y);
                let found =
                    [found.rho_smallest, found.rho_largest, found.tau_smallest, found.tau_largest];
                for (found, wanted) in found.iter().zip(wanted) {
                    match found.value() {
                        Some(found) => assert!((found - wanted).abs() < 1e-12, "{found} {wanted}"),
                        None => assert!(wanted.is_infinite()),
                    }
                }
            }
        }
    }

    #[test]
    fn draws_stay_within_the_exact_range() {
        let band = |k: usize| [[0.0, 5.0], [5.0, 25.0], [25.0, 50.0], [50.0, 75.0]][k];
        let x: Vec<[f64; 2]> = [0, 0, 1, 1, 2, 2, 3, 3, 1, 2].map(band).to_vec();
        let y: Vec<[f64; 2]> = [0, 1, 1, 0, 2, 3, 3, 2, 1, 2].map(band).to_vec();
        let (x, y) = (Uncertain { value: x, minus: None }, Uncertain { value: y, minus: None });
        let answer = filling_range(&x, &y, &Resampling::default(), 0.05);
        let exact = answer.exact.expect("grades order the patients");
        let (low, high) = (exact.rho_smallest.value().unwrap(), exact.rho_largest.value().unwrap());
        assert!(low <= answer.rho_drawn[0] && answer.rho_drawn[6] <= high);
        assert!(low < answer.rho.value().unwrap() && answer.rho.value().unwrap() < high);
    }

    #[test]
    fn overlapping_intervals_have_no_exact_range() {
        let value = vec![[0.0, 50.0], [25.0, 75.0]];
        assert!(Uncertain { value, minus: None }.blocks().is_none());
    }
}
