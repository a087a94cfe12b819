//! The small picture beside a step of a demonstration: whatever it is about, two
//! axes and a few layers.

use super::chart::{Around, Chart, Scale};
use super::display_list::{Anchor, DisplayList, Ink, Role};
use super::options::FigureOptions;
use super::palette;
use super::shares::shares;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::steps::staircase;
use super::style::{Style, dash};
use crate::teaching::picture::{Axis, Layer, Tone};
use crate::teaching::{Demonstration, Step};

/// The picture of a step, whose words are the text alternative and whose numbers
/// are in the demonstration's table.
pub fn draw(
    demonstration: &Demonstration,
    step: &Step,
    options: &FigureOptions,
) -> Option<DisplayList> {
    let picture = step.picture.as_ref()?;
    let options = &options.with_sane_width().at_most(640.0);
    let style = Style::of(options);
    let chart = Chart {
        x: scale(&picture.x, options, (options.width / 70.0) as usize),
        y: scale(&picture.y, options, 5),
        around: Around::default(),
    };
    let left = chart.gutter(options, &style);
    let laid = chart.lay(0.0, left, (options.width * 0.42).clamp(150.0, 240.0), options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for (line, layer) in picture.layers.iter().enumerate() {
        paint(&plot, layer, line, &style);
    }
    let items = sheet.finish();
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        caption: String::new(),
        summary: format!("{}. {}", demonstration.title, step.text),
        reading: None,
    })
}

fn scale(axis: &Axis, options: &FigureOptions, most: usize) -> Scale {
    let mut scale = match axis.unit {
        Some(unit) => Scale::time(axis.high, unit, options),
        None => Scale::round(axis.low, axis.high, most, axis.title.clone()),
    };
    if !axis.names.is_empty() {
        scale.ticks.clone_from(&axis.names);
    }
    scale
}

fn ink(tone: Tone) -> Ink {
    match tone {
        Tone::Faint => Ink::Hairline,
        Tone::Group(k) => Ink::Series(k.min(255) as u8),
        Tone::Strong => Ink::Text,
    }
}

fn stroke(tone: Tone, style: &Style) -> Stroke<'static> {
    let pattern = match tone {
        Tone::Group(group) => dash(group),
        _ => &[],
    };
    Stroke { ink: ink(tone), width: style.curve, dash: pattern }
}

fn group(tone: Tone) -> usize {
    if let Tone::Group(group) = tone { group } else { 0 }
}

fn paint(plot: &Plot, layer: &Layer, line: usize, style: &Style) {
    let sheet = plot.sheet;
    match layer {
        Layer::Stairs { from, steps, until, tone } => {
            let corners = staircase(plot, *from, steps.iter().copied(), *until);
            plot.line(Role::Curve { group: group(*tone) }, corners, stroke(*tone, style));
        }
        Layer::Line { points, tone, dashed } => {
            let stroke =
                Stroke { dash: if *dashed { &[4.0, 3.0] } else { &[] }, ..stroke(*tone, style) };
            plot.line(Role::Curve { group: group(*tone) }, points.clone(), stroke);
        }
        Layer::Dots { points, tone, radius } => {
            for (x, y) in points {
                sheet.disc(
                    Role::Estimate { line },
                    [plot.x(*x), plot.y(*y)],
                    *radius,
                    ink(*tone),
                    1.0,
                );
            }
        }
        Layer::Ticks { points, tone } => {
            let stroke = Stroke::solid(ink(*tone), style.axis.max(1.25));
            for (x, y) in points {
                let (x, y) = (plot.x(*x), plot.y(*y));
                let bar = [[x, y - style.censored], [x, y + style.censored]];
                sheet.line(Role::Censored { group: group(*tone) }, &bar, stroke);
            }
        }
        Layer::Bars { low, width, heights } => shares(plot, *low, *width, heights),
        Layer::Upright { x, label, dashed } => {
            let at = plot.x(*x);
            let dash: &[f64] = if *dashed { &[4.0, 4.0] } else { &[] };
            let stroke = Stroke { ink: Ink::Text, width: style.axis, dash };
            let ends = [[at, plot.frame.top], [at, plot.frame.bottom]];
            sheet.line(Role::Reference, &ends, stroke);
            word(plot, [at + 5.0, plot.frame.top + style.text], label, Ink::Text, style);
        }
        Layer::Word { at, text, tone } => {
            let place = [plot.x(at.0) + 7.0, plot.y(at.1) - 5.0];
            word(plot, place, text, ink(*tone).lettering(), style);
        }
    }
}

/// To the right of its place, or to the left where there is no room.
fn word(plot: &Plot, [x, y]: [f64; 2], text: &str, ink: Ink, style: &Style) {
    if text.is_empty() {
        return;
    }
    let how = Lettering { halo: true, ..Lettering::new(style.small, ink) };
    let fits = x + how.width_of(text) <= plot.frame.right + 2.0;
    let (x, anchor) = if fits { (x, Anchor::Start) } else { (x - 12.0, Anchor::End) };
    let y = y.max(plot.frame.top + style.small);
    plot.sheet.text(Role::Note { line: 9 }, [x, y], text, how.anchored(anchor));
}
