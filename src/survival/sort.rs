//! Subjects in order of time, in linear time for any even spread of times.
//!
//! A straight line maps times onto whole numbers (a monotone map, rounding
//! included). The numbers' first eight bits deal the subjects into 256 stretches
//! small enough for the cache, the next bits put each stretch in order, about
//! one subject a number, and what is still out of order inside one number is put
//! right by comparison. Subjects with the same time keep their order.

use super::sample::Subject;
use crate::compact::Order;

/// Below this many a comparison sort is faster.
const SMALL: usize = 200;
/// Bits that deal subjects into stretches.
const STRETCH_BITS: u32 = 8;
/// Most bits within a stretch.
const MOST_BITS: u32 = 13;

pub fn sort_by_time(mut subjects: Vec<Subject>) -> Vec<Subject> {
    let n = subjects.len();
    let by_time = |a: &Subject, b: &Subject| a.time.total_cmp(&b.time);
    if n < SMALL {
        subjects.order_by(by_time);
        return subjects;
    }
    let (low, high) = subjects
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| (l.min(s.time), h.max(s.time)));
    let bits = (n.ilog2() + 1).saturating_sub(STRETCH_BITS).clamp(1, MOST_BITS);
    let places = 1_usize << bits;
    let scale = ((places << STRETCH_BITS) - 1) as f64 / (high - low);
    if !scale.is_finite() || scale == 0.0 {
        subjects.order_by(by_time);
        return subjects;
    }
    let key = |s: &Subject| ((s.time - low) * scale) as u32;
    let mut stretches = [0_u32; 1 << STRETCH_BITS];
    for subject in &subjects {
        stretches[(key(subject) >> bits) as usize] += 1;
    }
    starts(&mut stretches);
    let mut dealt = vec![Subject::default(); n];
    for subject in &subjects {
        let place = &mut stretches[(key(subject) >> bits) as usize];
        dealt[*place as usize] = *subject;
        *place += 1;
    }
    let mut counts = vec![0_u32; places];
    let mut from = 0;
    for to in stretches.map(|to| to as usize) {
        // Each stretch ends where the dealing into it stopped.
        let (stretch, sorted) = (&dealt[from..to], &mut subjects[from..to]);
        counts.fill(0);
        for subject in stretch {
            counts[key(subject) as usize & (places - 1)] += 1;
        }
        starts(&mut counts);
        for subject in stretch {
            let place = &mut counts[key(subject) as usize & (places - 1)];
            sorted[*place as usize] = *subject;
            *place += 1;
        }
        from = to;
    }
    settle(&mut subjects, key);
    subjects
}

/// Sorts by comparison inside each run of one key that is out of order.
fn settle(subjects: &mut [Subject], key: impl Fn(&Subject) -> u32) {
    let mut i = 1;
    while i < subjects.len() {
        if subjects[i].time < subjects[i - 1].time {
            let shared = key(&subjects[i]);
            let before = subjects[..i].iter().rev().take_while(|s| key(s) == shared).count();
            let after = subjects[i..].iter().take_while(|s| key(s) == shared).count();
            subjects[i - before..i + after].order_by(|a, b| a.time.total_cmp(&b.time));
            i += after;
        }
        i += 1;
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
