//! The transition matrix: grade before against grade after, cells as dark as
//! their counts, in the ink of a rise or of a fall.

use crate::analysis::grades::{GradeColumn, GradesAnswer, Transitions};
use crate::compact::Gather;
use crate::figure::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use crate::figure::extent::Frame;
use crate::figure::heading::Heading;
use crate::figure::lines::{shorten, wrap};
use crate::figure::metrics::text_width;
use crate::figure::options::FigureOptions;
use crate::figure::palette;
use crate::figure::sheet::{Lettering, Sheet, Stroke};
use crate::figure::style::Style;

/// Largest side of a cell.
const CELL: f64 = 64.0;

/// Before runs upwards, after to the right: below the diagonal necrosis rose.
pub(super) fn draw(
    answer: &GradesAnswer,
    found: &Transitions,
    options: &FigureOptions,
) -> DisplayList {
    let style = Style::of(options);
    let line = style.line(style.text);
    let [pre, post] = [found.pre, found.post].map(|k| &answer.columns[k]);
    let y_title = format!("{} (before)", pre.column);
    let heading = Heading::lay("", &y_title, options, &style);
    let inner = options.width - 2.0 * style.margin;
    let widest = pre.bands.iter().map(|b| text_width(&b.label, style.text, false));
    let gutter = widest.fold(0.0, f64::max).min(inner * 0.35);
    let totals = 30.0;
    let left = style.margin + gutter + 8.0;
    let (columns, rows) = (post.bands.len().max(1) as f64, pre.bands.len().max(1) as f64);
    let side = ((options.width - style.margin - totals - left) / columns).clamp(8.0, CELL);
    let top = heading.bottom + line + 2.0;
    let tall = match options.height {
        Some(height) => ((height - top - 70.0) / rows).max(line),
        None => (side * 0.8).max(line),
    };
    let frame =
        Frame { left, top, right: left + side * columns, bottom: (top + tall * rows).round() };
    let labels: Vec<Vec<String>> =
        post.bands.iter().map(|b| wrap(&b.label, side - 4.0, style.text - 1.0, false, 3)).gather();
    let label_lines = labels.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let x_title = shorten(&format!("{} (after)", post.column), inner, style.text, false);
    let foot = frame.bottom + 8.0 + (label_lines + 1.0) * line + 4.0;
    let reach = text_width(&x_title, style.text, false) + left;
    let width = (frame.right + totals).max(heading.width + style.margin).max(reach);
    let width = (width + style.margin).ceil().min(options.width);

    let sheet = Sheet::new(width, foot + style.margin);
    heading.draw(&sheet, &style);
    let most = found.counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let cell = |before: usize, after: usize| Frame {
        left: frame.left + side * after as f64,
        right: frame.left + side * (after + 1) as f64,
        top: frame.bottom - tall * (before + 1) as f64,
        bottom: frame.bottom - tall * before as f64,
    };
    let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
    for (before, row) in found.counts.iter().enumerate() {
        for (after, count) in row.iter().enumerate() {
            let place = cell(before, after);
            let role = Role::Bubble { x: after, y: before };
            if *count > 0 {
                let share = f64::from(*count) / f64::from(most);
                let ink = match after.cmp(&before) {
                    _ if !found.same_scale => Ink::Series(0),
                    std::cmp::Ordering::Greater => Ink::Series(0),
                    std::cmp::Ordering::Equal => Ink::Muted,
                    std::cmp::Ordering::Less => Ink::Series(1),
                };
                sheet.rect(role, place, ink, 0.12 + 0.4 * share);
                let at = middle(&place, &style);
                let role = Role::BubbleCount { x: after, y: before };
                sheet.text(role, at, &count.to_string(), how);
            }
            if found.same_scale && before == after {
                let corners = [
                    [place.left, place.top],
                    [place.right, place.top],
                    [place.right, place.bottom],
                    [place.left, place.bottom],
                    [place.left, place.top],
                ];
                let stroke = Stroke::solid(Ink::Muted, style.curve);
                sheet.line(Role::Reference, &corners, stroke);
            }
        }
    }
    lines_and_labels(&sheet, frame, [side, tall], [pre, post], &labels, &style);
    let how = Lettering::new(style.small, Ink::Muted);
    for (before, row) in found.counts.iter().enumerate() {
        let at = [frame.right + 6.0, middle(&cell(before, 0), &style)[1]];
        let sum: u32 = row.iter().sum();
        sheet.text(Role::Total { axis: Axis::Y, level: before }, at, &sum.to_string(), how);
    }
    for after in 0..post.bands.len() {
        let sum: u32 = found.counts.iter().map(|row| row[after]).sum();
        let at = [middle(&cell(0, after), &style)[0], frame.top - 5.0];
        let role = Role::Total { axis: Axis::X, level: after };
        sheet.text(role, at, &sum.to_string(), how.anchored(Anchor::Middle));
    }
    let at = [frame.left, foot - style.text * 0.3];
    let how = Lettering::new(style.text, Ink::Text);
    sheet.text(Role::AxisTitle { axis: Axis::X }, at, &x_title, how);
    let items = sheet.finish();
    let said = said(found, pre, post);
    DisplayList {
        width,
        height: (foot + style.margin).ceil(),
        colours: palette::colours(&items, options),
        items,
        caption: format!(
            "{said}{} Totals at the top and right. Gradus {}.",
            if found.same_scale {
                " Framed: the same grade twice; right of it necrosis rose."
            } else {
                ""
            },
            env!("CARGO_PKG_VERSION")
        ),
        summary: said,
        reading: None,
    }
}

fn middle(cell: &Frame, style: &Style) -> [f64; 2] {
    [(cell.left + cell.right) / 2.0, (cell.top + cell.bottom) / 2.0 + style.text * 0.36]
}

fn lines_and_labels(
    sheet: &Sheet,
    frame: Frame,
    [side, tall]: [f64; 2],
    [pre, post]: [&GradeColumn; 2],
    labels: &[Vec<String>],
    style: &Style,
) {
    let hair = Stroke::solid(Ink::Hairline, style.axis);
    for k in 0..=post.bands.len() {
        let x = frame.left + side * k as f64;
        sheet.line(Role::Grid, &[[x, frame.top], [x, frame.bottom]], hair);
    }
    for k in 0..=pre.bands.len() {
        let y = frame.bottom - tall * k as f64;
        sheet.line(Role::Grid, &[[frame.left, y], [frame.right, y]], hair);
    }
    let how = Lettering::new(style.text - 1.0, Ink::Text).anchored(Anchor::Middle);
    for (tick, lines) in labels.iter().enumerate() {
        for (k, label) in lines.iter().enumerate() {
            let x = frame.left + side * (tick as f64 + 0.5);
            let y = frame.bottom + 8.0 + style.text * 0.75 + k as f64 * style.line(style.text);
            sheet.text(Role::TickLabel { axis: Axis::X, tick }, [x, y], label, how);
        }
    }
    let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::End);
    for (tick, band) in pre.bands.iter().enumerate() {
        let y = frame.bottom - tall * (tick as f64 + 0.5) + style.text * 0.35;
        let label = shorten(&band.label, frame.left - 7.0 - style.margin, style.text, false);
        sheet.text(Role::TickLabel { axis: Axis::Y, tick }, [frame.left - 8.0, y], &label, how);
    }
}

/// "mri_pre to mri_post in 27 patients: 5-25 to 75-95 in 4; …", most frequent first.
fn said(found: &Transitions, pre: &GradeColumn, post: &GradeColumn) -> String {
    let mut ways = Vec::new();
    for (before, row) in found.counts.iter().enumerate() {
        for (after, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
            ways.push((*count, &pre.bands[before].label, &post.bands[after].label));
        }
    }
    ways.sort_by_key(|way| std::cmp::Reverse(way.0));
    let all: u32 = ways.iter().map(|way| way.0).sum();
    let each: Vec<String> =
        ways.iter().map(|(count, from, to)| format!("{from} to {to} in {count}")).gather();
    let without = match found.without {
        0 => String::new(),
        n => format!(" {n} without two settled grades."),
    };
    format!("{} to {}, {all} patients: {}.{without}", pre.column, post.column, each.join("; "))
}
