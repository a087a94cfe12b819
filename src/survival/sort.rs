//! Subjects in order of time, in linear time for any even spread of times.
//!
//! A straight line maps times onto whole numbers (a monotone map, rounding
//! included). The numbers' first ten bits deal the subjects into 1024 stretches
//! small enough for the cache, the next bits put each stretch in order, about
//! one subject a number, and what is still out of order inside one number is put
//! right by comparison. Subjects with the same time keep their order.

use super::near_tie::Distinct;
use super::sample::Subject;
use crate::compact::{Gather, Order};

/// Below this many a comparison sort is faster.
const SMALL: usize = 200;
/// Bits that deal subjects into stretches.
const STRETCH_BITS: u32 = 10;
/// Most bits within a stretch.
const MOST_BITS: u32 = 13;
/// Up to this many are sorted by insertion.
const FEW: usize = 16;

/// Subjects with these times, events and groups, in order of time; and what of
/// their distinct times can be seen on the way.
pub fn by_time(time: &[f64], event: &[bool], group: &[u32]) -> (Vec<Subject>, Distinct) {
    let subjects = time.iter().zip(event).zip(group).enumerate();
    sort(
        time,
        subjects.map(|(row, ((time, event), group))| Subject::new(*time, row, *group, *event)),
    )
}

/// Values in order of size; group and event are of no meaning.
pub fn by_size(values: &[f64]) -> (Vec<Subject>, Distinct) {
    let subjects = values.iter().enumerate();
    sort(values, subjects.map(|(row, value)| Subject::new(*value, row, 0, false)))
}

/// For each value how many different ones are smaller.
pub fn dense_ranks(values: &[f64]) -> Vec<u32> {
    let mut ranks = vec![0; values.len()];
    let mut rank = 0;
    let mut last = None;
    for subject in by_size(values).0 {
        rank += u32::from(last.is_some_and(|last| last != subject.time));
        last = Some(subject.time);
        ranks[subject.row as usize] = rank;
    }
    ranks
}

/// The times are read three times and each subject is written twice: to its
/// stretch, and to its place in it.
#[inline(always)]
fn sort(time: &[f64], subjects: impl Iterator<Item = Subject>) -> (Vec<Subject>, Distinct) {
    let Some(line) = Line::through(time) else {
        let mut subjects: Vec<Subject> = subjects.gather();
        subjects.order_by(|a, b| a.time.total_cmp(&b.time));
        let mut distinct = Distinct::default();
        subjects.iter().for_each(|subject| distinct.see(subject.time));
        return (subjects, distinct);
    };
    let mut stretches = [0_u32; 1 << STRETCH_BITS];
    for time in time {
        stretches[line.stretch(*time)] += 1;
    }
    starts(&mut stretches);
    let mut dealt = vec![Subject::default(); time.len()];
    for subject in subjects {
        let place = &mut stretches[line.stretch(subject.time)];
        dealt[*place as usize] = subject;
        *place += 1;
    }
    let distinct = within_stretches(&mut dealt, &stretches, line);
    (dealt, distinct)
}

/// Times as whole numbers.
#[derive(Clone, Copy)]
struct Line {
    low: f64,
    scale: f64,
    /// Within a stretch.
    bits: u32,
}

impl Line {
    /// None where comparing is the better way: few times, or all the same.
    fn through(time: &[f64]) -> Option<Self> {
        let n = time.len();
        if n < SMALL {
            return None;
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for &time in time {
            low = if time < low { time } else { low };
            high = if time > high { time } else { high };
        }
        let bits = (n.ilog2() + 1).saturating_sub(STRETCH_BITS).clamp(1, MOST_BITS);
        let scale = ((1_u32 << (STRETCH_BITS + bits)) - 1) as f64 / (high - low);
        (scale.is_finite() && scale != 0.0).then_some(Self { low, scale, bits })
    }

    #[inline(always)]
    fn key(self, time: f64) -> u32 {
        ((time - self.low) * self.scale) as u32
    }

    #[inline(always)]
    fn stretch(self, time: f64) -> usize {
        (self.key(time) >> self.bits) as usize & ((1 << STRETCH_BITS) - 1)
    }
}

/// Orders each stretch, which ends where `ends` says: out to a place that stays in
/// the cache, and back in order.
fn within_stretches(subjects: &mut [Subject], ends: &[u32], line: Line) -> Distinct {
    let mut distinct = Distinct::default();
    let mut aside = Vec::new();
    let mut counts = vec![0_u32; 1 << line.bits];
    let mask = counts.len() - 1;
    let mut from = 0;
    for to in ends.iter().map(|to| *to as usize) {
        let stretch = &mut subjects[from..to];
        aside.clear();
        aside.extend_from_slice(stretch);
        counts.fill(0);
        for subject in &aside {
            counts[line.key(subject.time) as usize & mask] += 1;
        }
        starts(&mut counts);
        for subject in &aside {
            let place = &mut counts[line.key(subject.time) as usize & mask];
            stretch[*place as usize] = *subject;
            *place += 1;
        }
        settle(stretch, line);
        stretch.iter().for_each(|subject| distinct.see(subject.time));
        from = to;
    }
    distinct
}

/// Sorts by comparison inside each run of one key that is out of order.
fn settle(subjects: &mut [Subject], line: Line) {
    let mut i = 1;
    while i < subjects.len() {
        if subjects[i].time < subjects[i - 1].time {
            let shared = line.key(subjects[i].time);
            let one_key = |subject: &&Subject| line.key(subject.time) == shared;
            let before = subjects[..i].iter().rev().take_while(one_key).count();
            let after = subjects[i..].iter().take_while(one_key).count();
            let run = &mut subjects[i - before..i + after];
            if run.len() > FEW {
                run.order_by(|a, b| a.time.total_cmp(&b.time));
            } else {
                insert(run);
            }
            i += after;
        }
        i += 1;
    }
}

/// Sorts a few subjects by insertion.
fn insert(run: &mut [Subject]) {
    for later in 1..run.len() {
        let subject = run[later];
        let mut at = later;
        while at > 0 && run[at - 1].time > subject.time {
            run[at] = run[at - 1];
            at -= 1;
        }
        run[at] = subject;
    }
}

/// Turns counts into the position at which each place begins.
fn starts(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{FollowUp, SortedSample};

    fn order(time: &[f64]) -> Vec<u32> {
        let n = time.len();
        let sample = SortedSample::new(&FollowUp {
            time,
            event: &vec![true; n],
            entry: None,
            group: &vec![0; n],
            groups: 1,
        });
        sample.unwrap().subjects().iter().map(|s| s.row).collect()
    }

    fn expected(time: &[f64]) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..time.len() as u32).collect();
        rows.sort_by(|a, b| time[*a as usize].total_cmp(&time[*b as usize]));
        rows
    }

    /// A linear congruential generator (Knuth's MMIX), as numbers in [0, 1).
    fn random(n: usize) -> impl Iterator<Item = f64> {
        let mut state = 1_u64;
        (0..n).map(move |_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        })
    }

    #[test]
    fn any_spread_of_times_comes_out_in_order_with_ties_in_row_order() {
        for n in [0, 1, 2, 199, 200, 1000, 5000] {
            let even: Vec<f64> = random(n).map(|u| u * 60.0).collect();
            let whole: Vec<f64> = random(n).map(|u| (u * 30.0).floor()).collect();
            let same = vec![4.5; n];
            let skewed: Vec<f64> = random(n).map(|u| (u * 700.0).exp()).collect();
            let tiny: Vec<f64> = random(n).map(|u| (u * 8.0).floor() * 5e-324).collect();
            for time in [even, whole, same, skewed] {
                assert_eq!(order(&time), expected(&time), "n = {n}");
            }
            // All within the near-tie tolerance: one time, rows sorted by value.
            assert_eq!(order(&tiny), expected(&tiny), "n = {n}");
        }
    }
}
