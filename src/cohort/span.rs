//! Between which per cents every patient's grade lies.

use super::accounting::Screening;
use super::choice::Variable;
use super::grade::grades;
use super::study::Study;
use super::variable::numbers;
use crate::compact::Gather;
use crate::problem::Problem;

/// One entry per row of the table; only the rows still in mean anything.
pub struct Spans {
    pub name: String,
    /// `[low, high]` in per cent necrosis, or a known number twice.
    pub value: Vec<[f64; 2]>,
    /// What is taken away, for a change.
    pub minus: Option<Vec<[f64; 2]>>,
}

/// Reads a variable as intervals, whatever score a request names, and leaves
/// out the rows that have none.
pub fn spans(
    study: &Study,
    screening: &mut Screening,
    variable: &Variable,
) -> Result<Spans, Problem> {
    match variable {
        Variable::Column(name) if study.grade(name).is_none() => {
            let known = numbers(study, screening, variable)?;
            let value = known.values.iter().map(|&x| [x, x]).gather();
            Ok(Spans { name: known.name, value, minus: None })
        }
        Variable::Column(column) | Variable::Grade { column, .. } => {
            let value = of_grade(study, screening, column)?;
            Ok(Spans { name: column.clone(), value, minus: None })
        }
        Variable::Delta { post, pre, .. } => {
            let value = of_grade(study, screening, post)?;
            let minus = Some(of_grade(study, screening, pre)?);
            Ok(Spans { name: format!("Δ ({post} − {pre})"), value, minus })
        }
    }
}

fn of_grade(
    study: &Study,
    screening: &mut Screening,
    name: &str,
) -> Result<Vec<[f64; 2]>, Problem> {
    let cells = grades(study, name)?;
    let missing = screening.missing(name);
    let unread = screening.unread_grade(name);
    let words = screening.reason(
        "grade_in_words",
        name,
        format!("{name} is a grade that no per cents define"),
    );
    let mut spans = vec![[f64::NAN; 2]; study.table.rows()];
    for (row, span) in spans.iter_mut().enumerate() {
        let reason = match cells.at(row) {
            Some(Ok(reading)) => match reading.necrosis {
                Some(necrosis) => {
                    *span = [necrosis.low, necrosis.high];
                    continue;
                }
                None => words,
            },
            Some(Err(())) => unread,
            None => missing,
        };
        screening.leave_out(row, study.table.line(row), reason);
    }
    Ok(spans)
}
