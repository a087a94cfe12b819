//! A thousand trials at once: their hazard ratios above, their p-values below.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use super::bars::{bars, mark};
use crate::analysis::simulate::trial::{Histogram, RepeatedTrials, SimulateTrialAnswer};
use crate::report::number;

fn highest(histogram: &Histogram) -> f64 {
    f64::from(histogram.all.iter().copied().max().unwrap_or(0).max(1))
}

fn ends(histogram: &Histogram) -> (f64, f64) {
    let edges = &histogram.edges;
    (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(1.0))
}

pub fn draw(answer: &SimulateTrialAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let found = answer.repeated.as_ref()?;
    let options = &options.with_sane_width().at_most(900.0);
    let style = Style::of(options);
    let ratios = &found.log_hazard_ratios;
    let (low, high) = ends(ratios);
    let above = Chart {
        x: Scale { low, high, ..Scale::ratio(low.exp(), high.exp(), "Hazard ratio found".into()) },
        y: Scale::round(0.0, highest(ratios) * 1.12, 4, "Samples".into()),
        around: Around {
            note: said(found, answer.alpha),
            legend: vec![
                (format!("p < {}", answer.alpha), Ink::Series(1), Vec::new()),
                ("all samples".into(), Ink::Muted, Vec::new()),
            ],
            ..Around::default()
        },
    };
    let p = &found.p_values;
    let below = Chart {
        x: Scale::round(0.0, 1.0, 6, "Log-rank p found".into()),
        y: Scale::round(0.0, highest(p) * 1.12, 4, "Samples".into()),
        around: Around::default(),
    };
    let above = Chart { x: inside(above.x), ..above };
    let left = above.gutter(options, &style).max(below.gutter(options, &style));
    let tall = (options.width * 0.26).clamp(110.0, 180.0);
    let upper = above.lay(0.0, left, tall, options, &style);
    let lower = below.lay(upper.bottom, left, tall * 0.8, options, &style);
    let sheet = Sheet::new(options.width, lower.bottom);
    let plot = above.paint(&sheet, &upper, 0.0, options, &style);
    bars(&plot, ratios, &style);
    mark(&plot, answer.truth.hazard_ratio.ln(), "true", 0, &[], &style);
    if answer.truth.hazard_ratio != 1.0 {
        mark(&plot, 0.0, "no difference", 1, &[2.0, 3.0], &style);
    }
    drop(plot);
    let plot = below.paint(&sheet, &lower, upper.bottom, options, &style);
    bars(&plot, p, &style);
    // Where nothing is to be found every p is as likely.
    let even = f64::from(found.repetitions) / p.all.len() as f64;
    let dotted = Stroke { ink: Ink::Text, width: style.axis, dash: &[2.0, 3.0] };
    plot.line(Role::Reference, vec![(0.0, even), (1.0, even)], dotted);
    drop(plot);
    let items = sheet.finish();
    let said = said(found, answer.alpha);
    Some(DisplayList {
        width: options.width,
        height: lower.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {said}.", answer.question),
        caption: format!(
            "{}. {} samples, seed {}; filled: log-rank p below {}. Above: hazard ratios, \
             logarithmic axis. Below: p-values; dotted: how they would lie with no difference. \
             Gradus {}.",
            answer.question,
            found.repetitions,
            answer.seed,
            answer.alpha,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

/// Ticks that lie on the axis.
fn inside(scale: Scale) -> Scale {
    let ticks = scale.ticks.into_iter().filter(|(at, _)| (scale.low..=scale.high).contains(at));
    Scale { ticks: ticks.collect(), ..scale }
}

fn said(found: &RepeatedTrials, alpha: f64) -> String {
    let per_cent = |x: f64| number::fixed(x * 100.0, 0);
    let share = found.significant;
    let limits = number::range(&per_cent(share.lower), &per_cent(share.upper));
    format!(
        "{} % ({limits} %) of {} samples have p < {}",
        per_cent(share.share),
        found.repetitions,
        alpha
    )
}
