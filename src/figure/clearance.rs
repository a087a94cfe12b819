//! Where a figure is still empty: a coarse raster of what has been drawn, asked
//! when a label or a printed number looks for a place.

use super::display_list::{Item, Role};
use super::extent::{Frame, extent};
use crate::compact::sort_numbers;

/// Side of a raster cell in pixels.
const CELL: f64 = 3.0;

const CURVE: u8 = 1;
const TEXT: u8 = 2;
const BAND: u8 = 4;
const FAINT: u8 = 8;

/// How many cells of each kind a rectangle would cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Covered {
    pub curve: usize,
    pub text: usize,
    pub band: usize,
    pub faint: usize,
}

pub(super) struct Clearance {
    columns: usize,
    rows: usize,
    cells: Vec<u8>,
    /// For each kind, how many cells are marked above and left of a corner, so
    /// that a rectangle is counted from its four corners.
    sums: [Vec<u32>; 4],
    /// Letters placed since.
    placed: Vec<Frame>,
}

impl Clearance {
    pub fn of(items: &[Item], width: f64, height: f64) -> Self {
        let columns = (width / CELL).ceil().max(1.0) as usize;
        let rows = (height / CELL).ceil().max(1.0) as usize;
        let mut raster = Self {
            columns,
            rows,
            cells: vec![0; columns * rows],
            sums: Default::default(),
            placed: Vec::new(),
        };
        for item in items {
            raster.mark(item);
        }
        raster.sums = [CURVE, TEXT, BAND, FAINT].map(|flag| raster.sum(flag));
        raster
    }

    fn sum(&self, flag: u8) -> Vec<u32> {
        let width = self.columns + 1;
        let mut sums = vec![0; width * (self.rows + 1)];
        for row in 0..self.rows {
            let mut along = 0;
            for column in 0..self.columns {
                along += u32::from(self.cells[row * self.columns + column] & flag != 0);
                sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + along;
            }
        }
        sums
    }

    fn mark(&mut self, item: &Item) {
        let flag = match (item, item.role()) {
            (Item::Text { .. }, _) => TEXT,
            (_, Role::Band { .. }) => BAND,
            (_, Role::MedianLine { .. } | Role::Reference | Role::Grid | Role::Window) => FAINT,
            _ => CURVE,
        };
        match item {
            Item::Line { points, .. } => {
                for pair in points.windows(2) {
                    self.mark_segment(pair[0], pair[1], flag);
                }
            }
            Item::Area { points, .. } => self.mark_area(points, flag),
            _ => {
                if let Some(frame) = extent(item) {
                    self.mark_frame(&frame, flag);
                }
            }
        }
    }

    /// Room taken by letters not yet drawn.
    pub fn place(&mut self, frame: Frame) {
        self.placed.push(frame);
    }

    fn column(&self, x: f64) -> usize {
        ((x / CELL).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        ((y / CELL).max(0.0) as usize).min(self.rows - 1)
    }

    fn mark_frame(&mut self, frame: &Frame, flag: u8) {
        let (left, right) = (self.column(frame.left), self.column(frame.right));
        for row in self.row(frame.top)..=self.row(frame.bottom) {
            for cell in &mut self.cells[row * self.columns..][left..=right] {
                *cell |= flag;
            }
        }
    }

    fn mark_segment(&mut self, a: [f64; 2], b: [f64; 2], flag: u8) {
        let steps = ((b[0] - a[0]).abs().max((b[1] - a[1]).abs()) / CELL * 2.0).ceil().max(1.0);
        for k in 0..=steps as usize {
            let share = k as f64 / steps;
            let at = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
            let cell = self.row(at[1]) * self.columns + self.column(at[0]);
            self.cells[cell] |= flag;
        }
    }

    /// Fills row by row between crossings of the outline.
    fn mark_area(&mut self, corners: &[[f64; 2]], flag: u8) {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); self.rows];
        for (k, a) in corners.iter().enumerate() {
            let b = corners[(k + 1) % corners.len()];
            let (top, bottom) = if a[1] < b[1] { (*a, b) } else { (b, *a) };
            let first = self.row(top[1]);
            let rows = crossings[first..=self.row(bottom[1])].iter_mut();
            for (k, at) in rows.enumerate() {
                let y = ((first + k) as f64 + 0.5) * CELL;
                if top[1] <= y && y < bottom[1] {
                    let share = (y - top[1]) / (bottom[1] - top[1]);
                    at.push(top[0] + (bottom[0] - top[0]) * share);
                }
            }
        }
        for (row, mut at) in crossings.into_iter().enumerate() {
            sort_numbers(&mut at);
            for pair in at.chunks_exact(2) {
                let (left, right) = (self.column(pair[0]), self.column(pair[1]));
                for cell in &mut self.cells[row * self.columns..][left..=right] {
                    *cell |= flag;
                }
            }
        }
    }

    pub fn covered(&self, frame: &Frame) -> Covered {
        let width = self.columns + 1;
        let (left, right) = (self.column(frame.left), self.column(frame.right) + 1);
        let (top, bottom) = (self.row(frame.top), self.row(frame.bottom) + 1);
        let [curve, text, band, faint] = [0, 1, 2, 3].map(|kind: usize| {
            let at = |row: usize, column: usize| self.sums[kind][row * width + column] as usize;
            at(bottom, right) + at(top, left) - at(top, right) - at(bottom, left)
        });
        let text = text + self.placed.iter().filter(|placed| placed.overlaps(frame)).count();
        Covered { curve, text, band, faint }
    }
}
