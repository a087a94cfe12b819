//! The same truth in trials of other sizes: where the estimates lie, and where
//! those lie that are significant.

use super::super::chart::{Around, Chart, Scale, natural_height};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use crate::analysis::simulate::trial::{SimulateTrialAnswer, TrialsOfSize};
use crate::compact::Gather;

pub fn draw(answer: &SimulateTrialAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let sizes = &answer.by_size;
    let (first, last) = (sizes.first()?, sizes.last()?);
    let options = &options.with_sane_width().at_most(900.0);
    let style = Style::of(options);
    let log = |value: Option<f64>| value.filter(|x| *x > 0.0).map(f64::ln);
    // Where the hazards differ for a time only, no one ratio is true.
    let one = answer.truth.has_one_ratio();
    let lowest = sizes.iter().filter_map(|s| s.hazard_ratio.lower.value()).fold(1.0, f64::min);
    let highest = sizes.iter().filter_map(|s| s.hazard_ratio.upper.value()).fold(1.0, f64::max);
    let chart = Chart {
        x: Scale {
            low: f64::from(first.per_group).ln(),
            high: f64::from(last.per_group).ln(),
            ticks: sizes
                .iter()
                .map(|s| (f64::from(s.per_group).ln(), s.per_group.to_string()))
                .gather(),
            title: "Patients in each group".into(),
        },
        y: Scale::ratio(lowest, highest, "Hazard ratio found".into()),
        around: Around {
            note: String::new(),
            legend: vec![
                ("95 % of all samples".into(), Ink::Series(0), Vec::new()),
                ("mean of those with p below 0.05".into(), Ink::Series(1), vec![6.0, 3.0]),
                (if one { "the truth" } else { "no difference" }.into(), Ink::Text, vec![2.0, 3.0]),
            ],
            ..Around::default()
        },
    };
    let left = chart.gutter(options, &style);
    let tall = natural_height(options) * 0.75;
    let laid = chart.lay(0.0, left, tall, options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    let line = |read: fn(&TrialsOfSize) -> Option<f64>| -> Vec<(f64, f64)> {
        let point = |s: &TrialsOfSize| Some((f64::from(s.per_group).ln(), log(read(s))?));
        sizes.iter().filter_map(point).gather()
    };
    let low = line(|s| s.hazard_ratio.lower.value());
    let mut outline = line(|s| s.hazard_ratio.upper.value());
    for edge in [&low, &outline] {
        let stroke = Stroke::solid(Ink::Series(0), style.axis);
        plot.line(Role::Curve { group: 0 }, edge.clone(), stroke);
    }
    outline.extend(low.into_iter().rev());
    plot.area(Role::Band { group: 0 }, outline, Ink::Series(0), style.band_opacity);
    let read = line(|s| s.hazard_ratio_significant.mean.value());
    let dashed = Stroke { ink: Ink::Series(1), width: style.curve, dash: &[6.0, 3.0] };
    plot.line(Role::Curve { group: 1 }, read, dashed);
    let truth = if one { answer.truth.hazard_ratio.ln() } else { 0.0 };
    let dotted = Stroke { ink: Ink::Text, width: style.axis * 1.5, dash: &[2.0, 3.0] };
    let across = vec![(plot.x_range.start, truth), (plot.x_range.end, truth)];
    plot.line(Role::Reference, across, dotted);
    drop(plot);
    let items = sheet.finish();
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}, by the size of the trial.", answer.question),
        caption: format!(
            "{}, by the number of patients in each group: {} samples of each size, seed {}. Both \
             axes logarithmic. Gradus {}.",
            answer.question,
            first.significant.of,
            answer.seed,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}
