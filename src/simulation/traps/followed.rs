//! Traps of follow-up: what a curve says at a time, by how its patients left.
//! Times are in months.

use super::super::stream::Stream;
use super::{Pair, Seen, TrapTruth, sorted};
use crate::survival::competing::incidence::{cumulative_incidence, incidence_at};
use crate::survival::competing::{CompetingData, Ending};
use crate::survival::event_table::pooled;
use crate::survival::kaplan_meier::kaplan_meier;
use crate::survival::limits::{Limits, Transform};
use crate::survival::reading::at_time;
use std::f64::consts::LN_2;

/// Half have the event by then, were there nothing else.
const HORIZON: f64 = 24.0;
pub(super) const TRUE_AT_HORIZON: f64 = 0.5;

pub(super) fn true_incidence(truth: &TrapTruth) -> f64 {
    let rival = truth.strength;
    -(-LN_2 * (1.0 + rival)).exp_m1() / (1.0 + rival)
}

/// Followed for 24 to 60 months.
fn end(stream: &mut Stream) -> f64 {
    HORIZON + 36.0 * stream.unit()
}

/// Kaplan–Meier at the horizon, counted where its limits hold the truth.
fn survival(time: &[f64], event: &[bool], truth: f64, level: f64) -> Seen {
    let Some(sample) = sorted(time, event) else { return Seen::NOTHING };
    let curve = kaplan_meier(pooled(&sample), &[Limits { transform: Transform::LogLog, level }]);
    let read = at_time(&curve, HORIZON);
    let limits = read.limits.first();
    let holds = limits.and_then(|l| Some(l.lower.value()? <= truth && truth <= l.upper.value()?));
    Seen { value: read.survival.value().unwrap_or(f64::NAN), counted: holds == Some(true) }
}

/// One minus Kaplan–Meier with competing events as censorings, and the
/// cumulative incidence (Aalen & Johansen 1978).
pub(super) fn competing_as_censored(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (mut time, mut ending) = (Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let at = stream.exponential() * HORIZON / LN_2;
        let rival = if truth.strength > 0.0 {
            stream.exponential() * HORIZON / (LN_2 * truth.strength)
        } else {
            f64::INFINITY
        };
        let end = end(stream);
        time.push(at.min(rival).min(end));
        ending.push(if at <= rival.min(end) {
            Ending::Event
        } else if rival <= end {
            Ending::Competing
        } else {
            Ending::Censored
        });
    }
    let is_event: Vec<bool> = ending.iter().map(|e| *e == Ending::Event).collect();
    let ends: Vec<bool> = ending.iter().map(|e| *e != Ending::Censored).collect();
    let true_incidence = true_incidence(truth);
    let naive = survival(&time, &is_event, 1.0 - true_incidence, truth.level);
    let naive = Seen { value: 1.0 - naive.value, ..naive };
    let Some(sample) = sorted(&time, &ends) else { return [naive, Seen::NOTHING] };
    let data = CompetingData { sample: &sample, ending: &ending };
    let curves = cumulative_incidence(&data, truth.level);
    let read = curves.first().map(|curves| {
        let at = incidence_at(curves, HORIZON);
        let holds = at.lower.value().zip(at.upper.value());
        Seen {
            value: at.incidence.value().unwrap_or(f64::NAN),
            counted: holds
                .is_some_and(|(low, high)| low <= true_incidence && true_incidence <= high),
        }
    });
    [naive, read.unwrap_or(Seen::NOTHING)]
}

/// A share of those about to have the event leaves up to three months before it:
/// taken for censored, and found again with their events.
pub(super) fn informative_censoring(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (mut seen, mut seen_event) = (Vec::new(), Vec::new());
    let (mut whole, mut whole_event) = (Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let (at, end) = (stream.exponential() * HORIZON / LN_2, end(stream));
        let (time, event) = (at.min(end), at <= end);
        let leaves = event && stream.unit() < truth.strength;
        let early = (3.0 * stream.unit()).min(time / 2.0);
        whole.push(time);
        whole_event.push(event);
        seen.push(if leaves { time - early } else { time });
        seen_event.push(event && !leaves);
    }
    [
        survival(&seen, &seen_event, TRUE_AT_HORIZON, truth.level),
        survival(&whole, &whole_event, TRUE_AT_HORIZON, truth.level),
    ]
}
