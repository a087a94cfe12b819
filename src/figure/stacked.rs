//! Cumulative incidences one on the other: at every time the shares with the
//! event, with a competing event, and free of either, which add up to everybody.

use super::chart::{Around, Chart, Entry, Laid, Row, Scale, natural_height};
use super::display_list::{DisplayList, Ink, Role};
use super::incidence::{at_risk, caption, name, result, summary};
use super::options::FigureOptions;
use super::sheet::{Plot, Sheet, Stroke};
use super::steps::staircase;
use super::style::Style;
use super::{palette, words};
use crate::analysis::competing::{GroupIncidence, IncidenceAnswer};
use crate::compact::Gather;

/// More groups than this are left to the lines.
const MOST_GROUPS: usize = 4;
const EVENT: Ink = Ink::Series(1);
const COMPETING: Ink = Ink::Series(0);

/// A chart a group, on one time axis.
pub fn draw(answer: &IncidenceAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let unit = options.time_unit.unwrap_or(answer.endpoint.unit);
    let factor = words::unit_factor(answer.endpoint.unit, unit);
    let groups: Vec<&GroupIncidence> = answer.groups.iter().take(MOST_GROUPS).gather();
    let last = groups.iter().filter_map(|g| g.curves.time.last()).fold(0.0, |a: f64, b| a.max(*b));
    let charts = groups.iter().enumerate().map(|(k, group)| {
        let mut x = Scale::time(last * factor, unit, options);
        let numbers = x.ticks.iter().map(|(t, _)| at_risk(group, t / factor).to_string()).gather();
        if k + 1 < groups.len() {
            x.title = String::new();
        }
        let legend = if k == 0 { legend(answer) } else { Vec::new() };
        let note = if k == 0 { result(answer) } else { String::new() };
        let label =
            if groups.len() > 1 { name(group, k, options) } else { answer.endpoint.name.clone() };
        Chart {
            y: Scale::share(format!("{label}: patients (%)")),
            around: Around {
                note,
                legend,
                rows_title: "At risk".to_owned(),
                rows: vec![Row { label: String::new(), ink: Ink::Text, numbers }],
            },
            x,
        }
    });
    let charts: Vec<Chart> = charts.gather();
    let left = charts.iter().map(|chart| chart.gutter(options, &style)).fold(0.0, f64::max);
    let share = if charts.len() > 1 { 0.65 } else { 0.9 };
    let tall = (natural_height(options) * share).round();
    let mut top = 0.0;
    let laid: Vec<(f64, Laid)> = charts
        .iter()
        .map(|chart| {
            let laid = chart.lay(top, left, tall, options, &style);
            (std::mem::replace(&mut top, laid.bottom), laid)
        })
        .gather();
    let sheet = Sheet::new(options.width, top);
    for (k, (chart, (top, laid))) in charts.iter().zip(&laid).enumerate() {
        let plot = chart.paint(&sheet, laid, *top, options, &style);
        stack(&plot, groups[k], k, factor, &style);
    }
    let items = sheet.finish();
    DisplayList {
        width: options.width,
        height: top,
        colours: palette::colours(&items, options),
        items,
        summary: summary(answer, unit, factor),
        caption: caption(answer, false, &Style { show_bands: false, ..style }),
        reading: None,
    }
}

fn legend(answer: &IncidenceAnswer) -> Vec<Entry> {
    vec![
        (answer.endpoint.name.clone(), EVENT, Vec::new()),
        ("competing event".to_owned(), COMPETING, vec![7.0, 3.0]),
    ]
}

fn stack(plot: &Plot, group: &GroupIncidence, k: usize, factor: f64, style: &Style) {
    let curves = &group.curves;
    let times = || curves.time.iter().map(|t| t * factor);
    let until = times().next_back().unwrap_or(0.0).min(plot.x_range.end);
    let event = curves.event.incidence.iter().copied();
    let both = curves.event.incidence.iter().zip(curves.competing.incidence.iter());
    let path = |values: Vec<f64>| {
        let steps = times().zip(values).filter(|(_, v)| v.is_finite());
        staircase(plot, (0.0, 0.0), steps, until)
    };
    let lower = path(event.gather());
    let upper = path(both.map(|(a, b)| (a + b).min(1.0)).gather());
    let area = |from: &[(f64, f64)], to: &[(f64, f64)], ink: Ink, opacity: f64| {
        let corners = from.iter().copied().chain(to.iter().rev().copied()).gather();
        plot.area(Role::Band { group: k }, corners, ink, opacity);
    };
    let floor = [(0.0, 0.0), (until, 0.0)];
    area(&floor, &lower, EVENT, 0.75);
    area(&lower, &upper, COMPETING, 0.25);
    let stroke = Stroke::solid(EVENT, style.curve);
    plot.line(Role::Curve { group: 0 }, lower, stroke);
    let stroke = Stroke { ink: COMPETING, width: style.curve, dash: &[7.0, 3.0] };
    plot.line(Role::Curve { group: 1 }, upper, stroke);
}
