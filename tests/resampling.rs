//! Bootstrap and random exchange: what must hold for any data, and one case
//! counted in full.

use gradus::stats::resample::{Resampling, bootstrap, compare_by_resampling};
use gradus::stats::spearman::spearman;

fn mean(values: &[f64], rows: &[usize]) -> Option<f64> {
    Some(rows.iter().map(|&row| values[row]).sum::<f64>() / rows.len() as f64)
}

/// The bootstrap standard error of a mean is s √((n − 1)/n)/√n (Efron &
/// Tibshirani 1993, eq. 5.12); the draws scatter about it by 1/√(2B).
#[test]
fn the_standard_error_of_a_mean() {
    let values = [3.0, 9.0, 1.0, 4.0, 4.0, 8.0, 2.0, 6.0, 5.0, 7.0, 3.0, 2.0];
    let resampling = Resampling { draws: 20_000, seed: 5 };
    let answer = bootstrap(values.len(), |rows| mean(&values, rows), &resampling, 0.95);
    let n = values.len() as f64;
    let centre = values.iter().sum::<f64>() / n;
    let wanted = (values.iter().map(|v| (v - centre).powi(2)).sum::<f64>()).sqrt() / n;
    let found = answer.standard_error.value().unwrap();
    assert!((found / wanted - 1.0).abs() < 4.0 / 40_000_f64.sqrt(), "{found} {wanted}");
    assert_eq!(answer.undefined, 0);
    let (low, high) = (answer.bca_lower.value().unwrap(), answer.bca_upper.value().unwrap());
    assert!(low < centre && centre < high && high - low > 2.0 * wanted);
}

/// A monotone change of the coefficient moves the BCa limits with it.
#[test]
fn bca_limits_follow_a_change_of_scale() {
    let values = [3.0, 9.0, 1.0, 4.0, 4.0, 8.0, 2.0, 16.0, 5.0, 7.0, 3.0];
    let resampling = Resampling { draws: 4001, seed: 9 };
    // The median of an odd number of draws is one of the draws; so are the
    // quantiles that fall on a place. A straight line keeps all of them.
    let plain = bootstrap(11, |rows| mean(&values, rows), &resampling, 0.95);
    let moved =
        bootstrap(11, |rows| mean(&values, rows).map(|m| 10.0 - 3.0 * m), &resampling, 0.95);
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
    close(moved.bca_lower.value().unwrap(), 10.0 - 3.0 * plain.bca_upper.value().unwrap());
    close(
        moved.percentile_upper.value().unwrap(),
        10.0 - 3.0 * plain.percentile_lower.value().unwrap(),
    );
}

#[test]
fn the_same_seed_gives_the_same_draws_and_another_does_not() {
    let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 1.0, 4.0, 3.0, 6.0, 5.0]);
    let of = |rows: &[usize]| {
        let take = |v: &[f64]| rows.iter().map(|&row| v[row]).collect::<Vec<_>>();
        spearman(&take(&x), &take(&y), &[]).rho.value()
    };
    let run = |seed| bootstrap(6, of, &Resampling { draws: 500, seed }, 0.9);
    assert_eq!(run(3), run(3));
    assert_ne!(run(3).standard_error, run(4).standard_error);
}

/// Variables compared with themselves do not differ, and exchanging them
/// changes nothing: p is 1.
#[test]
fn a_variable_does_not_differ_from_itself() {
    let (shared, a) = ([1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 3.0, 2.0, 5.0, 4.0]);
    let of = |x: &[f64], y: &[f64]| spearman(x, y, &[]).rho.value();
    let answer = compare_by_resampling([&shared, &a, &a], of, &Resampling::default(), 0.95);
    assert_eq!(answer.permutation_p.value(), Some(1.0));
    assert_eq!(answer.bootstrap.percentile_upper.value(), Some(0.0));
}

#[test]
fn a_constant_column_has_no_bootstrap_and_says_so() {
    let answer = bootstrap(4, |_| None, &Resampling::default(), 0.95);
    assert_eq!(answer.bca_lower.value(), None);
    assert_eq!(answer.undefined, answer.draws);
}
