//! Draws axes, curves and table where the layout put them.

use super::across::{SAMPLE, SAMPLE_GAP};
use super::groups::Group;
use super::layout::Layout;
use super::risk;
use crate::figure::display_list::{Anchor, Axis, Ink, Role};
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Lettering, Plot, Sheet, Stroke};
use crate::figure::steps::{ribbons, staircase};
use crate::figure::style::Style;

/// More of them would be a fence.
const MOST_MEDIAN_LINES: usize = 4;

/// Everything but the curves: titles, axes, table.
pub(super) fn around(
    plot: &Plot,
    layout: &Layout,
    y_ticks: &[f64],
    y_labels: &[String],
    groups: &[Group],
    options: &FigureOptions,
    style: &Style,
) {
    let sheet = plot.sheet;
    let text = Lettering::new(style.text, Ink::Text);
    for (line, baseline) in &layout.title {
        let at = [style.margin, *baseline];
        sheet.text(Role::Title, at, line, Lettering::new(style.title, Ink::Text).bold());
    }
    let y_labels_width =
        y_labels.iter().map(|l| text.width_of(l)).fold(0.0, f64::max) + style.tick + 4.0;
    for (line, baseline) in &layout.y_title {
        // Over the axis' labels, or further left where it is long.
        let room = options.width - style.margin - text.width_of(line);
        let at = [layout.frame.left - y_labels_width, *baseline];
        let at = [at[0].min(room).max(style.margin), at[1]];
        sheet.text(Role::AxisTitle { axis: Axis::Y }, at, line, text);
    }
    axes(plot, layout, y_ticks, y_labels, options, style);
    let middle = (layout.frame.left + layout.frame.right) / 2.0;
    let (title, baseline) = &layout.x_title;
    // Centred under the axis, but never over the edge.
    let half = text.width_of(title) / 2.0;
    let middle = middle.clamp(style.margin + half, (options.width - style.margin - half).max(half));
    let centred = text.anchored(Anchor::Middle);
    sheet.text(Role::AxisTitle { axis: Axis::X }, [middle, *baseline], title, centred);
    table(plot, layout, groups, style);
}

fn axes(
    plot: &Plot,
    layout: &Layout,
    y_ticks: &[f64],
    y_labels: &[String],
    options: &FigureOptions,
    style: &Style,
) {
    let sheet = plot.sheet;
    let frame = layout.frame;
    let stroke = Stroke::solid(Ink::Text, style.axis);
    let text = Lettering::new(style.text, Ink::Text);
    sheet.line(Role::AxisLine, &[[frame.left, frame.top], [frame.left, frame.bottom]], stroke);
    sheet.line(Role::AxisLine, &[[frame.left, frame.bottom], [frame.right, frame.bottom]], stroke);
    for (tick, (value, label)) in y_ticks.iter().zip(y_labels).enumerate() {
        let y = plot.y(value / 100.0);
        let ends = [[frame.left - style.tick, y], [frame.left, y]];
        sheet.line(Role::Tick { axis: Axis::Y }, &ends, stroke);
        let at = [frame.left - style.tick - 4.0, y + style.text * 0.35];
        let role = Role::TickLabel { axis: Axis::Y, tick };
        sheet.text(role, at, label, text.anchored(Anchor::End));
    }
    for (tick, (time, label)) in
        layout.across.ticks.iter().zip(&layout.across.tick_labels).enumerate()
    {
        let x = plot.x(*time);
        let ends = [[x, frame.bottom], [x, frame.bottom + style.tick]];
        sheet.line(Role::Tick { axis: Axis::X }, &ends, stroke);
        let role = Role::TickLabel { axis: Axis::X, tick };
        let at = [x, layout.tick_baseline];
        sheet.text(role, at, label, text.anchored(Anchor::Middle));
    }
    if options.y_from > 0.0 {
        // Two slanted strokes: the axis does not begin at zero.
        for lift in [6.0, 10.0] {
            let y = frame.bottom - lift;
            let ends = [[frame.left - 4.0, y + 2.5], [frame.left + 4.0, y - 2.5]];
            sheet.line(Role::AxisLine, &ends, stroke);
        }
    }
}

fn table(plot: &Plot, layout: &Layout, groups: &[Group], style: &Style) {
    let sheet = plot.sheet;
    if layout.rows.is_empty() {
        return;
    }
    let text = Lettering::new(style.text, Ink::Text);
    let (title, baseline) = &layout.risk_title;
    let title =
        crate::figure::lines::shorten(title, layout.frame.right - style.margin, style.text, true);
    sheet.text(Role::RiskTitle, [style.margin, *baseline], &title, text.bold());
    for row in &layout.rows {
        let group = &groups[row.group];
        if row.names_group {
            sample(sheet, group, style.margin, row.baseline, style);
            let at = [style.margin + SAMPLE + SAMPLE_GAP, row.baseline];
            let how = Lettering::new(style.text, group.ink.lettering());
            sheet.text(Role::RiskLabel { group: group.index }, at, &row.label, how);
        } else if !row.label.is_empty() {
            let at = [style.margin, row.baseline];
            let how = Lettering::new(style.text, Ink::Muted);
            sheet.text(Role::RiskLabel { group: group.index }, at, &row.label, how);
        }
        let Some(count) = row.count else { continue };
        for (tick, time) in layout.across.ticks.iter().enumerate() {
            let at = [plot.x(*time), row.baseline];
            let number = risk::printed(layout.across.counts[row.group][tick], count);
            let role = Role::RiskNumber { group: group.index, tick, count };
            sheet.text(role, at, &number, text.anchored(Anchor::Middle));
        }
    }
}

/// The curve's stroke, before its name.
fn sample(sheet: &Sheet, group: &Group, left: f64, baseline: f64, style: &Style) {
    let y = baseline - style.text * 0.35;
    let stroke = Stroke { ink: group.ink, width: style.curve, dash: group.dash };
    sheet.line(Role::GroupSample { group: group.index }, &[[left, y], [left + SAMPLE, y]], stroke);
}

pub(super) fn legend(sheet: &Sheet, layout: &Layout, groups: &[Group], style: &Style) {
    for entry in &layout.legend {
        let group = &groups[entry.group];
        sample(sheet, group, entry.left, entry.baseline, style);
        let at = [entry.left + SAMPLE + SAMPLE_GAP, entry.baseline];
        let how = Lettering::new(style.text, group.ink.lettering());
        sheet.text(Role::GroupLabel { group: group.index }, at, &entry.label, how);
    }
}

/// Bands first, then median lines, then curves, then censoring marks on top.
pub(super) fn curves(plot: &Plot, groups: &[Group], options: &FigureOptions, style: &Style) {
    let shown = |value: f64| value.clamp(plot.y_range.start, plot.y_range.end);
    let until = |group: &Group| group.last_time.min(plot.x_range.end);
    // Many bands one over another turn to mud.
    let opacity = if groups.len() > 3 { style.band_opacity * 0.5 } else { style.band_opacity };
    if style.show_bands {
        for group in groups.iter().filter(|g| g.limits.is_some() || g.band.is_some()) {
            let start = (0.0, shown(group.start()), shown(group.start()));
            let steps = group.bands().map(|(t, a, b)| {
                let kept = |v: f64| if v.is_finite() { shown(v) } else { v };
                (t, kept(a), kept(b))
            });
            for outline in ribbons(plot, start, steps, until(group)) {
                let role = Role::Band { group: group.index };
                plot.area(role, outline, group.ink, opacity);
            }
        }
    }
    if style.show_median_lines && groups.len() <= MOST_MEDIAN_LINES {
        medians(plot, groups, style);
    }
    for group in groups.iter().filter(|g| g.last_time > 0.0 || !g.curve.time.is_empty()) {
        let tail = group.tail_from(options).min(until(group));
        let steps = || group.steps().map(|(t, s)| (t, shown(s)));
        let body = staircase(plot, (0.0, shown(group.start())), steps(), tail);
        let stroke = Stroke { ink: group.ink, width: style.curve, dash: group.dash };
        plot.line(Role::Curve { group: group.index }, body, stroke);
        if tail < until(group) {
            let start = (tail, shown(group.height_at(tail)));
            let rest = staircase(plot, start, steps().filter(|(t, _)| *t > tail), until(group));
            let stroke = Stroke { width: style.curve * 0.75, dash: &[1.5, 2.5], ..stroke };
            plot.line(Role::Tail { group: group.index }, rest, stroke);
        }
    }
    if options.show_censored {
        for group in groups {
            censored(plot, group, style);
        }
    }
}

fn medians(plot: &Plot, groups: &[Group], style: &Style) {
    let level = 0.5;
    if plot.y_range.start >= level {
        return;
    }
    let mut furthest = None;
    for group in groups {
        let median = group.median().and_then(|q| q.estimate.value()).map(|m| m * group.factor);
        let Some(median) = median.filter(|m| *m <= plot.x_range.end) else { continue };
        let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &[2.0, 3.0] };
        let role = Role::MedianLine { group: group.index };
        plot.line(role, vec![(median, level), (median, plot.y_range.start)], stroke);
        if furthest.is_none_or(|(_, time)| median > time) {
            furthest = Some((group.index, median));
        }
    }
    if let Some((group, time)) = furthest {
        let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &[2.0, 3.0] };
        plot.line(Role::MedianLine { group }, vec![(0.0, level), (time, level)], stroke);
    }
}

/// A short bar on the curve for each censoring; bars nearer than 4 pixels on
/// the same step become one.
fn censored(plot: &Plot, group: &Group, style: &Style) {
    let mut last = [f64::NEG_INFINITY; 2];
    let times = group.curve.time.iter().zip(&group.curve.censored);
    for ((time, count), survival) in times.zip(group.curve.survival.iter()) {
        let time = time * group.factor;
        if *count == 0 || !survival.is_finite() || time > plot.x_range.end {
            continue;
        }
        let height = group.shown(*survival);
        if height < plot.y_range.start {
            continue;
        }
        let at = [plot.x(time), plot.y(height)];
        if at[0] - last[0] < 4.0 && (at[1] - last[1]).abs() < style.censored {
            continue;
        }
        last = at;
        let bar = [[at[0], at[1] - style.censored], [at[0], at[1] + style.censored]];
        let stroke = Stroke::solid(group.ink, style.axis.max(1.25));
        plot.sheet.line(Role::Censored { group: group.index }, &bar, stroke);
    }
}
