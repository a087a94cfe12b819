//! Chance draws that pile up: which of them are shown, and the pile so far.

use super::picture::{Axis, Layer, Picture};
use crate::compact::Gather;

/// After so many draws the pile is looked at.
const STOPS: [usize; 14] = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
/// Bars of the pile.
const CLASSES: usize = 40;

/// The stops up to `draws`, which is the last.
pub(super) fn stops(draws: usize) -> Vec<usize> {
    let mut all: Vec<usize> = STOPS.into_iter().filter(|stop| *stop < draws).gather();
    if draws > 0 {
        all.push(draws);
    }
    all
}

/// What the bars are of and how they are marked.
pub(super) struct Pile<'a> {
    pub values: &'a [f64],
    pub seen: f64,
    /// As the horizontal axis says.
    pub title: &'a str,
    /// Whether a draw is in the marked part.
    pub marked: &'a dyn Fn(f64) -> bool,
    /// Vertical lines beside the one seen.
    pub lines: Vec<(f64, String)>,
}

impl Pile<'_> {
    /// The first `known` draws over the axis of all of them.
    pub fn picture(&self, known: usize) -> Picture {
        let ends = self.values.iter().chain(std::iter::once(&self.seen));
        let (low, high) = ends
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
        let room = ((high - low) * 0.03).max(1e-9);
        let (low, high) = (low - room, high + room);
        let width = (high - low) / CLASSES as f64;
        let mut heights = vec![[0.0; 2]; CLASSES];
        for value in &self.values[..known] {
            let class = (((value - low) / width) as usize).min(CLASSES - 1);
            heights[class][usize::from((self.marked)(*value))] += 1.0;
        }
        let top = heights.iter().map(|[a, b]| a + b).fold(0.0, f64::max);
        let mut layers = vec![
            Layer::Bars { low, width, heights },
            Layer::Upright { x: self.seen, label: "seen".into(), dashed: false },
        ];
        for (x, label) in &self.lines {
            layers.push(Layer::Upright { x: *x, label: label.clone(), dashed: true });
        }
        Picture {
            x: Axis::new(self.title, low, high),
            y: Axis::new("draws", 0.0, (top * 1.08).max(1.0)),
            layers,
        }
    }
}
