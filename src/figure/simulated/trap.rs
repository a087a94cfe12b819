//! The two readings of a trap, one above the other on one axis.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink};
use super::super::lines::shorten;
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::Sheet;
use super::super::style::Style;
use super::bars::{bars, mark};
use crate::analysis::simulate::trap::{SimulateTrapAnswer, TrapAxis, TrapReading};
use crate::report::number;

pub fn draw(answer: &SimulateTrapAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(900.0);
    let style = Style::of(options);
    let of = |reading: &TrapReading| reading.all.histogram.all.iter().copied().max().unwrap_or(0);
    let highest = f64::from(of(&answer.wrong).max(of(&answer.right)).max(1));
    let chart = |title: String, which: &str, reading: &TrapReading, legend| {
        let room = options.width - 2.0 * style.margin;
        let name = format!("{which}: {}", reading.name);
        Chart {
            x: axis(answer, title),
            y: Scale::round(0.0, highest * 1.15, 4, shorten(&name, room, style.text, false)),
            around: Around { note: String::new(), legend, ..Around::default() },
        }
    };
    let legend = vec![
        (answer.counted.clone(), Ink::Series(1), Vec::new()),
        ("all samples".into(), Ink::Muted, Vec::new()),
    ];
    let above = chart(String::new(), "Mistaken", &answer.wrong, legend);
    let below = chart(title(answer.axis).into(), "Repaired", &answer.right, Vec::new());
    let left = above.gutter(options, &style).max(below.gutter(options, &style));
    let tall = (options.width * 0.22).clamp(90.0, 150.0);
    let upper = above.lay(0.0, left, tall, options, &style);
    let lower = below.lay(upper.bottom, left, tall, options, &style);
    let sheet = Sheet::new(options.width, lower.bottom);
    for (chart, laid, top, reading) in
        [(&above, &upper, 0.0, &answer.wrong), (&below, &lower, upper.bottom, &answer.right)]
    {
        let plot = chart.paint(&sheet, laid, top, options, &style);
        bars(&plot, &reading.all.histogram, &style);
        if let Some(truth) = answer.truth.value() {
            let log = answer.axis == TrapAxis::LogHazardRatio;
            mark(&plot, if log { truth.ln() } else { truth }, "true", 0, &[], &style);
        }
    }
    let items = sheet.finish();
    let said = said(answer);
    DisplayList {
        width: options.width,
        height: lower.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {said}", answer.question),
        caption: format!(
            "{}. {} samples of {} patients, seed {}; filled: {}. {said} Gradus {}.",
            answer.question,
            answer.repetitions,
            answer.patients,
            answer.seed,
            answer.counted,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

fn title(axis: TrapAxis) -> &'static str {
    match axis {
        TrapAxis::P => "p found",
        TrapAxis::LogHazardRatio => "Hazard ratio found",
        TrapAxis::Correlation => "ρ found",
        TrapAxis::Share => "Share found",
    }
}

fn axis(answer: &SimulateTrapAnswer, title: String) -> Scale {
    let [low, high] = answer.wrong.all.histogram.ends();
    if answer.axis != TrapAxis::LogHazardRatio {
        return Scale::round(low, high, 6, title);
    }
    Scale::ratio(low.exp(), high.exp(), title).between(low, high)
}

fn said(answer: &SimulateTrapAnswer) -> String {
    let per_cent = |x: f64| number::fixed(x * 100.0, 0);
    format!(
        "Counted ({}): {} % of the mistaken readings, {} % of the repaired.",
        answer.counted,
        per_cent(answer.wrong.all.counted.share),
        per_cent(answer.right.all.counted.share)
    )
}
