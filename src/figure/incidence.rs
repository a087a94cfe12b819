//! Cumulative incidence with competing events: a curve a group with its limits,
//! and beside it what one minus Kaplan–Meier would have said.

use super::chart::{Around, Chart, Row, Scale, natural_height};
use super::display_list::{DisplayList, Ink, Role};
use super::options::FigureOptions;
use super::sheet::{Plot, Sheet, Stroke};
use super::steps::{ribbons, staircase};
use super::style::{Style, dash, group_ink};
use super::{palette, words};
use crate::analysis::competing::{GroupIncidence, IncidenceAnswer};
use crate::compact::Gather;
use crate::report::number;
use crate::value::TimeUnit;

const DOTTED: [f64; 2] = [1.5, 3.0];

pub fn draw(answer: &IncidenceAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let unit = options.time_unit.unwrap_or(answer.endpoint.unit);
    let factor = words::unit_factor(answer.endpoint.unit, unit);
    let count = answer.groups.len();
    let compared = answer.groups.iter().any(|group| group.competing_events > 0);
    let last =
        answer.groups.iter().filter_map(|g| g.curves.time.last()).fold(0.0, |a: f64, b| a.max(*b));
    let mut legend: Vec<_> = answer
        .groups
        .iter()
        .enumerate()
        .map(|(k, group)| (name(group, k, options), group_ink(k, count, options), dashes(k, count)))
        .gather();
    if compared {
        let text = "the same by 1 − Kaplan–Meier".to_owned();
        legend.push((text, Ink::Muted, DOTTED.to_vec()));
    }
    let x = Scale::time(last * factor, unit, options);
    let rows = answer.groups.iter().enumerate().map(|(k, group)| Row {
        label: name(group, k, options),
        ink: group_ink(k, count, options),
        numbers: x.ticks.iter().map(|(t, _)| at_risk(group, t / factor).to_string()).gather(),
    });
    let chart = Chart {
        around: Around {
            note: result(answer),
            legend,
            rows_title: "At risk".to_owned(),
            rows: rows.gather(),
        },
        y: per_cent(answer, compared),
        x,
    };
    let gutter = chart.gutter(options, &style);
    let laid = chart.lay(0.0, gutter, natural_height(options), options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for (k, group) in answer.groups.iter().enumerate() {
        curve(&plot, group, k, count, factor, compared, options, &style);
    }
    drop(plot);
    let items = sheet.finish();
    DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: summary(answer, unit, factor),
        caption: caption(answer, compared, &style),
        reading: None,
    }
}

pub(super) fn name(group: &GroupIncidence, k: usize, options: &FigureOptions) -> String {
    options.group_label(k, &group.label)
}

fn dashes(k: usize, count: usize) -> Vec<f64> {
    if count > 1 { dash(k).to_vec() } else { Vec::new() }
}

/// Still under observation just before a time.
pub(super) fn at_risk(group: &GroupIncidence, time: f64) -> u32 {
    let curves = &group.curves;
    let at = curves.time.partition_point(|t| *t < time * (1.0 - 1e-12));
    curves.at_risk.get(at).copied().unwrap_or(0)
}

fn per_cent(answer: &IncidenceAnswer, compared: bool) -> Scale {
    let top = answer
        .groups
        .iter()
        .flat_map(|group| {
            let naive = &group.curves.one_minus_kaplan_meier;
            let naive = naive.iter().filter(|_| compared);
            group.curves.event.incidence.iter().chain(naive)
        })
        .copied()
        .filter(|x| x.is_finite())
        .fold(0.0, f64::max);
    let high = [0.25, 0.5, 0.75, 1.0].into_iter().find(|high| top <= *high).unwrap_or(1.0);
    let steps = if high > 0.5 { 0.25 } else { 0.1 };
    let count = (high / steps + 1e-9).floor() as usize;
    let ticks = (0..=count).map(|k| k as f64 * steps);
    Scale {
        low: 0.0,
        high,
        ticks: ticks.map(|y| (y, number::fixed(y * 100.0, 0))).gather(),
        title: format!("{}: cumulative incidence (%)", answer.endpoint.name),
    }
}

#[allow(clippy::too_many_arguments)]
fn curve(
    plot: &Plot,
    group: &GroupIncidence,
    k: usize,
    count: usize,
    factor: f64,
    compared: bool,
    options: &FigureOptions,
    style: &Style,
) {
    let curves = &group.curves;
    let (end, top) = (plot.x_range.end, plot.y_range.end);
    let until = curves.time.last().map_or(0.0, |t| (t * factor).min(end));
    let ink = group_ink(k, count, options);
    let times = || curves.time.iter().map(|t| t * factor);
    if style.show_bands {
        let (lower, upper) = (curves.event.lower.iter(), curves.event.upper.iter());
        let values = curves.event.incidence.iter();
        let bands = times().zip(values).zip(lower.zip(upper)).map(|((t, value), (low, high))| {
            // Before the first event there is nothing to be unsure of.
            if *value == 0.0 { (t, 0.0, 0.0) } else { (t, low.min(top), high.min(top)) }
        });
        for outline in ribbons(plot, (0.0, 0.0, 0.0), bands, until) {
            if outline.len() > 2 {
                plot.area(Role::Band { group: k }, outline, ink, style.band_opacity);
            }
        }
    }
    let line = |values: &[f64], role: Role, stroke: Stroke| {
        let steps = times().zip(values.iter().copied()).filter(|(_, v)| v.is_finite());
        plot.line(role, staircase(plot, (0.0, 0.0), steps, until), stroke);
    };
    if compared {
        let stroke = Stroke { ink, width: style.curve * 0.7, dash: &DOTTED };
        line(&curves.one_minus_kaplan_meier, Role::Reference, stroke);
    }
    let dash = dashes(k, count);
    let stroke = Stroke { ink, width: style.curve, dash: &dash };
    line(&curves.event.incidence, Role::Curve { group: k }, stroke);
}

pub(super) fn result(answer: &IncidenceAnswer) -> String {
    answer
        .tests
        .first()
        .and_then(|test| test.p.value())
        .map_or(String::new(), |p| format!("Gray's test {}", words::p_value(p)))
}

pub(super) fn summary(answer: &IncidenceAnswer, unit: TimeUnit, factor: f64) -> String {
    let each = answer.groups.iter().map(|group| {
        let curves = &group.curves;
        let end = curves.time.last().map_or(0.0, |t| t * factor);
        let last = |of: &[f64]| of.last().map_or(0.0, |x| x * 100.0);
        format!(
            "{}: incidence {} % at the end, {} {}; by 1 − Kaplan–Meier {} %",
            group.label,
            number::fixed(last(&curves.event.incidence), 0),
            words::duration(end, unit),
            words::unit_name(unit),
            number::fixed(last(&curves.one_minus_kaplan_meier), 0)
        )
    });
    let each: Vec<String> = each.gather();
    let test = result(answer);
    let test = if test.is_empty() { test } else { format!(" {test}.") };
    format!("{}. {}.{test}", answer.question, each.join("; "))
}

pub(super) fn caption(answer: &IncidenceAnswer, compared: bool, style: &Style) -> String {
    let sizes = answer.groups.iter().map(|group| {
        format!(
            "{}: n = {}, {}, {}",
            group.label,
            group.n,
            words::counted(group.events, "event", "events"),
            words::counted(group.competing_events, "competing event", "competing events")
        )
    });
    let sizes: Vec<String> = sizes.gather();
    let mut said = vec![format!(
        "Cumulative incidence (Aalen–Johansen). {}. {}.",
        answer.question,
        sizes.join("; ")
    )];
    if style.show_bands {
        let level = words::level(answer.level);
        said.push(format!("Bands: pointwise {level} confidence limits (delta method, log(−log))."));
    }
    if compared {
        said.push(
            "Dotted: 1 − Kaplan–Meier, competing events counted as censored; it is too high."
                .into(),
        );
    }
    let test = result(answer);
    if !test.is_empty() {
        said.push(format!("{test}."));
    }
    said.push(format!("Gradus {}.", env!("CARGO_PKG_VERSION")));
    said.join(" ")
}
