//! Positions from top to bottom, and with those from left to right the whole
//! layout: curve, axis and table share it.

use super::across::{Across, SAMPLE, SAMPLE_GAP, across};
use super::groups::Group;
use super::risk;
use crate::figure::display_list::RiskCount;
use crate::figure::extent::Frame;
use crate::figure::lines::{shorten, wrap};
use crate::figure::metrics::text_width;
use crate::figure::options::FigureOptions;
use crate::figure::style::Style;
use crate::value::TimeUnit;

/// What an earlier attempt at the figure found out about the room in its plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Names above the plot, for want of room at the curves.
    pub legend: bool,
    /// Printed numbers above the plot, for want of an empty corner.
    pub note_above: bool,
}

/// A line of text and its baseline.
pub(super) type Placed = (String, f64);

/// A line of the table: a name, numbers, or both.
pub(super) struct Row {
    pub group: usize,
    pub count: Option<RiskCount>,
    pub label: String,
    pub names_group: bool,
    pub baseline: f64,
}

/// A name in the legend.
pub(super) struct Entry {
    pub group: usize,
    pub label: String,
    pub left: f64,
    pub baseline: f64,
}

pub(super) struct Layout {
    pub across: Across,
    pub height: f64,
    pub frame: Frame,
    pub title: Vec<Placed>,
    pub legend: Vec<Entry>,
    /// Baseline of the first of the numbers printed above the plot.
    pub note_baseline: f64,
    pub y_title: Vec<Placed>,
    pub tick_baseline: f64,
    pub x_title: Placed,
    pub risk_title: Placed,
    pub rows: Vec<Row>,
}

pub(super) struct Texts<'a> {
    pub x_title: &'a str,
    pub y_title: &'a str,
    pub y_labels: &'a [String],
    pub note_lines: usize,
}

/// `order`: groups from top to bottom at the right end.
pub(super) fn layout(
    groups: &[Group],
    order: &[usize],
    texts: &Texts,
    unit: TimeUnit,
    options: &FigureOptions,
    style: &Style,
    plan: Plan,
) -> Layout {
    let across = across(groups, texts.y_labels, unit, options, style, plan);
    let inner = options.width - 2.0 * style.margin;
    let line = style.line(style.text);

    let mut y = style.margin;
    let mut title = Vec::new();
    if let Some(text) = options.title.as_deref() {
        for text in wrap(text, inner, style.title, true, 3) {
            y += style.line(style.title);
            title.push((text, y - style.title * 0.3));
        }
        y += 4.0;
    }
    let mut legend = Vec::new();
    if plan.legend {
        y = lay_legend(&mut legend, groups, order, y, options, style) + 4.0;
    }
    let note_baseline = y + style.small;
    if plan.note_above {
        y += texts.note_lines as f64 * style.line(style.small) + 4.0;
    }
    let mut y_title = Vec::new();
    for text in wrap(texts.y_title, inner, style.text, false, 2) {
        y += line;
        y_title.push((text, y - style.text * 0.3));
    }
    let top = y + style.text * 0.6;

    let mut below = style.tick + 4.0 + style.text * 0.75;
    let tick_baseline = below;
    below += line + 3.0;
    let x_title = below;
    below += 2.0;
    let kinds = risk::rows(options.risk_table);
    let mut risk_title = below;
    let mut rows = Vec::new();
    if !kinds.is_empty() {
        below += line + 6.0;
        risk_title = below;
        below += 2.0;
        for k in order {
            let label = shorten(&groups[*k].label, inner - SAMPLE - SAMPLE_GAP, style.text, false);
            let apart = across.names_above || kinds.len() > 1;
            if apart {
                below += line + 1.0;
                rows.push(Row {
                    group: *k,
                    count: None,
                    label,
                    names_group: true,
                    baseline: below,
                });
                for kind in kinds {
                    below += line;
                    let label = if kinds.len() > 1 { risk::row_name(*kind) } else { "" }.to_owned();
                    let count = Some(*kind);
                    rows.push(Row { group: *k, count, label, names_group: false, baseline: below });
                }
            } else {
                below += line + 1.0;
                let count = Some(kinds[0]);
                rows.push(Row { group: *k, count, label, names_group: true, baseline: below });
            }
        }
    }
    below += style.text * 0.3 + style.margin;

    let natural = ((across.right - across.left) * 0.62)
        .clamp(if options.small { 110.0 } else { 220.0 }, 430.0);
    let tall = options.height.map_or(natural, |height| height - top - below).max(110.0);
    let bottom = (top + tall).round();
    for row in &mut rows {
        row.baseline += bottom;
    }
    Layout {
        height: (bottom + below).ceil(),
        frame: Frame { left: across.left, top, right: across.right, bottom },
        title,
        legend,
        note_baseline,
        y_title,
        tick_baseline: bottom + tick_baseline,
        x_title: (shorten(texts.x_title, inner, style.text, false), bottom + x_title),
        risk_title: (risk::title(options.risk_table).to_owned(), bottom + risk_title),
        rows,
        across,
    }
}

/// Names one after another in as many lines as they need; the last line's foot.
fn lay_legend(
    legend: &mut Vec<Entry>,
    groups: &[Group],
    order: &[usize],
    top: f64,
    options: &FigureOptions,
    style: &Style,
) -> f64 {
    let right = options.width - style.margin;
    let room = right - style.margin - SAMPLE - SAMPLE_GAP;
    let mut x = style.margin;
    let mut foot = top + style.line(style.text);
    for k in order {
        let label = shorten(&groups[*k].label, room, style.text, false);
        let needed = SAMPLE + SAMPLE_GAP + text_width(&label, style.text, false);
        if x > style.margin && x + needed > right {
            x = style.margin;
            foot += style.line(style.text);
        }
        legend.push(Entry { group: *k, label, left: x, baseline: foot - style.text * 0.3 });
        x += needed + 20.0;
    }
    foot
}
