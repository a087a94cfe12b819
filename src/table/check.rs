//! What is wrong with a mapping, or with the data under it, before anything is
//! computed: missing columns, times that are no times, events without a meaning,
//! patients counted twice.

use super::mapping::{Endpoint, Mapping, TimeZero};
use super::{Column, ColumnKind, Table, check_events};
use crate::problem::Problem;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};

const FIRST_ROWS: usize = 5;
/// Follow-up beyond this is worth a look.
const MOST_YEARS: f64 = 60.0;

/// All problems of a mapping at once.
pub fn check(table: &Table, mapping: &Mapping) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (column, role) in named(mapping) {
        if table.column_index(column).is_none() {
            problems.push(unknown_column(table, column, role));
        }
    }
    if let Some(id) = mapping.id.as_deref().and_then(|name| column(table, name)) {
        problems.extend(duplicate_ids(table, id));
    }
    for endpoint in &mapping.endpoints {
        check_endpoint(table, mapping, endpoint, &mut problems);
    }
    problems
}

/// Every column a mapping names, with the role it plays.
fn named(mapping: &Mapping) -> Vec<(&str, &'static str)> {
    let mut named = Vec::new();
    named.extend(mapping.id.as_deref().map(|name| (name, "id")));
    named.extend(mapping.grades.iter().map(|grade| (grade.column.as_str(), "grade")));
    for endpoint in &mapping.endpoints {
        named.push((&endpoint.time, "time"));
        named.push((&endpoint.event, "event"));
        named.extend(endpoint.entry.as_deref().map(|name| (name, "entry time")));
    }
    named.extend(mapping.groups.iter().map(|name| (name.as_str(), "group")));
    named.extend(mapping.exclude.iter().map(|e| (e.column.as_str(), "exclusion")));
    named.extend(mapping.missing.iter().map(|codes| (codes.column.as_str(), "missing codes")));
    named
}

fn column<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.column_index(name).map(|at| &table.columns()[at])
}

fn unknown_column(table: &Table, name: &str, role: &str) -> Problem {
    let folded = name.to_lowercase();
    let near = table.columns().iter().find(|column| column.name.to_lowercase() == folded);
    let hint = match near {
        Some(column) => format!("Did you mean {}?", column.name),
        None => "Choose one of the table's columns.".into(),
    };
    Problem::error("unknown_column", format!("The {role} column is not in the table."))
        .in_column(name)
        .hint(hint)
}

/// A problem met in several rows: the first few by number.
pub(super) struct Rows {
    count: usize,
    lines: Vec<usize>,
    first: Option<usize>,
}

impl Rows {
    pub fn new() -> Self {
        Self { count: 0, lines: Vec::new(), first: None }
    }

    pub fn add(&mut self, table: &Table, row: usize) {
        self.first.get_or_insert(row);
        self.count += 1;
        if self.lines.len() < FIRST_ROWS {
            self.lines.push(table.line(row));
        }
    }

    /// The problem, placed at the first row, if there was one.
    pub fn into_problem(self, make: impl FnOnce(usize) -> Problem) -> Option<Problem> {
        let mut problem = make(self.first?);
        problem.place.row = self.lines.first().copied();
        problem.count = self.count;
        problem.rows = self.lines;
        Some(problem)
    }
}

fn duplicate_ids(table: &Table, id: &Column) -> Option<Problem> {
    // Numbers that only ever grow, as most lists of patients have.
    if id.blanks == 0 && id.numbers().is_some_and(|ids| ids.is_sorted_by(|a, b| a < b)) {
        return None;
    }
    let index = table.column_index(&id.name)?;
    let mut rows = Rows::new();
    let mut seen: HashSet<u64> = HashSet::with_capacity(table.rows());
    for row in 0..table.rows() {
        let text = table.text(row, index);
        if !text.is_empty() && !seen.insert(fingerprint(&text)) {
            rows.add(table, row);
        }
    }
    rows.into_problem(|row| {
        let text = table.text(row, index);
        let first = (0..row).find(|&other| table.text(other, index) == text).unwrap_or(row);
        let what = format!("The patient was already in row {}.", table.line(first));
        Problem::warning("duplicate_id", what)
            .in_column(&id.name)
            .found(&text)
            .expected("one row for each patient")
            .hint("Remove the second row, or choose the rule that makes one row of several.")
    })
}

/// Eight bytes that tell texts apart: two of a million meet once in 37 million tables.
fn fingerprint(text: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn check_endpoint(
    table: &Table,
    mapping: &Mapping,
    endpoint: &Endpoint,
    problems: &mut Vec<Problem>,
) {
    if endpoint.time == endpoint.event {
        problems.push(
            Problem::error("event_is_time", "The same column is both time and event.")
                .in_column(&endpoint.time)
                .hint("Choose the column that says what happened as the event."),
        );
        return;
    }
    problems.extend(check_events::coding_twice(endpoint));
    let time = column(table, &endpoint.time);
    if let Some(time) = time {
        check_time(table, mapping, endpoint, time, problems);
    }
    if let Some(entry) = endpoint.entry.as_deref().and_then(|name| column(table, name)) {
        check_time(table, mapping, endpoint, entry, problems);
        if let Some(time) = time {
            problems.extend(entry_after_time(table, entry, time));
        }
    }
    if let Some(event) = column(table, &endpoint.event) {
        check_events::check_event(table, mapping, endpoint, event, time, problems);
    }
}

pub(super) fn is_declared_missing(mapping: &Mapping, column: &str, text: &str) -> bool {
    mapping
        .missing
        .iter()
        .any(|codes| codes.column == column && codes.codes.iter().any(|code| code == text))
}

fn check_time(
    table: &Table,
    mapping: &Mapping,
    endpoint: &Endpoint,
    time: &Column,
    problems: &mut Vec<Problem>,
) {
    let Some(numbers) = time.numbers() else {
        let (what, hint) = match time.kind {
            ColumnKind::Empty => ("The time column is empty.", "Choose another column."),
            ColumnKind::Date => (
                "The time column holds dates, not durations.",
                "Give a start date and an end date, or a column of months.",
            ),
            _ => ("The time column does not hold numbers.", "Choose another column."),
        };
        let mut problem = Problem::error("time_not_numeric", what)
            .in_column(&time.name)
            .expected("a duration such as 12.5")
            .hint(hint);
        if let Some(odd) = time.odd.first() {
            problem = problem.found(&odd.text);
        }
        problems.push(problem);
        return;
    };
    for odd in &time.odd {
        if is_declared_missing(mapping, &time.name, &odd.text) {
            continue;
        }
        let mut problem = Problem::warning(
            "time_not_a_number",
            "This is not a time; the row is left out of this endpoint.",
        )
        .in_column(&time.name)
        .found(&odd.text)
        .expected("a duration such as 12.5")
        .hint(if odd.looks_missing {
            "Declare it as missing, or write the time."
        } else {
            "Correct the cell."
        });
        problem.place.row = odd.rows.first().copied();
        problem.count = odd.count;
        problem.rows.clone_from(&odd.rows);
        problems.push(problem);
    }
    let longest = MOST_YEARS * 365.25 / endpoint.unit.days();
    let (mut negative, mut zero, mut long) = (Rows::new(), Rows::new(), Rows::new());
    for (row, &value) in numbers.iter().enumerate() {
        if value < 0.0 {
            negative.add(table, row);
        } else if value == 0.0 {
            zero.add(table, row);
        } else if value > longest {
            long.add(table, row);
        }
    }
    let index = table.column_index(&time.name).unwrap_or(0);
    let at = |problem: Problem, row| problem.in_column(&time.name).found(&table.text(row, index));
    problems.extend(negative.into_problem(|row| {
        let what = "A time cannot be negative; the row is left out of this endpoint.";
        at(Problem::warning("negative_time", what), row)
            .expected("0 or more")
            .hint("Check the dates it was computed from.")
    }));
    if endpoint.entry.as_deref() != Some(time.name.as_str()) {
        problems.extend(zero.into_problem(|row| {
            at(Problem::note("zero_time", "The follow-up is zero."), row).hint(
                match endpoint.time_zero {
                    TimeZero::Keep => "Such patients count as at risk at time 0 and leave at once.",
                    TimeZero::LeaveOut => {
                        "Such patients are left out of this endpoint, as you said."
                    }
                    TimeZero::HalfDay => "Such patients are followed for half a day, as you said.",
                },
            )
        }));
    }
    problems.extend(long.into_problem(|row| {
        let what = format!("The follow-up is longer than {MOST_YEARS} years.");
        at(Problem::warning("time_too_long", what), row).hint("Is the unit of time right?")
    }));
}

fn entry_after_time(table: &Table, entry: &Column, time: &Column) -> Option<Problem> {
    let (entries, times) = (entry.numbers()?, time.numbers()?);
    let mut rows = Rows::new();
    for (row, (entry, time)) in entries.iter().zip(times).enumerate() {
        if entry >= time {
            rows.add(table, row);
        }
    }
    rows.into_problem(|row| {
        Problem::warning(
            "entry_not_before_time",
            "The patient came under observation at or after the end of follow-up.",
        )
        .in_column(&entry.name)
        .found(&format!("{} and {}", entries[row], times[row]))
        .expected("an entry before the end")
        .hint("Such rows cannot be used with delayed entry.")
    })
}
