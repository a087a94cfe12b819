//! A plotters backend that draws nothing and writes down everything: each call
//! becomes an item of a display list, on a grid of 1/8 pixel.

use super::display_list::{Anchor, Ink, Item, Points, Role};
use super::metrics;
use crate::compact::Gather;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform, text_anchor::HPos,
};
use std::{cell::RefCell, convert::Infallible, rc::Rc};

/// Steps of the grid in a pixel: plotters' coordinates are whole numbers.
pub const GRID: f64 = 8.0;

/// What the calls leave behind, and what they cannot say themselves: plotters
/// knows no roles and no dashes, so the drawer notes them before each call.
#[derive(Debug)]
pub(super) struct Tape {
    pub items: Vec<Item>,
    pub role: Role,
    pub dash: Vec<f64>,
    pub halo: bool,
}

#[derive(Debug)]
pub(super) struct Recorder {
    tape: Rc<RefCell<Tape>>,
    size: (u32, u32),
}

impl Recorder {
    pub fn new(width: f64, height: f64) -> (Self, Rc<RefCell<Tape>>) {
        let tape = Tape { items: Vec::new(), role: Role::AxisLine, dash: Vec::new(), halo: false };
        let tape = Rc::new(RefCell::new(tape));
        let size = ((width * GRID).ceil() as u32, (height * GRID).ceil() as u32);
        (Self { tape: tape.clone(), size }, tape)
    }

    fn push(&self, item: impl FnOnce(&Tape) -> Item) -> Outcome {
        let mut tape = self.tape.borrow_mut();
        let item = item(&tape);
        tape.items.push(item);
        Ok(())
    }
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

fn pixels(at: i32) -> f64 {
    f64::from(at) / GRID
}

/// Drops points that change nothing: repeated ones, and those in the middle of
/// a straight run along an axis.
fn tidy(path: impl IntoIterator<Item = BackendCoord>) -> Vec<[f64; 2]> {
    let mut kept: Vec<BackendCoord> = Vec::new();
    for next in path {
        if kept.last() == Some(&next) {
            continue;
        }
        if let [.., a, b] = kept[..] {
            let along_x =
                a.1 == b.1 && b.1 == next.1 && (b.0 - a.0).signum() == (next.0 - b.0).signum();
            let along_y =
                a.0 == b.0 && b.0 == next.0 && (b.1 - a.1).signum() == (next.1 - b.1).signum();
            if along_x || along_y {
                kept.pop();
            }
        }
        kept.push(next);
    }
    kept.into_iter().map(|(x, y)| [pixels(x), pixels(y)]).gather()
}

/// Inks travel through plotters as colours: the first byte says which, the
/// others its place.
pub(super) fn encode(ink: Ink) -> (u8, u8, u8) {
    match ink {
        Ink::Text => (0, 0, 0),
        Ink::Muted => (1, 0, 0),
        Ink::Hairline => (2, 0, 0),
        Ink::Paper => (3, 0, 0),
        Ink::Series(k) => (4, k, 0),
        Ink::Ramp { k, of } => (5, k, of),
        Ink::SeriesText(k) => (6, k, 0),
        Ink::RampText { k, of } => (7, k, of),
    }
}

fn decode(colour: BackendColor) -> Ink {
    match colour.rgb {
        (1, ..) => Ink::Muted,
        (2, ..) => Ink::Hairline,
        (3, ..) => Ink::Paper,
        (4, k, _) => Ink::Series(k),
        (5, k, of) => Ink::Ramp { k, of },
        (6, k, _) => Ink::SeriesText(k),
        (7, k, of) => Ink::RampText { k, of },
        _ => Ink::Text,
    }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Outcome {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let points = Points(tidy(path));
        self.push(|tape| Item::Line {
            role: tape.role.clone(),
            points,
            ink: decode(style.color()),
            width: f64::from(style.stroke_width()) / GRID,
            dash: tape.dash.clone(),
        })
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let ((x0, y0), (x1, y1)) = (upper_left, bottom_right);
        if !fill {
            return self.draw_path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], style);
        }
        self.push(|tape| Item::Rect {
            role: tape.role.clone(),
            x: pixels(x0),
            y: pixels(y0),
            width: pixels(x1 - x0),
            height: pixels(y1 - y0),
            ink: decode(style.color()),
            opacity: style.color().alpha,
        })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.push(|tape| Item::Circle {
            role: tape.role.clone(),
            x: pixels(centre.0),
            y: pixels(centre.1),
            radius: f64::from(radius) / GRID,
            ink: decode(style.color()),
            opacity: style.color().alpha,
            outline: if fill { 0.0 } else { f64::from(style.stroke_width()) / GRID },
        })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        let points = Points(tidy(corners));
        self.push(|tape| Item::Area {
            role: tape.role.clone(),
            points,
            ink: decode(style.color()),
            opacity: style.color().alpha,
        })
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        at: BackendCoord,
    ) -> Outcome {
        self.push(|tape| Item::Text {
            role: tape.role.clone(),
            x: pixels(at.0),
            y: pixels(at.1),
            text: text.to_owned(),
            size: style.size() / GRID,
            bold: matches!(style.style(), FontStyle::Bold),
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            rotate: match style.transform() {
                FontTransform::None => 0.0,
                FontTransform::Rotate90 => 90.0,
                FontTransform::Rotate180 => 180.0,
                FontTransform::Rotate270 => 270.0,
            },
            ink: decode(style.color()),
            halo: tape.halo,
        })
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = metrics::text_width(text, style.size(), bold);
        let height = (metrics::ASCENT + metrics::DESCENT) * style.size();
        Ok((width.ceil() as u32, height.ceil() as u32))
    }
}
