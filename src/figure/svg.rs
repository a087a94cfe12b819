//! A display list as an SVG file with real text, and its words inside.

use super::display_list::{Anchor, DisplayList, Ink, Item, Points, Role};
use super::metrics::FONT_FAMILY;
use crate::compact::Gather;
use crate::plain::FromPlain;
use serde::Serialize;
use std::fmt::Write;

/// On which paper. Exports are light unless asked otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// A complete SVG 1.1 document: title and summary as its own title and
/// description, the caption as metadata, every text as text.
pub fn write(list: &DisplayList, theme: Theme) -> String {
    let mut out = String::with_capacity(list.items.len() * 120 + 2000);
    let (width, height) = (number(list.width), number(list.height));
    let paper = colour(list, Ink::Paper, theme);
    let title = list.items.iter().find_map(|item| match item {
        Item::Text { role: Role::Title, text, .. } => Some(text.as_str()),
        _ => None,
    });
    let family = escape(FONT_FAMILY);
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{family}\" role=\"img\" xml:space=\"preserve\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <metadata>{}</metadata>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n",
        escape(title.unwrap_or("Figure")),
        escape(&list.summary),
        escape(&list.caption),
    );
    out.push_str(&head);
    for item in &list.items {
        let ink = colour(list, item.ink(), theme);
        write_item(&mut out, item, ink, paper);
    }
    out.push_str("</svg>\n");
    out
}

pub(super) fn colour(list: &DisplayList, ink: Ink, theme: Theme) -> &str {
    let found = list.colours.iter().find(|colour| colour.ink == ink);
    found.map_or("#000000", |colour| match theme {
        Theme::Light => &colour.light,
        Theme::Dark => &colour.dark,
    })
}

fn write_item(out: &mut String, item: &Item, ink: &str, paper: &str) {
    let class = class(item.role());
    // Writing into a String cannot fail.
    let _ = match item {
        Item::Line { points, width, dash, .. } => {
            let dash = match dash[..] {
                [] => String::new(),
                _ => {
                    let lengths: Vec<String> = dash.iter().map(|d| number(*d)).gather();
                    format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
                }
            };
            writeln!(
                out,
                "<path class=\"{class}\" d=\"{}\" fill=\"none\" stroke=\"{ink}\" \
                 stroke-width=\"{}\"{dash}/>",
                path(points),
                number(*width),
            )
        }
        Item::Area { points, opacity, .. } => writeln!(
            out,
            "<path class=\"{class}\" d=\"{}Z\" fill=\"{ink}\" fill-opacity=\"{}\"/>",
            path(points),
            number(*opacity),
        ),
        Item::Rect { x, y, width, height, opacity, .. } => writeln!(
            out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{ink}\" \
             fill-opacity=\"{}\"/>",
            number(*x),
            number(*y),
            number(*width),
            number(*height),
            number(*opacity),
        ),
        Item::Circle { x, y, radius, opacity, outline, .. } => {
            let paint = if *outline > 0.0 {
                format!("fill=\"none\" stroke=\"{ink}\" stroke-width=\"{}\"", number(*outline))
            } else {
                format!("fill=\"{ink}\" fill-opacity=\"{}\"", number(*opacity))
            };
            writeln!(
                out,
                "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>",
                number(*x),
                number(*y),
                number(*radius),
            )
        }
        Item::Text { x, y, text, size, bold, anchor, rotate, halo, .. } => {
            let (x, y) = (number(*x), number(*y));
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *bold { " font-weight=\"bold\"" } else { "" };
            let turn = match *rotate {
                0.0 => String::new(),
                by => format!(" transform=\"rotate({} {x} {y})\"", number(by)),
            };
            let halo = match halo {
                false => String::new(),
                true => format!(
                    " stroke=\"{paper}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
                     paint-order=\"stroke\""
                ),
            };
            writeln!(
                out,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{}\" \
                 fill=\"{ink}\"{weight}{anchor}{turn}{halo}>{}</text>",
                number(*size),
                escape(text),
            )
        }
    };
}

/// Relative moves, horizontal and vertical where they can be: steps are short.
fn path(points: &Points) -> String {
    let mut d = String::with_capacity(points.len() * 8);
    let mut last: Option<[f64; 2]> = None;
    for [x, y] in points.iter() {
        let _ = match last {
            None => write!(d, "M{} {}", number(*x), number(*y)),
            Some([_, b]) if b == *y => write!(d, "H{}", number(*x)),
            Some([a, _]) if a == *x => write!(d, "V{}", number(*y)),
            Some(_) => write!(d, "L{} {}", number(*x), number(*y)),
        };
        last = Some([*x, *y]);
    }
    d
}

/// As short as three digits after the point allow.
pub(super) fn number(x: f64) -> String {
    let text = format!("{x:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// Text for XML: five characters as entities, and none that XML forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

fn class(role: &Role) -> String {
    match role {
        Role::Title => "title".into(),
        Role::PanelLetter => "panel".into(),
        Role::AxisLine => "axis".into(),
        Role::Tick { .. } => "tick".into(),
        Role::TickLabel { .. } => "tick-label".into(),
        Role::AxisTitle { .. } => "axis-title".into(),
        Role::Grid => "grid".into(),
        Role::Curve { group } => format!("curve group-{group}"),
        Role::Tail { group } => format!("tail group-{group}"),
        Role::Share { .. } => "share".into(),
        Role::Grade { scale, grade } => format!("grade scale-{scale} grade-{grade}"),
        Role::Fan { group } => format!("fan group-{group}"),
        Role::Window => "window".into(),
        Role::Event { endpoint } => format!("event endpoint-{endpoint}"),
        Role::Band { group } => format!("band group-{group}"),
        Role::Censored { group } => format!("censored group-{group}"),
        Role::MedianLine { group } => format!("median group-{group}"),
        Role::GroupLabel { group } => format!("label group-{group}"),
        Role::GroupSample { group } => format!("sample group-{group}"),
        Role::RiskTitle => "risk-title".into(),
        Role::RiskLabel { group } => format!("risk-label group-{group}"),
        Role::RiskNumber { group, .. } => format!("risk-number group-{group}"),
        Role::Bubble { .. } => "bubble".into(),
        Role::BubbleCount { .. } => "count".into(),
        Role::Total { .. } => "total".into(),
        Role::Bar { .. } => "bar".into(),
        Role::Way { .. } => "way".into(),
        Role::Estimate { .. } => "estimate".into(),
        Role::Box { .. } => "box".into(),
        Role::Reference => "reference".into(),
        Role::Note { .. } => "note".into(),
    }
}
