//! What a figure is made of. One list paints the canvas at any pixel ratio,
//! becomes SVG, and can be tested without a browser.

use serde::Serialize;

/// A colour by its part in the figure; the painter looks it up in a theme, so
/// that dark and light need no second drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Text and axes.
    Text,
    /// Secondary text.
    Muted,
    /// Grid and hairlines.
    Hairline,
    /// The background, for halos behind text.
    Paper,
    /// Group colours 0 to 7: Okabe–Ito without yellow, in the theme's version.
    Series(u8),
    /// Step `k` of `of` in an ordered ramp, for grades.
    Ramp { k: u8, of: u8 },
}

/// What an item is, for tests and for the page (hover, edit, text alternative).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "part")]
pub enum Role {
    Title,
    AxisLine,
    Tick { axis: Axis },
    TickLabel { axis: Axis },
    AxisTitle { axis: Axis },
    Grid,
    Curve { group: usize },
    Band { group: usize },
    Censored { group: usize },
    MedianLine { group: usize },
    GroupLabel { group: usize },
    RiskTitle,
    RiskLabel { group: usize },
    RiskNumber { group: usize, tick: usize },
    Bubble { x: usize, y: usize },
    BubbleCount { x: usize, y: usize },
    Reference,
    Note,
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

/// Coordinates are CSS pixels from the top left, to 1/8 pixel. Text is placed
/// by its alphabetic baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "shape")]
pub enum Item {
    Line {
        role: Role,
        points: Vec<[f64; 2]>,
        ink: Ink,
        width: f64,
        dash: Vec<f64>,
    },
    Area {
        role: Role,
        points: Vec<[f64; 2]>,
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
    },
    Text {
        role: Role,
        x: f64,
        y: f64,
        text: String,
        size: f64,
        bold: bool,
        anchor: Anchor,
        /// Clockwise, in degrees, about (x, y).
        rotate: f64,
        ink: Ink,
    },
}

/// A drawn figure with its text alternative.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DisplayList {
    pub width: f64,
    pub height: f64,
    pub items: Vec<Item>,
    /// One or two sentences that say what the figure shows.
    pub summary: String,
    /// Ready to paste under the figure: n, events, test, limits, convention.
    pub caption: String,
}
