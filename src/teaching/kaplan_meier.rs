//! The Kaplan–Meier curve, event by event: as a product of shares, and as one
//! share a patient that the censored hand on to those still followed.

use super::curve::{Event, OneCurve, event_times, read_curve};
use super::demonstration::{Cell, Demonstration, Step, headed, named};
use super::few::{FEW, few};
use crate::analysis::survival::SurvivalRequest;
use crate::cohort::study::Study;
use crate::problem::Problem;
use crate::report::number::{exact, significant};
use crate::report::sentence::plural;
use crate::value::Estimate;

/// S(t) = Π (1 − d/n), Kaplan & Meier 1958.
pub(super) fn product(
    study: &Study,
    of: &SurvivalRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let one = read_curve(study, of, part)?;
    let events = event_times(&one.curve);
    let chosen = few(events.len(), FEW);
    let mut steps = vec![Step {
        text: format!(
            "{}{} Nobody has had the event yet, so S = 1. The curve falls only when an event \
             happens.",
            plural(one.n, "patient"),
            if one.delayed {
                ", at risk from the time each came under observation."
            } else {
                " at the start."
            }
        ),
        formula: "S(0) = 1".into(),
        numbers: vec![named("at_risk", one.n as f64), named("survival", 1.0)],
        picture: Some(one.picture(0.0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    for range in &chosen.ranges {
        let (first, last) = (&events[range.start], &events[range.end - 1]);
        let alone = range.len() == 1;
        rows.push(if alone { row(first) } else { row_of_many(range.len(), first, last) });
        steps.push(Step {
            text: if alone {
                what_happens(first, one.unit)
            } else {
                passed(range.len(), first, last, one.unit)
            },
            formula: if alone { factor(first) } else { s_at(last) },
            numbers: vec![
                named("time", last.time),
                named("at_risk", f64::from(last.at_risk)),
                named("events", f64::from(last.events)),
                named("survival_before", last.before),
                named("survival", last.survival),
            ],
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(one.picture(last.time)),
            ..Step::default()
        });
    }
    let last = events.last().map_or(1.0, |event| event.survival);
    steps.push(Step {
        text: end(&one, events.last()),
        formula: s_text(one.last_time, last),
        numbers: vec![named("survival", last)],
        rows: rows.len(),
        picture: Some(one.picture(one.last_time)),
        ..Step::default()
    });
    Ok(Demonstration {
        title: format!("Kaplan–Meier estimate: {}", one.label),
        formula:
            "S(t) = product of (1 − d/n) over the event times up to t: d events among n at risk"
                .into(),
        table: headed(
            format!("Event times of {}", one.label),
            &["time", "at risk n", "events d", "censored since", "1 − d/n", "S(t)"],
            rows,
        ),
        shortened: chosen.shortened("event times"),
        sources: vec!["Kaplan & Meier 1958, J Am Stat Assoc 53:457".into()],
        ..one.demonstration(steps)
    })
}

fn what_happens(event: &Event, unit: &str) -> String {
    let Event { time, at_risk, events, censored, .. } = event;
    let gone = match event.censored_since {
        0 => String::new(),
        1 => "One patient was censored since the last event and is no longer at risk. ".into(),
        many => {
            format!(
                "{many} patients were censored since the last event and are no longer at risk. "
            )
        }
    };
    let stays = match censored {
        0 => String::new(),
        1 => " One patient is censored at this very time and still counts as at risk.".into(),
        many => format!(" {many} are censored at this very time and still count as at risk."),
    };
    let left = at_risk - events;
    let pass = if left == 0 {
        "Nobody at risk passes this time: S falls to 0.".to_owned()
    } else {
        format!(
            "{left} of {at_risk} pass this time, a share of {}.",
            significant(f64::from(left) / f64::from(*at_risk))
        )
    };
    format!(
        "{gone}At {} {unit} {at_risk} {} at risk and {events} {} the event.{stays} {pass}",
        exact(*time),
        is_or_are(*at_risk),
        if *events == 1 { "has" } else { "have" },
    )
}

fn is_or_are(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn passed(many: usize, first: &Event, last: &Event, unit: &str) -> String {
    format!(
        "{many} event times from {} to {} {unit} are passed in the same way; S falls from {} to {}.",
        exact(first.time),
        exact(last.time),
        significant(first.before),
        significant(last.survival)
    )
}

/// "S(6) = 1 × (1 − 3/21) = 1 × 0.857 = 0.857".
fn factor(event: &Event) -> String {
    let Event { time, at_risk, events, before, survival, .. } = event;
    format!(
        "S({}) = {} × (1 − {events}/{at_risk}) = {}",
        exact(*time),
        share(*before),
        share(*survival)
    )
}

fn s_at(event: &Event) -> String {
    s_text(event.time, event.survival)
}

fn s_text(time: f64, survival: f64) -> String {
    format!("S({}) = {}", exact(time), share(survival))
}

/// A share in three digits; 1 is 1.
pub(super) fn share(x: f64) -> String {
    if x == 1.0 { "1".into() } else { significant(x) }
}

fn row(event: &Event) -> Vec<Cell> {
    let Event { time, at_risk, events, censored_since, .. } = event;
    vec![
        Cell::text(exact(*time)),
        Cell::text(at_risk),
        Cell::text(events),
        Cell::text(censored_since),
        Cell::text(format!("{}/{at_risk}", at_risk - events)),
        Cell::number(event.survival),
    ]
}

fn row_of_many(many: usize, first: &Event, last: &Event) -> Vec<Cell> {
    vec![
        Cell::text(format!("{} to {}", exact(first.time), exact(last.time))),
        Cell::text(format!("{} to {}", first.at_risk, last.at_risk)),
        Cell::text(format!("{many} times")),
        Cell::text("…"),
        Cell::text("…"),
        Cell::number(last.survival),
    ]
}

fn end(one: &OneCurve, last: Option<&Event>) -> String {
    let unit = one.unit;
    let after = match last {
        None => format!(
            "No event happened: S stays at 1 until the last time, {} {unit}.",
            exact(one.last_time)
        ),
        Some(last) if last.survival == 0.0 => {
            "The last patient at risk had the event: the curve ends at 0.".to_owned()
        }
        Some(last) => format!(
            "After the last event at {} {unit} the curve stays at {} until nobody is followed any \
             more, at {} {unit}.",
            exact(last.time),
            significant(last.survival),
            exact(one.last_time)
        ),
    };
    let median = match &one.median.estimate {
        Estimate::Value(median) => match one.flat_at_half() {
            Some((from, to)) => format!(
                " S is exactly 0.5 from {} to {} {unit}: the median is the middle, {}.",
                exact(from),
                exact(to),
                exact(*median)
            ),
            None => {
                format!(" S first falls to 0.5 or less at {} {unit}: the median.", exact(*median))
            }
        },
        _ => " S never falls to 0.5: the median is not reached.".to_owned(),
    };
    format!("{after}{median}")
}

/// Efron's view: every patient carries a share, and who is censored hands it on.
pub(super) fn redistribute(
    study: &Study,
    of: &SurvivalRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let one = read_curve(study, of, part)?;
    if one.delayed {
        return Err(vec![
            Problem::error(
                "redistribute_delayed_entry",
                "With delayed entry there is no first share to hand on.",
            )
            .hint("Look at the curve as a product instead."),
        ]);
    }
    let curve = &one.curve;
    let chosen = few(curve.time.len(), FEW);
    let first = 1.0 / one.n as f64;
    let mut steps = vec![Step {
        text: format!(
            "Each of the {} carries the same share, {}. An event takes its patient's share off the \
             curve. Who is censored hands theirs on, in equal parts, to those still followed.",
            plural(one.n, "patient"),
            significant(first)
        ),
        formula: format!("share = 1/{} = {}", one.n, share(first)),
        numbers: vec![named("share", first), named("survival", 1.0)],
        picture: Some(one.picture(0.0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    for range in &chosen.ranges {
        let at = range.end - 1;
        let alone = range.len() == 1;
        let before = if at == 0 { 1.0 } else { curve.survival[at - 1] };
        let (n, d, c) = (curve.at_risk[at], curve.events[at], curve.censored[at]);
        let (time, survival) = (curve.time[at], curve.survival[at]);
        // Everybody at risk carries as much: S just before over their number.
        let each = before / f64::from(n);
        let left = n - d - c;
        let next = if left > 0 { survival / f64::from(left) } else { f64::NAN };
        let label = if alone {
            exact(time)
        } else {
            format!("{} to {}", exact(curve.time[range.start]), exact(time))
        };
        rows.push(vec![
            Cell::text(&label),
            Cell::text(n),
            Cell::number(each),
            Cell::text(if alone { d.to_string() } else { "…".into() }),
            Cell::text(if alone { c.to_string() } else { "…".into() }),
            Cell::number(survival),
            if left > 0 { Cell::number(next) } else { Cell::text("–") },
        ]);
        let text = if alone {
            handed_on(&HandOn { time, n, d, c, left, each, next, survival }, one.unit)
        } else {
            format!("{} times from {label} {} are passed in the same way.", range.len(), one.unit)
        };
        let formula = match (d, c) {
            (0, _) if left > 0 => {
                format!("{} + {c} × {}/{left} = {}", share(each), share(each), share(next))
            }
            (0, _) => format!("S = {}", share(survival)),
            (d, _) => {
                format!("S = {} − {d} × {} = {}", share(before), share(each), share(survival))
            }
        };
        steps.push(Step {
            text,
            formula,
            numbers: vec![
                named("time", time),
                named("share", each),
                named("survival", survival),
                named("share_after", next),
            ],
            rows: rows.len(),
            row: Some(rows.len() - 1),
            picture: Some(one.picture(time)),
            ..Step::default()
        });
    }
    Ok(Demonstration {
        title: format!("Redistribute to the right: {}", one.label),
        formula:
            "who is censored hands their share, in equal parts, to all who are followed longer"
                .into(),
        table: headed(
            format!("Times of {}", one.label),
            &["time", "at risk", "share each", "events", "censored", "S(t)", "share afterwards"],
            rows,
        ),
        shortened: chosen.shortened("times"),
        sources: vec![
            "Efron 1967, Proc 5th Berkeley Symp 4:831".into(),
            "Kaplan & Meier 1958, J Am Stat Assoc 53:457".into(),
        ],
        ..one.demonstration(steps)
    })
}

struct HandOn {
    time: f64,
    n: u32,
    d: u32,
    c: u32,
    left: u32,
    each: f64,
    next: f64,
    survival: f64,
}

fn handed_on(at: &HandOn, unit: &str) -> String {
    let HandOn { n, d, c, left, .. } = *at;
    let each = significant(at.each);
    let mut text =
        format!("At {} {unit} each of the {n} still followed carries {each}.", exact(at.time));
    if d > 0 {
        text.push_str(&format!(
            " {d} {} the event: S falls by {d} × {each} to {}.",
            if d == 1 { "has" } else { "have" },
            significant(at.survival)
        ));
    }
    match (c, left) {
        (0, _) => {}
        (c, 0) => text.push_str(&format!(
            " {c} {} censored with nobody after them: their share stays where it is, and the curve \
             does not reach 0.",
            is_or_are(c)
        )),
        (c, left) => text.push_str(&format!(
            " {c} {} censored and {} to the {left} followed longer, who now carry {} each.",
            is_or_are(c),
            if c == 1 { "hands a share on" } else { "hand their shares on" },
            significant(at.next)
        )),
    }
    text
}
