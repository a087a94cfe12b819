//! Two gradings against each other: a grid of bubbles whose areas are counts,
//! with the counts inside; or, for measured values, a scatter of the same.

use super::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use super::extent::Frame;
use super::levels::{Levels, levels};
use super::lines::wrap;
use super::options::FigureOptions;
use super::sheet::{Lettering, Sheet, Stroke};
use super::style::Style;
use super::{palette, words};
use crate::analysis::correlation::{CorrelationAnswer, CorrelationIntervalKind, CrossTable};
use crate::report::number;

/// Largest and smallest side of a cell in the grid.
const CELL: (f64, f64) = (22.0, 76.0);

/// Draws an answer. x runs to the right, y upwards.
pub fn draw(answer: &CorrelationAnswer, options: &FigureOptions) -> DisplayList {
    let width = if options.width.is_finite() { options.width.clamp(240.0, 4000.0) } else { 700.0 };
    let options = &FigureOptions { width: width.round(), ..options.clone() };
    let style = Style::of(options);
    let (x, y) = levels(&answer.cells);
    let layout = lay(answer, &x, &y, options, &style);
    let sheet = Sheet::new(width, layout.height);
    letters(&sheet, answer, &layout, &x, &y, options, &style);
    grid(&sheet, &layout, &x, &y, &style);
    bubbles(&sheet, &answer.cells, &layout, &x, &y, &style);
    let items = sheet.finish();
    DisplayList {
        width,
        height: layout.height,
        colours: palette::colours(&items, options),
        items,
        summary: summary(answer, &x, &y),
        caption: caption(answer, &x, &y),
        reading: None,
    }
}

struct Layout {
    height: f64,
    frame: Frame,
    title: Vec<(String, f64)>,
    note: Vec<(String, f64)>,
    y_title: Vec<(String, f64)>,
    x_labels: Vec<Vec<String>>,
    x_title: Vec<(String, f64)>,
    /// Largest radius of a bubble.
    radius: f64,
}

impl Layout {
    fn x(&self, share: f64) -> f64 {
        self.frame.left + share * self.frame.width()
    }

    fn y(&self, share: f64) -> f64 {
        self.frame.bottom - share * self.frame.height()
    }
}

fn lay(
    answer: &CorrelationAnswer,
    x: &Levels,
    y: &Levels,
    options: &FigureOptions,
    style: &Style,
) -> Layout {
    let text = Lettering::new(style.text, Ink::Text);
    let line = style.line(style.text);
    let inner = options.width - 2.0 * style.margin;
    let mut top = style.margin;
    let mut title = Vec::new();
    for text in options.title.iter().flat_map(|t| wrap(t, inner, style.title, true, 3)) {
        top += style.line(style.title);
        title.push((text, top - style.title * 0.3));
    }
    let mut note = Vec::new();
    if options.show_p {
        for text in wrap(&result(answer), inner, style.small, false, 3) {
            top += style.line(style.small);
            note.push((text, top - style.small * 0.3));
        }
        top += 4.0;
    }
    let mut y_title = Vec::new();
    let name = options.y_title.as_deref().unwrap_or(&answer.cells.y_name);
    for text in wrap(name, inner, style.text, false, 2) {
        top += line;
        y_title.push((text, top - style.text * 0.3));
    }
    // A line for the totals of columns, as they stand above the grid.
    top += if x.graded && y.graded { line + 2.0 } else { style.text * 0.6 };

    let gutter = y.labels.iter().map(|l| text.width_of(l)).fold(0.0, f64::max).min(inner * 0.35);
    let totals = if x.graded && y.graded { text.width_of("999") + 6.0 } else { 0.0 };
    let last = x.labels.last().map_or(0.0, |l| text.width_of(l) / 2.0);
    let left = style.margin + gutter + 8.0;
    let room = options.width - style.margin - totals - left;
    let (frame_width, frame_height, radius) = if x.graded && y.graded {
        let side = (room / x.labels.len().max(1) as f64).clamp(CELL.0, CELL.1);
        let tall = match options.height {
            Some(height) => (height - top - 70.0) / y.labels.len().max(1) as f64,
            None => side * 0.8,
        };
        let tall = tall.clamp(CELL.0, side);
        let size = [side * x.labels.len() as f64, tall * y.labels.len() as f64];
        (size[0], size[1], tall * 0.47)
    } else {
        let wide = (room - last).clamp(80.0, 460.0);
        let tall = options.height.map_or(wide * 0.72, |height| height - top - 70.0);
        (wide, tall.max(80.0), 9.0)
    };
    let frame = Frame {
        left,
        top: top.round(),
        right: (left + frame_width).min(options.width - style.margin),
        bottom: (top + frame_height).round(),
    };
    let cell = frame.width() / x.labels.len().max(1) as f64 - 4.0;
    let x_labels: Vec<Vec<String>> =
        x.labels.iter().map(|l| wrap(l, cell.max(20.0), style.text, false, 3)).collect();
    let label_lines = x_labels.iter().map(Vec::len).max().unwrap_or(0);
    let mut below = frame.bottom + 8.0 + label_lines as f64 * line;
    let mut x_title = Vec::new();
    let name = options.x_title.as_deref().unwrap_or(&answer.cells.x_name);
    below += 4.0;
    for text in wrap(name, inner, style.text, false, 2) {
        below += line;
        x_title.push((text, below - style.text * 0.3));
    }
    let height = (below + style.margin).ceil();
    Layout { height, frame, title, note, y_title, x_labels, x_title, radius }
}

fn letters(
    sheet: &Sheet,
    answer: &CorrelationAnswer,
    layout: &Layout,
    x: &Levels,
    y: &Levels,
    options: &FigureOptions,
    style: &Style,
) {
    let text = Lettering::new(style.text, Ink::Text);
    let frame = layout.frame;
    for (line, baseline) in &layout.title {
        let how = Lettering::new(style.title, Ink::Text).bold();
        sheet.text(Role::Title, [style.margin, *baseline], line, how);
    }
    for (k, (line, baseline)) in layout.note.iter().enumerate() {
        let how = Lettering::new(style.small, Ink::Muted);
        sheet.text(Role::Note { line: k }, [style.margin, *baseline], line, how);
    }
    for (line, baseline) in &layout.y_title {
        sheet.text(Role::AxisTitle { axis: Axis::Y }, [style.margin, *baseline], line, text);
    }
    let line = style.line(style.text);
    for (tick, (lines, at)) in layout.x_labels.iter().zip(&x.at).enumerate() {
        for (k, label) in lines.iter().enumerate() {
            let baseline = frame.bottom + 8.0 + style.text * 0.75 + k as f64 * line;
            let role = Role::TickLabel { axis: Axis::X, tick };
            sheet.text(role, [layout.x(*at), baseline], label, text.anchored(Anchor::Middle));
        }
    }
    for (tick, (label, at)) in y.labels.iter().zip(&y.at).enumerate() {
        let room = frame.left - 8.0 - style.margin;
        let label = super::lines::shorten(label, room + 1.0, style.text, false);
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
        let most = options.width - style.margin - half;
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
}

fn grid(sheet: &Sheet, layout: &Layout, x: &Levels, y: &Levels, style: &Style) {
    let frame = layout.frame;
    let hair = Stroke::solid(Ink::Hairline, style.axis);
    for at in &x.lines {
        let x = layout.x(*at);
        sheet.line(Role::Grid, &[[x, frame.top], [x, frame.bottom]], hair);
    }
    for at in &y.lines {
        let y = layout.y(*at);
        sheet.line(Role::Grid, &[[frame.left, y], [frame.right, y]], hair);
    }
    if x.same_scale && !x.at.is_empty() {
        let ends = [[frame.left, frame.bottom], [frame.right, frame.top]];
        let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &[4.0, 4.0] };
        sheet.line(Role::Reference, &ends, stroke);
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

/// `Spearman ρ = 0.44 (95 % CI 0.05 to 0.72), p = 0.028, n = 25`.
fn result(answer: &CorrelationAnswer) -> String {
    let spearman = &answer.spearman;
    let Some(rho) = spearman.rho.value() else {
        return format!("Spearman ρ not estimable, n = {}", spearman.n);
    };
    let interval = spearman
        .intervals
        .iter()
        .find(|i| i.kind == CorrelationIntervalKind::BonettWright)
        .or(spearman.intervals.first());
    let limits = interval.and_then(|i| Some((i.level, i.lower.value()?, i.upper.value()?)));
    let limits = limits.map(|(level, lower, upper)| {
        format!(
            " ({} CI {} to {})",
            words::level(level),
            number::fixed(lower, 2),
            number::fixed(upper, 2)
        )
    });
    let p = spearman.p_t.value().map(|p| format!(", {}", words::p_value(p)));
    format!(
        "Spearman ρ = {}{}{}, n = {}",
        number::fixed(rho, 2),
        limits.unwrap_or_default(),
        p.unwrap_or_default(),
        spearman.n
    )
}

fn summary(answer: &CorrelationAnswer, x: &Levels, y: &Levels) -> String {
    let cells = &answer.cells;
    let mut said = format!("{}: {}.", answer.question.trim_end_matches('.'), result(answer));
    let columns = cells.y_values.len().max(1);
    let largest = cells.counts.iter().enumerate().max_by_key(|(_, count)| **count);
    if let Some((at, count)) = largest.filter(|(_, count)| **count > 0) {
        let patients = words::counted(*count as usize, "patient", "patients");
        let (i, j) = (at / columns, at % columns);
        said += &format!(
            " The largest cell has {patients}: {} {}, {} {}.",
            cells.x_name, cells.x_labels[i], cells.y_name, cells.y_labels[j]
        );
    }
    if let Some(same) = on_diagonal(cells, x, y) {
        let patients = words::counted(same as usize, "patient has", "patients have");
        said += &format!(" {patients} the same grade in both.");
    }
    said
}

/// How many have the same grade twice, where both axes are one scale.
fn on_diagonal(cells: &CrossTable, x: &Levels, y: &Levels) -> Option<u64> {
    let columns = cells.y_values.len().max(1);
    let counts = cells.counts.iter().enumerate();
    let same = counts.filter(|(at, _)| x.slot[at / columns] == y.slot[at % columns]);
    x.same_scale.then(|| same.map(|(_, count)| u64::from(*count)).sum())
}

fn caption(answer: &CorrelationAnswer, x: &Levels, y: &Levels) -> String {
    let mut said = vec![format!("{}.", answer.question.trim_end_matches('.'))];
    if x.graded && y.graded {
        said.push("Areas and numbers are counts of patients; totals at the top and right.".into());
    }
    if x.same_scale {
        said.push("Dashed: the same grade in both.".into());
    }
    said.push(format!("{}.", result(answer)));
    said.push(format!("Gradus {}.", env!("CARGO_PKG_VERSION")));
    said.join(" ")
}
