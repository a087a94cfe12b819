//! Two gradings against each other: a grid of bubbles whose areas are counts,
//! with the counts inside; or, for measured values, a scatter of the same.

mod layout;
mod levels;
mod permutation;
mod sentences;

use crate::analysis::correlation::{CorrelationAnswer, CrossTable};
use crate::figure::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use crate::figure::extent::Frame;
use crate::figure::options::{FigureOptions, View};
use crate::figure::sheet::{Lettering, Sheet, Stroke};
use crate::figure::style::Style;
use crate::figure::{forest, palette};
use layout::{Layout, lay};
use levels::{Levels, levels};

/// The figure that `view` asks for: the grid unless it asks for another.
pub fn draw_view(answer: &CorrelationAnswer, options: &FigureOptions) -> Option<DisplayList> {
    match options.view {
        View::Coefficients => Some(forest::coefficients(answer, options)),
        View::Permutation => permutation::draw(answer, options),
        _ => Some(draw(answer, options)),
    }
}

/// Draws an answer. x runs to the right, y upwards.
pub fn draw(answer: &CorrelationAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let (x, y) = levels(&answer.cells);
    let layout = lay(answer, &x, &y, options, &style);
    let sheet = Sheet::new(layout.width, layout.height);
    letters(&sheet, answer, &layout, &x, &y, &style);
    grid(&sheet, &layout, &x, &y, &style);
    bubbles(&sheet, &answer.cells, &layout, &x, &y, &style);
    let items = sheet.finish();
    DisplayList {
        width: layout.width,
        height: layout.height,
        colours: palette::colours(&items, options),
        items,
        summary: sentences::summary(answer, &x, &y),
        caption: sentences::caption(answer, &x, &y),
        reading: None,
    }
}

fn letters(
    sheet: &Sheet,
    answer: &CorrelationAnswer,
    layout: &Layout,
    x: &Levels,
    y: &Levels,
    style: &Style,
) {
    let text = Lettering::new(style.text, Ink::Text);
    let frame = layout.frame;
    layout.heading.draw(sheet, style);
    let line = style.line(style.text);
    for (tick, (lines, at)) in layout.x_labels.iter().zip(&x.at).enumerate() {
        for (k, label) in lines.iter().enumerate() {
            let baseline = frame.bottom + 8.0 + style.text * 0.75 + k as f64 * line;
            let role = Role::TickLabel { axis: Axis::X, tick };
            let how = Lettering::new(layout.x_label_size, Ink::Text).anchored(Anchor::Middle);
            sheet.text(role, [layout.x(*at), baseline], label, how);
        }
    }
    for (tick, (label, at)) in y.labels.iter().zip(&y.at).enumerate() {
        let room = frame.left - 8.0 - style.margin;
        let label = crate::figure::lines::shorten(label, room + 1.0, style.text, false);
        let place = [frame.left - 8.0, layout.y(*at) + style.text * 0.35];
        sheet.text(
            Role::TickLabel { axis: Axis::Y, tick },
            place,
            &label,
            text.anchored(Anchor::End),
        );
    }
    let middle = (frame.left + frame.right) / 2.0;
    for (line, baseline) in &layout.x_title {
        let half = text.width_of(line) / 2.0;
        let most = layout.width - style.margin - half;
        let at = [middle.clamp(style.margin + half, most.max(style.margin + half)), *baseline];
        sheet.text(Role::AxisTitle { axis: Axis::X }, at, line, text.anchored(Anchor::Middle));
    }
    if x.graded && y.graded {
        totals(sheet, &answer.cells, layout, x, y, style);
    }
}

fn totals(
    sheet: &Sheet,
    cells: &CrossTable,
    layout: &Layout,
    x: &Levels,
    y: &Levels,
    style: &Style,
) {
    let how = Lettering::new(style.small, Ink::Muted).anchored(Anchor::Middle);
    let count = |level: &Levels, k: usize, by_x: bool| -> u64 {
        let pairs = || {
            cells.counts.iter().enumerate().map(|(at, count)| {
                (
                    at / cells.y_values.len().max(1),
                    at % cells.y_values.len().max(1),
                    u64::from(*count),
                )
            })
        };
        pairs().filter(|(i, j, _)| level.slot[if by_x { *i } else { *j }] == k).map(|p| p.2).sum()
    };
    for (level, at) in x.at.iter().enumerate() {
        let place = [layout.x(*at), layout.frame.top - 5.0];
        sheet.text(
            Role::Total { axis: Axis::X, level },
            place,
            &count(x, level, true).to_string(),
            how,
        );
    }
    for (level, at) in y.at.iter().enumerate() {
        let place = [layout.frame.right + 6.0, layout.y(*at) + style.small * 0.35];
        let how = how.anchored(Anchor::Start);
        sheet.text(
            Role::Total { axis: Axis::Y, level },
            place,
            &count(y, level, false).to_string(),
            how,
        );
    }
    let all: u64 = cells.counts.iter().map(|count| u64::from(*count)).sum();
    let corner = [layout.frame.right + 6.0, layout.frame.top - 5.0];
    let how = how.anchored(Anchor::Start).bold();
    sheet.text(Role::Total { axis: Axis::X, level: x.at.len() }, corner, &all.to_string(), how);
}

fn grid(sheet: &Sheet, layout: &Layout, x: &Levels, y: &Levels, style: &Style) {
    let frame = layout.frame;
    if x.same_scale {
        // Cells of the same grade twice.
        let count = x.at.len() as f64;
        for k in 0..x.at.len() {
            let (from, to) = (k as f64 / count, (k + 1) as f64 / count);
            let cell = Frame {
                left: layout.x(from),
                top: layout.y(to),
                right: layout.x(to),
                bottom: layout.y(from),
            };
            sheet.rect(Role::Reference, cell, Ink::Hairline, 0.4);
        }
    }
    let hair = Stroke::solid(Ink::Hairline, style.axis);
    for at in &x.lines {
        let x = layout.x(*at);
        sheet.line(Role::Grid, &[[x, frame.top], [x, frame.bottom]], hair);
    }
    for at in &y.lines {
        let y = layout.y(*at);
        sheet.line(Role::Grid, &[[frame.left, y], [frame.right, y]], hair);
    }
}

/// Area in proportion to the count; the largest just fits its cell.
fn bubbles(
    sheet: &Sheet,
    cells: &CrossTable,
    layout: &Layout,
    x: &Levels,
    y: &Levels,
    style: &Style,
) {
    let most = cells.counts.iter().copied().max().unwrap_or(0).max(1);
    let columns = cells.y_values.len().max(1);
    let graded = x.graded && y.graded;
    for (at, count) in cells.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let (i, j) = (at / columns, at % columns);
        let place = [layout.x(x.share[i]), layout.y(y.share[j])];
        let share = f64::from(*count) / f64::from(most);
        let radius = if graded {
            layout.radius * share.sqrt()
        } else {
            // One patient is always a small disc; more of them a larger one.
            (3.0 * f64::from(*count).sqrt()).min(layout.radius * 1.6)
        };
        let role = Role::Bubble { x: i, y: j };
        sheet.disc(role, place, radius, Ink::Series(0), if graded { 0.3 } else { 0.6 });
        if graded {
            let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
            let at = [place[0], place[1] + style.text * 0.36];
            sheet.text(Role::BubbleCount { x: i, y: j }, at, &count.to_string(), how);
        }
    }
}
