//! The drawing operators of a page.

use super::glyphs::{Face, Glyphs};
use crate::compact::Gather;
use crate::figure::display_list::{Anchor, DisplayList, Ink, Item, Points};
use crate::figure::metrics::text_width;
use crate::figure::svg::{Theme, colour, number};
use std::fmt::Write;

pub(super) struct Content {
    pub stream: String,
    /// Opacities in use; the k-th is the graphics state `Gk`.
    pub opacities: Vec<f64>,
    pub glyphs: Glyphs,
}

/// A circle's quarter as a Bézier curve: the length of its handles.
const ROUND: f64 = 0.552_284_75;

impl Content {
    pub fn of(list: &DisplayList, theme: Theme, scale: f64) -> Self {
        let mut content =
            Self { stream: String::new(), opacities: Vec::new(), glyphs: Glyphs::default() };
        content.say("/Figure << /MCID 0 >> BDC");
        // Pixels from the top left become points from the bottom left.
        content.say(&format!(
            "{:.6} 0 0 {:.6} 0 {} cm",
            scale,
            -scale,
            number(list.height * scale)
        ));
        let paper = rgb(colour(list, Ink::Paper, theme));
        let whole = format!("0 0 {} {} re", number(list.width), number(list.height));
        content.say(&format!("{paper} rg {whole} f"));
        for item in &list.items {
            let ink = rgb(colour(list, item.ink(), theme));
            content.item(item, &ink, &paper);
        }
        content.say("EMC");
        content
    }

    fn say(&mut self, operators: &str) {
        self.stream.push_str(operators);
        self.stream.push('\n');
    }

    fn item(&mut self, item: &Item, ink: &str, paper: &str) {
        match item {
            Item::Line { points, width, dash, .. } => {
                let lengths: Vec<String> = dash.iter().map(|d| number(*d)).gather();
                let path = path(points);
                let dash = lengths.join(" ");
                self.say(&format!("{ink} RG {} w [{dash}] 0 d {path}S", number(*width)));
            }
            Item::Area { points, opacity, .. } => {
                let path = path(points);
                self.filled(*opacity, &format!("{ink} rg {path}f"));
            }
            Item::Rect { x, y, width, height, opacity, .. } => {
                let [x, y, w, h] = [*x, *y, *width, *height].map(number);
                self.filled(*opacity, &format!("{ink} rg {x} {y} {w} {h} re f"));
            }
            Item::Circle { x, y, radius, opacity, outline, .. } => {
                let path = circle(*x, *y, *radius);
                if *outline > 0.0 {
                    self.say(&format!("{ink} RG {} w [] 0 d {path}S", number(*outline)));
                } else {
                    self.filled(*opacity, &format!("{ink} rg {path}f"));
                }
            }
            Item::Text { .. } => self.text(item, ink, paper),
        }
    }

    fn filled(&mut self, opacity: f64, operators: &str) {
        if opacity >= 1.0 {
            return self.say(operators);
        }
        let known = self.opacities.iter().position(|o| *o == opacity);
        let k = known.unwrap_or_else(|| {
            self.opacities.push(opacity);
            self.opacities.len() - 1
        });
        self.say(&format!("q /G{k} gs {operators} Q"));
    }

    fn text(&mut self, item: &Item, ink: &str, paper: &str) {
        let Item::Text { x, y, text, size, bold, anchor, rotate, halo, .. } = item else { return };
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => text_width(text, *size, *bold) / 2.0,
            Anchor::End => text_width(text, *size, *bold),
        };
        let (sin, cos) = rotate.to_radians().sin_cos();
        let mut runs = String::new();
        let mut along = -back;
        for run in self.glyphs.runs(text, *bold) {
            let (u, v) = (x + along * cos, y + along * sin);
            let font = match run.face {
                Face::Regular => "F0",
                Face::Bold => "F1",
                Face::Symbol => "F2",
            };
            // The page is upside down for letters: their matrix turns them back.
            let [a, b, c, d] = [cos, sin, sin, -cos].map(number);
            let _ = write!(
                runs,
                "/{font} {} Tf {a} {b} {c} {d} {} {} Tm <{}> Tj ",
                number(*size),
                number(u),
                number(v),
                run.codes
            );
            along += text_width(&run.text, *size, *bold);
        }
        if *halo {
            self.say(&format!("BT {paper} RG 3 w 1 j [] 0 d 1 Tr {runs}ET"));
        }
        self.say(&format!("BT {ink} rg 0 Tr {runs}ET"));
    }
}

/// `#rrggbb` as three numbers from 0 to 1.
fn rgb(hex: &str) -> String {
    let part = |at: usize| {
        let byte = hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        number(f64::from(byte.unwrap_or(0)) / 255.0)
    };
    format!("{} {} {}", part(1), part(3), part(5))
}

fn path(points: &Points) -> String {
    let mut out = String::new();
    for (k, [x, y]) in points.iter().enumerate() {
        let operator = if k == 0 { "m" } else { "l" };
        let _ = write!(out, "{} {} {operator} ", number(*x), number(*y));
    }
    out
}

fn circle(x: f64, y: f64, r: f64) -> String {
    let h = r * ROUND;
    let mut out = format!("{} {} m ", number(x + r), number(y));
    let quarters = [
        [x + r, y + h, x + h, y + r, x, y + r],
        [x - h, y + r, x - r, y + h, x - r, y],
        [x - r, y - h, x - h, y - r, x, y - r],
        [x + h, y - r, x + r, y - h, x + r, y],
    ];
    for quarter in quarters {
        let numbers: Vec<String> = quarter.iter().map(|v| number(*v)).gather();
        let _ = write!(out, "{} c ", numbers.join(" "));
    }
    out
}
