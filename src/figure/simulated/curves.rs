//! Kaplan–Meier curves of one sample over the true curves it was drawn from; of
//! several samples, all of them thin.

use super::super::chart::{Around, Chart, Row, Scale, natural_height};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::sheet::{Plot, Sheet, Stroke};
use super::super::steps::staircase;
use super::super::style::{self, Style};
use super::super::{palette, words};
use crate::analysis::simulate::class::SimulateClassAnswer;
use crate::analysis::simulate::trial::{GroupFound, SimulateTrialAnswer, TrialSample, TrueGroup};
use crate::compact::Gather;
use crate::report::number;
use crate::value::TimeUnit;

const TRUTH: [f64; 2] = [2.0, 3.0];

/// What is drawn: samples, and the truth where it may be seen.
struct Shown<'a> {
    question: &'a str,
    labels: Vec<&'a str>,
    samples: Vec<&'a TrialSample>,
    truths: &'a [TrueGroup],
    longest: f64,
    drawn_by: String,
}

pub fn trial(answer: &SimulateTrialAnswer, options: &FigureOptions) -> DisplayList {
    let shown = Shown {
        question: &answer.question,
        labels: answer.groups.iter().map(|group| group.label.as_str()).gather(),
        samples: answer.samples.iter().gather(),
        truths: &answer.groups,
        longest: answer.truth.longest(),
        drawn_by: format!("seed {}", answer.seed),
    };
    draw(&shown, options)
}

/// The wall where there is one, else the student's own sample.
pub fn class(answer: &SimulateClassAnswer, options: &FigureOptions) -> DisplayList {
    let own = answer.wall.is_empty();
    let wall = answer.wall.iter().map(|entry| &entry.sample);
    let shown = Shown {
        question: &answer.question,
        labels: answer.labels.iter().map(String::as_str).gather(),
        samples: if own { vec![&answer.sample] } else { wall.gather() },
        truths: answer.truth.as_ref().map_or(&[], |truth| &truth.groups),
        longest: answer.longest,
        drawn_by: format!("code {}", answer.code),
    };
    draw(&shown, options)
}

fn draw(shown: &Shown, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(900.0);
    let style = Style::of(options);
    let one = shown.samples.len() == 1;
    let mut chart = Chart {
        x: Scale::time(shown.longest, TimeUnit::Months, options),
        y: Scale::share("Without the event (%)".into()),
        around: Around { note: note(shown), legend: legend(shown, options), ..Around::default() },
    };
    if let (true, Some(sample)) = (one, shown.samples.first()) {
        chart.around.rows_title = "At risk".into();
        let times: Vec<f64> = chart.x.ticks.iter().map(|(at, _)| *at).gather();
        let rows = sample.groups.iter().enumerate().map(|(k, group)| Row {
            label: shown.labels[k].into(),
            ink: style::group_ink(k, shown.labels.len(), options),
            numbers: times.iter().map(|at| at_risk(group, *at).to_string()).gather(),
        });
        chart.around.rows = rows.gather();
    }
    let left = chart.gutter(options, &style);
    let laid = chart.lay(0.0, left, natural_height(options), options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for sample in &shown.samples {
        for (group, found) in sample.groups.iter().enumerate() {
            let ink = style::group_ink(group, shown.labels.len(), options);
            let width = if one { style.curve } else { style.axis * 0.75 };
            seen(&plot, group, found, Stroke { ink, width, dash: style::dash(group) });
        }
    }
    for (group, truth) in shown.truths.iter().enumerate() {
        let ink = style::group_ink(group, shown.labels.len(), options).lettering();
        let points = truth.time.iter().copied().zip(truth.survival.iter().copied()).gather();
        let width = style.curve * if one { 1.0 } else { 1.6 };
        plot.line(Role::Reference, points, Stroke { ink, width, dash: &TRUTH });
    }
    drop(plot);
    let items = sheet.finish();
    DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {}. {}", shown.question, note(shown), said(shown)),
        caption: format!(
            "{}. Steps: Kaplan–Meier curves of made patients ({}, {}){}. Gradus {}.",
            shown.question,
            shown.drawn_by,
            named(shown),
            if shown.truths.is_empty() { "" } else { "; dotted: the truth they were drawn from" },
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

fn named(shown: &Shown) -> String {
    match shown.samples.as_slice() {
        [one] => format!("sample {}", one.number),
        many => format!("{} samples", many.len()),
    }
}

fn note(shown: &Shown) -> String {
    let [sample] = shown.samples.as_slice() else { return named(shown) };
    let ratio = sample.hazard_ratio.as_ref().and_then(|c| {
        let limits = c.limits.first()?;
        let [low, high] = [limits.lower.value()?, limits.upper.value()?].map(number::ratio);
        let ratio = number::ratio(c.hazard_ratio.value()?);
        let level = words::level(limits.level);
        Some(format!("Hazard ratio {ratio} ({level} CI {})", number::range(&low, &high)))
    });
    let p = sample.log_rank_p.value().map(|p| format!("log-rank {}", words::p_value(p)));
    ratio.into_iter().chain(p).collect::<Vec<_>>().join(", ")
}

fn legend(shown: &Shown, options: &FigureOptions) -> Vec<(String, Ink, Vec<f64>)> {
    let groups = shown.labels.iter().enumerate().map(|(k, label)| {
        let ink = style::group_ink(k, shown.labels.len(), options);
        ((*label).to_owned(), ink, style::dash(k).to_vec())
    });
    let truth = (!shown.truths.is_empty()).then(|| ("the truth".into(), Ink::Text, TRUTH.to_vec()));
    groups.chain(truth).gather()
}

fn said(shown: &Shown) -> String {
    let [sample] = shown.samples.as_slice() else { return String::new() };
    let groups: Vec<String> = sample
        .groups
        .iter()
        .zip(&shown.labels)
        .enumerate()
        .map(|(k, (found, label))| {
            let median = number::estimate(&found.median.estimate);
            let truth = shown.truths.get(k).map_or(String::new(), |truth| {
                format!(", truly {}", number::significant(truth.median))
            });
            format!("{label}: median in months {median}{truth}")
        })
        .gather();
    format!("{}.", groups.join("; "))
}

fn at_risk(group: &GroupFound, at: f64) -> u32 {
    let Some(curve) = &group.curve else { return group.n };
    let next = curve.time.partition_point(|t| *t < at);
    curve.at_risk.get(next).copied().unwrap_or(0)
}

fn seen(plot: &Plot, group: usize, found: &GroupFound, stroke: Stroke) {
    let Some(curve) = &found.curve else { return };
    let end = plot.x_range.end;
    let until = curve.time.last().copied().unwrap_or(0.0).min(end);
    let steps = curve.time.iter().copied().zip(curve.survival.iter().copied());
    plot.line(Role::Curve { group }, staircase(plot, (0.0, 1.0), steps, until), stroke);
}
