//! Positions of a grid of two gradings.

use super::levels::Levels;
use super::sentences::result;
use crate::analysis::correlation::CorrelationAnswer;
use crate::compact::Gather;
use crate::figure::display_list::Ink;
use crate::figure::extent::Frame;
use crate::figure::heading::Heading;
use crate::figure::lines::wrap;
use crate::figure::metrics::text_width;
use crate::figure::options::FigureOptions;
use crate::figure::sheet::Lettering;
use crate::figure::style::Style;

/// Largest side of a cell in the grid.
const CELL: f64 = 76.0;

pub(super) struct Layout {
    /// No wider than the grid needs.
    pub width: f64,
    pub height: f64,
    pub frame: Frame,
    pub heading: Heading,
    pub x_labels: Vec<Vec<String>>,
    pub x_label_size: f64,
    pub x_title: Vec<(String, f64)>,
    /// Largest radius of a bubble.
    pub radius: f64,
}

impl Layout {
    pub fn x(&self, share: f64) -> f64 {
        self.frame.left + share * self.frame.width()
    }

    pub fn y(&self, share: f64) -> f64 {
        self.frame.bottom - share * self.frame.height()
    }
}

pub(super) fn lay(
    answer: &CorrelationAnswer,
    x: &Levels,
    y: &Levels,
    options: &FigureOptions,
    style: &Style,
) -> Layout {
    let text = Lettering::new(style.text, Ink::Text);
    let line = style.line(style.text);
    let inner = options.width - 2.0 * style.margin;
    let mut note = if options.show_p { result(answer) } else { String::new() };
    if answer.cells.counts.is_empty() {
        let join = if note.is_empty() { "" } else { ". " };
        note += join;
        note += "Too many different values for a grid of counts.";
    }
    let name = options.y_title.as_deref().unwrap_or(&answer.cells.y_name);
    let heading = Heading::lay(&note, name, options, style);
    let mut top = heading.bottom;
    // A line for the totals of columns, as they stand above the grid.
    top += if x.graded && y.graded { line + 2.0 } else { style.text * 0.6 };

    let gutter = y.labels.iter().map(|l| text.width_of(l)).fold(0.0, f64::max).min(inner * 0.35);
    let all: u64 = answer.cells.counts.iter().map(|count| u64::from(*count)).sum();
    let all = text_width(&all.to_string(), style.small, true) + 6.0;
    let totals = if x.graded && y.graded { all } else { 0.0 };
    let last = x.labels.last().map_or(0.0, |l| text.width_of(l) / 2.0);
    let left = style.margin + gutter + 8.0;
    let room = options.width - style.margin - totals - left;
    let (frame_width, frame_height, radius) = if x.graded && y.graded {
        let side = (room / x.labels.len().max(1) as f64).clamp(8.0, CELL);
        let tall = match options.height {
            Some(height) => (height - top - 70.0) / y.labels.len().max(1) as f64,
            None => side * 0.8,
        };
        let tall = tall.clamp(line.min(side), side.max(line));
        let size = [side * x.labels.len() as f64, tall * y.labels.len() as f64];
        (size[0], size[1], tall.min(side) * 0.47)
    } else {
        let wide = (room - last).clamp(80.0, 460.0);
        let tall = options.height.map_or(wide * 0.72, |height| height - top - 70.0);
        (wide, tall.max(80.0), 9.0)
    };
    let frame = Frame {
        left,
        top: top.round(),
        right: (left + frame_width).min(options.width - style.margin),
        bottom: (top + frame_height).round(),
    };
    let cell = frame.width() / x.labels.len().max(1) as f64 - 4.0;
    // Letters shrink a little before a label breaks.
    let widest = |size| x.labels.iter().map(|l| text_width(l, size, false)).fold(0.0, f64::max);
    let sizes = [style.text, style.text - 1.0, style.text - 2.0];
    let x_label_size = sizes.into_iter().find(|s| widest(*s) <= cell).unwrap_or(sizes[2]);
    let x_labels: Vec<Vec<String>> =
        x.labels.iter().map(|l| wrap(l, cell.max(20.0), x_label_size, false, 3)).gather();
    let label_lines = x_labels.iter().map(Vec::len).max().unwrap_or(0);
    let mut below = frame.bottom + 8.0 + label_lines as f64 * line;
    let mut x_title = Vec::new();
    let name = options.x_title.as_deref().unwrap_or(&answer.cells.x_name);
    below += 4.0;
    for text in wrap(name, inner, style.text, false, 2) {
        below += line;
        x_title.push((text, below - style.text * 0.3));
    }
    let height = (below + style.margin).ceil();
    // Titles and results may be longer than the grid is wide.
    let below_axis =
        x_title.iter().map(|(l, _)| text_width(l, style.text, false)).fold(0.0, f64::max);
    let longest = style.margin + heading.width.max(below_axis);
    let needed = (frame.right + totals.max(last)).max(longest) + style.margin;
    let width = needed.ceil().min(options.width);
    Layout { width, height, frame, heading, x_labels, x_label_size, x_title, radius }
}
