//! Subjects in order of time, in linear time for any even spread of times.
//!
//! Times are mapped by a straight line onto whole numbers of about log₂ n + 3
//! bits (a monotone map, rounding included), the numbers are sorted in two
//! passes of a radix sort, and what is still out of order inside one number is
//! put right by comparison. Subjects with the same time keep their order.

use super::sample::Subject;

/// Below this many a comparison sort is faster.
const SMALL: usize = 200;
/// A pass of the radix sort spreads over at most 2¹¹ places.
const MOST_BITS: u32 = 11;

pub fn sort_by_time(mut subjects: Vec<Subject>) -> Vec<Subject> {
    let n = subjects.len();
    let by_time = |a: &Subject, b: &Subject| a.time.total_cmp(&b.time);
    if n < SMALL {
        subjects.sort_by(by_time);
        return subjects;
    }
    let (low, high) = subjects
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| (l.min(s.time), h.max(s.time)));
    let bits = (n.ilog2() + 3).div_ceil(2).min(MOST_BITS);
    let places = 1_usize << bits;
    let scale = ((places * places - 1) as f64) / (high - low);
    if !scale.is_finite() || scale == 0.0 {
        subjects.sort_by(by_time);
        return subjects;
    }
    let key = |s: &Subject| ((s.time - low) * scale) as usize;
    let (mut low_places, mut high_places) = (vec![0_u32; places], vec![0_u32; places]);
    for subject in &subjects {
        let key = key(subject);
        low_places[key & (places - 1)] += 1;
        high_places[key >> bits] += 1;
    }
    starts(&mut low_places);
    starts(&mut high_places);
    let mut spread = vec![Subject::default(); n];
    for subject in &subjects {
        let place = &mut low_places[key(subject) & (places - 1)];
        spread[*place as usize] = *subject;
        *place += 1;
    }
    for subject in &spread {
        let place = &mut high_places[key(subject) >> bits];
        subjects[*place as usize] = *subject;
        *place += 1;
    }
    let mut i = 1;
    while i < n {
        if subjects[i].time < subjects[i - 1].time {
            let shared = key(&subjects[i]);
            let from = subjects[..i].partition_point(|s| key(s) < shared);
            let to = i + subjects[i..].partition_point(|s| key(s) <= shared);
            subjects[from..to].sort_by(by_time);
            i = to;
        }
        i += 1;
    }
    subjects
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
