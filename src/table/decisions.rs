//! The decisions taken while reading, in words and counts, and what remains
//! doubtful about them.

use super::date::SerialSystem;
use super::number::{Evidence, Marks};
use super::options::{
    ColumnChoice, DateOrder, DecimalMark, Delimiter, Header, ReadAs, ReadOptions, SerialDates,
    ThousandsMark,
};
use super::understanding::{Decision, Encoding};
use super::xlsx::Sheet;
use super::{Column, ColumnKind, DateReading, Table};
use crate::problem::Problem;

/// What was decided about the whole text.
pub(super) struct Layout {
    pub delimiter: Delimiter,
    pub marks: Marks,
    pub ask: bool,
    pub header: Header,
    pub preamble: usize,
    pub encoding: Encoding,
    pub evidence: Evidence,
    pub sheets: Vec<Sheet>,
    pub sheet: Option<String>,
    pub form: Option<Form>,
}

/// Which form of a paste was read.
#[derive(Clone)]
pub(super) struct Form {
    pub read_as: ReadAs,
    /// There is the other form too.
    pub choice: bool,
    /// Numbers that were shown with fewer digits than the cell holds.
    pub restored: usize,
    pub example: Option<(String, String)>,
}

impl Decision {
    fn new(code: &'static str, what: impl Into<String>, count: usize) -> Self {
        Self { code, what: what.into(), count, ask: false, column: None, flip: None }
    }

    fn flip(mut self, flip: ReadOptions) -> Self {
        self.flip = Some(flip);
        self
    }

    fn ask(mut self, ask: bool) -> Self {
        self.ask = ask;
        self
    }

    fn of(mut self, column: &Column) -> Self {
        self.column = Some(column.name.clone());
        self
    }
}

/// All decisions, those about the text first, then those about single columns.
pub(super) fn decisions(table: &Table, layout: &Layout) -> Vec<Decision> {
    let mut decisions = layout_decisions(layout);
    decisions.extend(mark_decisions(table, layout));
    for column in table.columns() {
        if let Some(dates) = &column.dates {
            date_decisions(column, dates, &mut decisions);
        }
    }
    decisions
}

fn layout_decisions(layout: &Layout) -> Vec<Decision> {
    let mut decisions = Vec::new();
    if let Some(name) = &layout.sheet {
        let decision = Decision::new("sheet", format!("Sheet “{name}” read"), 0);
        let other = layout.sheets.iter().find(|sheet| sheet.name != *name);
        decisions.push(match other {
            Some(other) => decision
                .flip(ReadOptions { sheet: Some(other.name.clone()), ..ReadOptions::default() }),
            None => decision,
        });
    } else {
        form_decisions(layout, &mut decisions);
    }
    match layout.encoding {
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Workbook => {}
        Encoding::Windows1252 => {
            decisions.push(Decision::new("encoding", "Letters read as Windows-1252", 0));
        }
        Encoding::Utf16LittleEndian | Encoding::Utf16BigEndian => {
            decisions.push(Decision::new("encoding", "Letters read as UTF-16", 0));
        }
    }
    let header = |header| ReadOptions { header: Some(header), ..ReadOptions::default() };
    if layout.preamble > 0 {
        decisions.push(
            Decision::new("preamble", "Lines above the headings left out", layout.preamble)
                .flip(header(Header::Row(1))),
        );
    }
    decisions.push(match layout.header {
        Header::Row(line) => {
            Decision::new("header", format!("Headings in row {line}"), 0).flip(header(Header::None))
        }
        Header::None => {
            Decision::new("no_header", "No row of headings", 0).flip(header(Header::Row(1)))
        }
    });
    decisions
}

fn form_decisions(layout: &Layout, decisions: &mut Vec<Decision>) {
    let separated = || {
        let what = format!("Cells separated by {}", layout.delimiter.word());
        Decision::new("delimiter", what, 0)
    };
    let Some(form) = &layout.form else { return decisions.push(separated()) };
    let flip = |decision: Decision, read_as| match form.choice {
        true => decision.flip(ReadOptions { read_as: Some(read_as), ..ReadOptions::default() }),
        false => decision,
    };
    match form.read_as {
        ReadAs::Text => {
            let what = "Read as plain text, not as the table that was copied with it";
            decisions.push(flip(Decision::new("read_as", what, 0), ReadAs::HtmlTable));
            decisions.push(separated());
        }
        ReadAs::HtmlTable => {
            let what = "Read as a table of cells, as it was copied";
            decisions.push(flip(Decision::new("read_as", what, 0), ReadAs::Text));
            if let Some((shown, held)) = &form.example {
                let what = format!("{shown} was shown, {held} is in the cell and was read");
                decisions.push(flip(Decision::new("digits", what, form.restored), ReadAs::Text));
            }
        }
    }
}

fn mark_decisions(table: &Table, layout: &Layout) -> Vec<Decision> {
    let of = |count: fn(&Column) -> usize| -> usize {
        let numeric = table.columns().iter().filter(|column| column.is_numeric());
        numeric.map(count).sum()
    };
    let (marked, percent, grouped) = (of(|c| c.marked), of(|c| c.percent), of(|c| c.grouped));
    let Marks { decimal, thousands } = layout.marks;
    let other = ReadOptions {
        decimal: Some(decimal.other()),
        thousands: Some(ThousandsMark::None),
        ..ReadOptions::default()
    };
    let mut decisions = Vec::new();
    match decimal {
        DecimalMark::Comma if marked > 0 => decisions.push(
            Decision::new("decimal_comma", "12,5 read as 12.5", marked)
                .ask(layout.ask)
                .flip(other.clone()),
        ),
        DecimalMark::Point if marked > 0 && layout.encoding != Encoding::Workbook => decisions
            .push(
                Decision::new("decimal_point", "12.5 read with a decimal point", marked)
                    .flip(other.clone()),
            ),
        _ => {}
    }
    if grouped > 0 {
        let what = match thousands {
            ThousandsMark::Comma => "1,234 read as 1234",
            ThousandsMark::Point => "1.234 read as 1234",
            ThousandsMark::Space => "1 234 read as 1234",
            ThousandsMark::Apostrophe => "1'234 read as 1234",
            ThousandsMark::None => "",
        };
        let flip = match thousands {
            ThousandsMark::Comma | ThousandsMark::Point => other,
            _ => ReadOptions { thousands: Some(ThousandsMark::None), ..ReadOptions::default() },
        };
        decisions.push(Decision::new("thousands", what, grouped).ask(layout.ask).flip(flip));
    }
    if percent > 0 {
        decisions.push(Decision::new("percent_sign", "85% read as 85", percent));
    }
    for column in table.columns() {
        let holds_numbers = matches!(column.kind, ColumnKind::Number | ColumnKind::Grade);
        if holds_numbers && column.approximate > 0 {
            let what = "Numbers said to be approximate read as they stand, as in ~80";
            decisions.push(Decision::new("approximate", what, column.approximate).of(column));
        }
        if column.stretches > 0 {
            let what = "Kept as ranges, as in >90: used wherever a cut does not split them";
            decisions.push(Decision::new("ranges", what, column.stretches).of(column));
        }
    }
    decisions
}

fn date_decisions(column: &Column, dates: &DateReading, decisions: &mut Vec<Decision>) {
    let (written, read) = &dates.example;
    let choice = |kind| ReadOptions {
        kinds: vec![ColumnChoice { column: column.name.clone(), kind }],
        ..ReadOptions::default()
    };
    if dates.dates == 0 {
        return;
    }
    match dates.serial {
        Some(system) => {
            let other = match system {
                SerialSystem::From1900 => SerialDates::From1904,
                SerialSystem::From1904 => SerialDates::From1900,
            };
            decisions.push(
                Decision::new("serial_dates", format!("{written} read as {read}"), dates.dates)
                    .of(column)
                    .ask(true)
                    .flip(ReadOptions { serial_dates: Some(other), ..choice(ColumnKind::Date) }),
            );
        }
        None => {
            let what = format!("{written} read as {read}");
            let decision = Decision::new("date_order", what, dates.dates).of(column).ask(dates.ask);
            decisions.push(match dates.order {
                DateOrder::YearMonthDay => decision,
                order => decision.flip(ReadOptions {
                    date_order: Some(order.exchanged()),
                    ..ReadOptions::default()
                }),
            });
        }
    }
    if dates.short_years > 0 {
        let pivot = dates.pivot;
        let what = format!("Years 00 to {pivot:02} read as 20xx, later ones as 19xx");
        let flip = if pivot < 99 { 99 } else { super::date_column::PIVOT };
        decisions.push(
            Decision::new("two_digit_years", what, dates.short_years)
                .of(column)
                .flip(ReadOptions { pivot: Some(flip), ..ReadOptions::default() }),
        );
    }
    if dates.partial > 0 {
        let what = "Month and year read as the middle of the month";
        decisions.push(Decision::new("partial_dates", what, dates.partial).of(column));
    }
}

/// Doubts that a person should settle before trusting the numbers.
pub(super) fn problems(table: &Table, layout: &Layout) -> Vec<Problem> {
    let mut problems = Vec::new();
    let heard = &layout.evidence;
    if layout.ask {
        let read = match layout.marks.decimal {
            DecimalMark::Comma => "one and a bit",
            DecimalMark::Point => "over a thousand",
        };
        let mut problem = Problem::warning(
            "ambiguous_mark",
            format!("Numbers such as 1,234 could be one and a bit or over a thousand; they were read as {read}."),
        )
        .hint("Say what the comma means.");
        problem.count = heard.comma_three;
        problems.push(problem);
    }
    if heard.comma_decimal > 0 && heard.point_decimal > 0 {
        let (minority, found) = match layout.marks.decimal {
            DecimalMark::Comma => (heard.point_decimal, "12.5"),
            DecimalMark::Point => (heard.comma_decimal, "12,5"),
        };
        let mut problem = Problem::warning(
            "mixed_decimal_marks",
            "Some numbers have a decimal comma, others a decimal point; the rarer kind was not read as numbers.",
        )
        .found(found)
        .hint("Write all numbers the same way.");
        problem.count = minority;
        problems.push(problem);
    }
    for column in table.columns() {
        if let Some(dates) = &column.dates {
            problems.extend(date_problems(column, dates));
        }
    }
    problems
}

fn date_problems(column: &Column, dates: &DateReading) -> Vec<Problem> {
    let mut problems = Vec::new();
    if dates.ask {
        let (written, read) = &dates.example;
        let mut problem = Problem::warning(
            "ambiguous_dates",
            format!(
                "Day and month could be exchanged in every date; {written} was read as {read}."
            ),
        )
        .in_column(&column.name)
        .hint("Say whether the day or the month comes first.");
        problem.count = dates.dates;
        problems.push(problem);
    }
    if dates.against > 0 {
        let mut problem = Problem::warning(
            "mixed_date_order",
            "Some dates do not fit the order of the others and were not read.",
        )
        .in_column(&column.name)
        .hint("Write all dates the same way, best as 2021-03-14.");
        if let Some(odd) = column.odd.first() {
            problem = problem.found(&odd.text);
            problem.place.row = odd.rows.first().copied();
            problem.rows.clone_from(&odd.rows);
        }
        problem.count = dates.against;
        problems.push(problem);
    }
    problems
}
