//! Hothorn and Lausen's bound on the conditional p-value of the maximum.

use crate::compact::Gather;

/// More subjects than this make the table of sums too large.
const MOST: usize = 120;

/// Hothorn & Lausen (2003, Comput Stat Data Anal 43:121), as in maxstat.
///
/// Scores are made whole numbers between 0 and n. At each cut the chance of a
/// sum beyond the bound is counted over all subsets; of it is taken away what
/// was surely beyond at the size before, whatever score came next. The sum over
/// the cuts bounds the chance that any is beyond, to the rounding of the scores.
/// `scores` are in order of the marker. `None` for too many subjects.
pub fn bound(scores: &[f64], sizes: &[usize]) -> Option<f64> {
    let n = scores.len();
    if !(2..=MOST).contains(&n) {
        return None;
    }
    let whole = whole(scores)?;
    let (largest, total) = (*whole.iter().max()?, whole.iter().sum::<usize>());
    let table = subset_shares(&whole, total);
    let mean = total as f64 / n as f64;
    let squares: f64 = whole.iter().map(|s| (*s as f64 - mean).powi(2)).sum();
    let standard = |m: usize, sum: usize| -> f64 {
        (sum as f64 - m as f64 * mean).abs() / super::deviation(m, n, squares)
    };
    let b = {
        let mut below = 0;
        let mut largest = 0.0_f64;
        for (i, score) in whole.iter().enumerate() {
            below += score;
            if sizes.contains(&(i + 1)) {
                largest = largest.max(standard(i + 1, below));
            }
        }
        largest
    };
    // A sum of 0 is not counted, as in maxstat.
    let beyond = |m: usize, sum: usize| {
        (1..=total).contains(&sum) && table[m][sum] > 0.0 && standard(m, sum) > b
    };
    let first = *sizes.iter().min()?;
    let mut p = 0.0;
    for &m in sizes {
        p += (1..=total).filter(|sum| beyond(m, *sum)).map(|sum| table[m][sum]).sum::<f64>();
        if m > first {
            let before = m - 1;
            let middle = before as f64 * mean;
            for sum in (1..=total).filter(|sum| beyond(before, *sum)) {
                let stays = if (sum as f64) < middle {
                    beyond(m, sum + largest)
                } else {
                    (sum as f64) > middle && beyond(m, sum)
                };
                if stays {
                    p -= table[before][sum];
                }
            }
        }
    }
    Some(p.clamp(0.0, 1.0))
}

/// Scores from 0, whole: as they are, doubled, or stretched to n and rounded.
fn whole(scores: &[f64]) -> Option<Vec<usize>> {
    let least = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let range = scores.iter().map(|s| s - least).fold(0.0, f64::max);
    if !(range > 0.0 && range.is_finite()) {
        return None;
    }
    let fraction = |s: &f64| s - s.floor();
    let factor = if scores.iter().all(|s| fraction(s) == 0.0) {
        1.0
    } else if scores.iter().all(|s| [0.0, 0.5].contains(&fraction(s))) {
        2.0
    } else {
        scores.len() as f64 / range
    };
    // Half to even, as R rounds.
    Some(scores.iter().map(|s| ((s - least) * factor).round_ties_even() as usize).gather())
}

/// `[m][sum]`: the share of subsets of size m with that sum.
fn subset_shares(whole: &[usize], total: usize) -> Vec<Vec<f64>> {
    let n = whole.len();
    let mut counts = vec![vec![0.0; total + 1]; n + 1];
    counts[0][0] = 1.0;
    for (seen, &score) in whole.iter().enumerate() {
        for m in (0..=seen).rev() {
            let (lower, upper) = counts.split_at_mut(m + 1);
            for (sum, ways) in lower[m].iter().enumerate().filter(|(_, ways)| **ways > 0.0) {
                upper[0][sum + score] += ways;
            }
        }
    }
    let mut choices = 1.0;
    for (m, row) in counts.iter_mut().enumerate() {
        row.iter_mut().for_each(|ways| *ways /= choices);
        choices *= (n - m) as f64 / (m + 1) as f64;
    }
    counts
}
