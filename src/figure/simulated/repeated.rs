//! A thousand repetitions at once: their estimates above, their p-values below.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use super::bars::{bars, mark};
use crate::analysis::simulate::grading::SimulateGradingAnswer;
use crate::analysis::simulate::trial::{Histogram, Share, SimulateTrialAnswer};
use crate::report::number;

/// What differs between kinds of repetitions.
struct Parts<'a> {
    question: &'a str,
    estimates: &'a Histogram,
    x: Scale,
    /// Upright lines: place, name, dashes.
    marks: Vec<(f64, &'static str, &'static [f64])>,
    p_values: &'a Histogram,
    p_title: &'static str,
    significant: Share,
    alpha: f64,
    seed: u32,
    what: &'static str,
}

const DOTTED: &[f64] = &[2.0, 3.0];
const DASHED: &[f64] = &[6.0, 4.0];

pub fn trials(answer: &SimulateTrialAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let found = answer.repeated.as_ref()?;
    let ratio = answer.truth.hazard_ratio;
    let [low, high] = found.log_hazard_ratios.ends();
    let scale = Scale::ratio(low.exp(), high.exp(), "Hazard ratio found".into());
    // Where the hazards differ for a time only, no one ratio is true.
    let name = if answer.truth.has_one_ratio() { "true" } else { "set" };
    let mut marks: Vec<(f64, &'static str, &'static [f64])> = vec![(ratio.ln(), name, &[])];
    if ratio != 1.0 {
        marks.push((0.0, "no difference", DOTTED));
    }
    Some(draw(
        Parts {
            question: &answer.question,
            estimates: &found.log_hazard_ratios,
            x: scale.between(low, high),
            marks,
            p_values: &found.p_values,
            p_title: "Log-rank p found",
            significant: found.significant,
            alpha: answer.alpha,
            seed: answer.seed,
            what: "hazard ratios, logarithmic axis",
        },
        options,
    ))
}

pub fn gradings(answer: &SimulateGradingAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let found = answer.repeated.as_ref()?;
    Some(draw(
        Parts {
            question: &answer.question,
            estimates: &found.rhos,
            x: Scale::round(-1.0, 1.0, 6, "ρ found".into()),
            marks: vec![(answer.truth.rho, "true", &[]), (found.endless, "as graded", DASHED)],
            p_values: &found.p_values,
            p_title: "p found",
            significant: found.significant,
            alpha: answer.alpha,
            seed: answer.seed,
            what: "Spearman's ρ of the grades; dashed: of endlessly many patients, graded so",
        },
        options,
    ))
}

fn highest(histogram: &Histogram) -> f64 {
    f64::from(histogram.all.iter().copied().max().unwrap_or(0).max(1))
}

fn draw(parts: Parts, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(900.0);
    let style = Style::of(options);
    let Parts { question, estimates, x, marks, p_values, p_title, significant, alpha, seed, what } =
        parts;
    let said = said(&significant, alpha);
    let above = Chart {
        x,
        y: Scale::round(0.0, highest(estimates) * 1.12, 4, "Samples".into()),
        around: Around {
            note: said.clone(),
            legend: vec![
                (format!("p < {alpha}"), Ink::Series(1), Vec::new()),
                ("all samples".into(), Ink::Muted, Vec::new()),
            ],
            ..Around::default()
        },
    };
    let below = Chart {
        x: Scale::round(0.0, 1.0, 6, p_title.into()),
        y: Scale::round(0.0, highest(p_values) * 1.12, 4, "Samples".into()),
        around: Around::default(),
    };
    let left = above.gutter(options, &style).max(below.gutter(options, &style));
    let tall = (options.width * 0.26).clamp(110.0, 180.0);
    let upper = above.lay(0.0, left, tall, options, &style);
    let lower = below.lay(upper.bottom, left, tall * 0.8, options, &style);
    let sheet = Sheet::new(options.width, lower.bottom);
    let plot = above.paint(&sheet, &upper, 0.0, options, &style);
    bars(&plot, estimates, &style);
    for (line, (at, name, dash)) in marks.iter().enumerate() {
        mark(&plot, *at, name, line, dash, &style);
    }
    drop(plot);
    let plot = below.paint(&sheet, &lower, upper.bottom, options, &style);
    bars(&plot, p_values, &style);
    // Where nothing is to be found every p is as likely.
    let even = f64::from(significant.of) / p_values.all.len() as f64;
    let dotted = Stroke { ink: Ink::Text, width: style.axis, dash: DOTTED };
    plot.line(Role::Reference, vec![(0.0, even), (1.0, even)], dotted);
    drop(plot);
    let items = sheet.finish();
    DisplayList {
        width: options.width,
        height: lower.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{question}. {said}."),
        caption: format!(
            "{question}. {} samples, seed {}; filled: p below {alpha}. Above: {}. Below: p-values; \
             dotted: how they would lie if there were nothing to find. Gradus {}.",
            significant.of,
            seed,
            what,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

/// Ticks that lie on the axis.
fn said(share: &Share, alpha: f64) -> String {
    let per_cent = |x: f64| number::fixed(x * 100.0, 0);
    let limits = number::range(&per_cent(share.lower), &per_cent(share.upper));
    format!("{} % ({limits} %) of {} samples have p < {alpha}", per_cent(share.share), share.of)
}
