//! Tables in HTML, as spreadsheets and web pages put them on the clipboard: the
//! largest one becomes text between tabs, so that the one reader serves it too.

mod cells;
mod digits;
mod entities;
mod tags;

use super::options::DecimalMark;
use super::source::push_cell;
use super::xlsx;
use crate::compact::{Gather, Order};
use crate::problem::Problem;
use cells::OneTable;
use digits::Shown;

/// Tabs for empty cells may make the text longer than the HTML, up to here.
const MOST_EMPTY_CELLS: usize = 16 << 20;

/// A table as text.
pub(super) struct HtmlTable {
    pub text: Vec<u8>,
    /// The decimal mark that the program which wrote it shows numbers with.
    pub decimal: Option<DecimalMark>,
    /// Cells that held more digits than they showed, and the first of them.
    pub restored: usize,
    pub example: Option<(String, String)>,
    /// More than a frame around a text: a spreadsheet wrote it, or it has rows
    /// and columns.
    pub likely: bool,
    pub problems: Vec<Problem>,
}

/// Whether a text is HTML by how it begins.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins = |start: &&str| tags::starts_with(head, start);
    ["<!doctype html", "<html", "<table", "<meta ", "<head"].iter().any(begins)
}

/// The table with the most cells; `None` where no table holds a text.
pub(super) fn read(html: &str) -> Option<HtmlTable> {
    let found = cells::find(html);
    let mut table = found.table;
    let first = table.cells.first()?.column;
    let several = table.cells.iter().any(|cell| cell.column != first);
    let has = |word: &str| html.contains(word);
    let spreadsheet = has("office:excel") || has("data-sheets-") || has("sdnum=");
    let likely = spreadsheet || (several && table.rows > 1);
    let decimal = decimal_mark(html, &table);
    let (restored, example) = restore(&mut table, decimal.unwrap_or_default());
    let problems = problems(&table, found.more);
    let text = text_of(table)?;
    Some(HtmlTable { text, decimal, restored, example, likely, problems })
}

/// By the numbers behind what is shown, else as Excel says in its styles.
fn decimal_mark(html: &str, table: &OneTable) -> Option<DecimalMark> {
    let fits = |cell: &cells::Cell, mark| {
        cell.number
            .is_some_and(|number| digits::compare(&cell.text, number, mark) != Shown::Otherwise)
    };
    let marked = table.cells.iter().filter(|cell| cell.text.contains(['.', ',']));
    let (mut commas, mut points) = (0, 0);
    for cell in marked {
        match (fits(cell, DecimalMark::Comma), fits(cell, DecimalMark::Point)) {
            (true, false) => commas += 1,
            (false, true) => points += 1,
            _ => {}
        }
    }
    if commas != points {
        return Some(if commas > points { DecimalMark::Comma } else { DecimalMark::Point });
    }
    let (_, said) = html.split_once("mso-displayed-decimal-separator:\"\\")?;
    match said.as_bytes().first() {
        Some(b',') => Some(DecimalMark::Comma),
        Some(b'.') => Some(DecimalMark::Point),
        _ => None,
    }
}

/// Writes the numbers in full where the cell shows fewer digits.
fn restore(table: &mut OneTable, mark: DecimalMark) -> (usize, Option<(String, String)>) {
    let (mut restored, mut example) = (0, None);
    for cell in &mut table.cells {
        let Some(number) = cell.number else { continue };
        if digits::compare(&cell.text, number, mark) == Shown::Rounded {
            let full = digits::in_full(&cell.text, number, mark);
            let shown = std::mem::replace(&mut cell.text, full);
            restored += 1;
            example.get_or_insert_with(|| (shown, cell.text.clone()));
        }
    }
    (restored, example)
}

fn text_of(mut table: OneTable) -> Option<Vec<u8>> {
    table.cells.order_by_key(|cell| (cell.row, cell.column));
    let last = table.cells.iter().map(|cell| cell.column).max()?;
    let mut text = Vec::new();
    let (mut row, mut column, mut empty) = (0, 0, 0);
    let mut fill = |text: &mut Vec<u8>, cells: usize| {
        empty += cells;
        text.resize(text.len() + cells, b'\t');
        empty <= MOST_EMPTY_CELLS
    };
    for (at, cell) in table.cells.iter().enumerate() {
        text.resize(text.len() + (cell.row - row), b'\n');
        if cell.row > row {
            (row, column) = (cell.row, 0);
        }
        if !fill(&mut text, cell.column - column) {
            return None;
        }
        column = cell.column;
        push_cell(&mut text, &cell.text);
        // Every row is as wide as the table.
        let ends = table.cells.get(at + 1).is_none_or(|next| next.row > row);
        if ends && !fill(&mut text, last - column) {
            return None;
        }
    }
    text.push(b'\n');
    Some(text)
}

fn problems(table: &OneTable, more: bool) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        xlsx::hidden_and_merged(table.hidden_rows, table.merged).gather();
    if more {
        problems.push(
            Problem::note("beside_the_table", "What stood beside the table was not read.")
                .hint("Copy the table alone to be sure that it is the right one."),
        );
    }
    problems
}
