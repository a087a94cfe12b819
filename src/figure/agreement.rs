//! The plot of Bland and Altman: the difference of two gradings against their
//! mean, with the bias, the limits of agreement and how sure each of them is.

use super::chart::{Around, Chart, Scale};
use super::display_list::{DisplayList, Ink, Role};
use super::extent::Frame;
use super::metrics::text_width;
use super::options::FigureOptions;
use super::palette;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::Style;
use super::words;
use crate::analysis::agreement::AgreementAnswer;
use crate::compact::{Gather, Order};
use crate::report::number;
use crate::value::Estimate;

/// A horizontal line of the figure, with its interval.
struct Level {
    name: &'static str,
    at: f64,
    limits: Option<[f64; 2]>,
}

/// Discs are pairs of values, their areas counts; grades count as 1, 2, 3, …
pub fn draw(answer: &AgreementAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(760.0);
    let style = Style::of(options);
    let levels = levels(answer);
    let points = points(answer);
    let [x, y] = &answer.names;
    let note: Vec<String> = levels.iter().map(|l| format!("{} {}", l.name, printed(l))).gather();
    let (low, high) = range(points.iter().map(|p| p.0));
    let drawn = levels.iter().flat_map(|l| l.limits.into_iter().flatten().chain([l.at]));
    let (bottom, top) = range(points.iter().map(|p| p.1).chain(drawn).chain([0.0]));
    let x_title = options.x_title.clone().unwrap_or_else(|| format!("Mean of {x} and {y}"));
    let chart = Chart {
        x: Scale::round(low, high, (options.width / 80.0) as usize, x_title),
        y: Scale::round(bottom, top, 6, format!("{x} − {y}")),
        around: Around { note: note.join(" · "), ..Around::default() },
    };
    let left = chart.gutter(options, &style);
    let tall = options.height.map_or(300.0, |height| (height - 110.0).max(110.0));
    let mut laid = chart.lay(0.0, left, tall, options, &style);
    let beside =
        levels.iter().map(|l| text_width(&short(l), style.text, false) + 10.0).fold(0.0, f64::max);
    laid.frame.right = options.width - style.margin - beside;
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for (k, level) in levels.iter().enumerate() {
        draw_level(&plot, k, level, &style);
    }
    name_levels(&plot, &levels, &style);
    let most = points.iter().map(|p| p.2).max().unwrap_or(1);
    for (k, (mean, difference, count)) in points.iter().enumerate() {
        let radius = (13.0 * (f64::from(*count) / f64::from(most)).sqrt()).max(3.0);
        let radius = if most == 1 { 4.0 } else { radius };
        let role = Role::Bubble { x: k, y: 0 };
        sheet.disc(role, [plot.x(*mean), plot.y(*difference)], radius, Ink::Series(0), 0.55);
    }
    let items = sheet.finish();
    let said = said(answer, &levels);
    DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        caption: format!(
            "{said} Discs: pairs of values, areas are counts; shaded: the interval of each line. \
             Gradus {}.",
            env!("CARGO_PKG_VERSION")
        ),
        summary: said,
        reading: None,
    }
}

fn levels(answer: &AgreementAnswer) -> Vec<Level> {
    let of = &answer.bland_altman;
    let both = |low: &Estimate, high: &Estimate| Some([low.value()?, high.value()?]);
    let exact = |limits: &[Estimate; 2]| both(&limits[0], &limits[1]);
    let (upper, lower) = (&of.upper_limit, &of.lower_limit);
    let all = [
        ("Upper limit", &upper.limit, exact(&upper.exact)),
        ("Mean difference", &of.mean_difference, both(&of.mean_lower, &of.mean_upper)),
        ("Lower limit", &lower.limit, exact(&lower.exact)),
    ];
    let known = all
        .into_iter()
        .filter_map(|(name, at, limits)| Some(Level { name, at: at.value()?, limits }));
    known.gather()
}

/// Mean, difference and count of each pair of values that occurs.
fn points(answer: &AgreementAnswer) -> Vec<(f64, f64, u32)> {
    let k = answer.categories.len().max(1);
    let cells = answer.table.iter().enumerate().filter(|(_, count)| **count > 0);
    cells
        .map(|(at, count)| {
            let (x, y) = (answer.categories[at / k], answer.categories[at % k]);
            ((x + y) / 2.0, x - y, *count)
        })
        .gather()
}

/// With room at both ends.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return (0.0, 1.0);
    }
    let pad = if high > low { (high - low) * 0.08 } else { 0.5 };
    (low - pad, high + pad)
}

fn draw_level(plot: &Plot, k: usize, level: &Level, style: &Style) {
    let (sheet, frame) = (plot.sheet, plot.frame);
    let role = Role::Estimate { line: k };
    if let Some([low, high]) = level.limits {
        let body = Frame { top: plot.y(high), bottom: plot.y(low), ..frame };
        sheet.rect(Role::Band { group: k }, body, Ink::Series(1), style.band_opacity);
    }
    let dash: &[f64] = if k == 1 { &[] } else { &[6.0, 4.0] };
    let y = plot.y(level.at);
    let stroke = Stroke { ink: Ink::Series(1), width: style.curve, dash };
    sheet.line(role, &[[frame.left, y], [frame.right, y]], stroke);
    if k == 1 {
        let zero = plot.y(0.0);
        let stroke = Stroke::solid(Ink::Muted, style.axis);
        sheet.line(Role::Reference, &[[frame.left, zero], [frame.right, zero]], stroke);
    }
}

/// Beside their lines, a line of text apart.
fn name_levels(plot: &Plot, levels: &[Level], style: &Style) {
    let mut least = f64::NEG_INFINITY;
    let how = Lettering::new(style.text, Ink::Text);
    for (k, level) in levels.iter().enumerate() {
        let y = (plot.y(level.at) + style.text * 0.35).max(least);
        least = y + style.line(style.text);
        plot.sheet.text(
            Role::GroupLabel { group: k },
            [plot.frame.right + 8.0, y],
            &short(level),
            how,
        );
    }
}

fn short(level: &Level) -> String {
    let name = match level.name {
        "Mean difference" => "mean",
        "Upper limit" => "upper",
        _ => "lower",
    };
    format!("{name} {}", number::fixed(level.at, 2))
}

/// "−0.24 (−0.80 to 0.32)".
fn printed(level: &Level) -> String {
    let two = |x: f64| number::fixed(x, 2);
    let limits = level.limits.map_or(String::new(), |[low, high]| {
        format!(" ({})", number::range(&two(low), &two(high)))
    });
    format!("{}{limits}", two(level.at))
}

fn said(answer: &AgreementAnswer, levels: &[Level]) -> String {
    let of = &answer.bland_altman;
    let [x, y] = &answer.names;
    let mut order: Vec<&Level> = levels.iter().gather();
    order.order_by_key(|level| usize::from(level.name != "Mean difference"));
    let each: Vec<String> =
        order.iter().map(|l| format!("{} {}", l.name.to_lowercase(), printed(l))).gather();
    format!(
        "{x} minus {y} in {}: {}. The limits hold {} of differences if these are normal.",
        words::counted(of.n, "patient", "patients"),
        each.join("; "),
        words::level(of.level)
    )
}
