//! What is wrong with a mapping, or with the data under it, before anything is
//! computed: missing columns, times that are no times, events without a meaning,
//! patients counted twice.

use super::mapping::{Endpoint, EventCoding, Mapping};
use super::{Column, ColumnKind, Labels, Table};
use crate::problem::Problem;
use crate::value::TimeUnit;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

const FIRST_ROWS: usize = 5;
/// A share of events above this is worth a look.
const MOSTLY_EVENTS: f64 = 0.95;
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
    problems.extend(coding_twice(endpoint));
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
        check_event(table, mapping, endpoint, event, time, problems);
    }
}

fn is_declared_missing(mapping: &Mapping, column: &str, text: &str) -> bool {
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
    let longest = MOST_YEARS * endpoint.unit.per_year();
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
            at(Problem::note("zero_time", "The follow-up is zero."), row)
                .hint("Such patients count as at risk at time 0 and leave at once.")
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

/// The lists of a coding, by the name a user reads.
fn lists(coding: &EventCoding) -> [(&'static str, &[String]); 4] {
    [
        ("event", &coding.event),
        ("censored", &coding.censored),
        ("competing", &coding.competing),
        ("excluded", &coding.excluded),
    ]
}

fn coding_twice(endpoint: &Endpoint) -> Option<Problem> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (list, texts) in lists(&endpoint.coding) {
        for text in texts {
            if let Some(other) = seen.insert(text, list)
                && other != list
            {
                let what = format!("This value is both {other} and {list}.");
                return Some(
                    Problem::error("event_text_twice", what)
                        .in_column(&endpoint.event)
                        .found(text)
                        .hint("Give each value one meaning."),
                );
            }
        }
    }
    None
}

fn check_event(
    table: &Table,
    mapping: &Mapping,
    endpoint: &Endpoint,
    event: &Column,
    time: Option<&Column>,
    problems: &mut Vec<Problem>,
) {
    let Some(labels) = event.labels() else {
        problems.push(
            Problem::error("event_too_many_values", "The event column has thousands of values.")
                .in_column(&event.name)
                .expected("a few values such as 0 and 1")
                .hint("Choose the column that says what happened."),
        );
        return;
    };
    let counts = labels.counts();
    let mut unknown: Vec<(&str, usize)> = Vec::new();
    for (text, &count) in labels.texts.iter().zip(&counts) {
        let known = lists(&endpoint.coding).iter().any(|(_, texts)| texts.contains(text));
        if !known && !is_declared_missing(mapping, &event.name, text) {
            unknown.push((text, count));
        }
    }
    if let Some(&(first, _)) = unknown.first() {
        let row = (0..table.rows()).find(|&row| labels.get(row) == Some(first)).unwrap_or(0);
        let listed: Vec<&str> = unknown.iter().map(|(text, _)| *text).take(8).collect();
        let none_known = unknown.len() == labels.texts.len();
        let problem = if none_known {
            Problem::error("event_not_coded", "It is not said which value is the event.")
        } else {
            let what = "It is not said what this value means; such rows are left out.";
            Problem::warning("event_text_unknown", what)
        };
        let mut problem = problem
            .at_row(table.line(row))
            .in_column(&event.name)
            .found(&listed.join(", "))
            .expected("a value listed as event, censored, competing or excluded")
            .hint("Say for each value what it means.");
        problem.count = unknown.iter().map(|(_, count)| count).sum();
        problems.push(problem);
        return;
    }
    event_hints(endpoint, event, &labels, &counts, time, problems);
}

/// What a careful reader would ask about events that are coded without gaps.
fn event_hints(
    endpoint: &Endpoint,
    event: &Column,
    labels: &Labels<'_>,
    counts: &[usize],
    time: Option<&Column>,
    problems: &mut Vec<Problem>,
) {
    let coding = &endpoint.coding;
    let total = |list: &[String]| -> usize {
        let texts = labels.texts.iter().zip(counts);
        texts.filter(|(text, _)| list.contains(text)).map(|(_, count)| count).sum()
    };
    let (events, censored) = (total(&coding.event), total(&coding.censored));
    let known = events + censored + total(&coding.competing);
    if known == 0 {
        return;
    }
    let of = |problem: Problem| problem.in_column(&event.name);
    if events == 0 {
        problems.push(
            of(Problem::warning("no_events", "No patient has the event."))
                .hint("Check which value means the event."),
        );
    } else if events as f64 > MOSTLY_EVENTS * known as f64 && known >= 10 {
        let percent = 100.0 * events as f64 / known as f64;
        problems.push(
            of(Problem::warning(
                "mostly_events",
                format!("{percent:.0} % of the patients have the event."),
            ))
            .hint("Check that event and censored are not exchanged."),
        );
    }
    let Some(numbers) = time.and_then(Column::numbers) else { return };
    let is_event: Vec<bool> = labels.texts.iter().map(|text| coding.event.contains(text)).collect();
    let is_censored: Vec<bool> =
        labels.texts.iter().map(|text| coding.censored.contains(text)).collect();
    let as_numbers: Vec<Option<f64>> =
        labels.texts.iter().map(|text| event.number_of(text)).collect();
    let (mut last_event, mut first_censored) = (f64::MIN, f64::MAX);
    let (mut known, mut same) = (0, 0);
    for (&value, &code) in numbers.iter().zip(labels.codes) {
        let code = code as usize;
        if value.is_nan() {
            continue;
        }
        known += 1;
        same += usize::from(as_numbers.get(code).copied().flatten() == Some(value));
        if is_event.get(code) == Some(&true) {
            last_event = last_event.max(value);
        } else if is_censored.get(code) == Some(&true) {
            first_censored = first_censored.min(value);
        }
    }
    if events >= 3 && censored >= 3 && last_event < first_censored {
        problems.push(
            of(Problem::note("events_all_earlier", "Every event is earlier than every censoring."))
                .hint("That is rare; check the coding."),
        );
    }
    if known >= 3 && same == known {
        problems.push(
            of(Problem::warning("event_equals_time", "The event column repeats the time column."))
                .hint("Choose the column that says what happened as the event."),
        );
    }
}

impl TimeUnit {
    /// How many of it make a year.
    fn per_year(self) -> f64 {
        match self {
            Self::Days => 365.25,
            Self::Weeks => 365.25 / 7.0,
            Self::Months => 12.0,
            Self::Years => 1.0,
        }
    }
}
