//! How often the subject with the higher predicted risk has the event first.

use super::super::sample::{SortedSample, Subject};
use super::super::sort::sort_by_time;
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
    let mut pairs = Pairs { by_subject: vec![Share::default(); sample.len()], ..Pairs::default() };
    for stratum in sample.split(sample.groups(), &codes) {
        pairs.count(&stratum, &rank);
    }
    // Every pair stands in the shares of both its subjects.
    let total = |part: fn(&Share) -> f64| pairs.by_subject.iter().map(part).sum::<f64>() / 2.0;
    let (comparable, concordant) = (total(|s| s.pairs), total(|s| s.concordant));
    let tied = total(|s| s.tied);
    let c = (concordant + 0.5 * tied) / comparable;
    let influence = |s: &Share| (s.concordant + 0.5 * s.tied - c * s.pairs) / comparable;
    let squares: f64 = pairs.by_subject.iter().map(|s| influence(s).powi(2)).sum();
    const NONE: &str = "no pair of patients can be compared";
    ConcordanceIndex {
        concordance: Estimate::finite(c, NONE),
        standard_error: Estimate::finite(squares.sqrt(), NONE),
        concordant,
        discordant: comparable - concordant - tied,
        tied_prediction: tied,
        tied_time: pairs.tied_time,
        tied_both: pairs.tied_both,
    }
}

/// One subject's comparable pairs.
#[derive(Clone, Copy, Default)]
struct Share {
    concordant: f64,
    tied: f64,
    pairs: f64,
}

#[derive(Default)]
struct Pairs {
    tied_time: f64,
    tied_both: f64,
    by_subject: Vec<Share>,
}

/// Somebody in order of time: as a death, compared with everybody later; as one
/// who goes on, with every death earlier.
#[derive(Clone, Copy, Default)]
struct Item {
    rank: u32,
    /// The row, doubled twice, with whether it dies and whether it goes on.
    code: u32,
    concordant: u32,
}

impl Item {
    fn new(subject: &Subject, rank: &[u32], dies: bool, goes_on: bool) -> Self {
        let code = subject.row << 2 | u32::from(dies) << 1 | u32::from(goes_on);
        Self { rank: rank[subject.row as usize], code, concordant: 0 }
    }

    fn row(&self) -> usize {
        (self.code >> 2) as usize
    }

    /// 1 or 0.
    fn dies(&self) -> u32 {
        self.code >> 1 & 1
    }

    fn goes_on(&self) -> u32 {
        self.code & 1
    }
}

/// Runs this long are put in order by comparing everybody with everybody.
const RUN: usize = 16;

impl Pairs {
    fn count(&mut self, stratum: &SortedSample, rank: &[u32]) {
        let mut items = Vec::with_capacity(stratum.len());
        // Deaths up to each entry, to be taken away again.
        let mut before_entry = Vec::new();
        let mut entries = stratum.entries().iter().peekable();
        for block in stratum.subjects().chunk_by(|a, b| a.time == b.time) {
            while let Some(entry) = entries.next_if(|e| e.time < block[0].time) {
                before_entry.push(Item::new(entry, rank, false, true));
            }
            let from = items.len();
            for subject in block.iter().filter(|s| s.event()) {
                items.push(Item::new(subject, rank, true, true));
                if stratum.has_delayed_entry() {
                    before_entry.push(Item::new(subject, rank, true, false));
                }
            }
            self.part_deaths(&mut items[from..]);
            for subject in block.iter().filter(|s| !s.event()) {
                items.push(Item::new(subject, rank, false, true));
            }
        }
        let ranks = rank.iter().max().map_or(0, |r| *r as usize + 1);
        self.compare(items, ranks, 1.0);
        self.compare(before_entry, ranks, -1.0);
    }

    /// Deaths at one time are no pairs. In order of rank they are counted as
    /// tied or discordant, never as concordant: taken away beforehand.
    fn part_deaths(&mut self, deaths: &mut [Item]) {
        if deaths.len() < 2 {
            return;
        }
        deaths.order_by_key(|death| death.rank);
        let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
        let mut same = 0.0;
        for equal in deaths.chunk_by(|a, b| a.rank == b.rank) {
            same += pairs(equal.len());
            for death in equal {
                let share = &mut self.by_subject[death.row()];
                share.tied -= (equal.len() - 1) as f64;
                share.pairs -= (deaths.len() - 1) as f64;
            }
        }
        self.tied_both += same;
        self.tied_time += pairs(deaths.len()) - same;
    }

    /// Every death with all who go on after it.
    fn compare(&mut self, mut items: Vec<Item>, ranks: usize, sign: f64) {
        if items.is_empty() {
            return;
        }
        let deaths = self.count_pairs(&items, ranks, sign);
        let mut merged = vec![Item::default(); items.len()];
        items.chunks_mut(RUN).for_each(order_run);
        let mut run = RUN;
        while run < items.len() {
            let mut from = 0;
            for to in merged.chunks_mut(2 * run) {
                let middle = (from + run).min(items.len());
                let (earlier, later) = (&items[from..middle], &items[middle..from + to.len()]);
                merge(earlier, later, deaths[middle] - deaths[from], to);
                from += to.len();
            }
            std::mem::swap(&mut items, &mut merged);
            run *= 2;
        }
        for item in &items {
            self.by_subject[item.row()].concordant += sign * f64::from(item.concordant);
        }
    }

    /// Pairs, and those of one rank; gives back the deaths before each place.
    fn count_pairs(&mut self, items: &[Item], ranks: usize, sign: f64) -> Vec<u32> {
        let mut before = Vec::with_capacity(items.len() + 1);
        let mut deaths = 0;
        let mut of_rank = vec![0_u32; ranks];
        for item in items {
            before.push(deaths);
            let level = &mut of_rank[item.rank as usize];
            let share = &mut self.by_subject[item.row()];
            share.pairs += sign * f64::from(item.goes_on() * deaths);
            share.tied += sign * f64::from(item.goes_on() * *level);
            *level += item.dies();
            deaths += item.dies();
        }
        before.push(deaths);
        of_rank.fill(0);
        let mut going_on = 0;
        for item in items.iter().rev() {
            let level = &mut of_rank[item.rank as usize];
            let share = &mut self.by_subject[item.row()];
            share.pairs += sign * f64::from(item.dies() * going_on);
            share.tied += sign * f64::from(item.dies() * *level);
            *level += item.goes_on();
            going_on += item.goes_on();
        }
        before
    }
}

/// Compares everybody of a short run with everybody later, then orders it.
fn order_run(run: &mut [Item]) {
    for later in 1..run.len() {
        let mut item = run[later];
        for earlier in &mut run[..later] {
            // A death of higher risk before this subject is as predicted.
            let pair = earlier.dies() * item.goes_on() * u32::from(earlier.rank > item.rank);
            earlier.concordant += pair;
            item.concordant += pair;
        }
        run[later] = item;
    }
    for later in 1..run.len() {
        let mut at = later;
        while at > 0 && run[at - 1].rank > run[at].rank {
            run.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Merges two runs into order of rank, of equals the earlier first. `deaths` are
/// those of the earlier run.
fn merge(earlier: &[Item], later: &[Item], mut deaths: u32, to: &mut [Item]) {
    let mut going_on = 0;
    let (mut i, mut j, mut at) = (0, 0, 0);
    // Whose turn it is cannot be foretold: chosen by arithmetic, without a branch.
    while i < earlier.len() && j < later.len() {
        let pair = [earlier[i], later[j]];
        let turn = u32::from(pair[1].rank < pair[0].rank);
        let dying = pair[0].dies() & (turn ^ 1);
        let level = pair[1].goes_on() & turn;
        let Item { rank, code, concordant } = pair[turn as usize];
        to[at] = Item { rank, code, concordant: concordant + dying * going_on + level * deaths };
        deaths -= dying;
        going_on += level;
        i += (turn ^ 1) as usize;
        j += turn as usize;
        at += 1;
    }
    for item in &earlier[i..] {
        to[at] = Item { concordant: item.concordant + item.dies() * going_on, ..*item };
        at += 1;
    }
    to[at..].copy_from_slice(&later[j..]);
}

/// 0 for the smallest value, 1 for the next, …
fn dense_ranks(values: &[f64]) -> Vec<u32> {
    let subjects = values.iter().enumerate().map(|(row, x)| Subject::new(*x, row, 0, false));
    let mut ranks = vec![0; values.len()];
    let mut rank = 0;
    let mut last = None;
    for subject in sort_by_time(subjects.gather()) {
        rank += u32::from(last.is_some_and(|last| last != subject.time));
        last = Some(subject.time);
        ranks[subject.row as usize] = rank;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::survival::sample::FollowUp;

    /// Every pair of subjects, by the definition.
    fn by_pairs(
        time: &[f64],
        event: &[bool],
        entry: &[f64],
        group: &[u32],
        risk: &[f64],
    ) -> [f64; 5] {
        let mut counts = [0.0; 5];
        let n = time.len();
        for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
            if i == j || group[i] != group[j] || !event[i] || entry[j] >= time[i] {
                continue;
            }
            if time[j] > time[i] || (time[j] == time[i] && !event[j]) {
                let kind = if risk[i] > risk[j] { 0 } else { 1 + usize::from(risk[i] == risk[j]) };
                counts[kind] += 1.0;
            } else if time[j] == time[i] && i < j {
                counts[3 + usize::from(risk[i] == risk[j])] += 1.0;
            }
        }
        counts
    }

    #[test]
    fn as_every_pair_looked_at() {
        let mut random = Random::new(8);
        for round in 0..60 {
            let n = 1 + random.below(90) as usize;
            let mut below = |bound: u32| (0..n).map(|_| random.below(bound)).collect::<Vec<u32>>();
            let time: Vec<f64> = below(15).into_iter().map(|t| f64::from(t + 3)).collect();
            let event: Vec<bool> = below(3).into_iter().map(|e| e > 0).collect();
            let group = below(2);
            let risk: Vec<f64> =
                below(if round % 2 == 0 { 6 } else { 1000 }).into_iter().map(f64::from).collect();
            let entry: Vec<f64> =
                below(8).into_iter().zip(&time).map(|(e, t)| f64::from(e).min(t - 1.0)).collect();
            for delayed in [false, true] {
                let never = vec![-1.0; n];
                let sample = SortedSample::new(&FollowUp {
                    time: &time,
                    event: &event,
                    entry: delayed.then_some(&entry),
                    group: &group,
                    groups: 2,
                });
                let found = concordance(&sample.unwrap(), &risk);
                let entry = if delayed { &entry } else { &never };
                assert_eq!(
                    [
                        found.concordant,
                        found.discordant,
                        found.tied_prediction,
                        found.tied_time,
                        found.tied_both
                    ],
                    by_pairs(&time, &event, entry, &group, &risk),
                    "n = {n}, delayed {delayed}"
                );
            }
        }
    }
}
