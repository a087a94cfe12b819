//! Two scales side by side on a ruler of per cent necrosis, with the stretch
//! that is converted across both.

use super::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use super::extent::Frame;
use super::lines::{shorten, wrap};
use super::options::FigureOptions;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::Style;
use super::{heading::Heading, palette};
use crate::analysis::conversion::{ConversionAnswer, ScaleBands};
use crate::compact::{Gather, Order};
use crate::report::number;
use crate::value::Interval;

const WIDEST: f64 = 640.0;

/// The scale on the left is converted; on the right stand the grades it may be.
pub fn draw(answer: &ConversionAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let width = options.width.min(WIDEST);
    let line = style.line(style.text);
    let heading = Heading::lay("", "", options, &style);
    let (column, gap) = if width < 480.0 { (24.0, 56.0) } else { (30.0, 72.0) };
    let room = (width - gap) / 2.0 - style.margin;
    let names =
        [&answer.from, &answer.to].map(|scale| wrap(&scale.name, room, style.text, true, 3));
    let name_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let most = answer.from.labels.len().max(answer.to.labels.len()) as f64;
    let top = (heading.bottom + name_lines * line + 14.0).round();
    let tall = options.height.map_or(300.0, |height| height - top - 2.0 * line);
    let bottom = top + tall.max((most + 1.0) * (line + 2.0)).round();
    let height = bottom + 2.0 * line + style.margin;

    let sheet = Sheet::new(width, height);
    heading.draw(&sheet, &style);
    let middle = (width / 2.0).round();
    // A column of bands a scale, and between the two the ruler.
    let left = middle - gap / 2.0 - column;
    let frame = Frame { left, top, right: middle + gap / 2.0 + column, bottom };
    let plot = sheet.plot(frame, 0.0..1.0, 0.0..100.0);
    let stretch = answer.value.as_ref().and_then(|value| value.necrosis.map(|band| (value, band)));
    let chosen = |side: usize, label: &String, band: &Interval| match (&stretch, side) {
        (None, _) => false,
        (Some((value, own)), 0) => {
            let named = answer.from.labels.contains(&value.label);
            if named { value.label == *label } else { own.meets(band) }
        }
        (Some((value, _)), _) => value.possible.contains(label),
    };
    for (side, scale) in [&answer.from, &answer.to].into_iter().enumerate() {
        let bands = Bands {
            side,
            labels: &scale.labels,
            necrosis: scale.necrosis.clone(),
            column,
            with_ends: true,
        };
        draw_bands(&plot, bands, &|label, band| chosen(side, label, band), &style);
        let (at, anchor) = if side == 0 {
            (left + column, Anchor::End)
        } else {
            (frame.right - column, Anchor::Start)
        };
        let how = Lettering::new(style.text, Ink::Text).bold().anchored(anchor);
        for (k, text) in names[side].iter().enumerate() {
            let y = heading.bottom + (k as f64 + 0.75) * line;
            sheet.text(Role::AxisTitle { axis: Axis::X }, [at, y], text, how);
        }
    }
    draw_ruler(&plot, column, middle, &style);
    if let Some((_, band)) = &stretch {
        draw_stretch(&plot, band, &style);
    }
    let items = sheet.finish();
    let summary = summary(answer);
    DisplayList {
        width,
        height: height.ceil(),
        colours: palette::colours(&items, options),
        items,
        caption: format!("{summary} Gradus {}.", env!("CARGO_PKG_VERSION")),
        summary,
        reading: None,
    }
}

/// A scale at the left (0) or right side of a plot of per cents.
pub(super) struct Bands<'a> {
    pub side: usize,
    pub labels: &'a [String],
    pub necrosis: Vec<Option<Interval>>,
    /// Width of the boxes.
    pub column: f64,
    /// Names carry their bands where there is room.
    pub with_ends: bool,
}

/// The bands as boxes, their names beside them, moved apart where bands are
/// narrow, each with a stroke to its box.
pub(super) fn draw_bands(
    plot: &Plot,
    scale: Bands,
    chosen: &dyn Fn(&String, &Interval) -> bool,
    style: &Style,
) {
    let Bands { side, column, .. } = scale;
    let (sheet, frame) = (plot.sheet, plot.frame);
    let (box_left, edge, outwards) = if side == 0 {
        (frame.left, frame.left, -1.0)
    } else {
        (frame.right - column, frame.right, 1.0)
    };
    let named = scale.labels.iter().zip(&scale.necrosis).enumerate();
    let bands: Vec<(usize, &String, Interval)> =
        named.filter_map(|(grade, (label, band))| Some((grade, label, (*band)?))).gather();
    let wanted = bands.iter().map(|(_, _, band)| plot.y(band.midpoint())).gather();
    let ends = [frame.top, frame.bottom];
    let places = apart(wanted, style.line(style.text) + 2.0, ends);
    for ((grade, label, band), y) in bands.into_iter().zip(places) {
        let role = Role::Grade { scale: side, grade };
        let is_chosen = chosen(label, &band);
        let (mut upper, mut lower) = (plot.y(band.high), plot.y(band.low));
        // A single per cent has no height of its own.
        if lower - upper < 3.0 {
            (upper, lower) = (upper - 1.5, lower + 1.5);
        }
        let body = Frame { left: box_left, top: upper, right: box_left + column, bottom: lower };
        let (ink, opacity) = if is_chosen { (Ink::Series(0), 0.55) } else { (Ink::Hairline, 0.55) };
        sheet.rect(role.clone(), body, ink, opacity);
        let outline = [
            [body.left, upper],
            [body.right, upper],
            [body.right, lower],
            [body.left, lower],
            [body.left, upper],
        ];
        sheet.line(role.clone(), &outline, Stroke::solid(Ink::Muted, style.axis));
        let near = plot.y(band.midpoint());
        let leader = [[edge, near], [edge + outwards * 10.0, y], [edge + outwards * 14.0, y]];
        sheet.line(role.clone(), &leader, Stroke::solid(Ink::Muted, style.axis));
        let anchor = if side == 0 { Anchor::End } else { Anchor::Start };
        let mut how = Lettering::new(style.text, Ink::Text).anchored(anchor);
        how.bold = is_chosen;
        // Both sides have the same room; the band is left out where it has none.
        let room = frame.left - 18.0 - style.margin;
        let whole = format!("{label}  {}", written(&band));
        let text =
            if scale.with_ends && how.width_of(&whole) <= room { whole } else { label.clone() };
        let text = shorten(&text, room, style.text, is_chosen);
        sheet.text(role, [edge + outwards * 18.0, y + style.text * 0.35], &text, how);
    }
}

/// Moves places downwards until all are a step apart, then back into the room.
fn apart(wanted: Vec<f64>, step: f64, [top, bottom]: [f64; 2]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).gather();
    order.order_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut places = wanted;
    let mut least = top;
    for &k in &order {
        places[k] = places[k].max(least);
        least = places[k] + step;
    }
    let mut most = bottom;
    for &k in order.iter().rev() {
        places[k] = places[k].min(most);
        most = places[k] - step;
    }
    places
}

fn draw_ruler(plot: &Plot, column: f64, middle: f64, style: &Style) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let inner = [frame.left + column, frame.right - column];
    let stroke = Stroke::solid(Ink::Muted, style.axis);
    let how = Lettering { halo: true, ..Lettering::new(style.small, Ink::Text) };
    for tick in 0..=10_usize {
        let y = plot.y(tick as f64 * 10.0);
        for (x, way) in [(inner[0], 1.0), (inner[1], -1.0)] {
            sheet.line(Role::Tick { axis: Axis::Y }, &[[x, y], [x + way * style.tick, y]], stroke);
        }
        let role = Role::TickLabel { axis: Axis::Y, tick };
        let at = [middle, y + style.small * 0.35];
        sheet.text(role, at, &(tick * 10).to_string(), how.anchored(Anchor::Middle));
    }
    let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
    let at = [middle, frame.bottom + 1.75 * style.line(style.text)];
    sheet.text(Role::AxisTitle { axis: Axis::Y }, at, "Necrosis, %", how);
}

/// The converted stretch across both scales; a dashed end does not belong to it.
fn draw_stretch(plot: &Plot, band: &Interval, style: &Style) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let (upper, lower) = (plot.y(band.high), plot.y(band.low));
    let body = Frame { top: upper, bottom: lower, ..frame };
    if lower > upper {
        sheet.rect(Role::Reference, body, Ink::Series(0), 0.16);
    }
    for (y, closed) in [(upper, band.high_closed), (lower, band.low_closed)] {
        let dash: &[f64] = if closed { &[] } else { &[4.0, 3.0] };
        let stroke = Stroke { ink: Ink::Series(0), width: style.curve, dash };
        sheet.line(Role::Reference, &[[frame.left - 4.0, y], [frame.right + 4.0, y]], stroke);
    }
}

/// `[25, 50)`: a square bracket for an end that belongs to the band.
pub(super) fn written(band: &Interval) -> String {
    let low = number::exact(band.low);
    if band.low == band.high {
        return low;
    }
    format!(
        "{}{low}, {}{}",
        if band.low_closed { '[' } else { '(' },
        number::exact(band.high),
        if band.high_closed { ']' } else { ')' }
    )
}

fn summary(answer: &ConversionAnswer) -> String {
    let said = |scale: &ScaleBands| {
        let each: Vec<String> = scale
            .labels
            .iter()
            .zip(&scale.necrosis)
            .filter_map(|(label, band)| Some(format!("{label} {}", written(&(*band)?))))
            .gather();
        format!("{}, in per cent necrosis: {}.", scale.name, each.join("; "))
    };
    let value = answer.value.as_ref().map_or(String::new(), |value| {
        format!(
            " Marked: {}{}, which can be {}.",
            value.label,
            value.necrosis.as_ref().map_or(String::new(), |band| format!(" {}", written(band))),
            if value.possible.is_empty() { "no grade".into() } else { value.possible.join(" or ") }
        )
    });
    format!("{} {}{value}", said(&answer.from), said(&answer.to))
}
