//! How often the subject with the higher predicted risk has the event first.

use super::super::sample::{SortedSample, Subject};
use super::super::sort::dense_ranks;
use crate::compact::Order;
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
    let rank = dense_ranks(risk);
    let mut pairs = Pairs::default();
    if sample.groups() == 1 {
        pairs.count(sample, &rank);
    } else {
        let mut codes = vec![0; sample.len()];
        for subject in sample.subjects() {
            codes[subject.row as usize] = subject.group() as u32;
        }
        for stratum in sample.split(sample.groups(), &codes) {
            pairs.count(&stratum, &rank);
        }
    }
    // Every pair stands in the shares of both its subjects.
    let total = |counts: &[i32]| counts.iter().map(|c| f64::from(*c)).sum::<f64>() / 2.0;
    let (comparable, concordant) = (total(&pairs.comparable), total(&pairs.concordant));
    let tied = total(&pairs.tied);
    let c = (concordant + 0.5 * tied) / comparable;
    let shares = pairs.concordant.iter().zip(&pairs.tied).zip(&pairs.comparable);
    let squares: f64 = shares
        .map(|((concordant, tied), comparable)| {
            f64::from(*concordant) + 0.5 * f64::from(*tied) - c * f64::from(*comparable)
        })
        .map(|influence| (influence / comparable).powi(2))
        .sum();
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

/// Somebody in order of time: as a death, compared with everybody later; as one
/// who goes on, with every death earlier.
#[derive(Clone, Copy, Default)]
struct Item {
    rank: u32,
    /// The subject's place among the shares, doubled twice, with whether it dies
    /// and whether it goes on.
    code: u32,
    concordant: u32,
}

impl Item {
    fn new(rank: u32, slot: usize, dies: bool, goes_on: bool) -> Self {
        let code = (slot as u32) << 2 | u32::from(dies) << 1 | u32::from(goes_on);
        Self { rank, code, concordant: 0 }
    }

    #[inline(always)]
    fn slot(&self) -> usize {
        (self.code >> 2) as usize
    }

    /// 1 or 0.
    #[inline(always)]
    fn dies(&self) -> u32 {
        self.code >> 1 & 1
    }

    #[inline(always)]
    fn goes_on(&self) -> u32 {
        self.code & 1
    }
}

/// Comparable pairs, all and those of each subject.
#[derive(Default)]
struct Pairs {
    tied_time: f64,
    tied_both: f64,
    concordant: Vec<i32>,
    tied: Vec<i32>,
    comparable: Vec<i32>,
}

/// So few are compared everybody with everybody, and put in order by insertion.
const FEW: usize = 16;

impl Pairs {
    fn count(&mut self, stratum: &SortedSample, rank: &[u32]) {
        let first_slot = self.comparable.len();
        let slots = first_slot + stratum.len();
        for counts in [&mut self.concordant, &mut self.tied, &mut self.comparable] {
            counts.resize(slots, 0);
        }
        let slot_of = slots_by_row(stratum, first_slot);
        let mut items = Vec::with_capacity(stratum.len());
        // Deaths up to each entry, to be taken away again.
        let mut before_entry = Vec::new();
        let mut entries = stratum.entries().iter().peekable();
        let mut slot = first_slot;
        let rank_of = |subject: &Subject| rank[subject.row as usize];
        for block in stratum.subjects().chunk_by(|a, b| a.time == b.time) {
            while let Some(entry) = entries.next_if(|e| e.time < block[0].time) {
                let slot = slot_of[entry.row as usize] as usize;
                before_entry.push(Item::new(rank_of(entry), slot, false, true));
            }
            let (from, in_block) = (items.len(), slot);
            for subject in block {
                if subject.event() {
                    items.push(Item::new(rank_of(subject), slot, true, true));
                    if stratum.has_delayed_entry() {
                        before_entry.push(Item::new(rank_of(subject), slot, true, false));
                    }
                }
                slot += 1;
            }
            self.part_deaths(&mut items[from..]);
            for (subject, slot) in block.iter().zip(in_block..) {
                if !subject.event() {
                    items.push(Item::new(rank_of(subject), slot, false, true));
                }
            }
        }
        self.compare(&mut items, 1);
        self.compare(&mut before_entry, -1);
    }

    /// Deaths at one time are no pairs. In order of rank they are counted as
    /// tied or discordant, never as concordant: taken away beforehand.
    fn part_deaths(&mut self, deaths: &mut [Item]) {
        if deaths.len() < 2 {
            return;
        }
        order(deaths);
        let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
        let mut same = 0.0;
        for equal in deaths.chunk_by(|a, b| a.rank == b.rank) {
            same += pairs(equal.len());
            for death in equal {
                self.tied[death.slot()] -= equal.len() as i32 - 1;
                self.comparable[death.slot()] -= deaths.len() as i32 - 1;
            }
        }
        self.tied_both += same;
        self.tied_time += pairs(deaths.len()) - same;
    }

    /// Every death with all who go on after it.
    fn compare(&mut self, items: &mut [Item], sign: i32) {
        add_pairs(items, &mut self.comparable, sign);
        let highest = items.iter().map(|item| item.rank).max().unwrap_or(0);
        let mut room = vec![Item::default(); items.len()];
        self.part(items, &mut room, u32::BITS - highest.leading_zeros(), 0, sign);
    }

    /// Everybody of ranks that agree but for the last `bits`, in order of time.
    /// Those with the next bit set have the higher risk of the two halves: each
    /// death among them is concordant with whoever goes on after it in the other
    /// half. Then each half is parted in turn. `owed` is still to be added to
    /// deaths: how many of the other half, just parted, went on.
    fn part(&mut self, items: &mut [Item], room: &mut [Item], bits: u32, owed: u32, sign: i32) {
        if items.len() <= FEW || bits == 0 {
            for item in &mut *items {
                item.concordant = item.concordant.wrapping_add(item.dies() * owed);
            }
            if bits > 0 {
                compare_few(items);
            }
            return self.settle(items, sign);
        }
        let (mut low, mut high) = (0, 0);
        let (mut died_high, mut went_on_low) = (0_u32, 0_u32);
        for at in 0..items.len() {
            let mut item = items[at];
            let is_high = item.rank >> (bits - 1) & 1;
            let is_low = is_high ^ 1;
            let (dies_high, goes_on_low) = (item.dies() & is_high, item.goes_on() & is_low);
            item.concordant = item
                .concordant
                .wrapping_add(item.dies() * owed)
                .wrapping_add(goes_on_low * died_high)
                .wrapping_sub(dies_high * went_on_low);
            died_high += dies_high;
            went_on_low += goes_on_low;
            // Written to both sides, kept on one: which one cannot be foretold.
            items[low] = item;
            room[high] = item;
            low += is_low as usize;
            high += is_high as usize;
        }
        let (lower, room_of_higher) = items.split_at_mut(low);
        let (higher, room_of_lower) = room.split_at_mut(high);
        self.part(lower, room_of_lower, bits - 1, 0, sign);
        self.part(higher, room_of_higher, bits - 1, went_on_low, sign);
    }

    /// Items in order of rank, equal ones in order of time, with all their
    /// concordant pairs.
    fn settle(&mut self, items: &[Item], sign: i32) {
        for item in items {
            self.concordant[item.slot()] += sign * item.concordant as i32;
        }
        for equal in items.chunk_by(|a, b| a.rank == b.rank).filter(|equal| equal.len() > 1) {
            add_pairs(equal, &mut self.tied, sign);
        }
    }
}

/// The place of each row among the shares; empty without delayed entry.
fn slots_by_row(stratum: &SortedSample, first: usize) -> Vec<u32> {
    if !stratum.has_delayed_entry() {
        return Vec::new();
    }
    let rows = stratum.subjects().iter().map(|subject| subject.row + 1).max().unwrap_or(0);
    let mut slots = vec![0; rows as usize];
    for (at, subject) in stratum.subjects().iter().enumerate() {
        slots[subject.row as usize] = (first + at) as u32;
    }
    slots
}

/// Counts, for each of these, those it makes a pair with.
fn add_pairs(items: &[Item], counts: &mut [i32], sign: i32) {
    let mut going_on: u32 = items.iter().map(Item::goes_on).sum();
    let mut deaths = 0;
    for item in items {
        going_on -= item.goes_on();
        let pairs = item.goes_on() * deaths + item.dies() * going_on;
        counts[item.slot()] += sign * pairs as i32;
        deaths += item.dies();
    }
}

/// Compares everybody of a few with everybody later, then orders them.
fn compare_few(items: &mut [Item]) {
    for later in 1..items.len() {
        let mut item = items[later];
        for earlier in &mut items[..later] {
            // A death of higher risk before this subject is as predicted.
            let pair = earlier.dies() * item.goes_on() * u32::from(earlier.rank > item.rank);
            earlier.concordant = earlier.concordant.wrapping_add(pair);
            item.concordant = item.concordant.wrapping_add(pair);
        }
        items[later] = item;
    }
    order(items);
}

/// By rank, of equals the earlier first.
fn order(items: &mut [Item]) {
    if items.len() > FEW {
        return items.order_by_key(|item| item.rank);
    }
    for later in 1..items.len() {
        let item = items[later];
        let mut at = later;
        while at > 0 && items[at - 1].rank > item.rank {
            items[at] = items[at - 1];
            at -= 1;
        }
        items[at] = item;
    }
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
