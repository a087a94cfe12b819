//! Rows of totals and means under a table: noticed, shown, left out on a click.

use super::options::ReadOptions;
use super::understanding::Decision;
use super::{Column, Table};
use crate::compact::Gather;
use crate::problem::Problem;

/// How many of the last rows are looked at.
const LAST_ROWS: usize = 4;

const WORDS: &str = "total totals sum mean average median count range sd summe gesamt mittelwert mittel anzahl insgesamt totale totaux moyenne médiane somme media mediana promedio suma somma soma média";

/// Lines at the end whose first text is a word for a total.
pub(super) fn lines(table: &Table) -> Vec<(usize, String)> {
    let rows = table.rows();
    let mut found = Vec::new();
    for row in rows.saturating_sub(LAST_ROWS).max(2)..rows {
        let texts = table.row_texts(row);
        let Some(first) = texts.iter().find(|text| !text.is_empty()) else { continue };
        if is_total(first) && !is_label_elsewhere(table, row, first) {
            found.push((table.line(row), first.to_string()));
        }
    }
    found
}

fn is_total(text: &str) -> bool {
    let folded = text.to_lowercase();
    let word = folded.trim_end_matches([':', '.', ' ', '=']);
    super::names::is_in(word, WORDS)
        || (word.starts_with("n =") || word.starts_with("n="))
        || folded.starts_with("total ")
}

/// A word that other rows have in the same column is a label, not a total.
fn is_label_elsewhere(table: &Table, row: usize, text: &str) -> bool {
    let same = |column: &Column| {
        let labels = column.labels()?;
        let code = *labels.codes.get(row)? as usize;
        let count = labels.codes.iter().filter(|&&other| other as usize == code).count();
        (labels.texts.get(code)? == text).then_some(count)
    };
    table.columns().iter().find_map(same).is_some_and(|count| count > 1)
}

pub(super) fn notice(table: &Table, options: &ReadOptions) -> Option<(Decision, Problem)> {
    let found = lines(table);
    let (first, text) = found.first()?;
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).gather();
    let mut skip_lines = options.skip_lines.clone();
    skip_lines.extend(&lines);
    let decision = Decision {
        code: "total_row",
        what: format!("Row {first} ({text}) read as a patient"),
        count: lines.len(),
        ask: true,
        column: None,
        flip: Some(ReadOptions { skip_lines, ..ReadOptions::default() }),
    };
    let mut problem = Problem::warning("total_row", "This row looks like a total, not a patient.")
        .at_row(*first)
        .found(text)
        .hint("Leave it out.");
    problem.count = lines.len();
    problem.rows = lines;
    Some((decision, problem))
}
