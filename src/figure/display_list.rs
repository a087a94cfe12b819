//! What a figure is made of. One list paints the canvas at any pixel ratio,
//! becomes SVG, and can be tested without a browser.

use super::reading::Reading;
use serde::{Serialize, Serializer};
use std::fmt;

/// A colour by its part in the figure. The list says once what each ink it uses
/// looks like on light and on dark paper, so that a change of theme needs no
/// second drawing. In JSON a word: `text`, `series_0`, `ramp_2_of_5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string"))]
pub enum Ink {
    /// Text and axes.
    Text,
    /// Secondary text.
    Muted,
    /// Grid and hairlines.
    Hairline,
    /// The background, for halos behind text.
    Paper,
    /// Unordered groups: Okabe–Ito without yellow, from 0; they repeat after 7.
    Series(u8),
    /// Step `k` (from 0) of `of` in an ordered ramp, for grades.
    Ramp {
        k: u8,
        of: u8,
    },
    /// The same colours, dark or light enough to read letters in (4.5 to 1).
    SeriesText(u8),
    RampText {
        k: u8,
        of: u8,
    },
}

impl Ink {
    /// The ink for letters that belong to a line of this ink.
    pub fn lettering(self) -> Self {
        match self {
            Self::Series(k) => Self::SeriesText(k),
            Self::Ramp { k, of } => Self::RampText { k, of },
            other => other,
        }
    }
}

impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Muted => f.write_str("muted"),
            Self::Hairline => f.write_str("hairline"),
            Self::Paper => f.write_str("paper"),
            Self::Series(k) => write!(f, "series_{k}"),
            Self::Ramp { k, of } => write!(f, "ramp_{k}_of_{of}"),
            Self::SeriesText(k) => write!(f, "series_text_{k}"),
            Self::RampText { k, of } => write!(f, "ramp_text_{k}_of_{of}"),
        }
    }
}

impl Serialize for Ink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an ink looks like, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Colour {
    pub ink: Ink,
    pub light: String,
    pub dark: String,
}

/// What an item is, for tests and for the page (hover, edit, text alternative).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "part")]
pub enum Role {
    Title,
    PanelLetter,
    AxisLine,
    Tick {
        axis: Axis,
    },
    TickLabel {
        axis: Axis,
        tick: usize,
    },
    AxisTitle {
        axis: Axis,
    },
    Grid,
    Curve {
        group: usize,
    },
    /// The part of a curve that rests on few patients.
    Tail {
        group: usize,
    },
    Band {
        group: usize,
    },
    /// A curve without one of its patients.
    Fan {
        group: usize,
    },
    /// The time within a window: under a curve, or between two.
    Window,
    Censored {
        group: usize,
    },
    MedianLine {
        group: usize,
    },
    GroupLabel {
        group: usize,
    },
    /// The stroke before a group's name.
    GroupSample {
        group: usize,
    },
    RiskTitle,
    RiskLabel {
        group: usize,
    },
    RiskNumber {
        group: usize,
        tick: usize,
        count: RiskCount,
    },
    Bubble {
        x: usize,
        y: usize,
    },
    BubbleCount {
        x: usize,
        y: usize,
    },
    /// The sum of a row or column of counts.
    Total {
        axis: Axis,
        level: usize,
    },
    /// A patient's bar, by the row of the table.
    Bar {
        patient: usize,
    },
    /// Where an endpoint's event came in a patient's course.
    Event {
        endpoint: usize,
    },
    /// A bar of a distribution.
    Share {
        class: usize,
    },
    /// A grade's band and name on a ruler: of the scale on the left (0) or right.
    Grade {
        scale: usize,
        grade: usize,
    },
    /// A line between two grades.
    Way {
        way: usize,
    },
    /// An effect with its limits, drawn or printed.
    Estimate {
        line: usize,
    },
    /// A box of a flow: the table, those left out, those analysed, the groups.
    Box {
        step: usize,
    },
    Reference,
    Note {
        line: usize,
    },
}

/// What a number in the risk table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RiskCount {
    AtRisk,
    AtRiskAndCensored,
    Censored,
    Events,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    X,
    Y,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Points of a path. In JSON one flat list, `x, y, x, y, …`: paths are long.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "number[]"))]
pub struct Points(pub Vec<[f64; 2]>);

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().flatten())
    }
}

impl std::ops::Deref for Points {
    type Target = [[f64; 2]];
    fn deref(&self) -> &[[f64; 2]] {
        &self.0
    }
}

/// Coordinates are CSS pixels from the top left, to 1/8 pixel. Text is placed
/// by its alphabetic baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "shape")]
pub enum Item {
    Line {
        role: Role,
        points: Points,
        ink: Ink,
        width: f64,
        /// Lengths on and off; empty for a solid line.
        dash: Vec<f64>,
    },
    Area {
        role: Role,
        points: Points,
        ink: Ink,
        opacity: f64,
    },
    Rect {
        role: Role,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        ink: Ink,
        opacity: f64,
    },
    Circle {
        role: Role,
        x: f64,
        y: f64,
        radius: f64,
        ink: Ink,
        opacity: f64,
        /// Width of the outline; 0 for a filled disc.
        outline: f64,
    },
    Text {
        role: Role,
        x: f64,
        y: f64,
        text: String,
        size: f64,
        bold: bool,
        anchor: Anchor,
        /// Clockwise about (x, y), in degrees: 0, 90 or 270.
        rotate: f64,
        ink: Ink,
        /// Paper drawn around the letters first, so that lines do not cross them.
        halo: bool,
    },
}

impl Item {
    pub fn role(&self) -> &Role {
        match self {
            Self::Line { role, .. }
            | Self::Area { role, .. }
            | Self::Rect { role, .. }
            | Self::Circle { role, .. }
            | Self::Text { role, .. } => role,
        }
    }

    pub fn ink(&self) -> Ink {
        match self {
            Self::Line { ink, .. }
            | Self::Area { ink, .. }
            | Self::Rect { ink, .. }
            | Self::Circle { ink, .. }
            | Self::Text { ink, .. } => *ink,
        }
    }
}

/// A drawn figure with its text alternative.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DisplayList {
    pub width: f64,
    pub height: f64,
    pub items: Vec<Item>,
    /// Every ink of the items, and paper.
    pub colours: Vec<Colour>,
    /// A few sentences that say what the figure shows, most important first.
    pub summary: String,
    /// Ready to paste under the figure: n, events, test, limits, convention.
    pub caption: String,
    /// What a crosshair reads, where the figure has curves over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
}
