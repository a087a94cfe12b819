//! A number per patient: a column's own, a grade's score, or a difference.

use super::accounting::Screening;
use super::choice::{Score, Variable};
use super::grade::{GradeCells, grades};
use super::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;

/// One entry per row of the table; only the rows still in mean anything.
pub struct Numbers {
    /// As in `mri_post` or `Δ steps (mri_post − mri_pre)`.
    pub name: String,
    pub values: Vec<f64>,
    /// What the values are called, where they are steps of a scale.
    pub labels: Vec<(f64, String)>,
}

/// Reads a variable and leaves out the rows that have none.
pub fn numbers(
    study: &Study,
    screening: &mut Screening,
    variable: &Variable,
) -> Result<Numbers, Problem> {
    match variable {
        Variable::Column(name) if study.grade(name).is_some() => {
            scored(study, screening, name, Score::Steps)
        }
        Variable::Column(name) => {
            let column = study.column(name)?;
            let values = column.numbers()?;
            column.leave_out_not_numbers(screening, &values);
            Ok(Numbers { name: name.clone(), values, labels: Vec::new() })
        }
        Variable::Grade { column, score } => scored(study, screening, column, *score),
        Variable::Delta { post, pre, score } => {
            if *score == Score::Steps {
                one_scale(study, post, pre)?;
            }
            let after = scored(study, screening, post, *score)?;
            let before = scored(study, screening, pre, *score)?;
            let values = after.values.iter().zip(&before.values).map(|(a, b)| a - b).gather();
            let what = match score {
                Score::Steps => "steps",
                Score::Midpoints => "midpoints",
            };
            Ok(Numbers {
                name: format!("Δ {what} ({post} − {pre})"), values, labels: Vec::new()
            })
        }
    }
}

/// Steps of two different scales have no difference.
fn one_scale(study: &Study, post: &str, pre: &str) -> Result<(), Problem> {
    let scale = |name: &str| study.grade(name).map(|grade| grade.scale.as_str());
    match (scale(post), scale(pre)) {
        (Some(after), Some(before)) if after != before => Err(Problem::error(
            "steps_of_two_scales",
            "The two columns are graded by different scales.",
        )
        .in_column(post)
        .found(after)
        .expected(before.to_owned())
        .hint("Take the change between midpoints, in points of per cent.")),
        _ => Ok(()),
    }
}

fn scored(
    study: &Study,
    screening: &mut Screening,
    name: &str,
    score: Score,
) -> Result<Numbers, Problem> {
    let cells = grades(study, name)?;
    let GradeCells { ref scale, boundary, .. } = cells;
    let mut scores = Vec::new();
    for (grade, described) in scale.grades.iter().enumerate() {
        scores.push(match score {
            Score::Steps => (grade + 1) as f64,
            Score::Midpoints => scale
                .band(grade, boundary)
                .ok_or_else(|| {
                    Problem::error("no_midpoint", "This grade is defined by words, not per cents.")
                        .in_column(name)
                        .found(&described.label)
                        .hint("Use steps of the scale instead of midpoints.")
                })?
                .midpoint(),
        });
    }
    let settled = cells.leave_out_unsettled(study, screening);
    let values = settled.into_iter().map(|g| g.map_or(f64::NAN, |g| scores[g])).gather();
    let labels = scores.iter().copied().zip(scale.grades.iter().map(|g| g.label.clone())).gather();
    Ok(Numbers { name: name.to_owned(), values, labels })
}
