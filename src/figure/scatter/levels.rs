//! An axis of grades or of measured values: its slots, labels and grid lines,
//! in shares of the axis from 0 to 1.

use crate::analysis::correlation::CrossTable;
use crate::compact::{Gather, Order};
use crate::figure::ticks;
use crate::report::number;

/// More different whole numbers than this are a measurement, not a grading.
const MOST_STEPS: f64 = 16.0;

#[derive(Debug)]
pub(super) struct Levels {
    /// Evenly spaced slots, as for grades and for few whole numbers.
    pub graded: bool,
    /// Both axes are the same scale.
    pub same_scale: bool,
    pub labels: Vec<String>,
    /// Where each label stands.
    pub at: Vec<f64>,
    /// Where grid lines run.
    pub lines: Vec<f64>,
    /// Where each value of the table lies.
    pub share: Vec<f64>,
    /// The slot of each value of the table, when graded.
    pub slot: Vec<usize>,
}

pub(super) fn levels(cells: &CrossTable) -> (Levels, Levels) {
    let x = named(&cells.x_values, &cells.x_labels);
    let y = named(&cells.y_values, &cells.y_labels);
    let words_only = |side: &[(f64, String)]| side.iter().any(|(v, l)| !reads_as(l, *v));
    let same = words_only(&x) && words_only(&y) && agree(&x, &y);
    if same {
        // One scale on both axes: the same slots, also those that only one uses.
        let mut all = x.clone();
        all.extend(y.iter().filter(|(v, _)| x.iter().all(|(w, _)| w != v)).cloned());
        all.order_by(|a, b| a.0.total_cmp(&b.0));
        return (slots(&all, &cells.x_values, true), slots(&all, &cells.y_values, true));
    }
    (one(&x, &cells.x_values), one(&y, &cells.y_values))
}

fn named(values: &[f64], labels: &[String]) -> Vec<(f64, String)> {
    let label = |k: usize| labels.get(k).cloned();
    values
        .iter()
        .enumerate()
        .map(|(k, v)| (*v, label(k).unwrap_or_else(|| number::exact(*v))))
        .gather()
}

/// Whether a label is only its value written out.
fn reads_as(label: &str, value: f64) -> bool {
    let text = label.trim().replace('−', "-").replace(',', ".");
    text.parse::<f64>().is_ok_and(|read| read == value)
}

/// Every value they share has one label, every label they share one value, and
/// they share something.
fn agree(x: &[(f64, String)], y: &[(f64, String)]) -> bool {
    let pairs = || x.iter().flat_map(|a| y.iter().map(move |b| (a, b)));
    pairs().all(|(a, b)| (a.0 == b.0) == (a.1 == b.1)) && pairs().any(|(a, b)| a == b)
}

fn one(side: &[(f64, String)], values: &[f64]) -> Levels {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let in_words = side.iter().any(|(v, l)| !reads_as(l, *v));
    if in_words || side.is_empty() {
        return slots(side, values, false);
    }
    if values.iter().all(|v| v.fract() == 0.0) && high - low < MOST_STEPS {
        let count = (high - low) as usize + 1;
        let all: Vec<(f64, String)> =
            (0..count).map(|k| low + k as f64).map(|v| (v, number::exact(v))).gather();
        return slots(&all, values, false);
    }
    measured(low, high, values)
}

fn slots(all: &[(f64, String)], values: &[f64], same_scale: bool) -> Levels {
    let count = all.len().max(1) as f64;
    let place = |k: usize| (k as f64 + 0.5) / count;
    let slot: Vec<usize> =
        values.iter().map(|v| all.iter().position(|(w, _)| w == v).unwrap_or(0)).gather();
    Levels {
        graded: true,
        same_scale,
        labels: all.iter().map(|(_, label)| label.clone()).gather(),
        at: (0..all.len()).map(place).gather(),
        lines: (0..=all.len()).map(|k| k as f64 / count).gather(),
        share: slot.iter().map(|k| place(*k)).gather(),
        slot,
    }
}

fn measured(low: f64, high: f64, values: &[f64]) -> Levels {
    let pad = if high > low { (high - low) * 0.05 } else { 0.5 };
    let (from, to) = (low - pad, high + pad);
    let share = |v: f64| (v - from) / (to - from);
    let ticks = ticks::round_numbers(from, to, 6);
    Levels {
        graded: false,
        same_scale: false,
        labels: ticks.iter().map(|t| number::exact(*t)).gather(),
        at: ticks.iter().map(|t| share(*t)).gather(),
        lines: ticks.iter().map(|t| share(*t)).gather(),
        share: values.iter().map(|v| share(*v)).gather(),
        slot: vec![0; values.len()],
    }
}
