//! Cells of grade columns that are no grade of their scale, said once per text.

use super::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use serde::Serialize;
use std::collections::BTreeMap;

/// More different texts than this, and the column is not of this scale.
const MOST_TEXTS: usize = 20;
const MOST_ROWS: usize = 10;

/// One warning for each text in a mapped grade column that its scale cannot
/// read: such rows are left out of every analysis of the column.
pub fn unread_grades(study: &Study) -> Vec<Problem> {
    study.mapping.grades.iter().flat_map(|grade| in_column(study, &grade.column)).gather()
}

/// How many cells of a grade column its scale can read, and how many of those
/// that are neither blank nor declared missing it cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeCount {
    pub column: String,
    pub read: usize,
    pub unread: usize,
}

/// One count for each mapped grade column that is in the table.
pub fn count_grades(study: &Study) -> Vec<GradeCount> {
    let mut counts = Vec::new();
    for grade in &study.mapping.grades {
        let Some(scale) = study.scale(&grade.scale) else { continue };
        let Ok(labels) = study.column(&grade.column).and_then(|column| column.labels()) else {
            continue;
        };
        let readable = labels.map(|text| scale.read(text).is_ok());
        let mut count = GradeCount { column: grade.column.clone(), read: 0, unread: 0 };
        for row in 0..study.table.rows() {
            match readable.at(row) {
                Some(true) => count.read += 1,
                Some(false) => count.unread += 1,
                None => {}
            }
        }
        counts.push(count);
    }
    counts
}

fn in_column(study: &Study, name: &str) -> Vec<Problem> {
    let Some(scale) = study.grade(name).and_then(|grade| study.scale(&grade.scale)) else {
        return Vec::new();
    };
    let Ok(labels) = study.column(name).and_then(|column| column.labels()) else {
        return Vec::new();
    };
    let unread = labels.map(|text| scale.read(text).is_err());
    let mut found: BTreeMap<usize, (String, Vec<usize>, usize)> = BTreeMap::new();
    for row in 0..study.table.rows() {
        if unread.at(row) != Some(&true) {
            continue;
        }
        let code = labels.codes[row] as usize;
        let (_, rows, count) = found.entry(code).or_insert_with(|| {
            (labels.at(row).map_or(String::new(), ToString::to_string), Vec::new(), 0)
        });
        *count += 1;
        if rows.len() < MOST_ROWS {
            rows.push(study.table.line(row));
        }
    }
    let known: Vec<&str> = scale.grades.iter().map(|grade| grade.label.as_str()).gather();
    found
        .into_values()
        .take(MOST_TEXTS)
        .map(|(text, rows, count)| {
            let mut problem =
                Problem::warning("grade_unread", "This is no grade of the column's scale.")
                    .at_row(rows[0])
                    .in_column(name)
                    .found(&text)
                    .expected(format!("one of {}", known.join(", ")))
                    .hint("Its rows are left out. Correct it, or say that it means missing.");
            problem.rows = rows;
            problem.count = count;
            problem
        })
        .gather()
}
