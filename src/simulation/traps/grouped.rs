//! Traps of comparing two groups. Times are in months; the first group has a
//! median of 18.

use super::super::stream::Stream;
use super::{Pair, Seen, TrapTruth, cox, log_ratio};
use std::f64::consts::LN_2;

const MEDIAN: f64 = 18.0;

fn event_time(ratio: f64, stream: &mut Stream) -> f64 {
    stream.exponential() * MEDIAN / (LN_2 * ratio)
}

/// Patients come over 24 months, the last is followed for 24.
fn end(stream: &mut Stream) -> f64 {
    24.0 + 24.0 * stream.unit()
}

/// Response is known at surgery and has nothing to do with survival; who dies
/// before surgery was never a responder. Time from the start, and time from
/// surgery among those who reached it (a landmark; Anderson, Cain & Gelber 1983,
/// J Clin Oncol 1:710).
pub(super) fn immortal_time(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let known = truth.strength;
    let mut all = (Vec::new(), Vec::new(), Vec::new());
    let mut reached = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let responds = stream.unit() < 0.5;
        let (at, end) = (event_time(1.0, stream), end(stream));
        let (time, event) = (at.min(end), at <= end);
        all.0.push(time);
        all.1.push(event);
        all.2.push(f64::from(u8::from(responds && time > known)));
        if time > known {
            reached.0.push(time - known);
            reached.1.push(event);
            reached.2.push(f64::from(u8::from(responds)));
        }
    }
    [all, reached]
        .map(|(time, event, group)| log_ratio(cox(&time, &event, group, truth.level), truth.alpha))
}

/// Halves of the patients with a hazard ratio.
fn halves(truth: &TrapTruth, stream: &mut Stream) -> (Vec<f64>, Vec<bool>, Vec<f64>) {
    let mut drawn = (Vec::new(), Vec::new(), Vec::new());
    for patient in 0..truth.patients {
        let second = patient % 2;
        let ratio = if second == 1 { truth.strength } else { 1.0 };
        let (at, end) = (event_time(ratio, stream), end(stream));
        drawn.0.push(at.min(end));
        drawn.1.push(at <= end);
        drawn.2.push(f64::from(second));
    }
    drawn
}

/// A real difference: taken for none where p is not below alpha; taken for none
/// only where the interval ends before it.
pub(super) fn absence_of_evidence(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (time, event, group) = halves(truth, stream);
    let Some(found) = cox(&time, &event, group, truth.level) else { return [Seen::NOTHING; 2] };
    let value = found.estimate.value().unwrap_or(f64::NAN);
    let significant = found.p.value().is_some_and(|p| p < truth.alpha);
    let lower = found.limits.first().and_then(|limits| limits.lower.value());
    let excluded = lower.is_some_and(|lower| lower > truth.strength);
    [Seen { value, counted: !significant }, Seen { value, counted: excluded }]
}

/// The same patients with 0 and 1 the wrong way round, and the right.
pub(super) fn swapped_coding(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (time, event, group) = halves(truth, stream);
    let swapped: Vec<bool> = event.iter().map(|event| !event).collect();
    [swapped, event]
        .map(|event| log_ratio(cox(&time, &event, group.clone(), truth.level), truth.alpha))
}
