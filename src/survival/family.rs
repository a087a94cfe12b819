//! Many markers against many endpoints, allowed for their number.

use crate::compact::{Gather, Order};
use crate::random::Random;
use crate::tail::normal_two_sided;
use crate::value::Estimate;
use serde::Serialize;

/// One marker against one endpoint, within the family.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FamilyTest {
    /// Positions of the endpoint and of the marker.
    pub endpoint: usize,
    pub marker: usize,
    /// Above 0 where higher values of the marker go with more events.
    pub z: Estimate,
    /// As if it had been the only one: z as a standard normal.
    pub p: Estimate,
    /// The same by the draws.
    pub p_permutation: Estimate,
    /// Allowed for the whole family: the share of draws whose largest |z| is as
    /// large.
    pub p_max: Estimate,
    /// The same step by step (Westfall & Young's free step-down): never larger.
    pub p_step_down: Estimate,
}

/// Does any marker go with any endpoint, once all have been looked at?
///
/// z = Σ aᵢ (xᵢ − x̄)/√(Σ (aᵢ − ā)² Σ (xᵢ − x̄)²/(n − 1)) with log-rank scores a
/// (event minus cumulative hazard) and marker x: for a marker of two groups the
/// permutation log-rank statistic. The rows of the markers are dealt to the
/// patients at random, all markers of a row together, so that what ties markers
/// to one another and endpoints to one another stays; each draw gives one
/// largest |z|. p = (draws as extreme + 1)/(draws + 1); its standard error is
/// √(p (1 − p)/draws). Westfall & Young 1993, algorithm 2.8; agrees with coin's
/// `independence_test(teststat = "maximum")` in z to 1e-12, in p within the
/// error of the draws. A pair without variance takes no part.
///
/// `scores` and `markers` hold one column each, of one length.
pub fn family(scores: &[Vec<f64>], markers: &[Vec<f64>], draws: u32, seed: u64) -> Vec<FamilyTest> {
    let n = scores.first().map_or(0, Vec::len);
    let (scores, markers) = (standard(scores), standard(markers));
    let root = (n as f64 - 1.0).sqrt();
    let pairs: Vec<(usize, usize)> =
        (0..scores.len()).flat_map(|e| (0..markers.len()).map(move |m| (e, m))).gather();
    let correlate = |(e, m): (usize, usize), order: &[u32]| -> f64 {
        let (a, x) = (&scores[e], &markers[m]);
        a.iter().zip(order).map(|(a, row)| a * x[*row as usize]).sum::<f64>() * root
    };
    let mut order: Vec<u32> = (0..n as u32).gather();
    let seen: Vec<f64> = pairs.iter().map(|pair| correlate(*pair, &order)).gather();
    // Largest first; those that do not exist are left out.
    let mut ranked: Vec<usize> = (0..pairs.len()).filter(|i| seen[*i].is_finite()).gather();
    ranked.order_by(|a, b| seen[*b].abs().total_cmp(&seen[*a].abs()));
    let mut own = vec![0_u32; pairs.len()];
    let mut single = vec![0_u32; pairs.len()];
    let mut steps = vec![0_u32; pairs.len()];
    let mut random = Random::new(seed);
    for _ in 0..draws {
        random.choose(&mut order, n);
        let mut largest = 0.0_f64;
        for &i in ranked.iter().rev() {
            let bound = seen[i].abs() * (1.0 - 1e-12);
            let drawn = correlate(pairs[i], &order).abs();
            own[i] += u32::from(drawn >= bound);
            // Going up from the smallest: the largest of those so far.
            largest = largest.max(drawn);
            steps[i] += u32::from(largest >= bound);
        }
        for &i in &ranked {
            single[i] += u32::from(largest >= seen[i].abs() * (1.0 - 1e-12));
        }
    }
    let share = |count: u32| (f64::from(count) + 1.0) / (f64::from(draws) + 1.0);
    // A step is never easier than the one before.
    let mut highest = 0.0_f64;
    let mut step_down = vec![f64::NAN; pairs.len()];
    for &i in &ranked {
        highest = highest.max(share(steps[i]));
        step_down[i] = highest;
    }
    pairs
        .iter()
        .enumerate()
        .map(|(i, &(endpoint, marker))| {
            let or = |x: f64| {
                let x = if seen[i].is_finite() { x } else { f64::NAN };
                Estimate::finite(x, "all scores or all values of the marker are the same")
            };
            FamilyTest {
                endpoint,
                marker,
                z: or(seen[i]),
                p: or(normal_two_sided(seen[i])),
                p_permutation: or(share(own[i])),
                p_max: or(share(single[i])),
                p_step_down: or(step_down[i]),
            }
        })
        .gather()
}

/// Columns about their mean, their squares adding up to 1; NaN where all are
/// the same.
fn standard(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    columns
        .iter()
        .map(|column| {
            let mean = column.iter().sum::<f64>() / column.len() as f64;
            let squares: f64 = column.iter().map(|x| (x - mean).powi(2)).sum();
            let size: f64 = column.iter().map(|x| x * x).sum();
            let root = if squares > 1e-20 * size { squares.sqrt() } else { f64::NAN };
            column.iter().map(|x| (x - mean) / root).gather()
        })
        .gather()
}
