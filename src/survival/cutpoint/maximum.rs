//! The permutation distribution of the largest statistic: exact where the
//! distinct scores are few, by chance draws beyond.

use super::Cuts;
use crate::compact::{Gather, sort_numbers};
use crate::random::Random;
use crate::survival::permutation::MonteCarlo;

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
    let bounds = bounds(cuts)?;
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

/// By number placed: how large a sum (about the mean) reaches the largest
/// statistic seen; none where there is no cut.
fn bounds(cuts: &Cuts) -> Option<Vec<Option<f64>>> {
    let n = cuts.scores.len();
    let seen = cuts.statistics[super::best(&cuts.statistics)?] * (1.0 - EQUAL);
    let mean = cuts.scores.iter().sum::<f64>() / n as f64;
    let squares: f64 = cuts.scores.iter().map(|s| (s - mean).powi(2)).sum();
    let mut bounds = vec![None; n + 1];
    for &m in &cuts.sizes {
        bounds[m] = Some(seen * super::deviation(m, n, squares));
    }
    Some(bounds)
}

/// The same by drawing orders at random. `None` without a cut.
pub fn drawn(cuts: &Cuts, draws: u32, seed: u64) -> Option<MonteCarlo> {
    let bounds = bounds(cuts)?;
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
    Some(MonteCarlo::new(extreme, draws, seed))
}
