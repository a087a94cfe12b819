//! The room an item takes.

use super::display_list::{Anchor, Item};
use super::metrics;

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Frame {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub fn within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }

    fn around(points: impl Iterator<Item = [f64; 2]>) -> Option<Self> {
        points.fold(None, |frame: Option<Self>, [x, y]| {
            Some(frame.map_or(Self { left: x, top: y, right: x, bottom: y }, |f| Self {
                left: f.left.min(x),
                top: f.top.min(y),
                right: f.right.max(x),
                bottom: f.bottom.max(y),
            }))
        })
    }
}

/// The letters' box for a text, the corners of everything else (outlines and
/// line widths not counted). Nothing for an empty path.
pub fn extent(item: &Item) -> Option<Frame> {
    match item {
        Item::Line { points, .. } | Item::Area { points, .. } => {
            Frame::around(points.iter().copied())
        }
        Item::Rect { x, y, width, height, .. } => {
            Some(Frame { left: *x, top: *y, right: x + width, bottom: y + height })
        }
        Item::Circle { x, y, radius: r, .. } => {
            Some(Frame { left: x - r, top: y - r, right: x + r, bottom: y + r })
        }
        Item::Text { x, y, text, size, bold, anchor, rotate, .. } => {
            let width = metrics::text_width(text, *size, *bold);
            let before = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => width / 2.0,
                Anchor::End => width,
            };
            let (left, right) = (-before, width - before);
            let (top, bottom) = (-metrics::ASCENT * size, metrics::DESCENT * size);
            let (sin, cos) = rotate.to_radians().sin_cos();
            let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
            Frame::around(
                corners.iter().map(|[u, v]| [x + u * cos - v * sin, y + u * sin + v * cos]),
            )
        }
    }
}
