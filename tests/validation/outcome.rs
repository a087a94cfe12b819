//! Survival: tests between groups, intervals of curves and ratios, power.

use super::{Check, rate, repetitions};
use gradus::simulation::stream::Stream;
use gradus::simulation::trial::{Drawn, TrialTruth, repeat};
use gradus::survival::competing::gray::gray_test;
use gradus::survival::competing::incidence::{cumulative_incidence, incidence_at};
use gradus::survival::competing::{CompetingData, Ending};
use gradus::survival::cox::Ties;
use gradus::survival::cox::design::CoxData;
use gradus::survival::cox::fit::maximise;
use gradus::survival::event_table::by_group;
use gradus::survival::kaplan_meier::kaplan_meier;
use gradus::survival::limits::{Limits, Transform};
use gradus::survival::log_rank::{Weight, group_test, sums};
use gradus::survival::permutation::{Draws, permutation_test};
use gradus::survival::quantile::quantile;
use gradus::survival::reading::at_time;
use gradus::survival::rmst::restricted_means;
use gradus::survival::sample::{FollowUp, SortedSample};
use gradus::survival::scores::TiedScores;
use gradus::value::Estimate;

const TYPE_ONE: &str = "Type I error";
const COVERAGE: &str = "Coverage";
const POWER: &str = "Power";

fn null(per_group: u32, groups: u32) -> TrialTruth {
    TrialTruth { per_group, groups, hazard_ratio: 1.0, lost_per_year: 0.05, ..Default::default() }
}

fn below(p: &Estimate) -> Option<bool> {
    p.value().map(|p| p < 0.05)
}

fn inside(low: &Estimate, high: &Estimate, truth: f64) -> Option<bool> {
    // An upper limit that is not reached lies above every time.
    let above = match high {
        Estimate::NotReached => true,
        _ => truth <= high.value()?,
    };
    Some(low.value()? <= truth && above)
}

/// Of every sample of a truth, what `read` says.
fn of_samples(
    seed: u32,
    truth: &TrialTruth,
    mut read: impl FnMut(&Drawn, &SortedSample) -> Option<bool>,
) -> gradus::simulation::share::Share {
    let mut drawn = Drawn::new(truth);
    rate(seed, |stream: &mut Stream| {
        drawn.again(truth, stream);
        read(&drawn, &drawn.sorted()?)
    })
}

fn test_of(sample: &SortedSample, weight: Weight) -> Estimate {
    group_test(sums(sample, &[weight]).remove(0), sample.group_sizes()).p
}

pub fn checks() -> Vec<Check> {
    let mut all = type_one();
    all.extend(coverage());
    all.extend(power());
    all
}

fn type_one() -> Vec<Check> {
    let two = null(100, 2);
    let mut checks = Vec::new();
    for (k, (name, weight)) in [
        ("Log-rank", Weight::LogRank),
        ("Gehan–Breslow", Weight::Gehan),
        ("Tarone–Ware", Weight::TaroneWare),
        ("Peto–Peto", Weight::PetoPeto),
        ("Fleming–Harrington (0, 1)", Weight::FlemingHarrington { rho: 0.0, gamma: 1.0 }),
    ]
    .into_iter()
    .enumerate()
    {
        let share = of_samples(100 + k as u32, &two, |_, s| below(&test_of(s, weight)));
        checks.push(Check::share(TYPE_ONE, format!("{name}, 2 × 100"), share, 0.05));
    }
    let three = null(60, 3);
    let share = of_samples(110, &three, |_, s| below(&test_of(s, Weight::LogRank)));
    checks.push(Check::share(TYPE_ONE, "Log-rank, 3 × 60", share, 0.05));
    let cox = |drawn: &Drawn, sample: &SortedSample| {
        let together = sample.regrouped(1, |_| Some(0));
        let columns = [drawn.step.clone()];
        let data = CoxData { sample: &together, columns: &columns, weights: None };
        Some(maximise(&data, Ties::Efron).ok()?.summary(&[0.95]))
    };
    let tests = [("Wald", 0), ("likelihood ratio", 1), ("score", 2)];
    for (name, which) in tests {
        let share = of_samples(120 + which, &two, |drawn, sample| {
            let fit = cox(drawn, sample)?;
            below([&fit.wald.p, &fit.likelihood_ratio.p, &fit.score.p][which as usize])
        });
        checks.push(Check::share(TYPE_ONE, format!("Cox, {name}, 2 × 100"), share, 0.05));
    }
    let small = null(10, 2);
    let share = of_samples(130, &small, |_, sample| {
        let draws = Draws { number: 0, seed: 1, always: false };
        let test = permutation_test(sample, Weight::LogRank, TiedScores::NelsonAalen, draws);
        Some(test.exact?.p_two_sided < 0.05)
    });
    checks.push(Check::share(TYPE_ONE, "Exact log-rank, 2 × 10", share, 0.05).at_most());
    let rivals = TrialTruth { competing: 1.0, ..null(100, 2) };
    let share = of_samples(140, &rivals, |drawn, _| {
        let (sample, ending) = endings(drawn)?;
        let data = CompetingData { sample: &sample, ending: &ending };
        below(&gray_test(&data, Ending::Event, 0.0, None).p)
    });
    checks.push(Check::share(TYPE_ONE, "Gray's test, 2 × 100", share, 0.05));
    checks
}

/// The sample with competing events as events of their own.
fn endings(drawn: &Drawn) -> Option<(SortedSample, Vec<Ending>)> {
    let ending: Vec<Ending> = drawn
        .event
        .iter()
        .zip(&drawn.competing)
        .map(|(event, competing)| match (event, competing) {
            (true, _) => Ending::Event,
            (_, true) => Ending::Competing,
            _ => Ending::Censored,
        })
        .collect();
    let either: Vec<bool> = ending.iter().map(|e| *e != Ending::Censored).collect();
    let groups = drawn.group.last()? + 1;
    let follow_up =
        FollowUp { time: &drawn.time, event: &either, entry: None, group: &drawn.group, groups };
    Some((SortedSample::new(&follow_up).ok()?, ending))
}

fn coverage() -> Vec<Check> {
    let truth = TrialTruth {
        hazard_ratio: 0.6,
        follow_up: 36.0,
        lost_per_year: 0.05,
        ..Default::default()
    };
    let found = repeat(&truth, repetitions(), 200, 0.05, 0.95);
    let wald = found.coverage.expect("one ratio is true");
    let mut checks = vec![Check::share(COVERAGE, "Cox hazard ratio, Wald, 2 × 100", wald, 0.95)];
    for (k, (name, transform)) in
        [("log(−log)", Transform::LogLog), ("log", Transform::Log), ("arcsine", Transform::Arcsin)]
            .into_iter()
            .enumerate()
    {
        let share = of_samples(210 + k as u32, &truth, |_, sample| {
            let table = by_group(sample).remove(0);
            let curve = kaplan_meier(table, &[Limits { transform, level: 0.95 }]);
            let read = at_time(&curve, 24.0);
            inside(&read.limits[0].lower, &read.limits[0].upper, 0.5)
        });
        let what = format!("Kaplan–Meier at the median, {name}, n = 100");
        // A binomial proportion of 100 cannot be covered exactly (Brown, Cai & DasGupta 2001).
        checks.push(Check::share(COVERAGE, what, share, 0.95).about(0.01, "steps of 1/100"));
    }
    let share = of_samples(220, &truth, |_, sample| {
        let table = by_group(sample).remove(0);
        let curve = kaplan_meier(table, &[Limits { transform: Transform::LogLog, level: 0.95 }]);
        let limits = quantile(&curve, 0.5).limits.remove(0);
        inside(&limits.lower, &limits.upper, 24.0)
    });
    let what = "Median, Brookmeyer & Crowley, n = 100";
    checks.push(Check::share(COVERAGE, what, share, 0.95).about(0.01, "steps of 1/100"));
    let rivals = TrialTruth { competing: 1.0, ..truth.clone() };
    let true_incidence = rivals.incidence(0, 24.0);
    let share = of_samples(230, &rivals, |drawn, _| {
        let (sample, ending) = endings(drawn)?;
        let data = CompetingData { sample: &sample, ending: &ending };
        let at = incidence_at(&cumulative_incidence(&data, 0.95)[0], 24.0);
        inside(&at.lower, &at.upper, true_incidence)
    });
    let what = "Cumulative incidence, n = 100";
    checks.push(Check::share(COVERAGE, what, share, 0.95).about(0.01, "steps of 1/100"));
    // Mean time up to 36 months of exponential survival: (1 − e^(−36h))/h.
    let mean = |hazard: f64| -(-36.0 * hazard).exp_m1() / hazard;
    let hazard = std::f64::consts::LN_2 / 24.0;
    let difference = mean(0.6 * hazard) - mean(hazard);
    let share = of_samples(240, &truth, |_, sample| {
        let curves: Vec<_> =
            by_group(sample).into_iter().map(|table| kaplan_meier(table, &[])).collect();
        let means = restricted_means(&[&curves[0], &curves[1]], 36.0, 0.95);
        let found = &means.contrasts[0];
        inside(&found.difference_lower, &found.difference_upper, difference)
    });
    let what = "Difference of restricted means, 2 × 100";
    checks.push(Check::share(COVERAGE, what, share, 0.95).about(0.005, "normal limits, n = 100"));
    checks
}

fn power() -> Vec<Check> {
    let mut checks = Vec::new();
    for (k, (per_group, ratio)) in [(100, 0.6), (200, 0.75), (50, 0.5)].into_iter().enumerate() {
        let truth = TrialTruth { per_group, hazard_ratio: ratio, ..Default::default() };
        let found = repeat(&truth, repetitions(), 300 + k as u32, 0.05, 0.95);
        let closed = found.power_closed_form.value().expect("two groups, proportional");
        let what = format!("Log-rank, 2 × {per_group}, hazard ratio {ratio} (Schoenfeld)");
        // The formula takes the groups at risk for equal to the end; they are not.
        let check = Check::share(POWER, what, found.significant, closed);
        checks.push(check.about(0.02, "formula supposes even groups at risk"));
    }
    checks
}
