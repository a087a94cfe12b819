//! One sample of tumours graded twice: where each truly lies, where it was read.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use crate::analysis::simulate::grading::SimulateGradingAnswer;
use crate::report::number;

/// More patients than this are drawn without their true places.
const MOST_TRUE: usize = 60;

pub fn draw(answer: &SimulateGradingAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let sample = answer.samples.first()?;
    let options = &options.with_sane_width().at_most(560.0);
    let style = Style::of(options);
    let truths = sample.first_true.len() <= MOST_TRUE;
    let mut legend = vec![("as read".into(), Ink::Series(0), Vec::new())];
    if truths {
        legend.push(("truly".into(), Ink::Muted, Vec::new()));
    }
    let axis = |title: &str| Scale::round(0.0, 100.0, 6, title.into());
    let note = note(answer);
    let chart = Chart {
        x: axis("First grading (% necrosis)"),
        y: axis("Second grading (% necrosis)"),
        around: Around { note: note.clone(), legend, ..Around::default() },
    };
    let left = chart.gutter(options, &style);
    let tall = (options.width * 0.75).min(420.0);
    let laid = chart.lay(0.0, left, tall, options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for cut in &answer.truth.cuts {
        let stroke = Stroke::solid(Ink::Hairline, style.axis);
        plot.line(Role::Grid, vec![(*cut, 0.0), (*cut, 100.0)], stroke);
        plot.line(Role::Grid, vec![(0.0, *cut), (100.0, *cut)], stroke);
    }
    let pairs = |x: &[f64], y: &[f64]| -> Vec<(f64, f64)> {
        x.iter().copied().zip(y.iter().copied()).collect()
    };
    let read = pairs(&sample.first_read, &sample.second_read);
    let truth = pairs(&sample.first_true, &sample.second_true);
    for (patient, (from, to)) in truth.iter().zip(&read).enumerate() {
        if truths {
            let stroke = Stroke::solid(Ink::Muted, style.axis * 0.75);
            plot.line(Role::Way { way: patient }, vec![*from, *to], stroke);
            let at = [plot.x(from.0), plot.y(from.1)];
            sheet.ring(Role::Bar { patient }, at, 3.0, Ink::Muted, 1.0);
        }
        let at = [plot.x(to.0), plot.y(to.1)];
        sheet.disc(Role::Bubble { x: patient, y: 0 }, at, 4.0, Ink::Series(0), 0.9);
    }
    drop(plot);
    let items = sheet.finish();
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {note}.", answer.question),
        caption: format!(
            "{}. Sample {} of seed {}: each patient as read, joined to the truth; hairlines part \
             the grades. Gradus {}.",
            answer.question,
            sample.number,
            answer.seed,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

fn note(answer: &SimulateGradingAnswer) -> String {
    let Some(sample) = answer.samples.first() else { return String::new() };
    let rho = |x: &crate::value::Estimate| x.value().map_or("–".into(), |x| number::fixed(x, 2));
    format!(
        "ρ of the grades {}, of the true per cents {}",
        rho(&sample.rho),
        rho(&sample.rho_of_truth)
    )
}
