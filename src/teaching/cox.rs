//! Cox regression as a hill that is climbed: the log partial likelihood along
//! one coefficient, its slope and curvature, and Newton's steps to the top.

use super::asked;
use super::demonstration::{Cell, Demonstration, Step, headed, named, named_estimate};
use super::few::few;
use super::picture::{Axis, Layer, Picture, Tone};
use crate::analysis::cox::{CoxRequest, FirthChoice};
use crate::analysis::run_survival::cox_ascent;
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::report::number::{estimate, fixed, p_value, range, significant};
use crate::report::sentence::plural;
use crate::survival::cox::Ties;
use crate::survival::cox::ascent::{Ascent, Stop};

/// Steps of Newton's method that are shown; a likelihood without a top takes more.
const STEPS: usize = 16;

/// Cox 1972; the coefficient is `part`.
pub(super) fn climb(
    study: &Study,
    of: &CoxRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let asked = CoxRequest {
        profile: false,
        proportionality: Vec::new(),
        baseline: false,
        residuals: false,
        predict: Vec::new(),
        firth: FirthChoice::Never,
        ..of.clone()
    };
    let answer = asked::cox(study, asked)?;
    let (Some(term), Some(coefficient)) =
        (answer.terms.get(part), answer.fit.coefficients.get(part))
    else {
        return Err(vec![
            Problem::error("no_such_coefficient", "There is no such coefficient.")
                .hint("Coefficients are counted from 0, in the order of the answer."),
        ]);
    };
    let ascent = cox_ascent(study, of, part)?;
    let Ascent { stops, .. } = &ascent;
    let others = answer.terms.len() - 1;
    let beside = match others {
        0 => String::new(),
        _ => format!(
            " The other {} stand at their estimates: this is a section through the top of the hill.",
            plural(others, "coefficient")
        ),
    };
    let compared = term.reference.as_ref().map_or(String::new(), |to| format!(", against {to}"));
    let mut steps = vec![Step {
        text: format!(
            "Every event asks: of those at risk, why this patient? With hazards in the ratio exp(β) \
             for {}{compared}, its probability is exp(β x) over the sum of exp(β x) of all at risk. L \
             is the sum of the logarithms over {}; the best β makes it largest.{beside}",
            term.name,
            plural(answer.fit.events, "event")
        ),
        formula: "L(β) = sum over events of β x − log Σ exp(β x)".into(),
        numbers: vec![named("events", answer.fit.events as f64)],
        picture: Some(picture(&ascent, 0)),
        ..Step::default()
    }];
    let chosen = few(stops.len(), STEPS);
    let mut rows = Vec::new();
    for one in &chosen.ranges {
        let at = one.end - 1;
        let stop = &stops[at];
        rows.push(row(at, stop));
        steps.push(Step {
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(picture(&ascent, at + 1)),
            ..stand(at, stop, stops.get(at + 1), one.len())
        });
    }
    let runs_away = coefficient.estimate.value().is_none();
    let limits = coefficient.limits.first().map_or(String::new(), |l| {
        format!(
            " ({} % CI {})",
            fixed(l.level * 100.0, 0),
            range(&estimate(&l.lower), &estimate(&l.upper))
        )
    });
    let p = coefficient.p.value().map_or(String::new(), |p| format!(", p {}", p_value(p)));
    steps.push(Step {
        text: if runs_away {
            "The hill has no top: it rises for ever, and β has no finite estimate. Some covariate \
             orders the events perfectly."
                .into()
        } else {
            format!(
                "At the top the slope is 0. The sharper the top, the surer β: its standard error, {}, is \
                 {}. exp(β) is the hazard ratio, {}{limits}.",
                estimate(&coefficient.standard_error),
                if others == 0 { "1/√I" } else { "1/√I widened by the doubt about the others" },
                estimate(&coefficient.hazard_ratio)
            )
        },
        formula: if runs_away {
            "β → ∞".into()
        } else {
            format!(
                "hazard ratio = exp({}) = {}",
                estimate(&coefficient.estimate),
                estimate(&coefficient.hazard_ratio)
            )
        },
        numbers: vec![
            named_estimate("beta", &coefficient.estimate),
            named_estimate("standard_error", &coefficient.standard_error),
            named_estimate("hazard_ratio", &coefficient.hazard_ratio),
            named_estimate("log_likelihood", &answer.fit.log_likelihood),
        ],
        rows: rows.len(),
        picture: Some(picture(&ascent, stops.len())),
        ..Step::default()
    });
    let ties = match of.ties {
        Ties::Breslow => "Tied events are taken by Breslow's approximation.",
        Ties::Efron => "Tied events are taken by Efron's approximation.",
        Ties::Exact => "Tied events are taken exactly.",
    };
    let shortened = chosen.shortened("steps");
    Ok(Demonstration {
        title: format!("Cox regression: {}", term.name),
        formula: "Newton: next β = β + U/I, with the slope U and the curvature I of L at β".into(),
        parts: answer.terms.iter().map(|term| term.name.clone()).gather(),
        part,
        steps,
        table: headed(
            "Newton's steps".into(),
            &["step", "β", "exp(β)", "L(β)", "slope U", "curvature I"],
            rows,
        ),
        shortened: format!("{ties} {shortened}").trim_end().to_owned(),
        result: if runs_away {
            format!("{}: no finite estimate.", term.name)
        } else {
            format!(
                "{}: hazard ratio {}{limits}{p}.",
                term.name,
                estimate(&coefficient.hazard_ratio)
            )
        },
        accounting: answer.accounting,
        sources: vec![
            "Cox 1972, J R Stat Soc B 34:187".into(),
            "Efron 1977, J Am Stat Assoc 72:557".into(),
        ],
        seed: None,
    })
}

fn row(at: usize, stop: &Stop) -> Vec<Cell> {
    vec![
        Cell::text(at),
        Cell::fixed(stop.beta, 4),
        Cell::fixed(stop.beta.exp(), 4),
        Cell::fixed(stop.log_likelihood, 3),
        Cell::fixed(stop.score, 4),
        Cell::number(stop.information),
    ]
}

fn stand(at: usize, stop: &Stop, next: Option<&Stop>, passed: usize) -> Step {
    let Stop { beta, log_likelihood, score, information } = *stop;
    let where_to = match (at, passed) {
        (0, _) => "The climb begins at β = 0: no difference, everybody at risk is equally likely."
            .to_owned(),
        (_, 1) => format!(
            "Step {at}: β = {}, a hazard ratio of {}.",
            significant(beta),
            significant(beta.exp())
        ),
        (_, many) => format!(
            "{many} steps further: β = {}, a hazard ratio of {}.",
            significant(beta),
            significant(beta.exp())
        ),
    };
    let (text, formula) = match next {
        Some(next) => (
            format!(
                "{where_to} L = {}; the slope is {}, so the top lies towards {} β.",
                fixed(log_likelihood, 3),
                significant(score),
                if score > 0.0 { "larger" } else { "smaller" }
            ),
            format!(
                "next β = {} + ({})/{} = {}",
                fixed(beta, 4),
                fixed(score, 4),
                significant(information),
                fixed(next.beta, 4)
            ),
        ),
        None => (
            format!(
                "{where_to} L = {}; the next step would move β by less than can be seen.",
                fixed(log_likelihood, 3)
            ),
            format!("L({}) = {}", fixed(beta, 4), fixed(log_likelihood, 3)),
        ),
    };
    Step {
        text,
        formula,
        numbers: vec![
            named("step", at as f64),
            named("beta", beta),
            named("log_likelihood", log_likelihood),
            named("score", score),
            named("information", information),
        ],
        ..Step::default()
    }
}

/// The hill, the stops so far, and the slope at the last of them.
fn picture(ascent: &Ascent, known: usize) -> Picture {
    let hill = &ascent.hill;
    let (left, right) = (hill.first().map_or(-1.0, |p| p.0), hill.last().map_or(1.0, |p| p.0));
    let heights = hill.iter().map(|p| p.1);
    let (low, high) = heights
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let room = ((high - low) * 0.06).max(1e-6);
    // Far out the hill falls without end; what matters is around the stops.
    let lowest = ascent.stops.iter().map(|stop| stop.log_likelihood).fold(high, f64::min);
    let low = low.max(lowest - (high - lowest).max(2.0)) - room;
    let inside = |beta: f64, value: f64| (left..=right).contains(&beta) && value >= low;
    let line: Vec<(f64, f64)> = hill.iter().copied().filter(|(b, l)| inside(*b, *l)).gather();
    let stops = &ascent.stops[..known];
    let points: Vec<(f64, f64)> = stops
        .iter()
        .map(|stop| (stop.beta, stop.log_likelihood))
        .filter(|(b, l)| inside(*b, *l))
        .gather();
    let mut layers = vec![Layer::Line { points: line, tone: Tone::Group(0), dashed: false }];
    if let Some(stop) = stops.last() {
        let reach = (right - left) * 0.12;
        let mut tangent = Vec::new();
        for side in [-1.0, 1.0] {
            // Cut off at the frame.
            let mut along = side * reach;
            let rise = stop.score * along;
            let most = if rise > 0.0 {
                high + room - stop.log_likelihood
            } else {
                low - stop.log_likelihood
            };
            if rise != 0.0 && rise / most > 1.0 {
                along *= most / rise;
            }
            along = along.clamp(left - stop.beta, right - stop.beta);
            tangent.push((stop.beta + along, stop.log_likelihood + stop.score * along));
        }
        if inside(stop.beta, stop.log_likelihood) {
            layers.push(Layer::Line { points: tangent, tone: Tone::Strong, dashed: true });
        }
    }
    layers.push(Layer::Dots { points: points.clone(), tone: Tone::Strong, radius: 4.0 });
    if let Some(last) = points.last() {
        let text = format!("β = {}", significant(last.0));
        layers.push(Layer::Word { at: *last, text, tone: Tone::Strong });
    }
    Picture {
        x: Axis::new("β, the log hazard ratio", left, right),
        y: Axis::new("L(β)", low, high + room),
        layers,
    }
}
