//! How often the subject with the higher predicted risk has the event first.

use super::super::sample::SortedSample;
use crate::compact::{Gather, Order};
use crate::value::Estimate;
use serde::Serialize;

/// Harrell's concordance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConcordanceIndex {
    pub concordance: Estimate,
    /// By the infinitesimal jackknife.
    pub standard_error: Estimate,
    pub concordant: f64,
    pub discordant: f64,
    /// Comparable, with the same prediction.
    pub tied_prediction: f64,
    /// Two events at one time, with different predictions.
    pub tied_time: f64,
    pub tied_both: f64,
}

/// Pairs are comparable if one has its event while the other is at risk and
/// goes on (a censoring at that time goes on). C = (concordant + tied
/// predictions/2)/comparable (Harrell et al. 1982, JAMA 247:2543). Only pairs
/// within a stratum count. The standard error sums the squared influence of
/// every subject: (its pairs' score − C × its pairs)/all pairs. `risk` is by
/// row, higher for earlier events. Agrees with R's `concordance`.
pub fn concordance(sample: &SortedSample, risk: &[f64]) -> ConcordanceIndex {
    let codes = {
        let mut codes = vec![0; sample.len()];
        for subject in sample.subjects() {
            codes[subject.row as usize] = subject.group() as u32;
        }
        codes
    };
    let rank = dense_ranks(risk);
    let mut sums = Pairs { by_subject: vec![Share::default(); sample.len()], ..Pairs::default() };
    for stratum in sample.split(sample.groups(), &codes) {
        sums.count(&stratum, &rank);
    }
    let comparable = sums.concordant + sums.discordant + sums.tied;
    let c = (sums.concordant + 0.5 * sums.tied) / comparable;
    let squares: f64 = sums
        .by_subject
        .iter()
        .map(|s| ((s.concordant + 0.5 * s.tied - c * s.pairs()) / comparable).powi(2))
        .sum();
    const NONE: &str = "no pair of patients can be compared";
    ConcordanceIndex {
        concordance: Estimate::finite(c, NONE),
        standard_error: Estimate::finite(squares.sqrt(), NONE),
        concordant: sums.concordant,
        discordant: sums.discordant,
        tied_prediction: sums.tied,
        tied_time: sums.tied_time,
        tied_both: sums.tied_both,
    }
}

#[derive(Clone, Copy, Default)]
struct Share {
    concordant: f64,
    discordant: f64,
    tied: f64,
}

impl Share {
    fn pairs(&self) -> f64 {
        self.concordant + self.discordant + self.tied
    }
}

#[derive(Default)]
struct Pairs {
    concordant: f64,
    discordant: f64,
    tied: f64,
    tied_time: f64,
    tied_both: f64,
    by_subject: Vec<Share>,
}

impl Pairs {
    fn count(&mut self, stratum: &SortedSample, rank: &[u32]) {
        let top = rank.iter().max().map_or(0, |r| *r as usize + 1);
        self.count_from_the_earlier(stratum, rank, top);
        self.count_from_the_later(stratum, rank, top);
    }

    /// For every death: who is at risk and goes on, below, level and above.
    fn count_from_the_earlier(&mut self, stratum: &SortedSample, rank: &[u32], top: usize) {
        let mut going_on = Tally::new(top);
        let subjects = stratum.subjects();
        let mut not_yet = stratum.entries().iter().rev().peekable();
        let mut to = subjects.len();
        while to > 0 {
            let time = subjects[to - 1].time;
            let from = subjects[..to].partition_point(|s| s.time < time);
            let block = &subjects[from..to];
            block.iter().filter(|s| !s.event()).for_each(|s| going_on.add(rank[s.row as usize], 1));
            while let Some(entry) = not_yet.next_if(|e| e.time >= time) {
                going_on.add(rank[entry.row as usize], -1);
            }
            let deaths: Vec<u32> =
                block.iter().filter(|s| s.event()).map(|s| rank[s.row as usize]).gather();
            for subject in block.iter().filter(|s| s.event()) {
                let own = rank[subject.row as usize];
                let (below, level, above) = going_on.around(own);
                self.concordant += below;
                self.tied += level;
                self.discordant += above;
                let share = &mut self.by_subject[subject.row as usize];
                share.concordant += below;
                share.tied += level;
                share.discordant += above;
            }
            self.tie_times(deaths);
            block.iter().filter(|s| s.event()).for_each(|s| going_on.add(rank[s.row as usize], 1));
            to = from;
        }
    }

    fn tie_times(&mut self, mut ranks: Vec<u32>) {
        let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
        ranks.order_by(Ord::cmp);
        let same: f64 = ranks.chunk_by(|a, b| a == b).map(|equal| pairs(equal.len())).sum();
        self.tied_both += same;
        self.tied_time += pairs(ranks.len()) - same;
    }

    /// For every subject: the deaths it outlived while under observation.
    fn count_from_the_later(&mut self, stratum: &SortedSample, rank: &[u32], top: usize) {
        let subjects = stratum.subjects();
        // Deaths before entry are taken away again, entry by entry in order.
        let mut deaths = Tally::new(top);
        let mut next = 0;
        for entry in stratum.entries() {
            while let Some(s) = subjects.get(next).filter(|s| s.time <= entry.time) {
                if s.event() {
                    deaths.add(rank[s.row as usize], 1);
                }
                next += 1;
            }
            self.share(entry.row, deaths.around(rank[entry.row as usize]), -1.0);
        }
        let mut deaths = Tally::new(top);
        let mut from = 0;
        while from < subjects.len() {
            let time = subjects[from].time;
            let to = from + subjects[from..].partition_point(|s| s.time <= time);
            let block = &subjects[from..to];
            for s in block.iter().filter(|s| s.event()) {
                self.share(s.row, deaths.around(rank[s.row as usize]), 1.0);
            }
            block.iter().filter(|s| s.event()).for_each(|s| deaths.add(rank[s.row as usize], 1));
            for s in block.iter().filter(|s| !s.event()) {
                self.share(s.row, deaths.around(rank[s.row as usize]), 1.0);
            }
            from = to;
        }
    }

    fn share(&mut self, row: u32, (below, level, above): (f64, f64, f64), sign: f64) {
        let share = &mut self.by_subject[row as usize];
        // A death of higher risk before this subject is as predicted.
        share.concordant += sign * above;
        share.tied += sign * level;
        share.discordant += sign * below;
    }
}

/// 0 for the smallest value, 1 for the next, …
fn dense_ranks(values: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..values.len() as u32).gather();
    order.sort_unstable_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
    let mut ranks = vec![0; values.len()];
    let mut rank = 0;
    for pair in order.windows(2) {
        if values[pair[1] as usize] != values[pair[0] as usize] {
            rank += 1;
        }
        ranks[pair[1] as usize] = rank;
    }
    ranks
}

/// Counts by rank with running sums (Fenwick 1994).
struct Tally {
    tree: Vec<i64>,
    total: i64,
}

impl Tally {
    fn new(ranks: usize) -> Self {
        Self { tree: vec![0; ranks + 1], total: 0 }
    }

    fn add(&mut self, rank: u32, count: i64) {
        let mut at = rank as usize + 1;
        while at < self.tree.len() {
            self.tree[at] += count;
            at += at & at.wrapping_neg();
        }
        self.total += count;
    }

    /// How many have a rank below `ranks`.
    fn below(&self, ranks: usize) -> i64 {
        let (mut at, mut sum) = (ranks, 0);
        while at > 0 {
            sum += self.tree[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }

    /// Below, at and above a rank.
    fn around(&self, rank: u32) -> (f64, f64, f64) {
        let below = self.below(rank as usize);
        let up_to = self.below(rank as usize + 1);
        (below as f64, (up_to - below) as f64, (self.total - up_to) as f64)
    }
}
