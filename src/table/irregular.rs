//! Names for columns that have none or share one, and what is irregular about
//! the rows: too short, too long, none at all.

use super::read::{self, Pass};
use super::sniff;
use crate::compact::Gather;
use crate::problem::Problem;
use std::collections::{HashMap, HashSet};

/// Every column gets a name of its own: blank ones by position, repeated ones
/// with a number.
pub(super) fn names(
    given: Vec<String>,
    columns: usize,
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::with_capacity(columns);
    let mut names = Vec::with_capacity(columns);
    // Where counting goes on, so that ten thousand like names stay quick.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut repeated: Vec<String> = Vec::new();
    let mut count = 0;
    let mut given = given.into_iter();
    for index in 0..columns {
        let name = given.next().unwrap_or_default();
        let plain: Vec<&str> = name.split_whitespace().gather();
        let mut name = plain.join(" ");
        if name.is_empty() {
            name = format!("column {}", index + 1);
        }
        if taken.contains(&name) {
            count += 1;
            if !repeated.contains(&name) && repeated.len() < 5 {
                repeated.push(name.clone());
            }
            let next = numbers.entry(name.clone()).or_insert(2);
            while taken.contains(&format!("{name}_{next}")) {
                *next += 1;
            }
            name = format!("{name}_{next}");
        }
        taken.insert(name.clone());
        names.push(name);
    }
    if count > 0 {
        let mut problem = Problem::warning(
            "repeated_column_name",
            "Two columns have the same heading; the later ones got a number.",
        )
        .in_column(repeated[0].clone())
        .found(&repeated.join(", "))
        .hint("Give each column a heading of its own.");
        problem.count = count;
        problems.push(problem);
    }
    names
}

pub(super) fn problems(pass: &Pass, start: &sniff::Start) -> Vec<Problem> {
    let mut problems = Vec::new();
    if start.columns == 0 {
        problems.push(Problem::error("empty", "There is no text to read.").hint(
            "Paste rows copied from a spreadsheet, with the column headings in the first row.",
        ));
        return problems;
    }
    if pass.starts.is_empty() {
        problems.push(
            Problem::error("header_only", "There is a heading but no row below it.")
                .at_row(start.line - 1)
                .hint("Copy the patients' rows together with the heading."),
        );
    }
    if pass.starts.len() == 1 {
        let last = pass.builders.iter().rposition(|builder| !builder.is_empty());
        let columns = last.map_or(0, |last| last + 1);
        let (what, hint) = if columns > 1000 {
            (
                format!("There is one row, with {columns} cells."),
                "Is the table turned on its side? Patients should be rows.",
            )
        } else {
            ("There is one row; nothing can be compared.".into(), "Copy all patients' rows.")
        };
        problems.push(Problem::warning("one_row", what).at_row(pass.line(0)).hint(hint));
    }
    let width = start.columns;
    let mut irregular = |found: &read::Irregular, code, what: String, hint: &str| {
        if found.count > 0 {
            let mut problem = Problem::warning(code, what)
                .at_row(found.lines[0])
                .found(&format!("{} cells", found.cells))
                .expected(format!("{width} cells"))
                .hint(hint);
            problem.count = found.count;
            problem.rows.clone_from(&found.lines);
            problems.push(problem);
        }
    };
    irregular(
        &pass.short,
        "row_too_short",
        "The row has fewer cells than the heading; the missing ones are blank.".into(),
        "Check that no cell was lost.",
    );
    irregular(
        &pass.long,
        "row_too_long",
        "The row has more cells than the heading; the extra ones got columns of their own.".into(),
        "Check for a delimiter inside a cell, or a missing heading.",
    );
    irregular(
        &pass.stray_quotes,
        "stray_quote",
        "A cell begins with a quotation mark that does not close; it was read as it stands.".into(),
        "Close the quotation mark or remove it.",
    );
    irregular(
        &pass.too_wide,
        "too_many_columns",
        format!("The row has more than {} cells; the rest was not read.", read::MOST_COLUMNS),
        "This does not look like a table of patients.",
    );
    problems
}
