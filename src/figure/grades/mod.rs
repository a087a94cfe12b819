//! Figures of a cohort's grades: every patient's change as a bar, or how
//! patients move from one grading to the next.

mod flows;
mod slope;
mod transition;
mod waterfall;

use super::display_list::DisplayList;
use super::options::{FigureOptions, View};
use crate::analysis::grades::GradesAnswer;

/// The change where two gradings were compared, else the movements between
/// all gradings; `view` may ask for either. Nothing where there is neither.
pub fn draw(answer: &GradesAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let options = &options.with_sane_width();
    let changes = answer.directions.is_some();
    match options.view {
        View::Auto if changes => Some(waterfall::draw(answer, options)),
        View::Transition => {
            answer.transitions.as_ref().map(|found| transition::draw(answer, found, options))
        }
        View::Slope => {
            answer.transitions.as_ref().and_then(|found| slope::draw(answer, found, options))
        }
        View::Waterfall if changes => Some(waterfall::draw(answer, options)),
        View::Auto | View::Flows if answer.columns.len() > 1 => Some(flows::draw(answer, options)),
        _ => None,
    }
}
