//! A grade column read through its scale: one reading per distinct text.

use super::accounting::Screening;
use super::study::{Labelled, Study};
use crate::compact::Gather;
use crate::problem::Problem;
use crate::scale::{Reading, Scale};
use crate::table::mapping::Grade;
use crate::value::{Boundary, Interval, Percent};
use serde::Serialize;
use std::borrow::Cow;

/// What one cell says: a grade, or an interval of per cents that may span more
/// than one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeReading {
    /// Position on the scale, 0 for the lowest necrosis; null where the cell
    /// allows more than one grade.
    pub grade: Option<usize>,
    pub label: String,
    /// In per cent necrosis; null where the scale is words only.
    pub necrosis: Option<Interval>,
}

/// What a text says on a scale: a grade by its label or its cuts, a plain per
/// cent, or a stretch of per cents, which is a grade when only one meets it.
pub fn read(scale: &Scale, text: &str, boundary: Boundary) -> Option<GradeReading> {
    let (grade, necrosis) = match scale.read(text).ok()? {
        Reading::Grade { position, .. } => (Some(position), scale.band(position, boundary)),
        Reading::Percent(percent) => {
            let necrosis = Percent::new(scale.mirror(percent)).ok()?;
            let grade = scale.grade_of(necrosis, boundary).ok();
            (grade, Some(Interval::point(necrosis.get())))
        }
        Reading::Stretch(stretch) => {
            let necrosis = if scale.measures.is_viable() { stretch.complement() } else { stretch };
            let grade = match scale.grades_meeting(&necrosis, boundary)[..] {
                [only] => Some(only),
                _ => None,
            };
            (grade, Some(necrosis))
        }
    };
    let label = match grade {
        Some(grade) => scale.grades[grade].label.clone(),
        None => text.to_owned(),
    };
    Some(GradeReading { grade, label, necrosis })
}

/// A whole column of them. `Err(())` marks a text that is no grade of the scale.
pub struct GradeCells<'a> {
    pub column: &'a str,
    pub scale: Cow<'a, Scale>,
    pub boundary: Boundary,
    readings: Labelled<'a, Result<GradeReading, ()>>,
}

impl Study {
    /// The mapping's word on a column, if it is a grade.
    pub fn grade(&self, column: &str) -> Option<&Grade> {
        self.mapping.grades.iter().find(|g| g.column == column)
    }
}

/// Reads a column that is mapped as a grade.
pub fn grades<'a>(study: &'a Study, name: &'a str) -> Result<GradeCells<'a>, Problem> {
    let grade = study.grade(name).ok_or_else(|| {
        Problem::error("not_a_grade", "This column is not mapped as a grade.")
            .in_column(name)
            .hint("Give it a role as a grade, and say which scale it uses.")
    })?;
    let scale = study.scale(&grade.scale).ok_or_else(|| {
        Problem::error("unknown_scale", "There is no such scale.")
            .in_column(name)
            .found(&grade.scale)
            .hint("Choose one of the listed scales.")
    })?;
    let boundary = grade.boundary;
    let readings = study.column(name)?.labels()?.map(|text| read(&scale, text, boundary).ok_or(()));
    Ok(GradeCells { column: name, scale, boundary, readings })
}

impl<'a> GradeCells<'a> {
    pub fn at(&self, row: usize) -> Option<&Result<GradeReading, ()>> {
        self.readings.at(row)
    }

    /// A value per distinct reading.
    pub fn map<U>(&self, f: impl Fn(&GradeReading) -> U) -> Labelled<'a, Result<U, ()>> {
        self.readings.map(|r| r.as_ref().map(&f).map_err(|_| ()))
    }

    /// The grade of each row, rows without one left out under a reason each:
    /// missing, not a grade of the scale, or an interval over several grades.
    pub fn leave_out_unsettled(
        &self,
        study: &Study,
        screening: &mut Screening,
    ) -> Vec<Option<usize>> {
        let name = self.column;
        let missing = screening.missing(name);
        let unread = screening.unread_grade(name);
        let unsettled =
            screening.reason("grade_unsettled", name, format!("{name} allows more than one grade"));
        (0..study.table.rows())
            .map(|row| {
                let reason = match self.at(row) {
                    Some(Ok(GradeReading { grade: Some(grade), .. })) => return Some(*grade),
                    Some(Ok(_)) => unsettled,
                    Some(Err(())) => unread,
                    None => missing,
                };
                screening.leave_out(row, study.table.line(row), reason);
                None
            })
            .gather()
    }
}
