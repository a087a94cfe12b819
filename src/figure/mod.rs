//! Answers become display lists: lines, areas, text and marks in CSS pixels,
//! each with a role, painted by the page on a canvas or written as SVG.

pub mod agreement;
pub mod demonstration;
pub mod display_list;
pub mod export;
pub mod extent;
pub mod fan;
pub mod flow;
pub mod forest;
pub mod grades;
pub mod hazards;
pub mod incidence;
pub mod km;
pub mod metrics;
pub mod options;
pub mod panels;
pub mod pdf;
pub mod predicted;
pub mod reading;
pub mod residuals;
pub mod ruler;
pub mod scatter;
mod simulated;
pub mod svg;
pub mod swimmer;
pub mod thresholds;

mod chart;
mod clearance;
mod heading;
mod lines;
mod metrics_table;
mod palette;
mod record;
mod shares;
mod sheet;
mod stacked;
mod steps;
mod style;
mod ticks;
mod words;

use crate::analysis::Answer;
use crate::compact::Gather;
use display_list::DisplayList;
pub use options::{FigureOptions, View};

/// Several answers as one figure of panels; where all have the same groups,
/// these are named once. Answers without a figure are passed over.
pub fn draw_panels(answers: &[Answer], options: &FigureOptions) -> Option<DisplayList> {
    let (_, width) = panels::columns(answers.len(), options.with_sane_width().width, options.small);
    let groups = |answer: &Answer| match answer {
        Answer::Survival(answer) => answer.groups.iter().map(|g| g.label.clone()).gather(),
        _ => Vec::new(),
    };
    let same = answers.windows(2).all(|pair| groups(&pair[0]) == groups(&pair[1]));
    let named_once = same && answers.first().is_some_and(|answer| groups(answer).len() > 1);
    let labels = if named_once { options::Labels::None } else { options.labels };
    let own = FigureOptions { width, labels, title: None, ..options.clone() };
    let of = |answer: &Answer| match answer {
        // Small figures differ in more than their endpoint: each says its question.
        Answer::Survival(survival) if options.small => {
            let title = Some(survival.question.clone());
            let y_title = options.y_title.clone().or_else(|| Some("Free of the event (%)".into()));
            draw(answer, &FigureOptions { title, y_title, ..own.clone() })
        }
        _ => draw(answer, &own),
    };
    let drawn: Vec<DisplayList> = answers.iter().filter_map(of).gather();
    (!drawn.is_empty()).then(|| panels::arrange(drawn, options))
}

/// The figure of an answer; answers without one give none.
pub fn draw(answer: &Answer, options: &FigureOptions) -> Option<DisplayList> {
    if options.view == View::Counted {
        return flow::draw(answer, options);
    }
    match answer {
        Answer::Survival(answer) => match options.view {
            View::CumulativeHazard => hazards::cumulative(answer, options),
            View::LogLog => hazards::log_log(answer, options),
            _ => Some(km::draw(answer, options)),
        },
        Answer::Cox(answer) if options.view == View::Predicted => predicted::draw(answer, options),
        Answer::Cox(answer) if options.view == View::Residuals => residuals::draw(answer, options),
        Answer::Correlation(answer) => scatter::draw_view(answer, options),
        Answer::Agreement(answer) => Some(agreement::draw(answer, options)),
        Answer::Cox(answer) => Some(forest::draw(answer, options)),
        Answer::Grades(answer) => grades::draw(answer, options),
        Answer::CompetingRegression(answer) => forest::competing(answer, options),
        Answer::Incidence(answer) => match options.view {
            View::Stacked => Some(stacked::draw(answer, options)),
            _ => Some(incidence::draw(answer, options)),
        },
        Answer::Courses(answer) => swimmer::draw(answer, options),
        Answer::Influence(answer) => Some(fan::draw(answer, options)),
        Answer::Thresholds(answer) => thresholds::draw(answer, options),
        Answer::SimulateTrial(answer) => match options.view {
            View::Repetitions if answer.by_size.is_empty() => simulated::trials(answer, options),
            View::Repetitions => simulated::sizes(answer, options),
            _ => Some(simulated::trial(answer, options)),
        },
        Answer::SimulateGrading(answer) => match options.view {
            View::Repetitions => simulated::gradings(answer, options),
            _ => simulated::readings(answer, options),
        },
        Answer::SimulateStudy(answer) => Some(simulated::studies(answer, options)),
        Answer::SimulateTrap(answer) => Some(simulated::trap(answer, options)),
        Answer::SimulateClass(answer) => match options.view {
            View::Repetitions => simulated::wall(answer, options),
            _ => Some(simulated::class(answer, options)),
        },
        Answer::Conversion(answer) => Some(ruler::draw(answer, options)),
        _ => None,
    }
}
