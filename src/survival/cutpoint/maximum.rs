//! The permutation distribution of the largest statistic: exact where the
//! distinct scores are few, by chance draws beyond.

use super::Cuts;
use crate::compact::{Gather, sort_numbers};
use crate::random::Random;
use crate::survival::permutation::MonteCarlo;
use crate::tail::normal_quantile_upper;

/// States of the exact walk; 32 MB.
const MOST_STATES: usize = 1 << 22;
/// A statistic this close (relative) to the one seen counts as equal.
const EQUAL: f64 = 1e-12;

/// P(max ≥ the one seen) over all n! orders of the scores along the marker.
///
/// A walk that places one subject after another: what has been placed is told
/// by how many of each distinct score are used, which also tells the sum. At
/// each cut, whoever is beyond leaves the walk. `None` where such states are
/// more than four million.
pub fn exact(cuts: &Cuts) -> Option<f64> {
    let n = cuts.scores.len();
    let (values, times) = distinct(&cuts.scores);
    let states = times.iter().try_fold(1_usize, |states, times| {
        states.checked_mul(times + 1).filter(|states| *states <= MOST_STATES)
    })?;
    let bounds = bounds(cuts, seen(cuts)?);
    // Position of each value's digit in a state's number.
    let mut place = Vec::with_capacity(values.len());
    let mut next = 1;
    for times in &times {
        place.push(next);
        next *= times + 1;
    }
    let mut chance = vec![0.0; states];
    chance[0] = 1.0;
    let mut beyond = 0.0;
    let mut digits = vec![0; values.len()];
    for state in 0..states {
        let here = chance[state];
        if here > 0.0 {
            let placed: usize = digits.iter().sum();
            let sum: f64 = digits.iter().zip(&values).map(|(d, v)| *d as f64 * v).sum();
            if bounds[placed].is_some_and(|bound| sum.abs() >= bound) {
                beyond += here;
            } else {
                for (i, digit) in digits.iter().enumerate().filter(|(i, d)| **d < times[*i]) {
                    let left = (times[i] - digit) as f64;
                    chance[state + place[i]] += here * left / (n - placed) as f64;
                }
            }
        }
        for (digit, times) in digits.iter_mut().zip(&times) {
            *digit += 1;
            if *digit <= *times {
                break;
            }
            *digit = 0;
        }
    }
    Some(beyond.min(1.0))
}

/// Distinct scores about their mean, and how often each occurs.
fn distinct(scores: &[f64]) -> (Vec<f64>, Vec<usize>) {
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let mut sorted: Vec<f64> = scores.iter().map(|s| s - mean).gather();
    sort_numbers(&mut sorted);
    let same = |a: &f64, b: &f64| (a - b).abs() <= 1e-14 * (1.0 + a.abs());
    sorted.chunk_by(same).map(|equal| (equal[0], equal.len())).unzip()
}

/// The largest statistic, less what counts as equal; none where there is no cut.
fn seen(cuts: &Cuts) -> Option<f64> {
    Some(cuts.statistics[super::best(&cuts.statistics)?] * (1.0 - EQUAL))
}

/// By number placed: how large a sum (about the mean) reaches a statistic.
fn bounds(cuts: &Cuts, seen: f64) -> Vec<Option<f64>> {
    let n = cuts.scores.len();
    let mean = cuts.scores.iter().sum::<f64>() / n as f64;
    let squares: f64 = cuts.scores.iter().map(|s| (s - mean).powi(2)).sum();
    let mut bounds = vec![None; n + 1];
    for &m in &cuts.sizes {
        bounds[m] = Some(seen * super::deviation(m, n, squares));
    }
    bounds
}

/// The same by drawing orders at random. `None` without a cut.
pub fn drawn(cuts: &Cuts, draws: u32, seed: u64) -> Option<MonteCarlo> {
    let extreme = reached(cuts, seen(cuts)?, draws, seed)?;
    Some(MonteCarlo::new(extreme, draws, seed))
}

/// Of so many orders drawn at random, those whose largest statistic lies beyond
/// 1.96: how often a marker without meaning has a cut that, taken for the only
/// one, is significant at 0.05. `None` without a cut.
pub fn significant_by_chance(cuts: &Cuts, draws: u32, seed: u64) -> Option<u32> {
    reached(cuts, normal_quantile_upper(0.025)?, draws, seed)
}

/// Of so many orders drawn at random, those whose largest statistic is at least
/// `least`.
fn reached(cuts: &Cuts, least: f64, draws: u32, seed: u64) -> Option<u32> {
    let bounds = bounds(cuts, least);
    let n = cuts.scores.len();
    let mean = cuts.scores.iter().sum::<f64>() / n as f64;
    let mut pool: Vec<f64> = cuts.scores.iter().map(|s| s - mean).gather();
    let mut random = Random::new(seed);
    let last = cuts.sizes.last().copied()?;
    let mut extreme = 0;
    for _ in 0..draws {
        random.choose(&mut pool, last);
        let mut sum = 0.0;
        for (score, bound) in pool.iter().zip(&bounds[1..]) {
            sum += score;
            if bound.is_some_and(|bound| sum.abs() >= bound) {
                extreme += 1;
                break;
            }
        }
    }
    Some(extreme)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One cut through the middle of many is one test: 5 %. More cuts find more.
    #[test]
    fn a_single_cut_is_significant_as_often_as_it_says() {
        let scores: Vec<f64> = (0..200).map(|k| f64::from(k * 37 % 101)).collect();
        let cuts = |sizes: Vec<usize>| Cuts {
            at: vec![0.0; sizes.len()],
            statistics: vec![1.0; sizes.len()],
            sizes,
            scores: scores.clone(),
        };
        let one = significant_by_chance(&cuts(vec![100]), 10_000, 3).unwrap();
        // Four standard errors of 500 in 10,000: 87.
        assert!((413..=587).contains(&one), "{one}");
        let all = significant_by_chance(&cuts((20..=180).collect()), 10_000, 3).unwrap();
        assert!(all > 3_000, "{all}");
        assert_eq!(significant_by_chance(&cuts(vec![]), 10, 3), None);
    }
}
