//! The steps of a mapping, one after another: each may use the columns of those
//! before it. What a row lacks for a step is said and leaves its cell blank.

use super::accounting::Screening;
use super::choice::{Grouping, ThresholdGroups, Variable};
use super::grade::grades;
use super::grouping::groups;
use super::study::Study;
use super::variable::numbers;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::scale::Scale;
use crate::table::derive::{DeriveReport, Derived, DerivedConversion, DerivedCut, DerivedDelta};
use crate::value::{Boundary, Interval};

impl Study {
    /// Makes the columns of the mapping's steps; those of earlier steps are gone.
    pub fn derive(&mut self) -> DeriveReport {
        self.table.forget_derived();
        let mut report = DeriveReport::default();
        for step in self.mapping.derived.clone() {
            let made = match &step {
                Derived::EndpointFromDates(step) => {
                    self.table.endpoint_from_dates(step, &mut report);
                    continue;
                }
                Derived::Merged(step) => {
                    self.table.merge(step, &mut report);
                    continue;
                }
                Derived::Delta(step) => self.delta(step).map(|made| (&step.name, made)),
                Derived::Cut(step) => self.cut(step).map(|made| (&step.name, made)),
                Derived::Converted(step) => self.converted(step).map(|made| (&step.name, made)),
            };
            match made {
                Ok((name, Made { texts, screening })) => {
                    report.problems.extend(blanks(name, screening));
                    self.table.add(name.clone(), &texts, &mut report);
                }
                Err(problem) => report.problems.push(problem),
            }
        }
        report
    }

    fn delta(&self, step: &DerivedDelta) -> Result<Made, Problem> {
        let mut screening = Screening::new(self.table.rows());
        let DerivedDelta { post, pre, score, .. } = step;
        let change = Variable::Delta { post: post.clone(), pre: pre.clone(), score: *score };
        let values = numbers(self, &mut screening, &change)?.values;
        Ok(Made::of(screening, |row| values[row].to_string()))
    }

    fn cut(&self, step: &DerivedCut) -> Result<Made, Problem> {
        let mut screening = Screening::new(self.table.rows());
        let variable = Variable::Column(step.column.clone());
        let sides = ThresholdGroups { variable, at: step.at, side: step.side };
        let sides = groups(self, &mut screening, &Grouping::Threshold(sides))?;
        Ok(Made::of(screening, |row| sides.labels[sides.codes[row] as usize].clone()))
    }

    fn converted(&self, step: &DerivedConversion) -> Result<Made, Problem> {
        let to = self.scale(&step.to).filter(|scale| scale.is_convertible()).ok_or_else(|| {
            Problem::error("unknown_scale", "There is no such scale, or it has no per cents.")
                .in_column(&step.name)
                .found(&step.to)
                .hint("Choose one of the scales that per cents define.")
        })?;
        let cells = grades(self, &step.column)?;
        let mut screening = Screening::new(self.table.rows());
        let missing = screening.missing(&step.column);
        let unread = screening.unread_grade(&step.column);
        let texts = cells.map(|reading| {
            reading.necrosis.as_ref().map(|necrosis| on_scale(&to, necrosis, step.boundary))
        });
        for row in 0..self.table.rows() {
            let reason = match texts.at(row) {
                Some(Ok(Some(_))) => continue,
                Some(_) => unread,
                None => missing,
            };
            screening.leave_out(row, self.table.line(row), reason);
        }
        let text = |row| match texts.at(row) {
            Some(Ok(Some(text))) => text.clone(),
            _ => String::new(),
        };
        Ok(Made::of(screening, text))
    }
}

/// A text per row, and the rows that have none with the reasons.
struct Made {
    texts: Vec<String>,
    screening: Screening,
}

impl Made {
    fn of(screening: Screening, text: impl Fn(usize) -> String) -> Self {
        let texts = (0..screening.rows())
            .map(|row| if screening.is_in(row) { text(row) } else { String::new() })
            .gather();
        Self { texts, screening }
    }
}

/// The only grade that meets the per cents, else these as the scale counts them.
fn on_scale(scale: &Scale, necrosis: &Interval, boundary: Boundary) -> String {
    if let [only] = scale.grades_meeting(necrosis, boundary)[..] {
        return scale.grades[only].label.clone();
    }
    let Interval { low, high, low_closed, high_closed } =
        if scale.measures.is_viable() { necrosis.complement() } else { *necrosis };
    if low == high {
        return low.to_string();
    }
    let (above, below) = (if low_closed { '≥' } else { '>' }, if high_closed { '≤' } else { '<' });
    format!("{above} {low} – {below} {high}")
}

/// Rows that get no value: how many, which, and why.
fn blanks(name: &str, screening: Screening) -> Vec<Problem> {
    let said = |one: super::accounting::LeftOut| {
        let what = format!("Left blank: {}.", one.reason);
        let mut problem = Problem::note("derived_blank", what).in_column(name);
        problem.place.row = one.rows.first().copied();
        problem.count = one.count;
        problem.rows = one.rows;
        problem
    };
    screening.close().left_out.into_iter().map(said).gather()
}
