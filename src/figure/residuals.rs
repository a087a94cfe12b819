//! Scaled Schoenfeld residuals: a point an event, whose height is what the log
//! hazard ratio would be at its time. Where the ratio stays the same, the points
//! lie about the dashed line everywhere.

use super::chart::{Around, Chart, Laid, Scale};
use super::display_list::{DisplayList, Ink, Role};
use super::options::FigureOptions;
use super::sheet::{Plot, Sheet, Stroke};
use super::style::Style;
use super::{palette, words};
use crate::analysis::cox::{CoxAnswer, ResidualSmooth};
use crate::compact::Gather;

/// More terms than this are left to the table.
const MOST_TERMS: usize = 4;

/// Nothing where residuals were not asked for, or no coefficient has any.
pub fn draw(answer: &CoxAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let residuals = answer.residuals.as_ref()?;
    let (unit, p) = (options.time_unit.unwrap_or(answer.endpoint.unit), answer.terms.len());
    let factor = words::unit_factor(answer.endpoint.unit, unit);
    let times = || residuals.event_time.iter().map(|t| t * factor);
    let last = times().fold(0.0, f64::max);
    let mut parts = Vec::new();
    for (k, (term, fitted)) in answer.terms.iter().zip(&answer.fit.coefficients).enumerate() {
        let Some(estimate) = fitted.estimate.value() else { continue };
        let heights = residuals.scaled_schoenfeld.iter().skip(k).step_by(p.max(1)).copied();
        let points: Vec<(f64, f64)> =
            times().zip(heights).filter(|(_, height)| height.is_finite()).gather();
        if points.is_empty() || parts.len() == MOST_TERMS {
            continue;
        }
        let through = residuals.smooth.get(k);
        let drawn = through.iter().flat_map(|smooth| smooth.estimate.iter()).copied();
        let ends = points.iter().map(|point| point.1).chain([estimate, 0.0]).chain(drawn);
        let (low, high) = ends.fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
        let room = ((high - low) * 0.08).max(0.1);
        let test = answer.proportionality.first();
        let p = test.and_then(|test| test.coefficients.get(k)?.p.value());
        let p =
            p.map_or(String::new(), |p| format!(", proportional hazards {}", words::p_value(p)));
        let chart = Chart {
            x: Scale::time(last, unit, options),
            y: Scale::round(
                low - room,
                high + room,
                5,
                format!("Log hazard ratio: {}{p}", term.name),
            ),
            around: Around::default(),
        };
        parts.push((chart, points, estimate, through));
    }
    // Only the last chart names the axis they share.
    let named = parts.len().checked_sub(1)?;
    for (chart, ..) in &mut parts[..named] {
        chart.x.title = String::new();
    }
    let left = parts.iter().map(|(chart, ..)| chart.gutter(options, &style)).fold(0.0, f64::max);
    let tall = (options.width * 0.3).clamp(110.0, 210.0);
    let mut top = 0.0;
    let laid: Vec<(f64, Laid)> = parts
        .iter()
        .map(|(chart, ..)| {
            let laid = chart.lay(top, left, tall, options, &style);
            (std::mem::replace(&mut top, laid.bottom), laid)
        })
        .gather();
    let sheet = Sheet::new(options.width, top);
    for (k, ((chart, points, estimate, through), (top, laid))) in
        parts.iter().zip(&laid).enumerate()
    {
        let plot = chart.paint(&sheet, laid, *top, options, &style);
        if let Some(smooth) = through {
            smooth_line(&plot, k, smooth, factor, &style);
        }
        let level = |y: f64| vec![(plot.x_range.start, y), (plot.x_range.end, y)];
        let (ink, width) = (Ink::Muted, style.axis);
        plot.line(Role::Reference, level(0.0), Stroke { ink, width, dash: &[1.5, 3.0] });
        let dashed = Stroke { ink: Ink::Series(0), width: style.curve, dash: &[6.0, 4.0] };
        plot.line(Role::Estimate { line: k }, level(*estimate), dashed);
        for (y, point) in points.iter().enumerate() {
            let at = [plot.x(point.0), plot.y(point.1)];
            plot.sheet.disc(Role::Bubble { x: k, y }, at, 3.5, Ink::Series(0), 0.6);
        }
    }
    let items = sheet.finish();
    let how = "Scaled Schoenfeld residuals about the log hazard ratio (dashed), a point an event; \
               line: natural cubic spline with pointwise 95 % limits; dotted: no effect. A line that \
               drifts up or down means a ratio that changes with time.";
    Some(DisplayList {
        width: options.width,
        height: top,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {how}", answer.question),
        caption: format!(
            "{}. {how} n = {}, {}. Gradus {}.",
            answer.question,
            answer.fit.n,
            words::counted(answer.fit.events, "event", "events"),
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

/// The line through the points, and its limits as far as the chart goes.
fn smooth_line(plot: &Plot, k: usize, smooth: &ResidualSmooth, factor: f64, style: &Style) {
    let (low, high) = (plot.y_range.start, plot.y_range.end);
    let path = |values: &[f64]| -> Vec<(f64, f64)> {
        let places = smooth.time.iter().zip(values);
        places.map(|(t, y)| (t * factor, y.clamp(low, high))).gather()
    };
    if smooth.time.is_empty() {
        return;
    }
    let mut outline = path(&smooth.lower);
    outline.extend(path(&smooth.upper).into_iter().rev());
    plot.area(Role::Band { group: k }, outline, Ink::Series(1), style.band_opacity);
    let stroke = Stroke::solid(Ink::Series(1), style.curve);
    plot.line(Role::Curve { group: k }, path(&smooth.estimate), stroke);
}
