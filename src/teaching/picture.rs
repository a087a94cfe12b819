//! The small picture beside a step, in the numbers of its axes; how it is drawn
//! is the business of the figures.

use crate::value::TimeUnit;

#[derive(Clone, Debug, Default)]
pub struct Picture {
    pub x: Axis,
    pub y: Axis,
    pub layers: Vec<Layer>,
}

#[derive(Clone, Debug, Default)]
pub struct Axis {
    pub title: String,
    pub low: f64,
    pub high: f64,
    /// For an axis of time from 0.
    pub unit: Option<TimeUnit>,
    /// Words in place of numbers, with their places.
    pub names: Vec<(f64, String)>,
}

impl Axis {
    pub fn new(title: impl Into<String>, low: f64, high: f64) -> Self {
        Self { title: title.into(), low, high, ..Self::default() }
    }

    pub fn time(end: f64, unit: TimeUnit) -> Self {
        Self { high: end, unit: Some(unit), ..Self::default() }
    }
}

/// How much a part of the picture asks to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What is still to come, or stays behind.
    Faint,
    /// By group, from 0.
    Group(usize),
    Strong,
}

#[derive(Clone, Debug)]
pub enum Layer {
    /// A step function that starts at `from` and takes each value from its time
    /// on, up to `until`.
    Stairs {
        from: (f64, f64),
        steps: Vec<(f64, f64)>,
        until: f64,
        tone: Tone,
    },
    Line {
        points: Vec<(f64, f64)>,
        tone: Tone,
        dashed: bool,
    },
    Dots {
        points: Vec<(f64, f64)>,
        tone: Tone,
        radius: f64,
    },
    /// Short upright marks, as of censored patients on a curve.
    Ticks {
        points: Vec<(f64, f64)>,
        tone: Tone,
    },
    /// Bars of one width from `low` on: the plain part and, on top, the marked.
    Bars {
        low: f64,
        width: f64,
        heights: Vec<[f64; 2]>,
    },
    /// A vertical line with a word at its top.
    Upright {
        x: f64,
        label: String,
        dashed: bool,
    },
    /// A word at a place.
    Word {
        at: (f64, f64),
        text: String,
        tone: Tone,
    },
}
