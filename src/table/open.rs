//! Bytes become a [`Table`]: decode, decide the layout, read, then see whether
//! the whole block agrees with what its first lines suggested.

use super::builder::{Builder, Tally};
use super::column::{Column, Context};
use super::decisions::{self, Form, Layout};
use super::html::{self, HtmlTable};
use super::number::{Evidence, Marks};
use super::one_row::{self, OneRow};
use super::options::{DecimalMark, Delimiter, Header, ReadAs, ReadOptions, ThousandsMark};
use super::read::{self, Pass, Plan};
use super::sniff;
use super::source::{Lines, Source};
use super::understanding::{Encoding, LineEnding, Understanding};
use super::xlsx::{self, Sheet};
use super::{ColumnKind, Opened, Table, edit, encoding, foreign, irregular, redcap, totals};
use crate::compact::Gather;
use crate::problem::Problem;
use std::sync::Arc;

/// Reads a table: text in any of four encodings, or a workbook (.xlsx). Never
/// panics; whatever could not be understood is still there as text, and said in
/// `problems`.
///
/// Takes the bytes by value where it can: a file of 50 MB is then held once.
pub fn open(bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Opened {
    match input(bytes.into(), options) {
        Ok(input) => read_input(input),
        Err((encoding, problem)) => nothing(encoding, *problem),
    }
}

/// Reads a paste that lies on the clipboard in two forms, as text and as HTML.
/// A table in the HTML is read where it looks like one: it has merged cells,
/// line breaks and all digits where the text has them as shown. Else, and when
/// the options say so, the text is read.
pub fn open_pasted(text: impl Into<Vec<u8>>, html: &str, options: &ReadOptions) -> Opened {
    let text = text.into();
    let Some(table) = html::read(html) else { return open(text, options) };
    let blank = text.trim_ascii().is_empty();
    let read_as = match options.read_as {
        _ if blank => ReadAs::HtmlTable,
        Some(read_as) => read_as,
        None if table.likely => ReadAs::HtmlTable,
        None => ReadAs::Text,
    };
    if read_as == ReadAs::HtmlTable {
        return read_input(html_input(table, Encoding::Utf8, !blank, options));
    }
    match input(text, options) {
        Ok(mut input) => {
            let form = Form { read_as, choice: true, restored: 0, example: None };
            input.form.get_or_insert(form);
            read_input(input)
        }
        Err((encoding, problem)) => nothing(encoding, *problem),
    }
}

fn html_input(table: HtmlTable, encoding: Encoding, choice: bool, options: &ReadOptions) -> Input {
    let HtmlTable { text, decimal, restored, example, problems, .. } = table;
    Input {
        delimiter: Some(Delimiter::Tab),
        locale: decimal,
        form: Some(Form { read_as: ReadAs::HtmlTable, choice, restored, example }),
        problems,
        ..Input::new(text, encoding, options)
    }
}

fn read_input(input: Input) -> Opened {
    let Input {
        mut bytes,
        encoding,
        delimiter,
        options,
        sheets,
        sheet,
        problems: input_problems,
        lines,
        locale,
        form,
    } = input;
    let options = &options;
    let delimiter = delimiter.or(options.delimiter).unwrap_or_else(|| sniff::delimiter(&bytes));
    let mut byte = delimiter.byte();
    if delimiter == Delimiter::Spaces {
        bytes = sniff::spaces_to_tabs(&bytes);
        byte = b'\t';
    }
    bytes = edit::apply(bytes, byte, &options.edits);
    let records = sniff::records(&bytes, byte);
    let start = sniff::start(&records, options, bytes.len());
    let sampled = records.last().map_or(1, |record| record.at.max(1));
    let expected_rows = if records.len() < 2 {
        records.len()
    } else {
        (bytes.len() as f64 / sampled as f64 * (records.len() - 1) as f64 * 1.01) as usize + 2
    };
    let usual = match delimiter {
        Delimiter::Semicolon => DecimalMark::Comma,
        _ => DecimalMark::Point,
    };
    let decide = |evidence: &Evidence| chosen(evidence, options, usual, locale);
    let (mut marks, _) = decide(&sniff::evidence(&records, &start.header));
    drop(records);
    let mut plan = Plan {
        delimiter: byte,
        marks,
        at: start.at,
        line: start.line,
        columns: start.columns,
        expected_rows,
        skip: &options.skip_lines,
    };
    let mut pass = read::read(&bytes, plan);
    let mut tallies = tallies(&pass, marks);
    let mut evidence = heard(&tallies);
    let (better, ask) = decide(&evidence);
    if better != marks {
        marks = better;
        plan.marks = better;
        pass = read::read(&bytes, plan);
        tallies = self::tallies(&pass, marks);
        evidence = heard(&tallies);
    }
    if let Some(lines) = lines {
        pass.lines = Lines::Each(lines);
    }
    let line_ending = line_ending(&bytes);
    let mut problems = input_problems;
    problems.extend(irregular::problems(&pass, &start));
    let named: Vec<bool> = (0..pass.builders.len())
        .map(|at| start.names.get(at).is_some_and(|name| !name.trim().is_empty()))
        .gather();
    let names = irregular::names(start.names, pass.builders.len(), &mut problems);
    let (builders, source) = pass.into_parts(bytes, byte);
    let table = finish(names, named, builders, tallies, source, marks, options);
    let layout = Layout {
        delimiter,
        marks,
        ask,
        header: start.header,
        preamble: start.preamble,
        encoding,
        evidence,
        sheets,
        sheet,
        form,
    };
    if let Some(one_row) = &options.one_row {
        return collapsed(&table, one_row, layout, problems, options);
    }
    let mut decisions = decisions::decisions(&table, &layout);
    if let Some((decision, problem)) = totals::notice(&table, options) {
        decisions.push(decision);
        problems.push(problem);
    }
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
        sheets: layout.sheets,
        sheet: layout.sheet,
        read_as: layout.form.map(|form| form.read_as),
        redcap: redcap::recognise(&table),
        decisions,
    };
    Opened { table, understanding, problems }
}

/// The table with one row for each patient, read anew from its own text.
fn collapsed(
    table: &Table,
    one_row: &OneRow,
    layout: Layout,
    mut problems: Vec<Problem>,
    options: &ReadOptions,
) -> Opened {
    let again = ReadOptions {
        delimiter: Some(Delimiter::Tab),
        decimal: Some(layout.marks.decimal),
        thousands: Some(layout.marks.thousands),
        header: Some(Header::Row(1)),
        one_row: None,
        skip_lines: Vec::new(),
        edits: Vec::new(),
        ..options.clone()
    };
    let collapsed = match one_row::collapse(table, one_row, &options.edits) {
        Ok(collapsed) => collapsed,
        Err(problem) => {
            let mut opened = nothing(layout.encoding, *problem);
            opened.problems.extend(problems);
            return opened;
        }
    };
    problems.extend(collapsed.problems);
    let header = layout.header;
    let mut opened = read_input(Input {
        delimiter: Some(Delimiter::Tab),
        sheets: layout.sheets,
        sheet: layout.sheet,
        problems,
        lines: Some(collapsed.lines),
        form: layout.form,
        ..Input::new(collapsed.text, layout.encoding, &again)
    });
    opened.understanding.delimiter = layout.delimiter;
    opened.understanding.header = header;
    for column in &mut opened.table.columns {
        column.place = column.place.and_then(|at| table.columns()[at].place);
    }
    opened
}

/// Bytes on the way to a table: text in UTF-8, and what is known about it.
struct Input {
    bytes: Vec<u8>,
    encoding: Encoding,
    delimiter: Option<Delimiter>,
    options: ReadOptions,
    sheets: Vec<Sheet>,
    sheet: Option<String>,
    problems: Vec<Problem>,
    /// Line numbers of the rows, where they are not those of the text.
    lines: Option<Vec<u32>>,
    /// The decimal mark of the program that wrote it, where it says so.
    locale: Option<DecimalMark>,
    /// Text or HTML, where it came with HTML.
    form: Option<Form>,
}

impl Input {
    fn new(bytes: Vec<u8>, encoding: Encoding, options: &ReadOptions) -> Self {
        Self {
            bytes,
            encoding,
            delimiter: None,
            options: options.clone(),
            sheets: Vec::new(),
            sheet: None,
            problems: Vec::new(),
            lines: None,
            locale: None,
            form: None,
        }
    }
}

fn input(bytes: Vec<u8>, options: &ReadOptions) -> Result<Input, (Encoding, Box<Problem>)> {
    if bytes.starts_with(b"PK\x03\x04") {
        let workbook = xlsx::read(&bytes, options.sheet.as_deref())
            .map_err(|problem| (Encoding::Workbook, problem))?;
        // A workbook's numbers are numbers: their marks are ours.
        let decimal = options.decimal.or(Some(DecimalMark::Point));
        let options = ReadOptions { decimal, ..options.clone() };
        return Ok(Input {
            delimiter: Some(Delimiter::Tab),
            sheets: workbook.sheets,
            sheet: Some(workbook.sheet),
            problems: workbook.problems,
            ..Input::new(workbook.text, Encoding::Workbook, &options)
        });
    }
    if let Some(problem) = foreign::known_kind(&bytes) {
        return Err((Encoding::Utf8, Box::new(problem)));
    }
    let (bytes, encoding) = encoding::decode(bytes);
    if let Some(problem) = foreign::unreadable(&bytes) {
        return Err((encoding, Box::new(problem)));
    }
    if html::is_html(&bytes) {
        let table = html::read(&String::from_utf8_lossy(&bytes));
        if let Some(table) = table {
            return Ok(html_input(table, encoding, false, options));
        }
    }
    Ok(Input::new(bytes, encoding, options))
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
        sheets: Vec::new(),
        sheet: None,
        read_as: None,
        redcap: None,
        decisions: Vec::new(),
    };
    Opened { table: Table::default(), understanding, problems: vec![problem] }
}

/// The marks the block is read with. What the text leaves open is settled by the
/// program that wrote it, or else as usual, and then a person is asked.
fn chosen(
    evidence: &Evidence,
    options: &ReadOptions,
    usual: DecimalMark,
    known: Option<DecimalMark>,
) -> (Marks, bool) {
    let (mut marks, mut ask) = evidence.decide(usual == DecimalMark::Comma);
    if let (true, Some(known)) = (ask, known) {
        marks = evidence.with_decimal(known);
        ask = false;
    }
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
    pass.builders.iter().map(|builder| builder.tally(marks)).gather()
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
    named: Vec<bool>,
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
    let mut named = named.into_iter();
    columns.retain(|column| named.next() == Some(true) || column.kind != ColumnKind::Empty);
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
