//! Every student's hazard ratio with its limits, in order; the truth where it may
//! be seen.

use super::super::chart::{Around, Chart, Scale};
use super::super::display_list::{DisplayList, Ink, Role};
use super::super::options::FigureOptions;
use super::super::palette;
use super::super::sheet::{Sheet, Stroke};
use super::super::style::Style;
use super::bars::mark;
use crate::analysis::simulate::class::SimulateClassAnswer;
use crate::compact::{Gather, Order};

pub fn draw(answer: &SimulateClassAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let mut rows: Vec<(u32, [f64; 3])> = answer
        .wall
        .iter()
        .filter_map(|entry| {
            let found = entry.sample.hazard_ratio.as_ref()?;
            let limits = found.limits.first()?;
            let ends = [&found.hazard_ratio, &limits.lower, &limits.upper];
            let [ratio, low, high] = ends.map(|e| e.value().filter(|x| *x > 0.0));
            Some((entry.sample.number, [ratio?.ln(), low?.ln(), high?.ln()]))
        })
        .gather();
    if rows.is_empty() {
        return None;
    }
    rows.order_by(|a, b| a.1[0].total_cmp(&b.1[0]));
    let options = &options.with_sane_width().at_most(720.0);
    let style = Style::of(options);
    let one = answer.truth.as_ref().filter(|truth| truth.coverage.is_some());
    let truth = one.map(|truth| truth.trial.hazard_ratio.ln());
    let misses = |row: &[f64; 3]| truth.is_some_and(|truth| truth < row[1] || row[2] < truth);
    let end =
        |k: usize, f: fn(f64, f64) -> f64, from: f64| rows.iter().map(|r| r.1[k]).fold(from, f);
    let x = Scale::ratio(
        end(1, f64::min, 0.0).exp(),
        end(2, f64::max, 0.0).exp(),
        "Hazard ratio found, with its 95 % interval".into(),
    );
    let count = rows.len() as f64;
    let missing = rows.iter().filter(|(_, row)| misses(row)).count();
    let note = match truth {
        Some(_) => format!("{missing} of {} intervals miss the truth", rows.len()),
        None => format!("{} students", rows.len()),
    };
    let legend = match truth {
        Some(_) => vec![
            ("holds the truth".into(), Ink::Series(0), Vec::new()),
            ("misses it".into(), Ink::Series(1), vec![4.0, 2.0]),
        ],
        None => Vec::new(),
    };
    let y =
        Scale { low: 0.0, high: count, ticks: Vec::new(), title: "Students, by estimate".into() };
    let chart = Chart { x, y, around: Around { note: note.clone(), legend, ..Around::default() } };
    let left = chart.gutter(options, &style);
    let tall = (count * 11.0).clamp(120.0, 620.0);
    let laid = chart.lay(0.0, left, tall, options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    let dotted = Stroke { ink: Ink::Muted, width: style.axis, dash: &[2.0, 3.0] };
    plot.line(Role::Reference, vec![(0.0, 0.0), (0.0, count)], dotted);
    for (k, (number, row)) in rows.iter().enumerate() {
        let at = count - k as f64 - 0.5;
        let miss = misses(row);
        let (ink, dash): (Ink, &[f64]) =
            if miss { (Ink::Series(1), &[4.0, 2.0]) } else { (Ink::Series(0), &[]) };
        let role = Role::Estimate { line: *number as usize };
        let within = |x: f64| x.clamp(plot.x_range.start, plot.x_range.end);
        let ends = vec![(within(row[1]), at), (within(row[2]), at)];
        plot.line(role.clone(), ends, Stroke { ink, width: style.curve * 0.8, dash });
        sheet.disc(role, [plot.x(within(row[0])), plot.y(at)], 3.0, ink, 1.0);
    }
    if let Some(truth) = truth {
        mark(&plot, truth, "true", 0, &[], &style);
    }
    drop(plot);
    let items = sheet.finish();
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        summary: format!("Class {}. {note}.", answer.code),
        caption: format!(
            "Class {}: every student's hazard ratio (logarithmic axis), 95 % limits, in order of \
             size. {note}. Gradus {}.",
            answer.code,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}
