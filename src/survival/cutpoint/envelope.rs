//! How large the statistics of all cuts get when the marker says nothing.

use super::{Cuts, deviation};
use crate::compact::Gather;
use crate::random::Random;
use crate::value::Series;
use serde::Serialize;

/// Work beyond which fewer orders are drawn: patients × draws, and cuts × draws.
const MOST_WORK: usize = 40_000_000;
const MOST_KEPT: usize = 4_000_000;
/// With fewer draws the ends would be guesses.
const FEWEST: usize = 999;

/// From random orders of the scores along the marker, at `level`: in so many of
/// them the statistic stays at or below what is given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Envelope {
    pub level: f64,
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// For each cut, as if it were the only one.
    pub single: Series,
    /// For the largest of all cuts: the line that allows for the search.
    pub largest: f64,
}

/// `None` without a cut, or where so few orders could be drawn in a moment that
/// the ends would say little. Empirical quantiles: the smallest value that
/// ⌈level · draws⌉ of the draws do not exceed, as `qperm` of R's coin.
pub fn envelope(cuts: &Cuts, draws: u32, seed: u64, level: f64) -> Option<Envelope> {
    let (n, last) = (cuts.scores.len(), cuts.sizes.last().copied()?);
    let draws = (draws as usize).min(MOST_WORK / n.max(1)).min(MOST_KEPT / cuts.sizes.len());
    if draws < FEWEST || !(0.0..=1.0).contains(&level) {
        return None;
    }
    let mean = cuts.scores.iter().sum::<f64>() / n as f64;
    let mut pool: Vec<f64> = cuts.scores.iter().map(|s| s - mean).gather();
    let squares: f64 = pool.iter().map(|s| s * s).sum();
    let scale: Vec<f64> = cuts.sizes.iter().map(|m| deviation(*m, n, squares)).gather();
    let mut random = Random::new(seed);
    let mut drawn = vec![Vec::with_capacity(draws); cuts.sizes.len()];
    let mut largest = Vec::with_capacity(draws);
    for _ in 0..draws {
        random.choose(&mut pool, last);
        let (mut sum, mut placed, mut most) = (0.0, 0, 0.0_f64);
        for ((size, scale), own) in cuts.sizes.iter().zip(&scale).zip(&mut drawn) {
            sum += pool[placed..*size].iter().sum::<f64>();
            placed = *size;
            let statistic = f64::abs(sum) / scale;
            own.push(statistic);
            most = most.max(statistic);
        }
        largest.push(most);
    }
    let rank = ((level * draws as f64).ceil() as usize).clamp(1, draws) - 1;
    let end = |values: &mut Vec<f64>| *values.select_nth_unstable_by(rank, f64::total_cmp).1;
    Some(Envelope {
        level,
        draws: u32::try_from(draws).unwrap_or(u32::MAX),
        seed,
        single: drawn.iter_mut().map(end).gather().into(),
        largest: end(&mut largest),
    })
}
