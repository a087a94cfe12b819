//! Positions from left to right, decided once: the gutter, the time axis, its
//! ticks, the right margin.

use super::groups::Group;
use super::layout::Plan;
use super::risk::{self, Counts};
use crate::compact::{Gather, sort_numbers};
use crate::figure::lines::wrap;
use crate::figure::metrics::text_width;
use crate::figure::options::{FigureOptions, Labels, RiskTable};
use crate::figure::style::Style;
use crate::figure::ticks;
use crate::report::number;
use crate::value::TimeUnit;

/// Length of the stroke before a name, and the gap after it.
pub(super) const SAMPLE: f64 = 20.0;
pub(super) const SAMPLE_GAP: f64 = 6.0;
/// Between a row's name and half its first number.
const NUMBER_GAP: f64 = 14.0;

pub(super) struct Across {
    pub left: f64,
    pub right: f64,
    pub end: f64,
    pub ticks: Vec<f64>,
    pub tick_labels: Vec<String>,
    /// Names of table rows stand on a line of their own, above their numbers.
    pub names_above: bool,
    /// Counts by group, then tick.
    pub counts: Vec<Vec<Counts>>,
}

pub(super) fn across(
    groups: &[Group],
    y_labels: &[String],
    unit: TimeUnit,
    options: &FigureOptions,
    style: &Style,
    plan: Plan,
) -> Across {
    let wide = |text: &str| text_width(text, style.text, false);
    let table = options.risk_table;
    let kinds = risk::rows(table);
    let inner = options.width - 2.0 * style.margin;
    let cell = |counts: Counts| widest(kinds, |kind| wide(&risk::printed(counts, *kind)));

    let first_cell = widest(groups, |g| cell(risk::counts(g, 0.0, table))).max(wide("0"));
    let names = match table {
        RiskTable::None => 0.0,
        RiskTable::Kmunicate => widest(kinds, |kind| wide(risk::row_name(*kind))),
        _ => SAMPLE + SAMPLE_GAP + widest(groups, |g| wide(&g.label)),
    };
    let beside = names + NUMBER_GAP + first_cell / 2.0;
    let names_above = table != RiskTable::Kmunicate && beside > inner * 0.27;
    let labels = widest(y_labels, |l| wide(l)) + style.tick + 4.0;
    let gutter = match (kinds, names_above) {
        ([], _) => labels.max(first_cell / 2.0),
        (_, true) => labels.max(first_cell / 2.0),
        (_, false) => labels.max(beside),
    };
    let left = style.margin + gutter;
    let room = (options.width - style.margin - left).max(40.0);

    let seen = groups.iter().map(|g| g.last_time).fold(0.0, f64::max);
    let asked = options.x_end.unwrap_or(seen);
    let seen = if asked > 0.0 && asked.is_finite() { asked } else { seen };
    let seen = if seen > 0.0 && seen.is_finite() { seen } else { 1.0 };
    // A curve that ends early leaves room inside the plot for its own name.
    let beyond = |needed: f64, at: f64| needed - (1.0 - at.min(seen) / seen) * room * 0.7;
    let names_right = match groups {
        _ if plan.legend || options.labels == Labels::None => 0.0,
        [] | [_] => 0.0,
        _ => widest(groups, |g| {
            let lines = direct_label(&g.short, options.width, style);
            beyond(widest(&lines, |l| wide(l)) + 8.0, g.last_time)
        }),
    };

    let everyone = widest(groups, |g| cell(risk::everyone(g)));
    let spacing = everyone.max(wide(&number::exact(seen.ceil()))) + 12.0;
    let most = ((room - names_right) / spacing.max(style.text * 3.6)).clamp(1.0, 9.0);
    let mut end = seen;
    let ticks = match options.ticks.as_deref() {
        Some(own) => own_ticks(own, seen),
        None => {
            let mut at = ticks::clinical(unit, seen, most);
            // An axis that all but reaches the next tick is taken to it.
            if let ([.., a, b], None) = (&at[..], options.x_end)
                && 2.0 * b - a <= seen * 1.06
            {
                end = 2.0 * b - a;
                at.push(end);
            }
            at
        }
    };
    let tick_labels: Vec<String> = ticks.iter().map(|t| number::exact(*t)).gather();
    let counts: Vec<Vec<Counts>> =
        groups.iter().map(|g| ticks.iter().map(|t| risk::counts(g, *t, table)).gather()).gather();
    let last_cell = widest(&counts, |row| row.last().map_or(0.0, |c| cell(*c)))
        .max(tick_labels.last().map_or(0.0, |l| wide(l)));
    let last_tick = ticks.last().copied().unwrap_or(0.0);
    let pad = beyond(last_cell / 2.0, last_tick).max(names_right).max(2.0);
    let right = (options.width - style.margin - pad).max(left + 40.0);
    Across { left, right, end, ticks, tick_labels, names_above, counts }
}

fn widest<T>(of: &[T], width: impl Fn(&T) -> f64) -> f64 {
    of.iter().map(width).fold(0.0, f64::max)
}

/// The user's ticks, in order, without those off the axis.
fn own_ticks(own: &[f64], end: f64) -> Vec<f64> {
    let mut ticks: Vec<f64> = own.iter().copied().filter(|t| (0.0..=end).contains(t)).gather();
    sort_numbers(&mut ticks);
    ticks.dedup();
    if ticks.is_empty() { vec![0.0] } else { ticks }
}

/// A name beside its curve: at most three lines of a quarter of the width.
pub(super) fn direct_label(label: &str, width: f64, style: &Style) -> Vec<String> {
    wrap(label, (width * 0.24).max(60.0), style.text, false, 3)
}
