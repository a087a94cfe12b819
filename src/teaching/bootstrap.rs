//! The bootstrap as cohorts drawn again, with their coefficients piling up.

use super::accumulate::{Pile, stops};
use super::demonstration::{Cell, Demonstration, Step, headed, named};
use crate::analysis::correlation::{CorrelationRequest, Resampling, bootstrap};
use crate::analysis::variables::{Chosen, choose};
use crate::cohort::study::Study;
use crate::compact::{Gather, sort_numbers};
use crate::problem::Problem;
use crate::report::number::{estimate, fixed, range, significant};
use crate::report::sentence::plural;
use crate::stats::resample::{drawn_again, sample_quantile};
use crate::stats::spearman::spearman;

/// Beyond so many patients a cohort drawn again is not written out.
const MOST_PATIENTS: usize = 60;

/// Every step asks anew: more patients than this are drawn less often.
const MANY: usize = 300;
const FEW_DRAWS: u32 = 200;
const MOST_DRAWS: u32 = 2000;

/// Of Spearman's ρ, as the answer draws it: same seed, same draws.
pub(super) fn spearman_again(
    study: &Study,
    of: &CorrelationRequest,
) -> Result<Demonstration, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &of.selection, [&of.x, &of.y])?;
    let level = of.levels.first().copied().unwrap_or(0.95);
    let n = x.values.len();
    let small = n <= MANY;
    let asked = of.bootstrap.unwrap_or_default();
    let draws = if small { asked.draws.min(MOST_DRAWS) } else { asked.draws.min(FEW_DRAWS) };
    let resampling = Resampling { draws, ..asked };
    let coefficient = |rows: &[usize]| {
        let take = |c: &Chosen| rows.iter().map(|&row| c.values[row]).gather();
        spearman(&take(&x), &take(&y), &[]).rho.value()
    };
    let all: Vec<usize> = (0..n).gather();
    let Some(seen) = coefficient(&all) else {
        return Err(vec![
            Problem::error("no_coefficient", "There is no ρ to draw again.")
                .hint("Both variables must vary."),
        ]);
    };
    // How often each patient is in the first few cohorts, and what all cohorts gave.
    let (mut values, mut cohorts) = (Vec::new(), Vec::new());
    drawn_again(n, coefficient, &resampling, |rows, value| {
        if cohorts.len() < 5 && n <= MOST_PATIENTS {
            let mut times = vec![0_usize; n];
            rows.iter().for_each(|row| times[*row] += 1);
            cohorts.push(times);
        }
        values.extend(value);
    });
    let tail = (1.0 - level) / 2.0;
    let per_cent = fixed(level * 100.0, 0);
    let mut steps = vec![Step {
        text: format!(
            "The {} stand for all such patients. Drawn with replacement, a new cohort of {n} holds \
             some of them twice or more and others not at all; its ρ shows how far ρ can wander by \
             chance.",
            plural(n, "patient")
        ),
        formula: format!("seen: ρ = {}", significant(seen)),
        numbers: vec![named("seen", seen)],
        picture: Some(pile(&values, seen, Vec::new()).picture(0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    let mut passed = 0;
    let mut simple = "not estimable".to_owned();
    for stop in stops(values.len()) {
        let mut sorted = values[..stop].to_vec();
        sort_numbers(&mut sorted);
        let last = values[stop - 1];
        let ends = [tail, 1.0 - tail].map(|share| sample_quantile(&sorted, share).unwrap_or(last));
        simple = range(&significant(ends[0]), &significant(ends[1]));
        rows.push(vec![
            Cell::text(stop),
            Cell::number(last),
            Cell::number(ends[0]),
            Cell::number(ends[1]),
        ]);
        let cohort = cohorts.get(stop - 1).filter(|_| stop == passed + 1);
        let text = match cohort {
            Some(times) => format!(
                "Cohort {stop}: {} of {n} patients are in it, one of them {} times. ρ = {}.",
                times.iter().filter(|t| **t > 0).count(),
                times.iter().max().copied().unwrap_or(0),
                significant(last)
            ),
            None => format!(
                "{stop} cohorts: the middle {per_cent} % of their ρ lie between {} and {}.",
                significant(ends[0]),
                significant(ends[1])
            ),
        };
        passed = stop;
        let lines =
            if stop < 10 { Vec::new() } else { ends.map(|end| (end, significant(end))).to_vec() };
        steps.push(Step {
            text,
            formula: if cohort.is_some() {
                format!("ρ of cohort {stop} = {}", significant(last))
            } else {
                format!("{per_cent} % of {stop}: {simple}")
            },
            numbers: vec![
                named("draws", stop as f64),
                named("drawn", last),
                named("lower", ends[0]),
                named("upper", ends[1]),
            ],
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(pile(&values, seen, lines).picture(stop)),
            ..Step::default()
        });
    }
    // The correction leaves out every patient in turn: for small cohorts only.
    let corrected = if small && !values.is_empty() {
        let whole = bootstrap(n, coefficient, &resampling, level);
        let bca = range(&estimate(&whole.bca_lower), &estimate(&whole.bca_upper));
        format!("; corrected for bias and skewness (BCa) {bca}")
    } else {
        String::new()
    };
    let undefined = match resampling.draws as usize - values.len() {
        0 => String::new(),
        many => format!(" In {many} cohorts there was no ρ, all values being equal."),
    };
    let more = if asked.draws > resampling.draws {
        format!(
            " The answer makes {} with the same seed; these are the first of them.",
            asked.draws
        )
    } else {
        String::new()
    };
    Ok(Demonstration {
        title: format!("Bootstrap of ρ: {} v {}", x.name, y.name),
        formula: format!("limits = the {per_cent} % in the middle of the ρ of cohorts drawn again"),
        steps,
        table: headed(
            "The cohorts so far".into(),
            &["cohorts", "ρ of the last", "from", "to"],
            rows,
        ),
        shortened: format!(
            "{} of {} cohorts have a step of their own or end one.",
            stops(values.len()).len(),
            values.len()
        ),
        result: format!(
            "{} cohorts: {per_cent} % limits {simple}{corrected}.{undefined}{more}",
            resampling.draws
        ),
        accounting,
        sources: vec!["Efron 1987, J Am Stat Assoc 82:171".into()],
        seed: Some(u64::from(resampling.seed)),
        ..Demonstration::default()
    })
}

fn pile(values: &[f64], seen: f64, lines: Vec<(f64, String)>) -> Pile<'_> {
    Pile { values, seen, title: "Spearman ρ of a cohort drawn again", marked: &|_| false, lines }
}
