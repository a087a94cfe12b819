//! Correlations and ranks: tests without an association, intervals, power.

use super::{Check, rate};
use gradus::simulation::stream::Stream;
use gradus::stats::correlation_interval::{CorrelationIntervalKind, interval};
use gradus::stats::correlation_power::correlation_power;
use gradus::stats::dependent::dependent_correlations;
use gradus::stats::exact_correlation::{PermutationOptions, permutation_p};
use gradus::stats::group_ranks::{Grouped, kruskal_wallis, mann_whitney};
use gradus::stats::kendall::kendall;
use gradus::stats::pairing::Statistic;
use gradus::stats::pearson::pearson;
use gradus::stats::rank::Ranking;
use gradus::stats::signed_rank::signed_rank;
use gradus::stats::spearman::spearman;
use gradus::value::Estimate;

const TYPE_ONE: &str = "Type I error";
const COVERAGE: &str = "Coverage";
const POWER: &str = "Power";

fn below(p: &Estimate) -> Option<bool> {
    p.value().map(|p| p < 0.05)
}

fn normal(n: usize, stream: &mut Stream) -> Vec<f64> {
    (0..n).map(|_| stream.normal()).collect()
}

fn pair(n: usize, r: f64, stream: &mut Stream) -> (Vec<f64>, Vec<f64>) {
    let rest = (1.0 - r * r).sqrt();
    (0..n)
        .map(|_| {
            let x = stream.normal();
            (x, r * x + rest * stream.normal())
        })
        .unzip()
}

/// Six grades, unevenly filled.
fn grades(n: usize, stream: &mut Stream) -> Vec<f64> {
    let cuts = [0.3, 0.5, 0.65, 0.8, 0.9];
    let mut grade = || {
        let u = stream.unit();
        cuts.iter().filter(|cut| u >= **cut).count() as f64
    };
    (0..n).map(|_| grade()).collect()
}

pub fn checks() -> Vec<Check> {
    let mut all = type_one();
    all.extend(coverage());
    all.extend(power());
    all
}

fn type_one() -> Vec<Check> {
    let mut checks = Vec::new();
    let mut add = |what: &str, share, slack: f64, why| {
        checks.push(Check::share(TYPE_ONE, what, share, 0.05).about(slack, why));
    };
    let exact_t = rate(400, |s| below(&pearson(&normal(27, s), &normal(27, s), &[]).p));
    add("Pearson's r, n = 27", exact_t, 0.0, "");
    let t = rate(401, |s| below(&spearman(&normal(27, s), &normal(27, s), &[]).p_t));
    add("Spearman's ρ by t, n = 27", t, 0.002, "t is an approximation");
    let graded = rate(402, |s| below(&spearman(&grades(27, s), &grades(27, s), &[]).p_t));
    add("Spearman's ρ by t, six grades, n = 27", graded, 0.003, "t is an approximation");
    let tau = rate(403, |s| below(&kendall(&normal(60, s), &normal(60, s), &[]).p));
    add("Kendall's τ by z, n = 60", tau, 0.002, "z is an approximation");
    let halves: Vec<u32> = (0..80).map(|k| k % 2).collect();
    let whitney = rate(404, |s| {
        let values = normal(80, s);
        below(&mann_whitney(Grouped { values: &values, group: &halves, groups: 2 }, None).p)
    });
    add("Mann–Whitney by z, 40 + 40", whitney, 0.001, "z is an approximation");
    let thirds: Vec<u32> = (0..90).map(|k| k % 3).collect();
    let wallis = rate(405, |s| {
        let values = normal(90, s);
        below(&kruskal_wallis(Grouped { values: &values, group: &thirds, groups: 3 }).p)
    });
    add("Kruskal–Wallis, 3 × 30", wallis, 0.002, "χ² is an approximation");
    let signed = rate(406, |s| below(&signed_rank(&normal(60, s), &normal(60, s)).p));
    add("Wilcoxon signed ranks by z, n = 60", signed, 0.001, "z is an approximation");
    let williams = rate(407, |s| {
        // Two that go equally with a third.
        let third = normal(50, s);
        let mut with = || -> Vec<f64> { third.iter().map(|x| 0.5 * x + s.normal()).collect() };
        let (first, second) = (with(), with());
        let r = |x: &[f64], y: &[f64]| pearson(x, y, &[]).r.value();
        let (a, b, c) = (r(&third, &first)?, r(&third, &second)?, r(&first, &second)?);
        below(&dependent_correlations(a, b, c, 50, 0.95).williams_p)
    });
    add("Williams's test of two correlations, n = 50", williams, 0.002, "t is an approximation");
    let exact = rate(408, |s| {
        let (x, y) = (Ranking::new(&grades(12, s)), Ranking::new(&grades(12, s)));
        let options = PermutationOptions { draws: 0, ..Default::default() };
        let p = permutation_p(Statistic::ProductOfMidranks, &x, &y, &options).ok()?;
        Some(p.p_two_sided < 0.05)
    });
    let exact = Check::share(TYPE_ONE, "Spearman's ρ exactly, six grades, n = 12", exact, 0.05);
    checks.push(exact.at_most());
    checks
}

fn coverage() -> Vec<Check> {
    let covers = |seed, n: usize, r: f64, kind, truth: f64, ranks: bool| {
        rate(seed, |s| {
            let (x, y) = pair(n, r, s);
            let found = if ranks { spearman(&x, &y, &[]).rho } else { pearson(&x, &y, &[]).r };
            let limits = interval(kind, &found, n, 3, 0.95);
            Some(limits.lower.value()? <= truth && truth <= limits.upper.value()?)
        })
    };
    let rho = |r: f64| 6.0 / std::f64::consts::PI * (r / 2.0_f64).asin();
    let why = "interval by Fisher's z is an approximation";
    let fisher = covers(420, 50, 0.5, CorrelationIntervalKind::Fisher, 0.5, false);
    let bonett =
        |seed, n, r| covers(seed, n, r, CorrelationIntervalKind::BonettWright, rho(r), true);
    vec![
        Check::share(COVERAGE, "Pearson's r, Fisher, r = 0.5, n = 50", fisher, 0.95)
            .about(0.003, why),
        Check::share(
            COVERAGE,
            "Spearman's ρ, Bonett & Wright, r = 0.3, n = 100",
            bonett(421, 100, 0.3),
            0.95,
        )
        .about(0.005, why),
        Check::share(
            COVERAGE,
            "Spearman's ρ, Bonett & Wright, r = 0.6, n = 100",
            bonett(422, 100, 0.6),
            0.95,
        )
        .about(0.005, why),
        Check::share(
            COVERAGE,
            "Spearman's ρ, Bonett & Wright, r = 0.5, n = 27",
            bonett(423, 27, 0.5),
            0.95,
        )
        .about(0.01, why),
    ]
}

fn power() -> Vec<Check> {
    [(27, 0.5, 430), (46, 0.4, 431), (100, 0.2, 432)]
        .into_iter()
        .map(|(n, r, seed)| {
            let share = rate(seed, |s| {
                let (x, y) = pair(n, r, s);
                below(&pearson(&x, &y, &[]).p)
            });
            let closed = correlation_power(r, n as f64, 0.05, &[]).by_variance[0]
                .power_two_tails
                .value()
                .expect("a correlation other than 0");
            let what = format!("Pearson's r = {r}, n = {n} (Fisher's z)");
            Check::share(POWER, what, share, closed).about(0.015, "formula by Fisher's z")
        })
        .collect()
}
