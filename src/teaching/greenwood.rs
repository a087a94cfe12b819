//! Greenwood's sum: how uncertain the curve is, event by event.

use super::curve::{event_times, read_curve};
use super::demonstration::{Cell, Demonstration, Step, headed, named};
use super::few::{FEW, few};
use super::picture::{Layer, Picture, Tone};
use crate::analysis::survival::SurvivalRequest;
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::report::number::{exact, fixed, range, significant};
use crate::survival::kaplan_meier::greenwood_term;

/// Var(log S) = Σ d/(n (n − d)), Greenwood 1926.
pub(super) fn greenwood(
    study: &Study,
    of: &SurvivalRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let one = read_curve(study, of, part)?;
    let events = event_times(&one.curve);
    let chosen = few(events.len(), FEW);
    let limits = one.curve.limits.first();
    let pair = |row: usize| {
        let limits = limits?;
        let (low, high) = (limits.lower[row], limits.upper[row]);
        (low.is_finite() && high.is_finite()).then_some((low, high))
    };
    let level = limits.map_or(0.95, |limits| limits.level);
    let level = format!("{} %", fixed(level * 100.0, 0));
    let mut steps = vec![Step {
        text: "Every step of the curve is a share of those at risk, and a share of few is \
               uncertain. Greenwood adds up d/(n (n − d)) over the event times: the variance of \
               log S."
            .into(),
        formula: "sum = 0".into(),
        picture: Some(one.picture(0.0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    for range_of in &chosen.ranges {
        let event = &events[range_of.end - 1];
        let (n, d, s) = (event.at_risk, event.events, event.survival);
        let term = greenwood_term(f64::from(n), f64::from(d));
        let error = event.standard_error;
        // The engine keeps S times the root of the sum.
        let sum = (error / s).powi(2);
        let (low, high) = pair(event.row).unwrap_or((f64::NAN, f64::NAN));
        rows.push(vec![
            Cell::text(exact(event.time)),
            Cell::text(n),
            Cell::text(d),
            Cell::number(term),
            Cell::number(sum),
            Cell::number(s),
            Cell::number(error),
            Cell::number(low),
            Cell::number(high),
        ]);
        let at = format!("At {} {}", exact(event.time), one.unit);
        let (text, formula) = if s == 0.0 {
            (
                format!("{at} nobody passes: S is 0, and Greenwood's sum does not exist there."),
                format!("S({}) = 0", exact(event.time)),
            )
        } else {
            let limits = if low.is_finite() {
                let between = range(&significant(low), &significant(high));
                format!(" {level} limits: {between}.")
            } else {
                String::new()
            };
            let many = if range_of.len() > 1 {
                format!("{} event times are added in the same way. ", range_of.len())
            } else {
                String::new()
            };
            (
                format!(
                    "{many}{at} {d} of {n}: {d}/({n} × {}) = {} is added. The standard error of S is \
                     {} × √{} = {}.{limits}",
                    n - d,
                    significant(term),
                    significant(s),
                    significant(sum),
                    significant(error)
                ),
                format!(
                    "SE({}) = {} × √{} = {}",
                    exact(event.time),
                    significant(s),
                    significant(sum),
                    significant(error)
                ),
            )
        };
        steps.push(Step {
            text,
            formula,
            numbers: vec![
                named("time", event.time),
                named("term", term),
                named("sum", sum),
                named("survival", s),
                named("standard_error", error),
                named("lower", low),
                named("upper", high),
            ],
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(with_limits(one.picture(event.time), &one.curve, event.row)),
            ..Step::default()
        });
    }
    Ok(Demonstration {
        title: format!("Greenwood's standard error: {}", one.label),
        formula: "variance of log S = sum of d/(n (n − d));  standard error of S = S × its root"
            .into(),
        table: headed(
            format!("Greenwood's sum in {}", one.label),
            &[
                "time",
                "at risk n",
                "events d",
                "d/(n (n − d))",
                "sum",
                "S(t)",
                "standard error",
                "lower",
                "upper",
            ],
            rows,
        ),
        shortened: chosen.shortened("event times"),
        sources: vec!["Greenwood 1926, Reports on Public Health and Medical Subjects 33".into()],
        ..one.demonstration(steps)
    })
}

/// The first limits of the answer, up to the event.
fn with_limits(
    mut picture: Picture,
    curve: &crate::analysis::survival::Curve,
    row: usize,
) -> Picture {
    let Some(limits) = curve.limits.first() else { return picture };
    let until = curve.time[row];
    for values in [&limits.lower, &limits.upper] {
        let steps: Vec<(f64, f64)> = (0..=row)
            .map(|k| (curve.time[k], values[k]))
            .filter(|(_, value)| value.is_finite())
            .gather();
        if let Some(first) = steps.first() {
            let (from, tone) = ((first.0, first.1), Tone::Strong);
            picture.layers.push(Layer::Stairs { from, steps, until, tone });
        }
    }
    picture
}
