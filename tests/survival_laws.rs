//! Curves and tests by hand, by law, and where other programs went wrong.

use gradus::random::Random;
use gradus::survival::cox::Ties;
use gradus::survival::cox::design::CoxData;
use gradus::survival::cox::fit::{CoxFit, maximise};
use gradus::survival::event_table::by_group;
use gradus::survival::kaplan_meier::{Curve, kaplan_meier};
use gradus::survival::limits::{Limits, Transform};
use gradus::survival::log_rank::{GroupTest, Weight, group_test, sums};
use gradus::survival::quantile::quantile;
use gradus::survival::rmst::restricted_means;
use gradus::survival::sample::{FollowUp, SortedSample};
use gradus::value::Estimate;

fn sample(time: &[f64], event: &[u8], group: &[u32], groups: u32) -> SortedSample {
    let event: Vec<bool> = event.iter().map(|e| *e == 1).collect();
    let follow_up = FollowUp { time, event: &event, entry: None, group, groups };
    SortedSample::new(&follow_up).unwrap()
}

const LOG_LOG: [Limits; 1] = [Limits { transform: Transform::LogLog, level: 0.95 }];

fn curves(sample: &SortedSample) -> Vec<Curve> {
    by_group(sample).into_iter().map(|table| kaplan_meier(table, &LOG_LOG)).collect()
}

fn log_rank(sample: &SortedSample) -> GroupTest {
    group_test(sums(sample, &[Weight::LogRank]).remove(0), sample.group_sizes())
}

fn cox(sample: &SortedSample, x: Vec<f64>, weights: Option<&[f64]>, ties: Ties) -> CoxFit {
    let one = sample.regrouped(1, |_| Some(0));
    let columns = [x];
    let data = CoxData { sample: &one, columns: &columns, weights };
    maximise(&data, ties).unwrap().summary(&[0.95])
}

fn near(a: f64, b: f64, relative: f64) {
    assert!((a - b).abs() <= relative * b.abs(), "{a:e} is not {b:e}");
}

fn value(estimate: &Estimate) -> f64 {
    estimate.value().unwrap_or_else(|| panic!("{estimate:?}"))
}

/// Therneau's six subjects (survival, vignette `validate`): the Breslow
/// coefficient is log((3 + √33)/2).
#[test]
fn six_subjects_by_hand() {
    let sample = sample(&[1.0, 1.0, 6.0, 6.0, 8.0, 9.0], &[1, 0, 1, 1, 0, 1], &[0; 6], 1);
    let fit = cox(&sample, vec![1.0, 1.0, 1.0, 0.0, 0.0, 0.0], None, Ties::Breslow);
    near(value(&fit.coefficients[0].estimate), ((3.0 + 33_f64.sqrt()) / 2.0).ln(), 1e-12);
}

/// Freireich et al. 1963, 6-MP: 3 of 21 relapse at 6, one of 17 at 7, one of 15
/// at 10, one of 12 at 13.
#[test]
fn freireich_by_hand() {
    let time = [
        6., 6., 6., 6., 7., 9., 10., 10., 11., 13., 16., 17., 19., 20., 22., 23., 25., 32., 32.,
        34., 35.,
    ];
    let event = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
    let curve = curves(&sample(&time, &event, &[0; 21], 1)).remove(0);
    let at = |time: f64| curve.survival[curve.time.partition_point(|t| *t <= time) - 1];
    near(at(6.0), 18.0 / 21.0, 1e-15);
    near(at(7.0), 18.0 / 21.0 * 16.0 / 17.0, 1e-15);
    near(at(10.0), 18.0 / 21.0 * 16.0 / 17.0 * 14.0 / 15.0, 1e-15);
    near(at(13.0), 18.0 / 21.0 * 16.0 / 17.0 * 14.0 / 15.0 * 11.0 / 12.0, 1e-15);
    assert_eq!(quantile(&curve, 0.5).estimate, Estimate::Value(23.0));
}

/// Data with heavy ties: time, event, group.
fn made(seed: u64, n: usize) -> (Vec<f64>, Vec<u8>, Vec<u32>) {
    let mut random = Random::new(seed);
    let time = (0..n).map(|_| f64::from(random.below(12) + 1)).collect();
    let event = (0..n).map(|_| u8::from(random.below(3) > 0)).collect();
    let group = (0..n).map(|_| random.below(2)).collect();
    (time, event, group)
}

#[test]
fn rows_in_another_order_and_groups_swapped() {
    for seed in 0..50 {
        let (time, event, group) = made(seed, 40);
        let back = |n: usize| (0..n).rev();
        let reversed = sample(
            &back(40).map(|i| time[i]).collect::<Vec<_>>(),
            &back(40).map(|i| event[i]).collect::<Vec<_>>(),
            &back(40).map(|i| group[i]).collect::<Vec<_>>(),
            2,
        );
        let here = sample(&time, &event, &group, 2);
        for (a, b) in curves(&here).iter().zip(&curves(&reversed)) {
            assert_eq!((&a.time, &a.survival), (&b.time, &b.survival), "seed {seed}");
            assert_eq!((&a.at_risk, &a.events), (&b.at_risk, &b.events), "seed {seed}");
        }
        assert_eq!(log_rank(&here), log_rank(&reversed), "seed {seed}");
        let swapped: Vec<u32> = group.iter().map(|g| 1 - g).collect();
        let (a, b) = (log_rank(&here), log_rank(&sample(&time, &event, &swapped, 2)));
        near(value(&a.p), value(&b.p), 1e-12);
        near(value(&a.z), -value(&b.z), 1e-12);
    }
}

#[test]
fn days_instead_of_months_and_a_sample_doubled() {
    for seed in 0..50 {
        let (time, event, group) = made(seed, 30);
        let days: Vec<f64> = time.iter().map(|t| t * 30.4375).collect();
        let (a, b) = (sample(&time, &event, &group, 2), sample(&days, &event, &group, 2));
        assert_eq!(log_rank(&a), log_rank(&b), "seed {seed}");
        let twice = sample(
            &[time.clone(), time.clone()].concat(),
            &[event.clone(), event.clone()].concat(),
            &[group.clone(), group.clone()].concat(),
            2,
        );
        for (one, two) in curves(&a).iter().zip(curves(&twice)) {
            for (s, t) in one.survival.iter().zip(two.survival.iter()) {
                assert!((s - t).abs() < 1e-14, "seed {seed}: {s}, {t}");
            }
        }
        // Weights of 2 are a sample doubled, in Breslow's likelihood.
        let x: Vec<f64> = group.iter().map(|g| f64::from(*g)).collect();
        let weighted = cox(&a, x.clone(), Some(&vec![2.0; 30]), Ties::Breslow);
        let doubled = cox(&twice, [x.clone(), x].concat(), None, Ties::Breslow);
        let (w, d) = (&weighted.coefficients[0], &doubled.coefficients[0]);
        assert!((value(&w.estimate) - value(&d.estimate)).abs() < 1e-9, "seed {seed}");
        near(value(&w.standard_error), value(&d.standard_error), 1e-7);
    }
}

#[test]
fn without_censoring_the_curve_is_the_share_still_alive() {
    for seed in 0..20 {
        let (time, _, _) = made(seed, 25);
        let curve = curves(&sample(&time, &[1; 25], &[0; 25], 1)).remove(0);
        for (t, s) in curve.time.iter().zip(curve.survival.iter()) {
            let alive = time.iter().filter(|x| *x > t).count() as f64 / 25.0;
            assert!((s - alive).abs() < 1e-14, "seed {seed}, t = {t}");
        }
    }
}

/// With the exact treatment of ties, Cox's score test of a group is the
/// log-rank test.
#[test]
fn cox_score_test_is_the_log_rank_test() {
    for seed in 0..30 {
        let (time, event, group) = made(seed, 40);
        let sample = sample(&time, &event, &group, 2);
        let x = group.iter().map(|g| f64::from(*g)).collect();
        let fit = cox(&sample, x, None, Ties::Exact);
        near(value(&fit.score.chi_squared), value(&log_rank(&sample).chi_squared), 1e-9);
    }
}

/// lifelines #1682: its RMST variance is that of min(T, τ). Without censoring
/// before τ ours is that variance divided by n; by hand, times 1 2 3 4, τ = 3:
/// min(T, τ) is 1 2 3 3, mean 9/4, variance 11/16, of the mean 11/64.
#[test]
fn lifelines_rmst_variance_is_of_the_estimate() {
    let curve = curves(&sample(&[1.0, 2.0, 3.0, 4.0], &[1; 4], &[0; 4], 1)).remove(0);
    let means = restricted_means(&[&curve], 3.0, 0.95);
    near(value(&means.groups[0].mean), 2.25, 1e-15);
    near(value(&means.groups[0].standard_error), (11.0_f64 / 64.0).sqrt(), 1e-14);
}

/// lifelines #861: a lower limit of 0 for the median of ten patients. No time
/// before the first event can be a limit.
#[test]
fn lifelines_median_limit_is_no_time_before_the_first_event() {
    let time = [6.0, 7.0, 10.0, 15.0, 19.0, 25.0, 30.0, 34.0, 37.0, 46.0];
    let curve = curves(&sample(&time, &[1; 10], &[0; 10], 1)).remove(0);
    let median = quantile(&curve, 0.5);
    assert!(value(&median.limits[0].lower) >= 6.0, "{median:?}");
}

/// Survival.jl #35: no event in one group gave z = ∞ and p < 1e-99.
#[test]
fn survival_jl_no_event_in_one_group() {
    let test =
        log_rank(&sample(&[1., 2., 3., 4., 5., 6.], &[1, 1, 1, 0, 0, 0], &[0, 0, 0, 1, 1, 1], 2));
    let p = value(&test.p);
    assert!(value(&test.z).is_finite() && p > 0.001 && p < 0.2, "{test:?}");
    let ratio = test.hazard_ratio.unwrap();
    assert_eq!(ratio.pike, Estimate::Value(0.0));
}

/// Caleydo #1575: one patient in a group gave χ² = 291 and p = 0.
#[test]
fn caleydo_one_patient_in_a_group() {
    let time: Vec<f64> = (1..=20).map(f64::from).collect();
    let mut group = [0; 20];
    group[9] = 1;
    let test = log_rank(&sample(&time, &[1; 20], &group, 2));
    assert!(value(&test.chi_squared) < 4.0 && value(&test.p) > 0.04, "{test:?}");
}

/// scipy in Pyodide: NaN at n = 10,000, counts multiplied in 32 bits. At 200,000
/// the parts still add up.
#[test]
fn scipy_products_of_counts_do_not_overflow() {
    let (time, event, group) = made(3, 200_000);
    let test = log_rank(&sample(&time, &event, &group, 2));
    let total = |x: &[f64]| x.iter().sum::<f64>();
    near(total(&test.observed), total(&test.expected), 1e-12);
    near(test.v[0], -test.v[1], 1e-12);
    assert!(value(&test.p) > 0.0 && test.v[0] > 1000.0, "{test:?}");
}

/// Reference notes §6.1: 0.1 + 0.2 and 0.3 are one time.
#[test]
fn near_ties_are_one_time() {
    let curve = curves(&sample(&[0.1 + 0.2, 0.3, 1.0], &[1, 1, 1], &[0; 3], 1)).remove(0);
    assert_eq!(curve.events, [2, 1]);
}

#[test]
fn where_nothing_can_be_said_there_are_words() {
    let all_censored = sample(&[1., 2., 3., 4.], &[0; 4], &[0, 0, 1, 1], 2);
    let at_once = sample(&[5.; 4], &[1; 4], &[0, 0, 1, 1], 2);
    let at_zero = sample(&[0.; 4], &[1; 4], &[0, 0, 1, 1], 2);
    for sample in [&all_censored, &at_once, &at_zero] {
        let test = log_rank(sample);
        assert!(matches!(test.chi_squared, Estimate::NotEstimable { .. }), "{test:?}");
        assert!(matches!(test.p, Estimate::NotEstimable { .. }), "{test:?}");
    }
    assert_eq!(quantile(&curves(&all_censored)[0], 0.5).estimate, Estimate::NotReached);
    assert_eq!(quantile(&curves(&at_zero)[0], 0.5).estimate, Estimate::Value(0.0));
}
