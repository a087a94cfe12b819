//! Scores of subjects whose sum over a group is a test of the log-rank family.
//!
//! The score of subject i is w(tᵢ) δᵢ − Σ w(u) d/n over event times u ≤ tᵢ,
//! with δᵢ = 1 for an event: a martingale residual under no difference between
//! the groups. How ties enter must be said, since with ties the three customs
//! give three tests:
//!
//! - `NelsonAalen`: n counts everybody still at risk at u. The sum over a group
//!   is its observed minus expected number of events. (coin: `mid-ranks`, with
//!   the opposite sign.)
//! - `HothornLausen`: n counts those still at risk just after u, plus one
//!   (Hothorn & Lausen 2003, Comput Stat Data Anal 43:121; maxstat).
//! - `Averaged`: tied events are taken one after another, and their scores
//!   averaged (coin: `average-scores`).

use super::log_rank::{Pooled, Weight};
use super::sample::{Block, SortedSample};
use crate::compact::Gather;
use crate::plain::FromPlain;
use serde::Serialize;
use std::ops::{AddAssign, Sub};

/// How tied event times enter the scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TiedScores {
    #[default]
    NelsonAalen,
    HothornLausen,
    Averaged,
}

/// Events that count as one step of the hazard: `events` among `at_risk`.
struct Step {
    events: u32,
    at_risk: u32,
}

/// The steps a block takes, by the custom for ties.
fn steps(block: &Block<'_>, ties: TiedScores) -> Vec<Step> {
    let (d, n) = (block.total_events, block.total_at_risk);
    match ties {
        _ if d == 0 => Vec::new(),
        TiedScores::NelsonAalen => vec![Step { events: d, at_risk: n }],
        TiedScores::HothornLausen => {
            vec![Step { events: d, at_risk: n - block.subjects.len() as u32 + 1 }]
        }
        TiedScores::Averaged => (0..d).map(|j| Step { events: 1, at_risk: n - j }).gather(),
    }
}

/// Numbers in which scores can be summed.
struct Arithmetic<W, D> {
    /// `weight · numerator / denominator`.
    fraction: W,
    /// `sum / count`.
    divide: D,
}

fn walk<T, W, D>(
    sample: &SortedSample,
    weight: Weight,
    ties: TiedScores,
    arithmetic: &Arithmetic<W, D>,
) -> Vec<T>
where
    T: Copy + Default + AddAssign + Sub<Output = T>,
    W: Fn(f64, u32, u32) -> T,
    D: Fn(T, u32) -> T,
{
    let mut scores = vec![T::default(); sample.len()];
    let mut hazard = T::default();
    let mut pooled = Pooled::new();
    sample.for_each_block(|block| {
        let mut of_events = T::default();
        for step in steps(block, ties) {
            let (n, d) = (f64::from(step.at_risk), f64::from(step.events));
            pooled.reach(n, d);
            let w = pooled.weight(weight, n);
            hazard += (arithmetic.fraction)(w, step.events, step.at_risk);
            let own = (arithmetic.fraction)(w, 1, 1) - hazard;
            // A step of d events gives each of them this score; d steps of one
            // event give their mean.
            of_events = if ties == TiedScores::Averaged {
                let mut sum = of_events;
                sum += own;
                sum
            } else {
                own
            };
            pooled.leave(n, d);
        }
        if ties == TiedScores::Averaged && block.total_events > 0 {
            of_events = (arithmetic.divide)(of_events, block.total_events);
        }
        for subject in block.subjects {
            scores[subject.row as usize] =
                if subject.event() { of_events } else { T::default() - hazard };
        }
    });
    scores
}

/// A score for each row given.
pub fn scores(sample: &SortedSample, weight: Weight, ties: TiedScores) -> Vec<f64> {
    walk(
        sample,
        weight,
        ties,
        &Arithmetic {
            fraction: |w: f64, d: u32, n: u32| w * f64::from(d) / f64::from(n),
            divide: |sum: f64, count| sum / f64::from(count),
        },
    )
}

/// The scores as whole numbers of one unit, about their mean and in lowest
/// terms, where weights are whole numbers (log-rank and Gehan) and the common
/// denominator fits 128 bits with room to sum.
pub fn whole_scores(sample: &SortedSample, weight: Weight, ties: TiedScores) -> Option<Vec<i128>> {
    if !matches!(weight, Weight::LogRank | Weight::Gehan) {
        return None;
    }
    let n = i128::try_from(sample.len()).ok()?;
    let mut denominator = Some(1_i128);
    let mut of_means = Some(1_i128);
    sample.for_each_block(|block| {
        for step in steps(block, ties) {
            denominator = denominator.and_then(|d| least_common(d, i128::from(step.at_risk)));
        }
        if ties == TiedScores::Averaged && block.total_events > 1 {
            of_means = of_means.and_then(|d| least_common(d, i128::from(block.total_events)));
        }
    });
    let unit = denominator?.checked_mul(of_means?)?;
    // Scores are below n², twice summed over n: five factors n of room.
    unit.checked_mul(n.checked_pow(5)?)?;
    let scores: Vec<i128> = walk(
        sample,
        weight,
        ties,
        &Arithmetic {
            fraction: |w: f64, d: u32, n: u32| w as i128 * i128::from(d) * (unit / i128::from(n)),
            divide: |sum: i128, count| sum / i128::from(count),
        },
    );
    let sum: i128 = scores.iter().sum();
    let centred: Vec<i128> = scores.into_iter().map(|s| n * s - sum).gather();
    let shared = centred.iter().fold(0, |a, b| greatest_common(a, b.abs())).max(1);
    Some(centred.into_iter().map(|s| s / shared).gather())
}

fn greatest_common(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { greatest_common(b, a % b) }
}

fn least_common(a: i128, b: i128) -> Option<i128> {
    (a / greatest_common(a, b)).checked_mul(b)
}
