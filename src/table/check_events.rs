//! What is wrong with a coding of events, and what a careful reader would ask
//! about events that are coded without gaps.

use super::check::is_declared_missing;
use super::mapping::{Endpoint, EventCoding, Mapping};
use super::{Column, Labels, Table};
use crate::compact::Gather;
use crate::problem::Problem;
use std::collections::HashMap;

/// A share of events above this is worth a look.
const MOSTLY_EVENTS: f64 = 0.95;

/// The lists of a coding, by the name a user reads.
fn lists(coding: &EventCoding) -> [(&'static str, &[String]); 4] {
    [
        ("event", &coding.event),
        ("censored", &coding.censored),
        ("competing", &coding.competing),
        ("excluded", &coding.excluded),
    ]
}

pub(super) fn coding_twice(endpoint: &Endpoint) -> Option<Problem> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (list, texts) in lists(&endpoint.coding) {
        for text in texts {
            if let Some(other) = seen.insert(text, list)
                && other != list
            {
                let what = format!("This value is both {other} and {list}.");
                return Some(
                    Problem::error("event_text_twice", what)
                        .in_column(&endpoint.event)
                        .found(text)
                        .hint("Give each value one meaning."),
                );
            }
        }
    }
    None
}

pub(super) fn check_event(
    table: &Table,
    mapping: &Mapping,
    endpoint: &Endpoint,
    event: &Column,
    time: Option<&Column>,
    problems: &mut Vec<Problem>,
) {
    let Some(labels) = event.labels() else {
        problems.push(
            Problem::error("event_too_many_values", "The event column has thousands of values.")
                .in_column(&event.name)
                .expected("a few values such as 0 and 1")
                .hint("Choose the column that says what happened."),
        );
        return;
    };
    let counts = labels.counts();
    let mut unknown: Vec<(&str, usize)> = Vec::new();
    for (text, &count) in labels.texts.iter().zip(&counts) {
        let known = lists(&endpoint.coding).iter().any(|(_, texts)| texts.contains(text));
        if !known && !is_declared_missing(mapping, &event.name, text) {
            unknown.push((text, count));
        }
    }
    if let Some(&(first, _)) = unknown.first() {
        let row = (0..table.rows()).find(|&row| labels.get(row) == Some(first)).unwrap_or(0);
        let listed: Vec<&str> = unknown.iter().map(|(text, _)| *text).take(8).gather();
        let none_known = unknown.len() == labels.texts.len();
        let problem = if none_known {
            Problem::error("event_not_coded", "It is not said which value is the event.")
        } else {
            let what = "It is not said what this value means; such rows are left out.";
            Problem::warning("event_text_unknown", what)
        };
        let mut problem = problem
            .at_row(table.line(row))
            .in_column(&event.name)
            .found(&listed.join(", "))
            .expected("a value listed as event, censored, competing or excluded")
            .hint("Say for each value what it means.");
        problem.count = unknown.iter().map(|(_, count)| count).sum();
        problems.push(problem);
        return;
    }
    event_hints(endpoint, event, &labels, &counts, time, problems);
}

/// What a careful reader would ask about events that are coded without gaps.
fn event_hints(
    endpoint: &Endpoint,
    event: &Column,
    labels: &Labels<'_>,
    counts: &[usize],
    time: Option<&Column>,
    problems: &mut Vec<Problem>,
) {
    let coding = &endpoint.coding;
    let total = |list: &[String]| -> usize {
        let texts = labels.texts.iter().zip(counts);
        texts.filter(|(text, _)| list.contains(text)).map(|(_, count)| count).sum()
    };
    let (events, censored) = (total(&coding.event), total(&coding.censored));
    let known = events + censored + total(&coding.competing);
    if known == 0 {
        return;
    }
    let of = |problem: Problem| problem.in_column(&event.name);
    if events == 0 {
        problems.push(
            of(Problem::warning("no_events", "No patient has the event."))
                .hint("Check which value means the event."),
        );
    } else if events as f64 > MOSTLY_EVENTS * known as f64 && known >= 10 {
        let percent = 100.0 * events as f64 / known as f64;
        problems.push(
            of(Problem::warning(
                "mostly_events",
                format!("{percent:.0} % of the patients have the event."),
            ))
            .hint("Check that event and censored are not exchanged."),
        );
    }
    let Some(numbers) = time.and_then(Column::numbers) else { return };
    let is_event: Vec<bool> = labels.texts.iter().map(|text| coding.event.contains(text)).gather();
    let is_censored: Vec<bool> =
        labels.texts.iter().map(|text| coding.censored.contains(text)).gather();
    let as_numbers: Vec<Option<f64>> =
        labels.texts.iter().map(|text| event.number_of(text)).gather();
    let (mut last_event, mut first_censored) = (f64::MIN, f64::MAX);
    let (mut known, mut same) = (0, 0);
    for (&value, &code) in numbers.iter().zip(labels.codes) {
        let code = code as usize;
        if value.is_nan() {
            continue;
        }
        known += 1;
        same += usize::from(as_numbers.get(code).copied().flatten() == Some(value));
        if is_event.get(code) == Some(&true) {
            last_event = last_event.max(value);
        } else if is_censored.get(code) == Some(&true) {
            first_censored = first_censored.min(value);
        }
    }
    if events >= 3 && censored >= 3 && last_event < first_censored {
        problems.push(
            of(Problem::note("events_all_earlier", "Every event is earlier than every censoring."))
                .hint("That is rare; check the coding."),
        );
    }
    if known >= 3 && same == known {
        problems.push(
            of(Problem::warning("event_equals_time", "The event column repeats the time column."))
                .hint("Choose the column that says what happened as the event."),
        );
    }
}
