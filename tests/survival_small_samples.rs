//! Laws of what small samples need, over random data with heavy ties.

use gradus::random::Random;
use gradus::simulation::cohort_power::{Cohort, simulated_power};
use gradus::survival::beta_product::beta_product;
use gradus::survival::event_table::by_group;
use gradus::survival::family::family;
use gradus::survival::kaplan_meier::kaplan_meier;
use gradus::survival::log_rank::{Weight, group_test, sums};
use gradus::survival::max_combo::{USUAL, max_combo};
use gradus::survival::milestone::milestone;
use gradus::survival::permutation::{Draws, permutation_test};
use gradus::survival::sample::{FollowUp, SortedSample};
use gradus::survival::scores::{TiedScores, scores};

struct Made {
    time: Vec<f64>,
    event: Vec<bool>,
    group: Vec<u32>,
}

impl Made {
    fn new(seed: u64, n: usize, censored: bool) -> Self {
        let mut random = Random::new(seed);
        Self {
            time: (0..n).map(|_| f64::from(random.below(12) + 1)).collect(),
            event: (0..n).map(|_| !censored || random.below(3) > 0).collect(),
            group: (0..n).map(|i| (i % 2) as u32).collect(),
        }
    }

    fn sample(&self) -> SortedSample {
        let Self { time, event, group } = self;
        SortedSample::new(&FollowUp { time, event, entry: None, group, groups: 2 }).unwrap()
    }
}

fn near(a: f64, b: f64, relative: f64) {
    assert!((a - b).abs() <= relative * b.abs(), "{a:e} is not {b:e}");
}

/// P(X ≤ k) of a binomial, summed.
fn binomial_at_most(k: i32, n: i32, p: f64) -> f64 {
    let mut term = (1.0 - p).powi(n);
    let mut sum = 0.0;
    for i in 0..=k {
        sum += term;
        term *= f64::from(n - i) / f64::from(i + 1) * p / (1.0 - p);
    }
    sum
}

/// Without censoring the limits are Clopper & Pearson's, which solve the
/// binomial tails for α/2.
#[test]
fn beta_product_without_censoring_is_clopper_and_pearson() {
    for seed in 0..20 {
        for table in by_group(&Made::new(seed, 30, false).sample()) {
            let limits = beta_product(&table, 0.9).unwrap();
            let n = table.subjects as i32;
            let mut left = n;
            for row in 0..table.time.len() {
                left -= table.events[row] as i32;
                near(binomial_at_most(left, n, limits.upper[row]), 0.05, 1e-9);
                if left > 0 {
                    let mirrored = binomial_at_most(n - left, n, 1.0 - limits.lower[row]);
                    near(mirrored, 0.05, 1e-9);
                } else {
                    assert_eq!(limits.lower[row], 0.0);
                }
            }
            // Nobody has died: (α/2)^(1/n).
            near(limits.lower_at_start, 0.05_f64.powf(1.0 / f64::from(n)), 1e-12);
        }
    }
}

#[test]
fn max_combo_of_one_test_is_that_test_and_more_tests_cost() {
    for seed in 0..40 {
        let sample = Made::new(seed, 40, true).sample();
        let swapped = sample.regrouped(2, |s| Some(1 - s.group() as u32));
        let single = group_test(sums(&sample, &[Weight::Gehan]).remove(0), vec![0; 2]);
        let one = max_combo(&sample, None, &[Weight::Gehan]);
        near(one.p.value().unwrap(), single.p.value().unwrap(), 1e-11);
        let (all, other) = (max_combo(&sample, None, &USUAL), max_combo(&swapped, None, &USUAL));
        let p = all.p.value().unwrap();
        near(other.p.value().unwrap(), p, 1e-9);
        // Between the smallest p and four of it (Bonferroni).
        let least = all.tests.iter().map(|t| t.p.value().unwrap()).fold(1.0, f64::min);
        assert!(p >= least && p <= 4.0 * least, "{p} {least}");
    }
}

#[test]
fn a_family_of_one_is_the_permutation_test() {
    for seed in 0..10 {
        let made = Made::new(seed, 24, true);
        let sample = made.sample();
        let draws = Draws { number: 4_000, seed: 5, always: true };
        let test = permutation_test(&sample, Weight::LogRank, TiedScores::NelsonAalen, draws);
        let marker = made.group.iter().map(|g| f64::from(*g)).collect();
        let scores = scores(&sample, Weight::LogRank, TiedScores::NelsonAalen);
        let one = family(&[scores], &[marker], 4_000, 6).remove(0);
        near(one.z.value().unwrap(), -test.z.value().unwrap(), 1e-10);
        let exact = test.exact.unwrap().p_two_sided;
        let error = 5.0 * (exact * (1.0 - exact) / 4_000.0).sqrt() + 3e-4;
        assert!((one.p_max.value().unwrap() - exact).abs() < error);
        assert_eq!(one.p_max, one.p_step_down);
        assert_eq!(one.p_max, one.p_permutation);
    }
}

/// Without censoring, survival is a share and its variance p (1 − p)/n.
#[test]
fn a_milestone_without_censoring_compares_shares() {
    for seed in 0..20 {
        let made = Made::new(seed, 40, false);
        let curves: Vec<_> =
            by_group(&made.sample()).into_iter().map(|t| kaplan_meier(t, &[])).collect();
        let at = milestone(&[&curves[0], &curves[1]], 6.0, 0.95);
        let share = |group: u32| {
            let alive = |i: &usize| made.group[*i] == group && made.time[*i] > 6.0;
            (0..40).filter(alive).count() as f64 / 20.0
        };
        let (a, b) = (share(0), share(1));
        let error = ((a * (1.0 - a) + b * (1.0 - b)) / 20.0).sqrt();
        let contrast = &at.contrasts[0];
        assert!((contrast.difference.value().unwrap() - (b - a)).abs() < 1e-12);
        near(contrast.standard_error.value().unwrap(), error, 1e-12);
    }
}

/// With many patients and no censoring Schoenfeld's formula holds.
#[test]
fn simulated_power_meets_the_closed_form_in_large_samples() {
    let mut random = Random::new(3);
    let n = 400;
    let made = Made {
        time: (0..n).map(|_| -(1.0 - random.unit()).ln()).collect(),
        event: vec![true; n],
        group: (0..n).map(|i| (i % 2) as u32).collect(),
    };
    let found = simulated_power(&Cohort::new(&made.sample()), 0.8, 0.05, 2_000, 4);
    let formula = found.power_closed_form.value().unwrap();
    assert!((found.power - formula).abs() < 4.0 * found.standard_error + 0.01, "{found:?}");
    assert!(found.events > 380.0);
}
