//! Two looks at whether hazards stay proportional: the cumulative hazard of each
//! group, and its logarithm against the logarithm of time. Where one hazard
//! ratio holds, the first curves keep their ratio and the second their distance.

use super::chart::{Around, Chart, Scale, natural_height};
use super::display_list::{DisplayList, Role};
use super::options::FigureOptions;
use super::sheet::{Plot, Sheet, Stroke};
use super::steps::{ribbons, staircase};
use super::style::{Style, dash, group_ink};
use super::{palette, words};
use crate::analysis::survival::{GroupSurvival, HazardScale, SurvivalAnswer};
use crate::compact::Gather;
use crate::report::number;

/// A group's steps in the units shown.
struct Steps<'a> {
    group: usize,
    answer: &'a GroupSurvival,
    steps: Vec<Step>,
}

/// Time, height, and limits where there are any.
type Step = (f64, f64, Option<(f64, f64)>);

/// H(t) against t; nothing where no hazard was asked for.
pub fn cumulative(answer: &SurvivalAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let factor = factor(answer, options);
    let groups = steps(answer, |group, at, time| {
        let hazard = group.cumulative_hazards.first()?;
        let limits = hazard.limits.iter().find(|limits| limits.scale == HazardScale::Log);
        let limits =
            limits.and_then(|limits| Some((*limits.lower.get(at)?, *limits.upper.get(at)?)));
        Some((time * factor, *hazard.cumulative_hazard.get(at)?, limits))
    });
    let highest =
        groups.iter().flat_map(|group| &group.steps).map(|step| step.1).fold(0.0, f64::max);
    if groups.iter().all(|group| group.steps.is_empty()) {
        return None;
    }
    let last = answer.groups.iter().map(|g| g.last_time * factor).fold(0.0, f64::max);
    let unit = options.time_unit.unwrap_or(answer.endpoint.unit);
    let x = Scale::time(last, unit, options);
    let title = format!("{}: cumulative hazard", answer.endpoint.name);
    let y = Scale::round(0.0, highest.max(0.1) * 1.15, 5, title);
    Some(draw(
        answer,
        &groups,
        [x, y],
        options,
        |plot, k, style| {
            let group = &groups[k];
            let until = (group.answer.last_time * factor).min(plot.x_range.end);
            let ink = group_ink(group.group, answer.groups.len(), options);
            if style.show_bands {
                let top = plot.y_range.end;
                let bands = group.steps.iter().filter_map(|(t, _, limits)| {
                    limits.map(|(low, high)| (*t, low.min(top), high.min(top)))
                });
                for outline in ribbons(plot, (0.0, 0.0, 0.0), bands, until) {
                    if outline.len() > 2 {
                        let role = Role::Band { group: group.group };
                        plot.area(role, outline, ink, style.band_opacity);
                    }
                }
            }
            let steps = group.steps.iter().map(|(t, h, _)| (*t, *h));
            staircase(plot, (0.0, 0.0), steps, until)
        },
        "Cumulative hazards by Nelson–Aalen. Where one hazard ratio holds throughout, one curve is a \
        fixed multiple of the other.",
    ))
}

/// log(−log S(t)) against log t, from the first event on.
pub fn log_log(answer: &SurvivalAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let factor = factor(answer, options);
    let groups = steps(answer, |group, at, time| {
        let survival = *group.curve.as_ref()?.survival.get(at)?;
        let inside = survival > 0.0 && survival < 1.0 && time > 0.0;
        inside.then(|| ((time * factor).ln(), (-survival.ln()).ln(), None))
    });
    let all = || groups.iter().flat_map(|group| &group.steps);
    let (left, right) = all().fold((f64::MAX, f64::MIN), |(a, b), s| (a.min(s.0), b.max(s.0)));
    let (low, high) = all().fold((f64::MAX, f64::MIN), |(a, b), s| (a.min(s.1), b.max(s.1)));
    if left > right {
        return None;
    }
    let unit = words::unit_name(options.time_unit.unwrap_or(answer.endpoint.unit));
    let title = format!("Time ({unit}, logarithmic)");
    let x = Scale::logarithmic(left.exp() * 0.95, right.exp() * 1.05, title);
    let title = format!("{}: log(−log survival)", answer.endpoint.name);
    let y = Scale::round(low - 0.2, high + 0.2, 6, title);
    Some(draw(
        answer,
        &groups,
        [x, y],
        options,
        |plot, k, _| {
            let steps = &groups[k].steps;
            let Some(first) = steps.first() else { return Vec::new() };
            let until = steps.last().map_or(first.0, |step| step.0);
            staircase(plot, (first.0, first.1), steps.iter().map(|(t, h, _)| (*t, *h)), until)
        },
        "Log cumulative hazard (−log of Kaplan–Meier) against log time. Where one hazard ratio holds \
        throughout, the curves stay the same distance apart.",
    ))
}

fn factor(answer: &SurvivalAnswer, options: &FigureOptions) -> f64 {
    let from = answer.endpoint.unit;
    words::unit_factor(from, options.time_unit.unwrap_or(from))
}

fn steps<'a>(
    answer: &'a SurvivalAnswer,
    step: impl Fn(&GroupSurvival, usize, f64) -> Option<Step>,
) -> Vec<Steps<'a>> {
    let of = |(group, answer): (usize, &'a GroupSurvival)| {
        let times = answer.curve.iter().flat_map(|curve| curve.time.iter().enumerate());
        let steps = times.filter_map(|(at, time)| step(answer, at, *time));
        let steps = steps.filter(|(t, h, _)| t.is_finite() && h.is_finite()).gather();
        Steps { group, answer, steps }
    };
    answer.groups.iter().enumerate().map(of).gather()
}

fn draw(
    answer: &SurvivalAnswer,
    groups: &[Steps],
    [x, y]: [Scale; 2],
    options: &FigureOptions,
    corners: impl Fn(&Plot, usize, &Style) -> Vec<(f64, f64)>,
    how: &str,
) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let count = groups.len();
    let dashes = |k: usize| if count > 1 { dash(k).to_vec() } else { Vec::new() };
    let named = |group: &Steps| {
        let label = options.group_label(group.group, &group.answer.label);
        (label, group_ink(group.group, count, options), dashes(group.group))
    };
    let legend = groups.iter().map(named).gather();
    let chart = Chart { x, y, around: Around { legend, ..Around::default() } };
    let gutter = chart.gutter(options, &style);
    let laid = chart.lay(0.0, gutter, natural_height(options), options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for k in 0..groups.len() {
        let path = corners(&plot, k, &style);
        if path.len() > 1 {
            let dash = dashes(k);
            let ink = group_ink(k, count, options);
            let stroke = Stroke { ink, width: style.curve, dash: &dash };
            plot.line(Role::Curve { group: k }, path, stroke);
        }
    }
    drop(plot);
    let items = sheet.finish();
    let said: Vec<String> = groups
        .iter()
        .map(|group| {
            let last = group.steps.last().map_or(0.0, |step| step.1);
            let events = words::counted(group.answer.events, "event", "events");
            let end = number::fixed(last, 2);
            format!("{}: n = {}, {events}, {end} at the end", group.answer.label, group.answer.n)
        })
        .gather();
    DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {}. {how}", answer.question, said.join("; ")),
        caption: format!(
            "{}. {how} {}. Gradus {}.",
            answer.question,
            said.join("; "),
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}
