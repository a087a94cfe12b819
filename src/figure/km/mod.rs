//! The Kaplan–Meier figure: curves, limits, censoring, medians, the test, and
//! the number at risk under the same time axis.

mod across;
mod groups;
mod labels;
mod layout;
mod note;
mod paint;
mod reading;
mod risk;
mod sentences;
mod window;

use super::clearance::Clearance;
use super::display_list::DisplayList;
use super::options::{FigureOptions, Labels};
use super::sheet::Sheet;
use super::style::Style;
use super::{palette, words};
use crate::analysis::survival::SurvivalAnswer;
use crate::compact::{Gather, Order};
use crate::report::number;
use groups::{Group, prepare, unit_shown};
use layout::{Layout, Plan, Texts, layout};

/// Draws an answer. Groups without a curve (a summary was asked for) keep their
/// row in the table and are not drawn.
pub fn draw(answer: &SurvivalAnswer, options: &FigureOptions) -> DisplayList {
    let options = &sane(options);
    let mut style = Style::of(options);
    if window::of(answer).is_some() {
        // One thing at a time: limits of curves are not those of mean times.
        (style.show_bands, style.show_median_lines) = (false, false);
    }
    let groups = prepare(answer, options);
    let crowded = groups.len() > 7 && options.labels == Labels::Direct;
    let legend = (crowded || options.labels == Labels::Legend) && groups.len() > 1;
    let mut plan = Plan { legend, note_above: false };
    loop {
        match attempt(answer, &groups, options, &style, plan) {
            Ok(list) => return list,
            // Each plan asks for more room outside the plot than the one before.
            Err(next) => plan = next,
        }
    }
}

/// A y axis that can hold a curve.
fn sane(options: &FigureOptions) -> FigureOptions {
    let y_from = if options.y_from > 0.0 { options.y_from.min(95.0) } else { 0.0 };
    FigureOptions { y_from, ..options.with_sane_width() }
}

fn attempt(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
    style: &Style,
    plan: Plan,
) -> Result<DisplayList, Plan> {
    let unit = unit_shown(answer, options);
    let y_ticks = y_ticks(options);
    let y_labels: Vec<String> = y_ticks.iter().map(|y| number::exact(*y)).gather();
    let x_title =
        options.x_title.clone().unwrap_or_else(|| format!("Time ({})", words::unit_name(unit)));
    let y_title = options.y_title.clone().unwrap_or_else(|| default_y_title(answer, options));
    let order = order_at_end(groups, options);
    let texts = Texts {
        x_title: &x_title,
        y_title: &y_title,
        y_labels: &y_labels,
        note_lines: note::lines(answer, groups, options, style, options.width).len(),
    };
    let layout: Layout = layout(groups, &order, &texts, unit, options, style, plan);

    let sheet = Sheet::new(options.width, layout.height);
    let plot = sheet.plot(layout.frame, 0.0..layout.across.end, options.y_from / 100.0..1.0);
    paint::around(&plot, &layout, &y_ticks, &y_labels, groups, options, style);
    if let Some(means) = window::of(answer) {
        window::paint(&plot, means, groups, style);
    }
    paint::curves(&plot, groups, options, style);
    let mut clear = Clearance::of(&sheet.items(), options.width, layout.height);
    if plan.legend {
        paint::legend(&sheet, &layout, groups, style);
    } else if options.labels == Labels::Direct
        && !labels::place(&plot, &mut clear, groups, options, style)
    {
        return Err(Plan { legend: true, ..plan });
    }
    let room = if plan.note_above {
        options.width - 2.0 * style.margin
    } else {
        layout.frame.width() * 0.62
    };
    let note = note::lines(answer, groups, options, style, room);
    if plan.note_above {
        note::above(&sheet, &note, layout.note_baseline, style);
    } else if !note::inside(&plot, &clear, &note, options, style) {
        return Err(Plan { note_above: true, ..plan });
    }
    let reading = reading::of(&plot, groups, options);
    drop(plot);
    let items = sheet.finish();
    Ok(DisplayList {
        width: options.width,
        height: layout.height,
        colours: palette::colours(&items, options),
        items,
        summary: sentences::summary(answer, groups, options),
        caption: sentences::caption(answer, groups, options, style),
        reading: Some(reading),
    })
}

/// 0, 25, 50, 75, 100 per cent; from a later start, what round numbers remain.
fn y_ticks(options: &FigureOptions) -> Vec<f64> {
    if options.y_from == 0.0 {
        return vec![0.0, 25.0, 50.0, 75.0, 100.0];
    }
    super::ticks::round_numbers(options.y_from, 100.0, 5)
}

fn default_y_title(answer: &SurvivalAnswer, options: &FigureOptions) -> String {
    let name = &answer.endpoint.name;
    if options.rising { format!("{name}: with event (%)") } else { format!("{name} (%)") }
}

/// From the highest curve at its end to the lowest; steps of one scale stay in
/// the scale's order, upside down if that is how they end.
fn order_at_end(groups: &[Group], options: &FigureOptions) -> Vec<usize> {
    let mut order: Vec<usize> = (0..groups.len()).gather();
    let height = |k: usize| groups[k].height_at(f64::INFINITY);
    if !options.ordered {
        order.order_by(|a, b| height(*b).total_cmp(&height(*a)));
    } else if groups.len() > 1 && height(groups.len() - 1) > height(0) {
        order.reverse();
    }
    order
}
