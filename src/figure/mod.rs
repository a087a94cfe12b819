//! Answers become display lists: lines, areas, text and marks in CSS pixels,
//! each with a role, painted by the page on a canvas or written as SVG.

pub mod display_list;
pub mod export;
pub mod extent;
pub mod grades;
pub mod km;
pub mod metrics;
pub mod options;
pub mod pdf;
pub mod reading;
pub mod scatter;
pub mod svg;

mod clearance;
mod heading;
mod lines;
mod metrics_table;
mod palette;
mod record;
mod sheet;
mod steps;
mod style;
mod ticks;
mod words;

use crate::analysis::Answer;
use display_list::DisplayList;
pub use options::FigureOptions;

/// The figure of an answer; answers without one give none.
pub fn draw(answer: &Answer, options: &FigureOptions) -> Option<DisplayList> {
    match answer {
        Answer::Survival(answer) => Some(km::draw(answer, options)),
        Answer::Correlation(answer) => Some(scatter::draw(answer, options)),
        Answer::Grades(answer) => grades::draw(answer, options),
        _ => None,
    }
}
