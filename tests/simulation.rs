//! Made data held to closed forms, at fixed seeds; each figure must lie within
//! what its own Monte Carlo error allows. `npm run validate` does the same at
//! 20,000 repetitions.

use gradus::simulation::trial::{Effect, TrialTruth, repeat};

/// Four errors: one false alarm in 16,000.
fn near(found: f64, truth: f64, error: f64, what: &str) {
    assert!((found - truth).abs() <= 4.0 * error, "{what}: {found} against {truth}, error {error}");
}

#[test]
fn a_log_rank_test_without_a_difference_rejects_as_often_as_it_says() {
    let truth = TrialTruth { hazard_ratio: 1.0, ..TrialTruth::default() };
    let found = repeat(&truth, 2_000, 11, 0.05, 0.95);
    near(found.significant.share, 0.05, found.significant.standard_error, "type I error");
    let coverage = found.coverage.unwrap();
    near(coverage.share, 0.95, coverage.standard_error, "coverage");
    assert!(found.wrong_way.is_none());
}

#[test]
fn power_medians_and_coverage_are_what_the_truth_says() {
    let truth = TrialTruth { hazard_ratio: 0.6, follow_up: 60.0, ..TrialTruth::default() };
    let found = repeat(&truth, 2_000, 12, 0.05, 0.95);
    let closed = found.power_closed_form.value().unwrap();
    // Schoenfeld's form is a large-sample one: a point of its own error.
    near(found.significant.share, closed, found.significant.standard_error + 0.0025, "power");
    let coverage = found.coverage.unwrap();
    near(coverage.share, 0.95, coverage.standard_error, "coverage");
    let mean = found.hazard_ratio.mean.value().unwrap().ln();
    // Of n⁻¹ order: an estimate of 130 events is off by a hundredth of its size.
    near(mean, 0.6_f64.ln(), found.hazard_ratio.standard_error.value().unwrap() + 0.002, "ratio");
    for (group, median) in found.medians.iter().enumerate() {
        let middle = median.median.value().unwrap();
        let wanted = truth.median(group as u32);
        assert!((middle / wanted - 1.0).abs() < 0.03, "{middle} against {wanted}");
    }
}

#[test]
fn expected_events_are_those_of_the_course() {
    // One half of each group's two competing hazards; nobody is lost before all
    // have had one of the two.
    let truth = TrialTruth {
        competing: 1.0,
        hazard_ratio: 1.0,
        follow_up: 1_000.0,
        ..TrialTruth::default()
    };
    let found = repeat(&truth, 500, 3, 0.05, 0.95);
    near(found.events, 100.0, (200.0_f64 * 0.25 / 500.0).sqrt(), "events");
}

#[test]
fn a_repetition_is_found_again_by_its_number() {
    let truth = TrialTruth::default();
    let few = repeat(&truth, 10, 5, 0.05, 0.95);
    let same = repeat(&truth, 10, 5, 0.05, 0.95);
    let other = repeat(&truth, 10, 6, 0.05, 0.95);
    assert_eq!(few, same);
    assert_ne!(few.hazard_ratio, other.hazard_ratio);
}

#[test]
fn crossing_hazards_have_no_one_ratio() {
    let truth = TrialTruth { effect: Effect::Crossing, ..TrialTruth::default() };
    let found = repeat(&truth, 50, 1, 0.05, 0.95);
    assert!(found.coverage.is_none() && found.wrong_way.is_none());
    assert!(found.power_closed_form.value().is_none());
}
