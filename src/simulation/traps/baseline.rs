//! Traps of correlations.

use super::super::stream::Stream;
use super::{Pair, Seen, TrapTruth};
use crate::compact::Gather;
use crate::stats::dependent::dependent_correlations;
use crate::stats::spearman::{Spearman, spearman};
use crate::tail::student_two_sided;

/// Spearman's ρ of normal variables with Pearson's r: 6/π asin(r/2).
pub(super) fn true_rho(r: f64) -> f64 {
    6.0 / std::f64::consts::PI * (r / 2.0).asin()
}

fn correlated(n: u32, r: f64, stream: &mut Stream) -> (Vec<f64>, Vec<f64>) {
    let rest = (1.0 - r * r).sqrt();
    (0..n)
        .map(|_| {
            let x = stream.normal();
            (x, r * x + rest * stream.normal())
        })
        .unzip()
}

fn seen(found: &Spearman, alpha: f64) -> Seen {
    Seen {
        value: found.rho.value().unwrap_or(f64::NAN),
        counted: found.p_t.value().is_some_and(|p| p < alpha),
    }
}

/// The change with where it began, and after with before.
pub(super) fn baseline_coupling(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (before, after) = correlated(truth.patients, truth.strength, stream);
    let change: Vec<f64> = after.iter().zip(&before).map(|(after, before)| after - before).gather();
    [
        seen(&spearman(&change, &before, &[]), truth.alpha),
        seen(&spearman(&after, &before, &[]), truth.alpha),
    ]
}

/// Two variables that go equally well with a third, and half as well with one
/// another: one significant and the other not, and Williams's test of the
/// difference.
pub(super) fn difference_of_significance(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    const BETWEEN: f64 = 0.5;
    let r = truth.strength;
    let rest = (1.0 - r * r).sqrt();
    // What the two share beyond the third.
    let common = ((BETWEEN - r * r) / (1.0 - r * r)).clamp(-1.0, 1.0);
    let own = (1.0 - common * common).sqrt();
    let (mut third, mut first, mut second) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let (x, u) = (stream.normal(), stream.normal());
        third.push(x);
        first.push(r * x + rest * u);
        second.push(r * x + rest * (common * u + own * stream.normal()));
    }
    let [a, b] = [&first, &second].map(|other| seen(&spearman(&third, other, &[]), truth.alpha));
    let between = spearman(&first, &second, &[]).rho.value().unwrap_or(f64::NAN);
    let value = a.value - b.value;
    let test = dependent_correlations(a.value, b.value, between, third.len(), truth.level);
    [
        Seen { value, counted: a.counted != b.counted },
        Seen { value, counted: test.williams_p.value().is_some_and(|p| p < truth.alpha) },
    ]
}

/// Two gradings in three grades that have nothing to do with one another: ρ by
/// 1 − 6Σd²/(n³ − n), which knows no ties, and ρ of the midranks.
pub(super) fn ties(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let rest = (1.0 - truth.strength) / 2.0;
    let mut grades = || -> Vec<f64> {
        let mut grade = || {
            let u = stream.unit();
            if u < truth.strength {
                1.0
            } else if u < truth.strength + rest {
                2.0
            } else {
                3.0
            }
        };
        (0..truth.patients).map(|_| grade()).gather()
    };
    let (x, y) = (grades(), grades());
    let found = spearman(&x, &y, &[]);
    let df = f64::from(truth.patients) - 2.0;
    let wrong = found.rho_by_formula_without_ties.value().map_or(Seen::NOTHING, |rho| {
        let p = student_two_sided(rho * (df / (1.0 - rho * rho)).sqrt(), df);
        Seen { value: rho, counted: p.is_some_and(|p| p < truth.alpha) }
    });
    [wrong, seen(&found, truth.alpha)]
}
