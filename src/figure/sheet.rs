//! Paper to draw on: plotters' drawing area over the recorder, spoken to in
//! pixels, roles and inks.

use super::display_list::{Anchor, Ink, Item, Role};
use super::extent::Frame;
use super::metrics;
use super::record::{GRID, Recorder, Tape, encode};
use crate::compact::Gather;
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    element::{Drawable, PointCollection},
    prelude::*,
    style::{
        TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use std::{
    cell::{Ref, RefCell},
    ops::Range,
    rc::Rc,
};

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke<'a> {
    pub ink: Ink,
    pub width: f64,
    pub dash: &'a [f64],
}

impl Stroke<'static> {
    pub fn solid(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: &[] }
    }
}

/// How a text is set. Its place is the baseline's start, middle or end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lettering {
    pub size: f64,
    pub bold: bool,
    pub ink: Ink,
    pub anchor: Anchor,
    /// Reads from bottom to top.
    pub upright: bool,
    pub halo: bool,
}

impl Lettering {
    pub fn new(size: f64, ink: Ink) -> Self {
        Self { size, bold: false, ink, anchor: Anchor::Start, upright: false, halo: false }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub fn width_of(&self, text: &str) -> f64 {
        metrics::text_width(text, self.size, self.bold)
    }
}

pub(super) struct Sheet {
    area: DrawingArea<Recorder, Shift>,
    tape: Rc<RefCell<Tape>>,
}

fn grid(at: [f64; 2]) -> (i32, i32) {
    ((at[0] * GRID).round() as i32, (at[1] * GRID).round() as i32)
}

fn colour(ink: Ink, opacity: f64) -> RGBAColor {
    let (r, g, b) = encode(ink);
    RGBColor(r, g, b).mix(opacity)
}

fn shape(stroke: Stroke) -> ShapeStyle {
    let width = (stroke.width * GRID).round() as u32;
    ShapeStyle { color: colour(stroke.ink, 1.0), filled: false, stroke_width: width }
}

impl Sheet {
    pub fn new(width: f64, height: f64) -> Self {
        let (recorder, tape) = Recorder::new(width, height);
        Self { area: recorder.into_drawing_area(), tape }
    }

    fn draw<E, C: plotters::coord::CoordTranslate>(
        &self,
        area: &DrawingArea<Recorder, C>,
        role: Role,
        dash: &[f64],
        halo: bool,
        element: &E,
    ) where
        E: Drawable<Recorder>,
        for<'a> &'a E: PointCollection<'a, C::From>,
    {
        {
            let mut tape = self.tape.borrow_mut();
            tape.role = role;
            tape.dash.clear();
            tape.dash.extend_from_slice(dash);
            tape.halo = halo;
        }
        area.draw(element).expect("a recorder refuses nothing");
    }

    pub fn line(&self, role: Role, points: &[[f64; 2]], stroke: Stroke) {
        let path: Vec<_> = points.iter().map(|at| grid(*at)).gather();
        self.draw(&self.area, role, stroke.dash, false, &PathElement::new(path, shape(stroke)));
    }

    pub fn rect(&self, role: Role, frame: Frame, ink: Ink, opacity: f64) {
        let corners = [grid([frame.left, frame.top]), grid([frame.right, frame.bottom])];
        let style = colour(ink, opacity).filled();
        self.draw(&self.area, role, &[], false, &Rectangle::new(corners, style));
    }

    pub fn disc(&self, role: Role, at: [f64; 2], radius: f64, ink: Ink, opacity: f64) {
        let radius = (radius * GRID).round() as u32;
        let style = colour(ink, opacity).filled();
        self.draw(&self.area, role, &[], false, &Circle::new(grid(at), radius, style));
    }

    pub fn ring(&self, role: Role, at: [f64; 2], radius: f64, ink: Ink, width: f64) {
        let radius = (radius * GRID).round() as u32;
        let style = shape(Stroke::solid(ink, width));
        self.draw(&self.area, role, &[], false, &Circle::new(grid(at), radius, style));
    }

    /// A filled area with corners in pixels.
    pub fn area(&self, role: Role, corners: &[[f64; 2]], ink: Ink, opacity: f64) {
        let corners: Vec<_> = corners.iter().map(|at| grid(*at)).gather();
        self.draw(&self.area, role, &[], false, &Polygon::new(corners, colour(ink, opacity)));
    }

    pub fn text(&self, role: Role, at: [f64; 2], text: &str, how: Lettering) {
        let weight = if how.bold { FontStyle::Bold } else { FontStyle::Normal };
        let mut font = FontDesc::new(FontFamily::SansSerif, how.size * GRID, weight);
        if how.upright {
            font = font.transform(FontTransform::Rotate270);
        }
        let side = match how.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = colour(how.ink, 1.0).to_backend_color();
        let style = TextStyle { font, color, pos: Pos::new(side, VPos::Bottom) };
        let element = Text::new(text.to_owned(), grid(at), style);
        self.draw(&self.area, role, &[], how.halo, &element);
    }

    /// A part of the sheet with scales of its own: `x` from left to right, `y`
    /// from bottom to top.
    pub fn plot(&self, frame: Frame, x: Range<f64>, y: Range<f64>) -> Plot<'_> {
        let (left, top) = grid([frame.left, frame.top]);
        let (right, bottom) = grid([frame.right, frame.bottom]);
        let scales = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            x.clone(),
            y.clone(),
            (left..right, bottom..top),
        );
        Plot {
            sheet: self,
            area: self.area.apply_coord_spec(scales),
            frame,
            x_range: x,
            y_range: y,
        }
    }

    /// What has been drawn so far.
    pub fn items(&self) -> Ref<'_, [Item]> {
        Ref::map(self.tape.borrow(), |tape| tape.items.as_slice())
    }

    pub fn finish(self) -> Vec<Item> {
        std::mem::take(&mut self.tape.borrow_mut().items)
    }
}

/// The one function from data to pixels, shared by curve, axis and table.
pub(super) struct Plot<'a> {
    pub sheet: &'a Sheet,
    area: DrawingArea<Recorder, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    pub frame: Frame,
    pub x_range: Range<f64>,
    pub y_range: Range<f64>,
}

impl Plot<'_> {
    /// Place on the grid of 1/8 pixel.
    pub fn cell(&self, x: f64, y: f64) -> (i32, i32) {
        self.area.map_coordinate(&(x, y))
    }

    pub fn x(&self, x: f64) -> f64 {
        f64::from(self.cell(x, self.y_range.start).0) / GRID
    }

    pub fn y(&self, y: f64) -> f64 {
        f64::from(self.cell(self.x_range.start, y).1) / GRID
    }

    /// A line through points in data units.
    pub fn line(&self, role: Role, points: Vec<(f64, f64)>, stroke: Stroke) {
        let element = PathElement::new(points, shape(stroke));
        self.sheet.draw(&self.area, role, stroke.dash, false, &element);
    }

    /// A filled area with corners in data units.
    pub fn area(&self, role: Role, corners: Vec<(f64, f64)>, ink: Ink, opacity: f64) {
        let element = Polygon::new(corners, colour(ink, opacity));
        self.sheet.draw(&self.area, role, &[], false, &element);
    }
}
