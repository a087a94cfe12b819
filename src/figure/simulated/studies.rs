//! A thousand studies: the correlation each would print, and the hazard ratio.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use super::bars::mark;
use crate::analysis::simulate::study::SimulateStudyAnswer;
use crate::report::number;

/// Most points drawn: more would cover one another.
const MOST_POINTS: usize = 1_000;

pub fn draw(answer: &SimulateStudyAnswer, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width().at_most(720.0);
    let style = Style::of(options);
    let found = &answer.repeated;
    let logs = found.log_hazard_ratios.iter().filter(|x| x.is_finite());
    let reach = logs.fold(1.0_f64, |m, x| m.max(x.abs())).min(2.1);
    let y = Scale::ratio((-reach).exp(), reach.exp(), "Hazard ratio found".into());
    let legend = vec![
        ("survival significant".into(), Ink::Series(1), Vec::new()),
        ("correlation alone".into(), Ink::Series(0), Vec::new()),
        ("neither".into(), Ink::Muted, Vec::new()),
    ];
    let note = note(answer);
    let chart = Chart {
        x: Scale::round(-1.0, 1.0, 6, "ρ found".into()),
        y,
        around: Around { note: note.clone(), legend, ..Around::default() },
    };
    let left = chart.gutter(options, &style);
    let tall = (options.width * 0.62).clamp(240.0, 420.0);
    let laid = chart.lay(0.0, left, tall, options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for k in 0..found.rhos.len().min(MOST_POINTS) {
        let (rho, log) = (found.rhos[k], found.log_hazard_ratios[k]);
        if !rho.is_finite() || !log.is_finite() {
            continue;
        }
        let at = [plot.x(rho), plot.y(log.clamp(plot.y_range.start, plot.y_range.end))];
        let role = Role::Estimate { line: k };
        // Discs, rings, and small rings: told apart without colour.
        match (found.survival_is_significant[k], found.rho_is_significant[k]) {
            (true, _) => sheet.disc(role, at, 2.75, Ink::Series(1), 0.8),
            (_, true) => sheet.ring(role, at, 2.5, Ink::Series(0), 1.0),
            _ => sheet.ring(role, at, 1.25, Ink::Muted, 0.75),
        }
    }
    let ratio = answer.truth.hazard_ratio.ln();
    mark(&plot, answer.truth.grading.rho, "true ρ", 0, &[], &style);
    let stroke = Stroke::solid(Ink::Text, style.axis * 1.5);
    plot.line(Role::Reference, vec![(-1.0, ratio), (1.0, ratio)], stroke);
    let dotted = Stroke { ink: Ink::Text, width: style.axis, dash: &[2.0, 3.0] };
    plot.line(Role::Reference, vec![(-1.0, 0.0), (1.0, 0.0)], dotted);
    if let (Some(rho), Some(log)) = (
        answer.study.rho.value(),
        answer.study.hazard_ratio.as_ref().and_then(|c| c.estimate.value()),
    ) {
        let at = [plot.x(rho), plot.y(log.clamp(plot.y_range.start, plot.y_range.end))];
        sheet.ring(Role::Reference, at, 7.0, Ink::Text, 2.0);
    }
    drop(plot);
    let items = sheet.finish();
    DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {note}.", answer.question),
        caption: format!(
            "{}. Each mark is one of {} studies (seed {}; {} are drawn); lines: the truth; the \
             large ring: study {}. Logarithmic axis of hazard ratios. Gradus {}.",
            answer.question,
            found.repetitions,
            answer.seed,
            found.rhos.len().min(MOST_POINTS),
            answer.sample,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    }
}

fn note(answer: &SimulateStudyAnswer) -> String {
    let per_cent = |x: f64| number::fixed(x * 100.0, 0);
    let found = &answer.repeated;
    format!(
        "{} % find both, {} % the correlation alone, {} % survival alone, {} % neither",
        per_cent(found.both.share),
        per_cent(found.correlation_alone.share),
        per_cent(found.survival_alone.share),
        per_cent(found.neither.share)
    )
}
