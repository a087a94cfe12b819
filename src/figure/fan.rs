//! What hangs on one patient: each group's curve as a fan of the curves without
//! each of its patients, and below it the hazard ratio without each.

use super::chart::{Around, Chart, Scale, natural_height};
use super::display_list::{Anchor, DisplayList, Ink, Role};
use super::options::FigureOptions;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::steps::{ribbons, staircase};
use super::style::{Style, dash, group_ink};
use super::{palette, words};
use crate::analysis::influence::{InfluenceAnswer, SurvivalWithout};
use crate::compact::{Gather, Order};
use crate::report::number;

/// Hazard ratio without a patient, in order.
type Ratios<'a> = Vec<(&'a SurvivalWithout, f64)>;

pub fn draw(answer: &InfluenceAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let unit = options.time_unit.unwrap_or(answer.endpoint.unit);
    let factor = words::unit_factor(answer.endpoint.unit, unit);
    let last = answer.without.iter().map(|w| w.time * factor).fold(0.0, f64::max);
    let count = answer.labels.len();
    let legend = answer.labels.iter().enumerate().map(|(k, label)| {
        let label = options.group_label(k, label);
        (label, group_ink(k, count, options), dash(k).to_vec())
    });
    let above = Chart {
        x: Scale::time(last, unit, options),
        y: Scale::share(format!("{} (%)", answer.endpoint.name)),
        around: Around { note: result(answer), legend: legend.gather(), ..Around::default() },
    };
    let mut ratios: Ratios =
        answer.without.iter().filter_map(|w| Some((w, w.headline.hazard_ratio.value()?))).gather();
    ratios.retain(|(_, ratio)| *ratio > 0.0);
    ratios.order_by(|a, b| a.1.total_cmp(&b.1));
    let ends = |pick: fn(f64, f64) -> f64, from: f64| ratios.iter().map(|r| r.1).fold(from, pick);
    let against = format!("{} against {}", answer.labels[1], answer.labels[0]);
    let below = Chart {
        x: Scale {
            low: 0.0,
            high: ratios.len() as f64 + 1.0,
            ticks: Vec::new(),
            title: "Patients, in order of the hazard ratio without each".into(),
        },
        y: Scale::ratio(
            ends(f64::min, 0.8),
            ends(f64::max, 1.25),
            format!("Hazard ratio without one patient, {against}"),
        ),
        around: Around::default(),
    };
    let left = above.gutter(options, &style).max(below.gutter(options, &style));
    let tall = (natural_height(options) * 0.85).round();
    let upper = above.lay(0.0, left, tall, options, &style);
    let half = (tall * 0.6).max(110.0);
    let lower = (ratios.len() > 1).then(|| below.lay(upper.bottom, left, half, options, &style));
    let height = lower.as_ref().map_or(upper.bottom, |laid| laid.bottom);
    let sheet = Sheet::new(options.width, height);
    let plot = above.paint(&sheet, &upper, 0.0, options, &style);
    fans(&plot, answer, factor, options, &style);
    drop(plot);
    if let Some(laid) = &lower {
        let plot = below.paint(&sheet, laid, upper.bottom, options, &style);
        without_each(&plot, answer, &ratios, options, &style);
    }
    let items = sheet.finish();
    let said = result(answer);
    DisplayList {
        width: options.width,
        height,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {said}.", answer.question),
        caption: format!(
            "{}. Above: Kaplan–Meier curves with everybody; thin lines and shade: without each \
             patient of the group. Below: Cox hazard ratio, {against}, without each patient; dashed: \
             with everybody; rings: p on the other side of the level. {said}. n = {}, {}. Gradus {}.",
            answer.question,
            answer.without.len(),
            words::counted(answer.without.iter().filter(|w| w.event).count(), "event", "events"),
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

fn fans(
    plot: &Plot,
    answer: &InfluenceAnswer,
    factor: f64,
    options: &FigureOptions,
    style: &Style,
) {
    let count = answer.labels.len();
    for (group, fan) in answer.fans.iter().enumerate() {
        let ink = group_ink(group, count, options);
        let times = || fan.time.iter().map(|t| t * factor);
        let until = times().next_back().unwrap_or(0.0).min(plot.x_range.end);
        let limits = fan.lowest.iter().zip(fan.highest.iter());
        let shade = times().zip(limits).map(|(t, (low, high))| (t, *low, *high));
        for outline in ribbons(plot, (0.0, 1.0, 1.0), shade, until) {
            plot.area(Role::Band { group }, outline, ink, style.band_opacity * 1.4);
        }
        let steps = |values: &[f64]| -> Vec<(f64, f64)> {
            staircase(plot, (0.0, 1.0), times().zip(values.iter().copied()), until)
        };
        for curve in &fan.without {
            let thin = Stroke::solid(ink, 0.375);
            plot.line(Role::Fan { group }, steps(curve), thin);
        }
        let stroke = Stroke { ink, width: style.curve, dash: dash(group) };
        plot.line(Role::Curve { group }, steps(&fan.survival), stroke);
    }
}

fn without_each(
    plot: &Plot,
    answer: &InfluenceAnswer,
    ratios: &Ratios,
    options: &FigureOptions,
    style: &Style,
) {
    let (from, to) = (plot.y_range.start, plot.y_range.end);
    let level = |y: f64| vec![(plot.x_range.start, y), (plot.x_range.end, y)];
    let dotted = Stroke { ink: Ink::Muted, width: style.axis, dash: &[1.5, 3.0] };
    plot.line(Role::Reference, level(0.0), dotted);
    if let Some(all) = answer.all.hazard_ratio.value().filter(|all| *all > 0.0) {
        let dashed = Stroke { dash: &[4.0, 3.0], ..dotted };
        plot.line(Role::Reference, level(all.ln().clamp(from, to)), dashed);
    }
    let radius = (plot.frame.width() / (ratios.len() as f64 + 1.0) * 0.4).clamp(1.5, 3.5);
    for (line, (one, ratio)) in ratios.iter().enumerate() {
        let at = [plot.x(line as f64 + 1.0), plot.y(ratio.ln().clamp(from, to))];
        let ink = group_ink(one.group as usize, answer.labels.len(), options);
        let role = Role::Estimate { line };
        // The groups differ by more than hue: the second is hollow.
        if one.group == 0 {
            plot.sheet.disc(role.clone(), at, radius, ink, 1.0);
        } else {
            plot.sheet.ring(role.clone(), at, radius, ink, 1.25);
        }
        if answer.decisive.contains(&one.row) {
            plot.sheet.ring(role, at, radius + 3.0, Ink::Text, 1.25);
        }
    }
    // The two patients without whom it moves furthest, by their rows.
    let ends = [ratios.first().map(|r| (0, r)), ratios.last().map(|r| (ratios.len() - 1, r))];
    for (line, (one, ratio)) in ends.into_iter().flatten() {
        let [x, y] = [plot.x(line as f64 + 1.0), plot.y(ratio.ln().clamp(from, to))];
        let first = line == 0;
        let anchor = if first { Anchor::Start } else { Anchor::End };
        let how = Lettering { halo: true, ..Lettering::new(style.small, Ink::Muted) };
        // Clear of the other patients: the lowest below its place, the highest above.
        let (near, lift) =
            if first { (-3.0, radius + 5.0 + style.small) } else { (3.0, -radius - 6.0) };
        let text = format!("row {}", one.row);
        let y = (y + lift).clamp(plot.frame.top + style.small, plot.frame.bottom - 3.0);
        plot.sheet.text(Role::Note { line: 9 + line }, [x + near, y], &text, how.anchored(anchor));
    }
}

fn result(answer: &InfluenceAnswer) -> String {
    let mut said = Vec::new();
    if let (Some(all), Some([low, high])) =
        (answer.all.hazard_ratio.value(), answer.hazard_ratio_range)
    {
        let range = number::range(&number::ratio(low), &number::ratio(high));
        said.push(format!("Hazard ratio {}; without one patient {range}", number::ratio(all)));
    }
    if let (Some(all), Some([low, high])) = (answer.all.p.value(), answer.p_range) {
        let range = [low, high].map(words::p_value).join(" to ");
        said.push(format!("log-rank {}; without one patient {range}", words::p_value(all)));
    }
    let turned = words::counted(answer.decisive.len(), "patient decides", "patients decide");
    said.push(format!("{turned} on which side of the level p lies"));
    said.join("; ")
}
