//! Forest plots: a line an effect with its limits, and the same in figures
//! beside it. Hazard ratios of a Cox model on a logarithmic axis; coefficients
//! of a correlation on a plain one.

mod coefficients;
mod competing;

use super::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use super::extent::Frame;
use super::heading::Heading;
use super::lines::{without_shared_beginning, wrap};
use super::metrics::text_width;
use super::options::FigureOptions;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::Style;
use super::{palette, words};
use crate::analysis::competing::CompetingRegressionAnswer;
use crate::analysis::correlation::CorrelationAnswer;
use crate::analysis::cox::{Coefficient, CoxAnswer, CoxTerm};
use crate::compact::Gather;
use crate::report::number;

/// A line of the figure.
pub(super) struct Line {
    pub name: Vec<String>,
    /// Estimate and limits; nothing where there is no estimate.
    pub estimate: Option<[f64; 3]>,
    pub printed: String,
}

/// What a forest plot is made of.
pub(super) struct Forest {
    pub lines: Vec<Line>,
    /// Above the printed figures.
    pub head: String,
    /// Under the title.
    pub note: String,
    /// Under the axis.
    pub x_title: &'static str,
    pub ticks: Vec<f64>,
    pub range: [f64; 2],
    /// Whether equal ratios are equal distances.
    pub logarithmic: bool,
    /// Where the line of no effect stands.
    pub nothing: f64,
    pub method: String,
}

impl Forest {
    fn place(&self, value: f64) -> f64 {
        if self.logarithmic { value.ln() } else { value }
    }
}

/// Draws an answer; the first level of its limits.
pub fn draw(answer: &CoxAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let lines = lines(answer, (options.width - 2.0 * style.margin) * 0.32, &style);
    let level =
        answer.fit.coefficients.iter().find_map(|c| Some(words::level(c.limits.first()?.level)));
    let (ticks, low, high) = axis(&lines);
    let whose = if answer.firth.is_some() { "Firth's hazard ratio" } else { "Hazard ratio" };
    let forest = Forest {
        lines,
        head: format!("{whose} ({} CI), p", level.unwrap_or_default()),
        note: sizes(answer),
        x_title: "Hazard ratio",
        ticks,
        range: [low, high],
        logarithmic: true,
        nothing: 1.0,
        method: answer.method.name.clone(),
    };
    paint(&forest, options, &style)
}

/// The event by both models of competing risks; nothing where neither was fitted.
pub fn competing(
    answer: &CompetingRegressionAnswer,
    options: &FigureOptions,
) -> Option<DisplayList> {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    Some(paint(&competing::forest(answer, options, &style)?, options, &style))
}

/// Every coefficient of a correlation with its limits.
pub fn coefficients(answer: &CorrelationAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(760.0);
    let style = Style::of(options);
    paint(&coefficients::forest(answer, options, &style), options, &style)
}

pub(super) fn paint(forest: &Forest, options: &FigureOptions, style: &Style) -> DisplayList {
    let Forest { lines, head, .. } = forest;
    let inner = options.width - 2.0 * style.margin;
    let wide = |text: &str| text_width(text, style.text, false);
    let names = lines.iter().flat_map(|l| l.name.iter().map(|n| wide(n))).fold(0.0, f64::max);
    let numbers = lines.iter().map(|l| wide(&l.printed)).fold(wide(head), f64::max);
    // Where there is no room for both, the figures stand under the lines.
    let beside = inner - names - numbers - 36.0 >= 120.0;

    let heading = Heading::lay(&forest.note, "", options, style);
    let step = style.line(style.text) * if beside { 1.5 } else { 2.6 };
    let tall: Vec<f64> = lines
        .iter()
        .map(|l| step.max((l.name.len() as f64 + 0.5) * style.line(style.text)))
        .gather();
    let top = heading.bottom + if beside { style.line(style.text) + 4.0 } else { 6.0 };
    let frame = Frame {
        left: style.margin + names + 14.0,
        top,
        right: options.width - style.margin - if beside { numbers + 16.0 } else { 12.0 },
        bottom: (top + tall.iter().sum::<f64>()).round(),
    };
    let [low, high] = forest.range.map(|end| forest.place(end));
    let height = frame.bottom + style.tick + 2.0 * style.line(style.text) + 10.0 + style.margin;
    let sheet = Sheet::new(options.width, height);
    heading.draw(&sheet, style);
    let plot = sheet.plot(frame, low..high, 0.0..1.0);
    draw_axis(&plot, forest, options, style);
    if beside {
        let at = [frame.right + 16.0, top - 8.0];
        sheet.text(Role::RiskTitle, at, head, Lettering::new(style.text, Ink::Muted));
    }
    let mut y = frame.top;
    for (k, line) in lines.iter().enumerate() {
        draw_line(&plot, forest, k, line, [y, tall[k]], beside, style);
        y += tall[k];
    }
    let items = sheet.finish();
    let said: Vec<String> =
        lines.iter().map(|l| format!("{}: {}", l.name.join(" "), l.printed)).gather();
    let said = said.join("; ");
    DisplayList {
        width: options.width,
        height: height.ceil(),
        colours: palette::colours(&items, options),
        items,
        summary: format!("{head}. {said}."),
        caption: format!(
            "{}. {}. {head}: {said}. Gradus {}.",
            forest.method,
            forest.note,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

fn sizes(answer: &CoxAnswer) -> String {
    let events = words::counted(answer.fit.events, "event", "events");
    format!("{}: n = {}, {events}", answer.endpoint.name, answer.fit.n)
}

fn lines(answer: &CoxAnswer, room: f64, style: &Style) -> Vec<Line> {
    let mut lines = Vec::new();
    for (k, term) in answer.terms.iter().enumerate() {
        let name = against(term);
        lines.push(ratio_line(&name, shown(answer, k), room, style));
    }
    lines
}

/// A hazard ratio with its limits and p, drawn where all three are above 0.
fn ratio_line(
    name: &str,
    (ratio, p): (Option<[f64; 3]>, Option<f64>),
    room: f64,
    style: &Style,
) -> Line {
    let ratio = ratio.filter(|ratio| ratio.iter().all(|r| *r > 0.0 && r.is_finite()));
    let p = p.map(|p| format!(", {}", words::p_value(p))).unwrap_or_default();
    let printed = match ratio {
        Some([ratio, low, high]) => {
            let range = number::range(&number::ratio(low), &number::ratio(high));
            format!("{} ({range}){p}", number::ratio(ratio))
        }
        None => "not estimable".into(),
    };
    let name = wrap(name, room.max(60.0), style.text, false, 3);
    Line { name, estimate: ratio, printed }
}

/// Ratio with Wald limits, and p.
fn wald(fitted: &Coefficient) -> (Option<[f64; 3]>, Option<f64>) {
    let limits = fitted.limits.first();
    let limits = limits.and_then(|limits| Some((limits.lower.value()?, limits.upper.value()?)));
    let ratio = fitted.hazard_ratio.value().zip(limits);
    (ratio.map(|(ratio, (low, high))| [ratio, low, high]), fitted.p.value())
}

/// As in `path ≥ 50 % v < 50 %`.
fn against(term: &CoxTerm) -> String {
    match &term.reference {
        Some(reference) => {
            let pair = without_shared_beginning(&[term.name.clone(), reference.clone()]);
            format!("{} v {}", term.name, pair[1])
        }
        None => term.name.clone(),
    }
}

/// Ratio with limits, and p, of a term: Firth's where that was fitted, with
/// limits by profile, since a ratio may have no other estimate.
fn shown(answer: &CoxAnswer, k: usize) -> (Option<[f64; 3]>, Option<f64>) {
    if let Some(firth) = &answer.firth {
        let Some(profile) = firth.profiles.get(k) else { return (None, None) };
        let ratio = firth.coefficients.get(k).and_then(|fitted| fitted.hazard_ratio.value());
        let ends = (ratio, profile.ratio_lower.value(), profile.ratio_upper.value());
        let (Some(ratio), Some(low), Some(high)) = ends else { return (None, None) };
        return (Some([ratio, low, high]), profile.p.value());
    }
    answer.fit.coefficients.get(k).map_or((None, None), wald)
}

/// Ticks at 1, 2 and 5 times powers of ten, with both ends. At most a hundred
/// times up and down from 1: further limits end in an arrow.
fn axis(lines: &[Line]) -> (Vec<f64>, f64, f64) {
    let all = || lines.iter().filter_map(|line| line.estimate);
    let low = all().map(|[_, low, _]| low).fold(0.8, f64::min).max(0.01);
    let high = all().map(|[_, _, high]| high).fold(1.25, f64::max).min(100.0);
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
    let first = steps.iter().rposition(|s| *s <= low).unwrap_or(0);
    let last = steps.iter().position(|s| *s >= high).unwrap_or(steps.len() - 1);
    let ticks = &steps[first..=last];
    // A long axis has powers of ten only.
    let thin = |t: &f64| ticks.len() <= 7 || [0.01, 0.1, 1.0, 10.0, 100.0].contains(t);
    (ticks.iter().copied().filter(thin).gather(), steps[first], steps[last])
}

fn draw_axis(plot: &Plot, forest: &Forest, options: &FigureOptions, style: &Style) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let stroke = Stroke::solid(Ink::Text, style.axis);
    sheet.line(Role::AxisLine, &[[frame.left, frame.bottom], [frame.right, frame.bottom]], stroke);
    let one = plot.x(forest.place(forest.nothing));
    let dashed = Stroke { ink: Ink::Muted, width: style.axis, dash: &[4.0, 4.0] };
    sheet.line(Role::Reference, &[[one, frame.top], [one, frame.bottom]], dashed);
    let text = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
    let baseline = frame.bottom + style.tick + 4.0 + style.text * 0.75;
    for (tick, value) in forest.ticks.iter().enumerate() {
        let x = plot.x(forest.place(*value));
        let ends = [[x, frame.bottom], [x, frame.bottom + style.tick]];
        sheet.line(Role::Tick { axis: Axis::X }, &ends, stroke);
        let role = Role::TickLabel { axis: Axis::X, tick };
        sheet.text(role, [x, baseline], &number::exact(*value), text);
    }
    let title = options.x_title.as_deref().unwrap_or(forest.x_title);
    let half = text.width_of(title) / 2.0;
    let middle = ((frame.left + frame.right) / 2.0).min(options.width - style.margin - half);
    let at = [middle.max(style.margin + half), baseline + style.line(style.text) + 3.0];
    sheet.text(Role::AxisTitle { axis: Axis::X }, at, title, text);
}

/// `[top, height]` of the line's room.
fn draw_line(
    plot: &Plot,
    forest: &Forest,
    k: usize,
    line: &Line,
    [top, tall]: [f64; 2],
    beside: bool,
    style: &Style,
) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let text = Lettering::new(style.text, Ink::Text);
    let middle = top + if beside { tall / 2.0 } else { tall * 0.32 };
    let row = style.line(style.text);
    let first = middle + style.text * 0.35 - (line.name.len() as f64 - 1.0) * row / 2.0;
    for (at, name) in line.name.iter().enumerate() {
        let at = [style.margin, first + at as f64 * row];
        sheet.text(Role::RiskLabel { group: k }, at, name, text);
    }
    let role = Role::Estimate { line: k };
    if beside {
        let at = [frame.right + 16.0, middle + style.text * 0.35];
        sheet.text(role.clone(), at, &line.printed, text);
    } else {
        // The line of 1 runs beneath.
        let how = Lettering { halo: true, ..text.anchored(Anchor::Middle) };
        let half = text.width_of(&line.printed) / 2.0;
        let at = (frame.left + frame.right) / 2.0;
        let at = [at.min(frame.right + 12.0 - half), middle + row];
        sheet.text(role.clone(), at, &line.printed, how);
    }
    let Some([estimate, low, high]) = line.estimate else { return };
    let (from, to) = (plot.x_range.start, plot.x_range.end);
    let x = |value: f64| plot.x(forest.place(value).clamp(from, to));
    let stroke = Stroke::solid(Ink::Series(0), style.curve);
    sheet.line(role.clone(), &[[x(low), middle], [x(high), middle]], stroke);
    for (limit, side) in [(low, -1.0), (high, 1.0)] {
        let beyond = !(from - 1e-9..=to + 1e-9).contains(&forest.place(limit));
        let (end, size) = (x(limit), 4.0);
        let cap = if beyond {
            [[end - side * size, middle - size], [end, middle], [end - side * size, middle + size]]
        } else {
            [[end, middle - size], [end, middle], [end, middle + size]]
        };
        sheet.line(role.clone(), &cap, stroke);
    }
    if (from..=to).contains(&forest.place(estimate)) {
        let at = x(estimate);
        let square =
            Frame { left: at - 4.0, right: at + 4.0, top: middle - 4.0, bottom: middle + 4.0 };
        sheet.rect(role, square, Ink::Series(0), 1.0);
    }
}
