//! The threshold profile: above, how far every cut parts the curves; below, its
//! hazard ratio with limits. The largest and the one in use are marked.

use super::chart::{Around, Chart, Entry, Scale};
use super::display_list::{Anchor, DisplayList, Ink, Role};
use super::metrics::text_width;
use super::options::FigureOptions;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::Style;
use super::{palette, words};
use crate::analysis::thresholds::{Cut, Envelope, ThresholdsAnswer};
use crate::compact::Gather;
use crate::report::number;

/// More labelled cuts than this have numbers on their axis.
const MOST_LABELS: usize = 12;

pub fn draw(answer: &ThresholdsAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let (first, last) = (answer.cuts.first()?, answer.cuts.last()?);
    let pad = if last.at > first.at { (last.at - first.at) * 0.06 } else { 0.5 };
    let (low, high) = (first.at - pad, last.at + pad);
    let x = |title: String| {
        let mut scale = Scale::round(low, high, 8, title);
        if answer.cuts.len() <= MOST_LABELS {
            let a_unit = options.width * 0.75 / (high - low);
            let mut free = f64::NEG_INFINITY;
            scale.ticks = Vec::new();
            for cut in &answer.cuts {
                let half = text_width(&cut.name, style.text, false) / 2.0;
                if cut.at * a_unit - half > free {
                    scale.ticks.push((cut.at, cut.name.clone()));
                    free = cut.at * a_unit + half + 5.0;
                }
            }
        }
        scale
    };
    let chance = answer.envelope.as_ref();
    let top = answer.cuts.iter().map(|cut| cut.statistic).fold(0.5, f64::max);
    let top = chance.map_or(top, |chance| top.max(chance.largest));
    let above = Chart {
        x: x(String::new()),
        y: Scale::round(
            0.0,
            top * 1.3,
            5,
            "How far the cut parts the curves (standardised statistic)".into(),
        ),
        around: Around { note: result(answer), legend: legend(answer), ..Around::default() },
    };
    let ratios = answer.cuts.iter().filter_map(|cut| Some((cut, ratio(cut)?)));
    let ratios: Vec<(&Cut, [f64; 3])> = ratios.gather();
    let ends = |k: usize| ratios.iter().map(move |(_, ratio)| ratio[k]);
    let level =
        answer.cuts.iter().find_map(|cut| Some(cut.hazard_ratio.as_ref()?.limits.first()?.level));
    let level = level.map_or(String::new(), |level| format!(", {} CI", words::level(level)));
    let below = Chart {
        x: x(options.x_title.clone().unwrap_or_else(|| format!("Cut of {}", answer.variable))),
        y: Scale::ratio(
            ends(1).fold(0.8, f64::min),
            ends(2).fold(1.25, f64::max),
            format!("Hazard ratio, above against below{level}"),
        ),
        around: Around::default(),
    };
    let left = above.gutter(options, &style).max(below.gutter(options, &style));
    let tall = (options.width * 0.26).clamp(110.0, 190.0);
    let upper = above.lay(0.0, left, tall, options, &style);
    let lower = (!ratios.is_empty()).then(|| below.lay(upper.bottom, left, tall, options, &style));
    let height = lower.as_ref().map_or(upper.bottom, |laid| laid.bottom);
    let sheet = Sheet::new(options.width, height);
    let plot = above.paint(&sheet, &upper, 0.0, options, &style);
    if let Some(chance) = chance {
        by_chance(&plot, answer, chance, &style);
    }
    statistics(&plot, answer, &style);
    drop(plot);
    if let Some(laid) = &lower {
        let plot = below.paint(&sheet, laid, upper.bottom, options, &style);
        hazard_ratios(&plot, answer, &ratios, &style);
    }
    let items = sheet.finish();
    Some(DisplayList {
        width: options.width,
        height,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {}.", answer.question, said(answer)),
        caption: format!(
            "{}. Every cut that leaves enough patients on both sides; above: log-rank statistic \
             standardised over all orders of the patients; below: Cox hazard ratio. {}{}. n = {}, \
             {}. Gradus {}.",
            answer.question,
            chance.map_or(String::new(), chance_said),
            said(answer),
            answer.n,
            words::counted(answer.events, "event", "events"),
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

/// Ratio and limits, where all three are numbers.
fn ratio(cut: &Cut) -> Option<[f64; 3]> {
    let of = cut.hazard_ratio.as_ref()?;
    let limits = of.limits.first()?;
    let ratio = [of.hazard_ratio.value()?, limits.lower.value()?, limits.upper.value()?];
    ratio.iter().all(|r| *r > 0.0).then_some(ratio)
}

fn is_best(answer: &ThresholdsAnswer, cut: &Cut) -> bool {
    answer.best().is_some_and(|best| best.at == cut.at)
}

fn ink(answer: &ThresholdsAnswer, cut: &Cut) -> Ink {
    if answer.in_use == Some(cut.at) { Ink::Series(1) } else { Ink::Series(0) }
}

const DOTTED: [f64; 2] = [1.5, 3.0];
const DASHED: [f64; 2] = [8.0, 4.0];

/// What chance alone reaches, where orders were drawn.
fn legend(answer: &ThresholdsAnswer) -> Vec<Entry> {
    let Some(chance) = &answer.envelope else { return Vec::new() };
    let entry = |text: &str, dash: [f64; 2]| {
        let text = format!("{text}, {} of orders", words::level(chance.level));
        (text, Ink::Muted, dash.to_vec())
    };
    vec![entry("one cut by chance", DOTTED), entry("largest of all cuts by chance", DASHED)]
}

/// A band up to what a single cut reaches, a line at what the largest does.
fn by_chance(plot: &Plot, answer: &ThresholdsAnswer, chance: &Envelope, style: &Style) {
    let along = answer.cuts.iter().zip(chance.single.iter());
    let path: Vec<(f64, f64)> = along.map(|(cut, reached)| (cut.at, *reached)).gather();
    let (Some(first), Some(last)) = (path.first().copied(), path.last().copied()) else { return };
    let outline = path.iter().copied().chain([(last.0, 0.0), (first.0, 0.0)]).gather();
    plot.area(Role::Band { group: 0 }, outline, Ink::Muted, style.band_opacity);
    let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &DOTTED };
    plot.line(Role::Reference, path, stroke);
    let line = vec![(plot.x_range.start, chance.largest), (plot.x_range.end, chance.largest)];
    plot.line(Role::Reference, line, Stroke { dash: &DASHED, ..stroke });
}

fn chance_said(chance: &Envelope) -> String {
    format!(
        "In {} of {} random orders (seed {}) of the patients the largest statistic stays below the \
         dashed line, that of a single cut within the shade. ",
        words::level(chance.level),
        chance.draws,
        chance.seed
    )
}

fn statistics(plot: &Plot, answer: &ThresholdsAnswer, style: &Style) {
    if let Some(at) = answer.in_use.filter(|at| plot.x_range.contains(at)) {
        let stroke = Stroke { ink: Ink::Series(1), width: style.axis, dash: &[4.0, 3.0] };
        let (bottom, top) = (plot.y_range.start, plot.y_range.end);
        plot.line(Role::Reference, vec![(at, bottom), (at, top)], stroke);
    }
    for cut in answer.cuts.iter().filter(|c| c.prespecified && answer.in_use != Some(c.at)) {
        let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &[1.5, 3.0] };
        let (bottom, top) = (plot.y_range.start, plot.y_range.end);
        plot.line(Role::Reference, vec![(cut.at, bottom), (cut.at, top)], stroke);
    }
    let points = answer.cuts.iter().map(|cut| (cut.at, cut.statistic)).gather();
    plot.line(Role::Curve { group: 0 }, points, Stroke::solid(Ink::Series(0), style.curve * 0.7));
    for (line, cut) in answer.cuts.iter().enumerate() {
        let at = [plot.x(cut.at), plot.y(cut.statistic)];
        let (role, best) = (Role::Estimate { line }, is_best(answer, cut));
        plot.sheet.disc(role, at, if best { 5.0 } else { 3.0 }, ink(answer, cut), 1.0);
    }
    let marked = |cut: &Cut, text: &str, lift: f64| {
        let half = Lettering::new(style.small, Ink::Text).width_of(text) / 2.0;
        let x = plot.x(cut.at).clamp(plot.frame.left + half + 4.0, plot.frame.right - half);
        let ink = ink(answer, cut).lettering();
        let how = Lettering { halo: true, ..Lettering::new(style.small, ink) };
        let at = [x, plot.y(cut.statistic) + lift];
        plot.sheet.text(Role::Note { line: 9 }, at, text, how.anchored(Anchor::Middle));
    };
    let used = answer.cuts.iter().find(|cut| answer.in_use == Some(cut.at));
    for cut in answer.cuts.iter().filter(|c| c.prespecified && answer.in_use != Some(c.at)) {
        // Under the point, unless that would leave the plot; the largest has its word above.
        let low = plot.y(cut.statistic) + 20.0 > plot.frame.bottom;
        marked(cut, "planned", if low && !is_best(answer, cut) { -9.0 } else { 18.0 });
    }
    match (answer.best(), used) {
        (Some(best), Some(used)) if best.at == used.at => marked(best, "largest, in use", -9.0),
        (best, used) => {
            if let Some(best) = best {
                marked(best, "largest", -9.0);
            }
            if let Some(used) = used {
                let low = plot.y(used.statistic) + 20.0 > plot.frame.bottom;
                marked(used, "in use", if low { -9.0 } else { 18.0 });
            }
        }
    }
}

fn hazard_ratios(
    plot: &Plot,
    answer: &ThresholdsAnswer,
    ratios: &[(&Cut, [f64; 3])],
    style: &Style,
) {
    let (from, to) = (plot.y_range.start, plot.y_range.end);
    let dashed = Stroke { ink: Ink::Muted, width: style.axis, dash: &[4.0, 4.0] };
    let one = vec![(plot.x_range.start, 0.0), (plot.x_range.end, 0.0)];
    plot.line(Role::Reference, one, dashed);
    for (line, (cut, [ratio, low, high])) in ratios.iter().enumerate() {
        let y = |value: f64| plot.y(value.ln().clamp(from, to));
        let x = plot.x(cut.at);
        let stroke = Stroke::solid(ink(answer, cut), style.curve * 0.8);
        let role = Role::Estimate { line };
        plot.sheet.line(role.clone(), &[[x, y(*low)], [x, y(*high)]], stroke);
        if (from..=to).contains(&ratio.ln()) {
            let radius = if is_best(answer, cut) { 5.0 } else { 3.0 };
            plot.sheet.disc(role, [x, y(*ratio)], radius, ink(answer, cut), 1.0);
        }
    }
}

fn result(answer: &ThresholdsAnswer) -> String {
    let tried = words::counted(answer.cuts.len(), "cut tried", "cuts tried");
    match answer.p_of_maximum() {
        Some((p, how)) => format!("{tried}; p of the largest, {how}: {}", words::p_value(p)),
        None => tried,
    }
}

fn said(answer: &ThresholdsAnswer) -> String {
    let best = answer.best().map(|cut| {
        let ratio = ratio(cut).map_or(String::new(), |[ratio, low, high]| {
            let range = number::range(&number::ratio(low), &number::ratio(high));
            format!(", hazard ratio above against below {} ({range})", number::ratio(ratio))
        });
        format!(". Largest at {}{ratio}", cut.name)
    });
    format!("{}{}", result(answer), best.unwrap_or_default())
}
