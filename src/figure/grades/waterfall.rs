//! The waterfall of Δ necrosis: one bar a patient, from the largest rise to the
//! largest fall, in steps of the scale.

use crate::analysis::grades::{GradesAnswer, PatientGrades};
use crate::compact::{Gather, Order};
use crate::figure::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use crate::figure::extent::Frame;
use crate::figure::heading::Heading;
use crate::figure::metrics::text_width;
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Lettering, Plot, Sheet, Stroke};
use crate::figure::style::Style;
use crate::figure::{palette, ticks, words};
use crate::report::number;

const RISE: Ink = Ink::Series(0);
const FALL: Ink = Ink::Series(1);

struct Bar<'a> {
    patient: &'a PatientGrades,
    steps: i32,
}

pub(super) fn draw(answer: &GradesAnswer, options: &FigureOptions) -> DisplayList {
    let style = Style::of(options);
    let mut bars: Vec<Bar> = answer
        .patients
        .iter()
        .filter_map(|patient| Some(Bar { patient, steps: patient.delta.as_ref()?.steps? }))
        .gather();
    bars.order_by_key(|bar| std::cmp::Reverse(bar.steps));

    let y_title = options.y_title.as_deref().unwrap_or("Δ necrosis (steps of the scale)");
    let heading = Heading::lay(&counts(&bars, answer), y_title, options, &style);
    let low = bars.iter().map(|bar| bar.steps).min().unwrap_or(0).min(0);
    let high = bars.iter().map(|bar| bar.steps).max().unwrap_or(0).max(0);
    let (low, high) = (f64::from(low), f64::from(high).max(f64::from(low) + 1.0));

    let at = ticks::round_numbers(low, high, 8);
    let labels: Vec<String> = at.iter().map(|tick| number::exact(*tick)).gather();
    let widest = labels.iter().map(|l| text_width(l, style.text, false)).fold(0.0, f64::max);
    let left = style.margin + widest + style.tick + 4.0;
    let room = options.width - style.margin - left;
    let pitch = (room / bars.len().max(1) as f64).min(30.0);
    let names = names(&bars, pitch, &style);
    let under = names.iter().map(|n| text_width(n, style.small, false)).fold(0.0, f64::max);
    let top = heading.bottom + style.text * 0.6;
    let x_title = options.x_title.as_deref().unwrap_or("Patients");
    let below = if under > 0.0 { under + 8.0 } else { 4.0 } + style.line(style.text) + style.margin;
    let tall = options.height.map_or(240.0, |height| height - top - below).max(110.0);
    let frame = Frame {
        left,
        top,
        right: (left + pitch * bars.len().max(1) as f64)
            .max(left + 40.0)
            .min(options.width - style.margin),
        bottom: (top + tall).round(),
    };
    let foot = frame.bottom + below - style.margin;
    let wanted = heading.width.max(frame.right - style.margin) + 2.0 * style.margin;
    let width = wanted.max(left + text_width(x_title, style.text, false) + style.margin);
    let width = width.ceil().min(options.width);

    let sheet = Sheet::new(width, foot + style.margin);
    heading.draw(&sheet, &style);
    let plot = sheet.plot(frame, 0.0..bars.len().max(1) as f64, low..high);
    axis(&plot, &at, &labels, &style);
    for (k, bar) in bars.iter().enumerate() {
        draw_bar(&plot, k, bar, pitch, &style);
    }
    let how = Lettering { upright: true, ..Lettering::new(style.small, Ink::Muted) };
    for (k, name) in names.iter().enumerate() {
        let at = [plot.x(k as f64 + 0.5) + style.small * 0.35, frame.bottom + 6.0];
        let role = Role::TickLabel { axis: Axis::X, tick: k };
        sheet.text(role, at, name, how.anchored(Anchor::End));
    }
    let how = Lettering::new(style.text, Ink::Text);
    let at = [frame.left, foot - style.text * 0.3];
    sheet.text(Role::AxisTitle { axis: Axis::X }, at, x_title, how);
    let height = (foot + style.margin).ceil();
    let items = sheet.finish();
    DisplayList {
        width,
        height,
        colours: palette::colours(&items, options),
        items,
        summary: format!(
            "Change of necrosis in {}: {}.",
            words::counted(bars.len(), "patient", "patients"),
            counts(&bars, answer)
        ),
        caption: caption(&bars, answer),
        reading: None,
    }
}

/// Bars wide enough for a name under each have one.
fn names(bars: &[Bar], pitch: f64, style: &Style) -> Vec<String> {
    let name =
        |bar: &Bar| bar.patient.id.clone().unwrap_or_else(|| format!("row {}", bar.patient.row));
    let names: Vec<String> = bars.iter().map(name).gather();
    let short = names.iter().all(|n| text_width(n, style.small, false) <= 70.0);
    if pitch >= style.small + 1.0 && short { names } else { Vec::new() }
}

fn axis(plot: &Plot, at: &[f64], labels: &[String], style: &Style) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let stroke = Stroke::solid(Ink::Text, style.axis);
    sheet.line(Role::AxisLine, &[[frame.left, frame.top], [frame.left, frame.bottom]], stroke);
    let text = Lettering::new(style.text, Ink::Text).anchored(Anchor::End);
    for (tick, (value, label)) in at.iter().zip(labels).enumerate() {
        let y = plot.y(*value);
        let ends = [[frame.left - style.tick, y], [frame.left, y]];
        sheet.line(Role::Tick { axis: Axis::Y }, &ends, stroke);
        let place = [frame.left - style.tick - 4.0, y + style.text * 0.35];
        sheet.text(Role::TickLabel { axis: Axis::Y, tick }, place, label, text);
        if *value != 0.0 {
            let ends = [[frame.left, y], [frame.right, y]];
            sheet.line(Role::Grid, &ends, Stroke::solid(Ink::Hairline, style.axis));
        }
    }
    let zero = plot.y(0.0);
    sheet.line(Role::AxisLine, &[[frame.left, zero], [frame.right, zero]], stroke);
}

/// A bar from 0; a short stroke where nothing changed.
fn draw_bar(plot: &Plot, k: usize, bar: &Bar, pitch: f64, style: &Style) {
    let gap = (pitch * 0.15).min(3.0);
    let (left, right) = (plot.x(k as f64) + gap, plot.x(k as f64 + 1.0) - gap);
    let role = Role::Bar { patient: bar.patient.row };
    let (zero, y) = (plot.y(0.0), plot.y(f64::from(bar.steps)));
    if bar.steps == 0 {
        let stroke = Stroke::solid(Ink::Muted, style.curve * 2.0);
        return plot.sheet.line(role, &[[left, zero], [right, zero]], stroke);
    }
    let frame = Frame { left, right, top: y.min(zero), bottom: y.max(zero) };
    plot.sheet.rect(role, frame, if bar.steps > 0 { RISE } else { FALL }, 0.85);
}

/// `14 rise · 5 in the same grade · 3 fall · 5 without both grades`.
fn counts(bars: &[Bar], answer: &GradesAnswer) -> String {
    let count =
        |wanted: std::cmp::Ordering| bars.iter().filter(|b| b.steps.cmp(&0) == wanted).count();
    let mut said = vec![
        format!("{} rise", count(std::cmp::Ordering::Greater)),
        format!("{} in the same grade", count(std::cmp::Ordering::Equal)),
        format!("{} fall", count(std::cmp::Ordering::Less)),
    ];
    let rest = answer.patients.len() - bars.len();
    if rest > 0 {
        said.push(format!("{rest} without two settled grades"));
    }
    said.join(" · ")
}

fn caption(bars: &[Bar], answer: &GradesAnswer) -> String {
    format!(
        "Δ necrosis of {}, in steps of the scale, from the largest rise to the largest fall: {}. \
         Patients with the same grade twice have a stroke on the line of zero. Gradus {}.",
        words::counted(bars.len(), "patient", "patients"),
        counts(bars, answer),
        env!("CARGO_PKG_VERSION")
    )
}
