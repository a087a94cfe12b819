//! Several rows of one patient become one, by a rule the user picks.

use super::Table;
use super::edit::CellEdit;
use super::source::push_cell;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use serde::Serialize;
use std::collections::HashMap;

/// How to make one row of a patient's several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OneRow {
    /// The column that names the patient.
    pub id: String,
    pub rule: RowRule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RowRule {
    /// In each column the first cell that is not blank.
    FirstFilled,
    /// In each column the last cell that is not blank.
    LastFilled,
    /// The patient's first row as it is.
    FirstRow,
    /// The patient's last row as it is.
    LastRow,
}

/// The text of a table with one row for each patient.
pub(super) struct Collapsed {
    pub text: Vec<u8>,
    /// The line of each patient's first row.
    pub lines: Vec<u32>,
    pub problems: Vec<Problem>,
}

pub(super) fn collapse(
    table: &Table,
    one_row: &OneRow,
    edits: &[CellEdit],
) -> Result<Collapsed, Box<Problem>> {
    let Some(id) = table.column_index(&one_row.id) else {
        return Err(Box::new(
            Problem::error(
                "unknown_column",
                "The column that names the patient is not in the table.",
            )
            .in_column(&one_row.id),
        ));
    };
    let mut order: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in 0..table.rows() {
        let text = table.text(row, id);
        // A row without a name belongs to nobody else.
        if text.is_empty() {
            order.push(vec![row]);
            continue;
        }
        let at = *known.entry(text.into_owned()).or_insert_with(|| {
            order.push(Vec::new());
            order.len() - 1
        });
        order[at].push(row);
    }
    let mut text = Vec::new();
    for (at, column) in table.columns().iter().enumerate() {
        if at > 0 {
            text.push(b'\t');
        }
        push_cell(&mut text, &column.name);
    }
    text.push(b'\n');
    let mut conflicts = Conflicts::default();
    for rows in &order {
        let mut cells = one_of(table, rows, one_row.rule, &mut conflicts);
        // What the user wrote into the joined row holds against every rule.
        for edit in edits.iter().filter(|edit| edit.line == table.line(rows[0])) {
            let at = table.columns().iter().position(|column| column.place == Some(edit.place));
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                cell.clone_from(&edit.text);
            }
        }
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push(b'\t');
            }
            push_cell(&mut text, cell);
        }
        text.push(b'\n');
    }
    let lines = order.iter().map(|rows| table.line(rows[0]) as u32).gather();
    let mut problems = conflicts.into_problems(table);
    if order.len() < table.rows() {
        let what = format!("{} rows became {} patients.", table.rows(), order.len());
        problems.push(Problem::note("rows_joined", what).in_column(&one_row.id));
    }
    Ok(Collapsed { text, lines, problems })
}

/// Columns in which a patient's rows contradict each other.
#[derive(Default)]
struct Conflicts {
    count: usize,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Conflicts {
    fn into_problems(self, table: &Table) -> Vec<Problem> {
        let Some(&row) = self.rows.first() else { return Vec::new() };
        let names: Vec<&str> =
            self.columns.iter().map(|&at| table.columns()[at].name.as_str()).gather();
        let mut problem = Problem::warning(
            "rows_differ",
            "A patient's rows have different values; one was taken by the rule.",
        )
        .in_column(names.join(", "))
        .hint("Check these columns, or choose another rule.");
        problem.place.row = Some(table.line(row));
        problem.count = self.count;
        problem.rows = self.rows.iter().map(|&row| table.line(row)).gather();
        vec![problem]
    }
}

fn one_of(table: &Table, rows: &[usize], rule: RowRule, conflicts: &mut Conflicts) -> Vec<String> {
    let owned = |row: usize| -> Vec<String> {
        table.row_texts(row).into_iter().map(|text| text.into_owned()).gather()
    };
    let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { return Vec::new() };
    match rule {
        RowRule::FirstRow => return owned(first),
        RowRule::LastRow => return owned(last),
        RowRule::FirstFilled | RowRule::LastFilled => {}
    }
    let mut cells = owned(first);
    for &row in &rows[1..] {
        for (at, text) in owned(row).into_iter().enumerate() {
            if text.is_empty() || cells[at] == text {
                continue;
            }
            if !cells[at].is_empty() {
                conflicts.count += 1;
                if conflicts.rows.len() < 5 && !conflicts.rows.contains(&row) {
                    conflicts.rows.push(row);
                }
                if conflicts.columns.len() < 5 && !conflicts.columns.contains(&at) {
                    conflicts.columns.push(at);
                }
            }
            if cells[at].is_empty() || rule == RowRule::LastFilled {
                cells[at] = text;
            }
        }
    }
    cells
}
