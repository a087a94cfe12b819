//! Permutation tests as shuffles that pile up: how often does chance alone give
//! a value as far from the middle as the one seen?

use super::accumulate::{Pile, stops};
use super::asked;
use super::demonstration::{Cell, Demonstration, Step, headed, named};
use crate::analysis::correlation::{CorrelationRequest, ExactP, PermutationOptions};
use crate::analysis::permutation::PermutationLogRankRequest;
use crate::analysis::variables::choose;
use crate::analysis::{Accounting, correlation};
use crate::cohort::study::Study;
use crate::problem::Problem;
use crate::report::number::{p_value, significant};
use crate::report::sentence::plural;
use crate::stats::exact_correlation::drawn_coefficients;
use crate::stats::pairing::Statistic;
use crate::stats::rank::Ranking;
use crate::stats::spearman::spearman_of_ranks;
use crate::survival::permutation::{MonteCarlo, drawn_sums};

/// So many draws are made to be looked at, whatever the answer draws.
const MOST_DRAWS: u32 = 2000;

/// Up to so many patients all pairings are counted in less than a glance.
const COUNTED: usize = 40;

/// What one kind of shuffle needs to be told.
struct Shuffles {
    values: Vec<f64>,
    seen: f64,
    /// Absolute values from here on count as far.
    bound: f64,
    seed: u64,
    /// As in "ρ" or "O − E".
    symbol: &'static str,
    axis: &'static str,
    what_is_shuffled: String,
    /// The p of the answer and how it came about.
    of_answer: String,
}

/// Labels of two groups dealt again.
pub(super) fn log_rank(
    study: &Study,
    of: &PermutationLogRankRequest,
) -> Result<Demonstration, Vec<Problem>> {
    // Every step asks anew: no more is drawn for it than is shown.
    let draws = of.draws.clamp(1, MOST_DRAWS);
    let asked = PermutationLogRankRequest { draws, ..of.clone() };
    let answer = asked::permutation(study, asked)?;
    let test = &answer.test;
    let (Some(statistic), Some(expectation)) = (test.statistic.value(), test.expectation.value())
    else {
        return Err(nothing_to_shuffle());
    };
    let seen = statistic - expectation;
    let [first, second] = test.n;
    let (values, bound) = drawn_sums(&test.scores, first as usize, seen, of.seed, draws);
    let exact = test.exact.as_ref().map(|exact| {
        format!("All {} allocations counted: p {}.", exact.allocations, p_value(exact.p_two_sided))
    });
    let shuffles = Shuffles {
        values,
        seen,
        bound,
        seed: of.seed,
        symbol: "O − E",
        axis: "O − E of the first group, less its mean",
        what_is_shuffled: format!(
            "The times and events stay as they are; the labels of the groups ({first} and {second} \
             patients) are dealt again by lot. If the group makes no difference, one deal is as \
             likely as another."
        ),
        of_answer: exact.unwrap_or_else(|| more_draws(of.draws)),
    };
    let names = answer.labels.join(" and ");
    Ok(demonstration(
        &shuffles,
        format!("Permutation log-rank test: {names}"),
        answer.accounting,
        vec![
            "Peto & Peto 1972, J R Stat Soc A 135:185".into(),
            "Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39".into(),
        ],
    ))
}

/// The values of one variable dealt again to the patients.
pub(super) fn correlation(
    study: &Study,
    of: &CorrelationRequest,
) -> Result<Demonstration, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &of.selection, [&of.x, &of.y])?;
    let (x_ranks, y_ranks) = (Ranking::new(&x.values), Ranking::new(&y.values));
    let Some(seen) = spearman_of_ranks(&x_ranks, &y_ranks, &[]).rho.value() else {
        return Err(nothing_to_shuffle());
    };
    let draws = of.permutation.draws.clamp(1, MOST_DRAWS);
    let options = PermutationOptions { draws, ..of.permutation };
    let values = drawn_coefficients(Statistic::ProductOfMidranks, &x_ranks, &y_ranks, &options);
    let of_answer = if x.values.len() > COUNTED {
        more_draws(of.permutation.draws)
    } else {
        counted(study, of)?.unwrap_or_else(|| more_draws(of.permutation.draws))
    };
    let shuffles = Shuffles {
        values,
        seen,
        bound: seen.abs() - 1e-9,
        seed: u64::from(options.seed),
        symbol: "ρ",
        axis: "Spearman ρ of a shuffle",
        what_is_shuffled: format!(
            "The values of {} stay with their patients; those of {} are dealt again by lot. If the \
             two have nothing to do with each other, one deal is as likely as another.",
            x.name, y.name
        ),
        of_answer,
    };
    Ok(demonstration(
        &shuffles,
        format!("Permutation test: {} v {}", x.name, y.name),
        accounting,
        vec![
            "Spearman 1904, Am J Psychol 15:72".into(),
            "Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39".into(),
        ],
    ))
}

/// The p of all pairings, where the answer counts them.
fn counted(study: &Study, of: &CorrelationRequest) -> Result<Option<String>, Vec<Problem>> {
    let answer = asked::correlation(study, of, vec![correlation::Also::ExactSpearman])?;
    Ok(match answer.exact_spearman {
        Some(ExactP::Test(test)) if matches!(test.how, correlation::How::Exact { .. }) => {
            Some(format!("All pairings counted: p {}.", p_value(test.p_two_sided)))
        }
        _ => None,
    })
}

/// Where the answer itself draws more than is shown.
fn more_draws(draws: u32) -> String {
    if draws > MOST_DRAWS {
        format!("The answer makes {draws} with the same seed; these are the first of them.")
    } else {
        "They are those of the answer.".to_owned()
    }
}

fn nothing_to_shuffle() -> Vec<Problem> {
    vec![
        Problem::error("nothing_to_shuffle", "There is no value whose chance could be asked for.")
            .hint("Both groups, and both variables, must differ in something."),
    ]
}

fn demonstration(
    of: &Shuffles,
    title: String,
    accounting: Accounting,
    sources: Vec<String>,
) -> Demonstration {
    let is_far = |value: f64| value.abs() >= of.bound;
    let pile = Pile {
        values: &of.values,
        seen: of.seen,
        title: of.axis,
        marked: &is_far,
        lines: vec![(-of.seen, String::new())],
    };
    let mut steps = vec![Step {
        text: of.what_is_shuffled.clone(),
        formula: format!("seen: {} = {}", of.symbol, significant(of.seen)),
        numbers: vec![named("seen", of.seen)],
        picture: Some(pile.picture(0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    let mut passed = 0;
    for stop in stops(of.values.len()) {
        let extreme = of.values[..stop].iter().filter(|value| is_far(**value)).count();
        let so_far = MonteCarlo::new(extreme as u32, stop as u32, of.seed);
        let last = of.values[stop - 1];
        rows.push(vec![
            Cell::text(stop),
            Cell::number(last),
            Cell::text(extreme),
            Cell::number(so_far.p),
            Cell::number(so_far.lower),
            Cell::number(so_far.upper),
        ]);
        let text = if stop == passed + 1 {
            format!(
                "Shuffle {stop}: {} = {}, which is {} as far from the middle as {}. {extreme} of {stop} \
                 so far.",
                of.symbol,
                significant(last),
                if is_far(last) { "at least" } else { "not" },
                significant(of.seen)
            )
        } else {
            format!(
                "{stop} shuffles: {extreme} {} at least as far from the middle as the one seen. The p \
                 of all shuffles lies, with 99 % confidence, between {} and {}.",
                if extreme == 1 { "is" } else { "are" },
                significant(so_far.lower),
                significant(so_far.upper)
            )
        };
        passed = stop;
        steps.push(Step {
            text,
            formula: format!("p = ({extreme} + 1)/({stop} + 1) = {}", significant(so_far.p)),
            numbers: vec![
                named("draws", stop as f64),
                named("drawn", last),
                named("extreme", extreme as f64),
                named("p", so_far.p),
            ],
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(pile.picture(stop)),
            ..Step::default()
        });
    }
    let table = headed(
        "The shuffles so far".into(),
        &["shuffles", "the last", "as far", "p", "99 % from", "to"],
        rows,
    );
    let n = of.values.len();
    Demonstration {
        title,
        formula: "p = (as far as seen + 1)/(shuffles + 1), both directions counted".into(),
        steps,
        table,
        shortened: format!(
            "{} of {n} shuffles have a step of their own or end one.",
            stops(n).len()
        ),
        result: format!("{}. {}", plural(n, "shuffle"), of.of_answer),
        accounting,
        sources,
        seed: Some(of.seed),
        ..Demonstration::default()
    }
}
