//! The exact distribution of a rank statistic over all n! pairings of two
//! samples with ties.
//!
//! All pairings of x with y are equally likely when the two have nothing to do
//! with each other. Only the table of counts matters, whose margins are fixed
//! by the ties. The observations are placed one after the other; all tables
//! that have used up the same share of every column are one state, which keeps
//! how many arrangements give each value of the statistic. This is done from
//! the lowest x upward and from the highest downward, and the two halves are
//! joined in the middle, so that neither has long sums. The statistic is a
//! whole number, so ties between its values are exact, and the arrangements
//! are counted in whole numbers while 128 bits hold them.

use super::rank::Ranking;
use super::tables::{Columns, Effort, Slice, products, ranks_in_order};
use super::whole::{Count, common_divisor, ln_factorial};
use crate::compact::Gather;
use std::f64::consts::LN_2;
use std::ops::AddAssign;

/// Which statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Σ (2R_x − n − 1)(2R_y − n − 1): four times Spearman's sum of products of
    /// midranks, about its mean.
    ProductOfMidranks,
    /// Kendall's C − D.
    ConcordantLessDiscordant,
}

/// Additions beyond which chance draws take over; about a second in a browser.
pub const MOST_WORK: f64 = 6e8;

/// A count of arrangements: exact, or rounded to 14 digits where 128 bits do
/// not hold them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Whole(u128),
    Rounded(f64),
}

impl Number {
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Whole(count) => count as f64,
            Self::Rounded(count) => count,
        }
    }

    /// None where rounded.
    pub fn whole(self) -> Option<u128> {
        match self {
            Self::Whole(count) => Some(count),
            Self::Rounded(_) => None,
        }
    }
}

/// Arrangements from a value of the statistic on.
#[derive(Clone, Copy, Debug)]
pub struct Tail {
    pub at_least: Number,
    pub exactly: Number,
}

/// All arrangements of one sample against the other, in two halves.
pub struct Pairings(Counted);

enum Counted {
    /// The usual case at 25 patients: half the memory to walk through.
    Few(Halves<u32>),
    Whole(Halves<u64>),
    Rounded(Halves<f64>),
}

/// Counts all pairings, or None when that would take more work than `most`.
///
/// # Panics
/// When the samples differ in length.
pub fn pairings(statistic: Statistic, x: &Ranking, y: &Ranking, most: f64) -> Option<Pairings> {
    assert_eq!(x.n(), y.n(), "pairs need two samples of one length");
    // The columns make the states: let them be the ones with fewer.
    let states = |r: &Ranking| r.counts.iter().map(|&t| f64::from(t) + 1.0).product::<f64>();
    let (rows, columns) = if states(y) <= states(x) { (x, y) } else { (y, x) };
    let bits = arrangements_of_half(larger_half(statistic, rows), &columns.counts) / LN_2;
    Some(Pairings(if bits < 31.5 {
        Counted::Few(Halves::new(statistic, rows, columns, most)?)
    } else if bits < 63.0 {
        Counted::Whole(Halves::new(statistic, rows, columns, most)?)
    } else {
        Counted::Rounded(Halves::new(statistic, rows, columns, most)?)
    }))
}

impl Pairings {
    /// Arrangements whose statistic is at least each of these.
    pub fn at_least(&self, thresholds: &[i64]) -> Vec<Number> {
        self.tails(thresholds).into_iter().map(|tail| tail.at_least).gather()
    }

    /// Those at least each of these, and those exactly there.
    pub fn tails(&self, thresholds: &[i64]) -> Vec<Tail> {
        match &self.0 {
            Counted::Few(halves) => halves.tails(thresholds),
            Counted::Whole(halves) => halves.tails(thresholds),
            Counted::Rounded(halves) => halves.tails(thresholds),
        }
    }

    /// All distinct arrangements; each stands for equally many pairings.
    pub fn arrangements(&self) -> Number {
        self.at_least(&[i64::MIN / 4])[0]
    }

    /// Every value with the arrangements that have it, ascending; None where
    /// there are too many pairs of sums to look at.
    pub fn distribution(&self) -> Option<Vec<(i64, Number)>> {
        match &self.0 {
            Counted::Few(halves) => halves.distribution(),
            Counted::Whole(halves) => halves.distribution(),
            Counted::Rounded(halves) => halves.distribution(),
        }
    }

    /// Sums kept in the lower half: what one threshold costs.
    pub fn size(&self) -> usize {
        match &self.0 {
            Counted::Few(halves) => halves.size(),
            Counted::Whole(halves) => halves.size(),
            Counted::Rounded(halves) => halves.size(),
        }
    }
}

/// ln of the most arrangements that a half of this size can have.
fn arrangements_of_half(size: usize, columns: &[u32]) -> f64 {
    let mut used = vec![0_u32; columns.len()];
    for _ in 0..size {
        // Evenly spread columns have the most arrangements.
        let free = (0..columns.len()).filter(|&j| used[j] < columns[j]);
        if let Some(least) = free.min_by_key(|&j| used[j]) {
            used[least] += 1;
        }
    }
    ln_factorial(size) - used.iter().map(|&count| ln_factorial(count as usize)).sum::<f64>()
}

/// Kendall's halves meet between two blocks of ties: how many rows are low.
fn low_rows(rows: &Ranking) -> usize {
    let n = rows.n();
    let mut before = 0;
    for (row, &count) in rows.counts.iter().enumerate() {
        let after = before + count as usize;
        if 2 * after >= n {
            return if after - n / 2 <= n / 2 - before.min(n / 2) { row + 1 } else { row };
        }
        before = after;
    }
    rows.counts.len()
}

fn larger_half(statistic: Statistic, rows: &Ranking) -> usize {
    let low = match statistic {
        Statistic::ProductOfMidranks => rows.n() / 2,
        Statistic::ConcordantLessDiscordant => {
            rows.counts[..low_rows(rows)].iter().sum::<u32>() as usize
        }
    };
    low.max(rows.n() - low)
}

/// The two halves, and how their sums become the statistic.
struct Halves<W> {
    columns: Columns,
    low: Slice<W>,
    high: Slice<W>,
    /// Where the state that a low one leaves over is in `high`.
    partner: Vec<u32>,
    rule: Rule,
    n: usize,
    column_counts: Vec<u32>,
}

/// A low sum i and a high sum j make the statistic
/// base + low_step · i − high_step · j.
enum Rule {
    Products {
        column_scores: Vec<i64>,
        low_score: i64,
        high_score: i64,
        constant: i64,
        low_step: i64,
        high_step: i64,
    },
    Orders {
        /// Pairs untied in x within either half.
        untied: i64,
    },
}

impl<W: Count> Halves<W> {
    fn new(statistic: Statistic, rows: &Ranking, columns: &Ranking, most: f64) -> Option<Self> {
        let names = Columns::new(&columns.counts)?;
        let mut effort = Effort::new(&names, most);
        let (low, high, rule) = match statistic {
            Statistic::ProductOfMidranks => by_products(rows, columns, &names, &mut effort)?,
            Statistic::ConcordantLessDiscordant => by_orders(rows, &names, &mut effort)?,
        };
        let place_of: std::collections::HashMap<u32, u32> =
            high.keys.iter().enumerate().map(|(place, &key)| (key, place as u32)).collect();
        let partner = low.keys.iter().map(|&key| place_of[&names.rest(key)]).collect();
        let column_counts = columns.counts.clone();
        Some(Self { columns: names, low, high, partner, rule, n: rows.n(), column_counts })
    }

    fn size(&self) -> usize {
        (0..self.low.keys.len()).map(|place| self.low.sums(place).1.len()).sum()
    }

    /// For every joint: the base of the statistic, its two steps (the high one
    /// downward), and the counts of either half from there on.
    fn each_joint(&self, mut see: impl FnMut(i64, (i64, &[W]), (i64, &[W]))) {
        let mut used = vec![0; self.columns.len()];
        let mut reversed = Vec::new();
        for (place, &key) in self.low.keys.iter().enumerate() {
            self.columns.used(key, &mut used);
            let (low_first, low_counts) = self.low.sums(place);
            let (high_first, high_counts) = self.high.sums(self.partner[place] as usize);
            match &self.rule {
                Rule::Products {
                    column_scores,
                    low_score,
                    high_score,
                    constant,
                    low_step,
                    high_step,
                } => {
                    let in_low: i64 =
                        used.iter().zip(column_scores).map(|(&u, score)| u as i64 * score).sum();
                    // All column scores together are 0.
                    let base =
                        (low_score - high_score) * in_low + constant + low_step * low_first as i64
                            - high_step * high_first as i64;
                    see(base, (*low_step, low_counts), (*high_step, high_counts));
                }
                Rule::Orders { untied } => {
                    // High ones right of low ones agree, left of them disagree.
                    let all: i64 = used.iter().map(|&u| u as i64).sum();
                    let (mut left, mut cross) = (0, 0);
                    for (&u, &count) in used.iter().zip(&self.column_counts) {
                        let (u, high) = (u as i64, i64::from(count) - u as i64);
                        cross += high * (left - (all - left - u));
                        left += u;
                    }
                    reversed.clear();
                    reversed.extend(high_counts.iter().rev().copied());
                    let highest = (high_first + high_counts.len()) as i64 - 1;
                    let base = low_first as i64 + highest + cross - untied;
                    see(base, (1, low_counts), (1, &reversed));
                }
            }
        }
    }

    fn tails(&self, thresholds: &[i64]) -> Vec<Tail> {
        let bits = (ln_factorial(self.n)
            - self.column_counts.iter().map(|&c| ln_factorial(c as usize)).sum::<f64>())
            / LN_2;
        let is_whole = W::default().to_whole().is_some() && bits < 126.0;
        let mut whole = vec![[0_u128; 2]; thresholds.len()];
        let mut rounded = vec![[0.0; 2]; thresholds.len()];
        let mut at_most = Vec::new();
        self.each_joint(|base, (low_step, low), (high_step, high)| {
            // Ways to be among the first j + 1 high sums, the largest.
            at_most.clear();
            let mut sum = W::default();
            for &count in high {
                sum += count;
                at_most.push(sum);
            }
            let whole_of = |count: W| count.to_whole().unwrap_or(0);
            for (k, &threshold) in thresholds.iter().enumerate() {
                let reach = Reach { over: base - threshold, low_step, high_step };
                if !is_whole {
                    let sums = reach.sums(low, high, &at_most, |a, b| a.to_f64() * b.to_f64());
                    (0..2).for_each(|i| rounded[k][i] += sums[i]);
                } else if bits < 63.0 {
                    // All arrangements together fit into 64 bits, so any sum of them does.
                    let times = |a, b| whole_of(a) * whole_of(b);
                    let sums: [u64; 2] = reach.sums(low, high, &at_most, times);
                    (0..2).for_each(|i| whole[k][i] += u128::from(sums[i]));
                } else {
                    let wide = |count| u128::from(whole_of(count));
                    let sums = reach.sums(low, high, &at_most, |a, b| wide(a) * wide(b));
                    (0..2).for_each(|i| whole[k][i] += sums[i]);
                }
            }
        });
        let number = |w: u128, r: f64| if is_whole { Number::Whole(w) } else { Number::Rounded(r) };
        let counts = whole.into_iter().zip(rounded);
        counts
            .map(|(w, r)| Tail { at_least: number(w[0], r[0]), exactly: number(w[1], r[1]) })
            .gather()
    }

    fn distribution(&self) -> Option<Vec<(i64, Number)>> {
        let (mut least, mut most, mut work, mut step) = (i64::MAX, i64::MIN, 0.0, 0);
        self.each_joint(|base, (low_step, low), (high_step, high)| {
            work += low.len() as f64 * high.len() as f64;
            let first = base - high_step * (high.len() as i64 - 1);
            for part in [low_step, high_step, first - least.min(first)] {
                step = common_divisor(step, part.unsigned_abs() as usize);
            }
            least = least.min(first);
            most = most.max(base + low_step * (low.len() as i64 - 1));
        });
        let step = step.max(1) as i64;
        if work > 5e7 || (most - least) / step > 4_000_000 {
            return None;
        }
        // Differences from the running least are multiples of the step; those
        // from the final least are sums of such.
        let length = ((most - least) / step + 1) as usize;
        let mut whole = vec![0_u128; length];
        let mut rounded = vec![0.0; length];
        self.each_joint(|base, (low_step, low), (high_step, high)| {
            for (i, &a) in low.iter().enumerate() {
                for (j, &b) in high.iter().enumerate() {
                    let value = base + low_step * i as i64 - high_step * j as i64;
                    let slot = ((value - least) / step) as usize;
                    match (a.to_whole(), b.to_whole()) {
                        (Some(a), Some(b)) => whole[slot] += u128::from(a) * u128::from(b),
                        _ => rounded[slot] += a.to_f64() * b.to_f64(),
                    }
                }
            }
        });
        let counts = whole.into_iter().zip(rounded).enumerate();
        Some(
            counts
                .filter(|(_, (w, r))| *w > 0 || *r > 0.0)
                .map(|(slot, (w, r))| {
                    let number = if r == 0.0 { Number::Whole(w) } else { Number::Rounded(r) };
                    (least + step * slot as i64, number)
                })
                .gather(),
        )
    }
}

/// How far the lowest joint sum is above a threshold, and how the two steps move it.
struct Reach {
    over: i64,
    low_step: i64,
    high_step: i64,
}

impl Reach {
    /// Over all low sums i: `times` of their count and of the ways of the high
    /// sums that keep the statistic at the threshold or above, and of those that
    /// put it there exactly.
    fn sums<W: Count, S: Copy + Default + AddAssign>(
        &self,
        low: &[W],
        high: &[W],
        at_most: &[W],
        times: impl Fn(W, W) -> S,
    ) -> [S; 2] {
        let Self { over, low_step, high_step } = *self;
        // The first low sum that reaches the threshold with any high sum, and
        // the first that is above it with every one.
        let reaching = |value: i64| (value + low_step - 1).div_euclid(low_step).max(0);
        let from = |value: i64| reaching(value).min(low.len() as i64) as usize;
        let (any, every) = (from(-over), from((high.len() as i64 - 1) * high_step - over + 1));
        let [mut total, mut exact] = [S::default(); 2];
        let over = over + low_step * any as i64;
        let between = &low[any..every];
        if low_step == high_step {
            // Low and high sums go side by side.
            let last = (over / high_step) as usize;
            if over % high_step == 0 {
                for (&count, &ways) in between.iter().zip(&high[last.min(high.len())..]) {
                    exact += times(count, ways);
                }
            }
            for (&count, &ways) in between.iter().zip(&at_most[last.min(high.len())..]) {
                total += times(count, ways);
            }
        } else {
            // The last such high sum, over/high_step, is carried along: no
            // division for each i.
            let (mut last, mut part) = ((over / high_step) as usize, over % high_step);
            let (whole, rest) = ((low_step / high_step) as usize, low_step % high_step);
            for &count in between {
                total += times(count, at_most[last]);
                if part == 0 {
                    exact += times(count, high[last]);
                }
                last += whole;
                part += rest;
                if part >= high_step {
                    part -= high_step;
                    last += 1;
                }
            }
        }
        let mut beyond = W::default();
        low[every..].iter().for_each(|&count| beyond += count);
        if let Some(&all) = at_most.last() {
            total += times(beyond, all);
        }
        [total, exact]
    }
}

type Built<W> = (Slice<W>, Slice<W>, Rule);

fn by_products<W: Count>(
    rows: &Ranking,
    columns: &Ranking,
    names: &Columns,
    effort: &mut Effort,
) -> Option<Built<W>> {
    let column_scores = columns.doubled_centred();
    let lowest_column = *column_scores.first()?;
    let column_step = column_scores
        .iter()
        .fold(0, |step, score| common_divisor(step, (score - lowest_column) as usize))
        .max(1);
    let reduced: Vec<usize> =
        column_scores.iter().map(|score| (score - lowest_column) as usize / column_step).gather();
    let scores = rows.doubled_centred();
    let in_order: Vec<i64> = scores
        .iter()
        .zip(&rows.counts)
        .flat_map(|(&score, &count)| std::iter::repeat_n(score, count as usize))
        .gather();
    let (below, above) = in_order.split_at(in_order.len() / 2);
    let low_score = below.first().or(above.first()).copied()?;
    let high_score = *above.last()?;
    let from_low: Vec<usize> = below.iter().map(|score| (score - low_score) as usize).gather();
    let from_high: Vec<usize> =
        above.iter().rev().map(|score| (high_score - score) as usize).gather();
    let (low, low_divisor) = products(names, &from_low, &reduced, effort)?;
    let (high, high_divisor) = products(names, &from_high, &reduced, effort)?;
    // Σ over the low half of (low_score + d)(lowest_column + column_step e), and
    // over the high half of (high_score − d)(…).
    let sum = |from: &[usize]| from.iter().sum::<usize>() as i64;
    let rule = Rule::Products {
        column_scores,
        low_score,
        high_score,
        constant: lowest_column * (sum(&from_low) - sum(&from_high)),
        low_step: (column_step * low_divisor) as i64,
        high_step: (column_step * high_divisor) as i64,
    };
    Some((low, high, rule))
}

fn by_orders<W: Count>(rows: &Ranking, names: &Columns, effort: &mut Effort) -> Option<Built<W>> {
    let (below, above) = rows.counts.split_at(low_rows(rows));
    let low = ranks_in_order(names, below, effort)?;
    let high = ranks_in_order(names, above, effort)?;
    let untied = |counts: &[u32]| {
        let n: i64 = counts.iter().map(|&t| i64::from(t)).sum();
        (n * n - counts.iter().map(|&t| i64::from(t).pow(2)).sum::<i64>()) / 2
    };
    Some((low, high, Rule::Orders { untied: untied(below) + untied(above) }))
}
