//! The simulators and the traps against answers that can be worked out.

use super::{Check, repetitions};
use gradus::simulation::grading::GradingTruth;
use gradus::simulation::traps::{Trap, TrapTruth, repeat as trap};
use gradus::simulation::trial::{TrialTruth, repeat as trial};

const KNOWN: &str = "Known answer";

fn truth(trap: Trap, patients: u32) -> TrapTruth {
    TrapTruth { trap, patients, strength: trap.strength().0, alpha: 0.05, level: 0.95 }
}

pub fn checks() -> Vec<Check> {
    let n = repetitions();
    let mut checks = Vec::new();
    // Fifteen tests of nothing: 1 − 0.95¹⁵; Holm's adjustment keeps it at 0.05.
    let [wrong, right] = trap(&truth(Trap::ManyTests, 100), n, 500);
    let family = 1.0 - 0.95_f64.powi(15);
    let why = "three endpoints share five markers";
    let raw = Check::share(KNOWN, "Smallest p of 15 tests below 0.05", wrong.counted, family);
    checks.push(raw.about(0.01, why));
    checks.push(Check::share(KNOWN, "The same by Holm", right.counted, 0.05).at_most());
    let [_, right] = trap(&truth(Trap::BestThreshold, 100), n, 501);
    let what = "Best threshold, p allowed for the search";
    checks.push(Check::share(KNOWN, what, right.counted, 0.05).at_most());
    let [_, right] = trap(&truth(Trap::ImmortalTime, 100), n, 502);
    checks.push(
        Check::share(KNOWN, "Landmark of no difference, significant", right.counted, 0.05)
            .about(0.003, "Wald's z is an approximation"),
    );
    let mean = right.spread.mean.value().map(f64::ln).unwrap_or(f64::NAN);
    let error = right.spread.standard_error.value().unwrap_or(f64::NAN);
    checks.push(Check::mean(KNOWN, "Landmark of no difference, mean log ratio", mean, 0.0, error));
    // 1 − KM ends at 1 − S = 0.5 whatever the competing event; the incidence at 0.375.
    let rivals = truth(Trap::CompetingAsCensored, 200);
    let [wrong, right] = trap(&rivals, n, 503);
    for (what, side, wanted) in [
        ("1 − Kaplan–Meier with a competing event, mean", &wrong, 0.5),
        ("Cumulative incidence with a competing event, mean", &right, 0.375),
    ] {
        let mean = side.spread.mean.value().unwrap_or(f64::NAN);
        let error = side.spread.standard_error.value().unwrap_or(f64::NAN);
        checks.push(Check::mean(KNOWN, what, mean, wanted, error));
    }
    // Change against before with r: √((1 − r)/2) below 0, as Spearman's ρ.
    let coupling = truth(Trap::BaselineCoupling, 400);
    let [wrong, _] = trap(&coupling, n.min(5_000), 504);
    let r = -((1.0 - coupling.strength) / 2.0).sqrt();
    let rho = 6.0 / std::f64::consts::PI * (r / 2.0).asin();
    let mean = wrong.spread.mean.value().unwrap_or(f64::NAN);
    let error = wrong.spread.standard_error.value().unwrap_or(f64::NAN);
    let what = "Change against before, mean ρ, n = 400";
    checks.push(Check::mean(KNOWN, what, mean, rho, error).about(0.002, "bias of order 1/n"));
    // A copula of normal variables with Spearman's ρ as set.
    for rho in [-0.5, 0.3, 0.8] {
        let plain = GradingTruth { rho, noise: 0.0, cuts: vec![], ..Default::default() };
        let found = plain.endless(7);
        let what = format!("ρ of 40,000 made patients, set to {rho}");
        checks.push(Check::mean(KNOWN, what, found, rho, 0.005));
    }
    // Two equal constant hazards, followed to the end: half have the event first.
    let ended = TrialTruth {
        competing: 1.0,
        hazard_ratio: 1.0,
        follow_up: 1_000.0,
        ..TrialTruth::default()
    };
    let found = trial(&ended, n.min(5_000), 505, 0.05, 0.95);
    let error = (200.0 * 0.25 / f64::from(n.min(5_000))).sqrt();
    checks.push(Check::mean(
        KNOWN,
        "Events before a competing one, of 200",
        found.events,
        100.0,
        error,
    ));
    checks
}
