//! Survival predicted by a Cox model for patients who differ in one covariate.

use super::chart::{Around, Chart, Scale, natural_height};
use super::display_list::{DisplayList, Ink, Role};
use super::options::FigureOptions;
use super::sheet::{Sheet, Stroke};
use super::steps::{ribbons, staircase};
use super::style::{Style, dash, group_ink};
use super::{palette, words};
use crate::analysis::cox::CoxAnswer;
use crate::analysis::typical::TypicalCurve;
use crate::compact::Gather;
use crate::report::number;

pub fn draw(answer: &CoxAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let curves = &answer.typical;
    let count = curves.len();
    let level = words::level(curves.first()?.level);
    let unit = options.time_unit.unwrap_or(answer.endpoint.unit);
    let factor = words::unit_factor(answer.endpoint.unit, unit);
    let last = curves.iter().filter_map(|c| c.time.last()).fold(0.0, |a: f64, b| a.max(*b));
    let legend: Vec<(String, Ink, Vec<f64>)> = curves
        .iter()
        .enumerate()
        .map(|(k, curve)| {
            let dash = if count > 1 { dash(k).to_vec() } else { Vec::new() };
            (name(answer, curve), group_ink(k, count, options), dash)
        })
        .gather();
    let chart = Chart {
        x: Scale::time(last * factor, unit, options),
        y: Scale::share(format!("{}: predicted survival (%)", answer.endpoint.name)),
        around: Around { legend, ..Around::default() },
    };
    let gutter = chart.gutter(options, &style);
    let laid = chart.lay(0.0, gutter, natural_height(options), options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for (k, curve) in curves.iter().enumerate() {
        let ink = group_ink(k, count, options);
        let until = curve.time.last().map_or(0.0, |t| (t * factor).min(plot.x_range.end));
        let times = || curve.time.iter().map(|t| t * factor);
        if style.show_bands {
            let ends = curve.lower.iter().copied().zip(curve.upper.iter().copied());
            let steps = times().zip(ends).map(|(t, (low, high))| (t, low, high));
            for outline in ribbons(&plot, (0.0, 1.0, 1.0), steps, until) {
                plot.area(Role::Band { group: k }, outline, ink, style.band_opacity);
            }
        }
        let steps = times().zip(curve.survival.iter().copied()).filter(|(_, s)| s.is_finite());
        let dash = if count > 1 { dash(k) } else { &[] };
        let stroke = Stroke { ink, width: style.curve, dash };
        let line = staircase(&plot, (0.0, 1.0), steps, until);
        plot.line(Role::Curve { group: k }, line, stroke);
    }
    drop(plot);
    let items = sheet.finish();
    let each = curves.iter().map(|curve| {
        let end = curve.survival.last().copied().filter(|s| s.is_finite()).unwrap_or(0.0);
        let time = curve.time.last().copied().unwrap_or(0.0) * factor;
        format!(
            "{}: {} % at {} {}",
            name(answer, curve),
            number::fixed(end * 100.0, 0),
            words::duration(time, unit),
            words::unit_name(unit)
        )
    });
    let each: Vec<String> = each.gather();
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}, predicted by Cox regression. {}.", answer.question, each.join("; ")),
        caption: format!(
            "{}. Survival predicted by Cox regression, all other covariates at their mean, factors \
             at their reference; bands: pointwise {level} confidence limits (log). n = {}, {}. \
             Gradus {}.",
            answer.question,
            answer.fit.n,
            words::counted(answer.fit.events, "event", "events"),
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

/// With its stratum, where several are drawn.
fn name(answer: &CoxAnswer, curve: &TypicalCurve) -> String {
    let several = answer.typical.iter().any(|other| other.stratum != curve.stratum);
    match answer.strata.get(curve.stratum).filter(|_| several) {
        Some(stratum) => format!("{}, {stratum}", curve.name),
        None => curve.name.clone(),
    }
}
