//! Bytes become a [`Table`]: decode, decide the layout, read, then see whether
//! the whole block agrees with what its first lines suggested.

use super::builder::{Builder, Tally};
use super::column::{Column, Context};
use super::decisions::{self, Layout};
use super::number::{Evidence, Marks};
use super::options::{DecimalMark, Delimiter, Header, ReadOptions, ThousandsMark};
use super::read::{self, Pass, Plan};
use super::sniff;
use super::source::Source;
use super::understanding::{Encoding, LineEnding, Understanding};
use super::{Opened, Table, encoding, foreign};
use crate::problem::Problem;
use std::collections::HashSet;
use std::sync::Arc;

/// Reads a table. Never panics; whatever could not be understood is still there
/// as text, and said in `problems`.
///
/// Takes the bytes by value where it can: a file of 50 MB is then held once.
pub fn open(bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Opened {
    let bytes = bytes.into();
    if let Some(problem) = foreign::known_kind(&bytes) {
        return nothing(Encoding::Utf8, problem);
    }
    let (mut bytes, encoding) = encoding::decode(bytes);
    if let Some(problem) = foreign::unreadable(&bytes) {
        return nothing(encoding, problem);
    }
    let delimiter = options.delimiter.unwrap_or_else(|| sniff::delimiter(&bytes));
    let mut byte = delimiter.byte();
    if delimiter == Delimiter::Spaces {
        bytes = sniff::spaces_to_tabs(&bytes);
        byte = b'\t';
    }
    let records = sniff::records(&bytes, byte);
    let start = sniff::start(&records, options, bytes.len());
    let sampled = records.last().map_or(1, |record| record.at.max(1));
    let expected_rows = if records.len() < 2 {
        records.len()
    } else {
        (bytes.len() as f64 / sampled as f64 * (records.len() - 1) as f64 * 1.01) as usize + 2
    };
    let comma_locale = delimiter == Delimiter::Semicolon;
    let (mut marks, _) = chosen(&sniff::evidence(&records, &start.header), options, comma_locale);
    drop(records);
    let mut plan = Plan {
        delimiter: byte,
        marks,
        at: start.at,
        line: start.line,
        columns: start.columns,
        expected_rows,
    };
    let mut pass = read::read(&bytes, plan);
    let mut tallies = tallies(&pass, marks);
    let mut evidence = heard(&tallies);
    let (better, ask) = chosen(&evidence, options, comma_locale);
    if better != marks {
        marks = better;
        plan.marks = better;
        pass = read::read(&bytes, plan);
        tallies = self::tallies(&pass, marks);
        evidence = heard(&tallies);
    }
    let line_ending = line_ending(&bytes);
    let mut problems = problems(&pass, &start);
    let names = names(start.names, pass.builders.len(), &mut problems);
    let (builders, source) = pass.into_parts(bytes, byte);
    let table = finish(names, builders, tallies, source, marks, options);
    let layout = Layout {
        delimiter,
        marks,
        ask,
        header: start.header,
        preamble: start.preamble,
        encoding,
        evidence,
    };
    let decisions = decisions::decisions(&table, &layout);
    problems.extend(decisions::problems(&table, &layout));
    let understanding = Understanding {
        delimiter,
        decimal: marks.decimal,
        thousands: marks.thousands,
        header: start.header,
        encoding,
        line_ending,
        rows: table.rows(),
        columns: table.columns().len(),
        decisions,
    };
    Opened { table, understanding, problems }
}

/// What is given for bytes that cannot be read as a table at all.
fn nothing(encoding: Encoding, problem: Problem) -> Opened {
    let understanding = Understanding {
        delimiter: Delimiter::None,
        decimal: DecimalMark::Point,
        thousands: ThousandsMark::None,
        header: Header::None,
        encoding,
        line_ending: LineEnding::LineFeed,
        rows: 0,
        columns: 0,
        decisions: Vec::new(),
    };
    Opened { table: Table::default(), understanding, problems: vec![problem] }
}

fn chosen(evidence: &Evidence, options: &ReadOptions, comma_locale: bool) -> (Marks, bool) {
    let (mut marks, mut ask) = evidence.decide(comma_locale);
    if let Some(decimal) = options.decimal {
        if decimal != marks.decimal {
            marks = evidence.with_decimal(decimal);
        }
        ask = false;
    }
    if let Some(thousands) = options.thousands {
        marks.thousands = thousands;
    }
    (marks, ask)
}

fn tallies(pass: &Pass, marks: Marks) -> Vec<Tally> {
    pass.builders.iter().map(|builder| builder.tally(marks)).collect()
}

/// What all cells of the block say about the marks.
fn heard(tallies: &[Tally]) -> Evidence {
    let mut all = Evidence::default();
    for tally in tallies {
        all.add(&tally.evidence);
    }
    all
}

fn finish(
    names: Vec<String>,
    builders: Vec<Builder>,
    tallies: Vec<Tally>,
    source: Source,
    marks: Marks,
    options: &ReadOptions,
) -> Table {
    let source = Arc::new(source);
    let context = Context { source: &source, marks, options };
    let mut columns = Vec::with_capacity(builders.len());
    for (index, ((name, builder), tally)) in
        names.into_iter().zip(builders).zip(tallies).enumerate()
    {
        let column = Column::finish(name, builder.store, tally, index, &context);
        columns.push(column);
    }
    // Columns without a name and without a cell are the edge of the sheet.
    while columns.last().is_some_and(|column| {
        column.kind == super::ColumnKind::Empty && column.name.starts_with("column ")
    }) {
        columns.pop();
    }
    columns.retain(|column| !options.drop.contains(&column.name));
    Table { read_columns: columns.len(), columns, source }
}

fn line_ending(bytes: &[u8]) -> LineEnding {
    match bytes.iter().position(|&b| b == b'\n' || b == b'\r') {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => {
            LineEnding::CarriageReturnLineFeed
        }
        Some(at) if bytes[at] == b'\r' => LineEnding::CarriageReturn,
        _ => LineEnding::LineFeed,
    }
}

/// Every column gets a name of its own: blank ones by position, repeated ones
/// with a number.
fn names(given: Vec<String>, columns: usize, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::with_capacity(columns);
    let mut names = Vec::with_capacity(columns);
    let mut repeated: Vec<String> = Vec::new();
    let mut count = 0;
    let mut given = given.into_iter();
    for index in 0..columns {
        let name = given.next().unwrap_or_default();
        let plain: Vec<&str> = name.split_whitespace().collect();
        let mut name = plain.join(" ");
        if name.is_empty() {
            name = format!("column {}", index + 1);
        }
        if taken.contains(&name) {
            count += 1;
            if !repeated.contains(&name) && repeated.len() < 5 {
                repeated.push(name.clone());
            }
            let mut number = 2;
            while taken.contains(&format!("{name}_{number}")) {
                number += 1;
            }
            name = format!("{name}_{number}");
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

fn problems(pass: &Pass, start: &sniff::Start) -> Vec<Problem> {
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
