//! The cells of one sheet, written as rows of text between tabs, so that the one
//! reader serves workbooks too.

use super::format::{Format, shown};
use super::xml::{Token, Xml, attribute, unescaped};
use crate::compact::Order;
use crate::table::date::SerialSystem;
use crate::table::source::push_cell;

/// A sheet has no more columns and rows than this.
const MOST_COLUMNS: usize = 16_384;
const MOST_ROWS: usize = 1_048_576;
/// Empty rows between two filled ones that are still written out as lines.
const MOST_EMPTY_ROWS: usize = 100_000;
/// The same for empty cells before filled ones, in all rows together.
const MOST_EMPTY_CELLS: usize = 16 << 20;

/// What the cells of a sheet refer to.
pub(super) struct Book<'a> {
    pub strings: &'a [String],
    pub styles: &'a [Format],
    pub system: SerialSystem,
}

/// A sheet as text.
#[derive(Default)]
pub(super) struct SheetText {
    pub text: Vec<u8>,
    pub cells: usize,
    empty_cells: usize,
    pub hidden_rows: usize,
    pub merged: usize,
    /// The row, with a cell far from the others, at which reading stopped.
    pub cut_at: Option<usize>,
    /// Formulas without a stored result.
    pub without_result: usize,
}

/// The strings that cells refer to by number.
pub(super) fn read_strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut current = String::new();
    let (mut in_text, mut in_phonetic) = (false, false);
    for token in Xml::new(text) {
        match token {
            Token::Start { name: "si", closed, .. } => {
                current.clear();
                if closed {
                    strings.push(String::new());
                }
            }
            Token::End { name: "si" } => strings.push(tidy(&std::mem::take(&mut current))),
            Token::Start { name: "t", closed, .. } => in_text = !closed && !in_phonetic,
            Token::End { name: "t" } => in_text = false,
            Token::Start { name: "rPh", closed, .. } => in_phonetic = !closed,
            Token::End { name: "rPh" } => in_phonetic = false,
            Token::Text { text, literal } if in_text => push_text(&mut current, text, literal),
            _ => {}
        }
    }
    strings
}

fn push_text(into: &mut String, text: &str, literal: bool) {
    if literal {
        into.push_str(text);
    } else {
        into.push_str(&unescaped(text));
    }
}

/// `_x000D_` and its like stand for characters that XML cannot hold.
fn tidy(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// One cell while it is being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    has_formula: bool,
}

pub(super) fn read_sheet(text: &str, book: &Book<'_>) -> SheetText {
    let mut sheet = SheetText::default();
    let mut row_number = 0;
    let mut lines_written = 0;
    let mut row: Vec<(usize, String)> = Vec::new();
    let mut cell = Cell::default();
    let mut next_column = 0;
    let mut in_value = false;
    for token in Xml::new(text) {
        match token {
            Token::Start { name: "row", attributes, .. } => {
                let given = attribute(attributes, "r").and_then(|r| r.parse::<usize>().ok());
                row_number = given.filter(|&r| r > row_number).unwrap_or(row_number + 1);
                if row_number > MOST_ROWS || row_number > lines_written + MOST_EMPTY_ROWS {
                    sheet.cut_at = Some(row_number);
                    break;
                }
                let hidden = attribute(attributes, "hidden");
                sheet.hidden_rows += usize::from(hidden.is_some_and(|h| h == "1" || h == "true"));
                next_column = 0;
                row.clear();
            }
            Token::End { name: "row" } => {
                while lines_written + 1 < row_number {
                    sheet.text.push(b'\n');
                    lines_written += 1;
                }
                let width = row.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
                sheet.empty_cells += width.saturating_sub(row.len());
                if sheet.empty_cells > MOST_EMPTY_CELLS {
                    sheet.cut_at = Some(row_number);
                    break;
                }
                write_row(&mut sheet, &mut row);
                lines_written += 1;
            }
            Token::Start { name: "c", attributes, closed } => {
                let given = attribute(attributes, "r").and_then(|r| column_of(&r));
                cell = Cell {
                    column: given.unwrap_or(next_column),
                    kind: attribute(attributes, "t").unwrap_or_default().into_owned(),
                    style: attribute(attributes, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
                    ..Cell::default()
                };
                next_column = cell.column + 1;
                in_value = false;
                if closed {
                    cell.kind.clear();
                }
            }
            Token::Start { name: "v" | "t", closed, .. } => in_value = !closed,
            Token::End { name: "v" | "t" } => in_value = false,
            Token::Start { name: "rPh", .. } => in_value = false,
            Token::Start { name: "f", .. } => cell.has_formula = true,
            Token::Text { text, literal } if in_value => push_text(&mut cell.value, text, literal),
            Token::End { name: "c" } => {
                let text = text_of(&cell, book);
                sheet.without_result += usize::from(text.is_empty() && cell.has_formula);
                if !text.is_empty() && cell.column < MOST_COLUMNS {
                    row.push((cell.column, text));
                }
            }
            Token::Start { name: "mergeCell", .. } => sheet.merged += 1,
            _ => {}
        }
    }
    sheet
}

/// `BC12` is column 54.
fn column_of(reference: &str) -> Option<usize> {
    let mut column = 0usize;
    for byte in reference.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
        if column > MOST_COLUMNS {
            return Some(MOST_COLUMNS);
        }
    }
    column.checked_sub(1)
}

fn text_of(cell: &Cell, book: &Book<'_>) -> String {
    let value = cell.value.as_str();
    match cell.kind.as_str() {
        "s" => {
            let at = value.trim().parse::<usize>().ok();
            at.and_then(|at| book.strings.get(at)).cloned().unwrap_or_default()
        }
        "str" | "inlineStr" => tidy(value),
        "e" => value.to_owned(),
        "b" => match value.trim() {
            "1" | "true" => "TRUE".into(),
            "0" | "false" => "FALSE".into(),
            _ => String::new(),
        },
        "d" => value.trim_end_matches("T00:00:00").trim_end_matches("T00:00:00.000").to_owned(),
        _ => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let format = book.styles.get(cell.style).copied().unwrap_or_default();
                shown(number, format, book.system)
            }
            _ => value.to_owned(),
        },
    }
}

fn write_row(sheet: &mut SheetText, row: &mut Vec<(usize, String)>) {
    row.order_by_key(|(column, _)| *column);
    row.dedup_by_key(|(column, _)| *column);
    let mut column = 0;
    for (at, text) in row.iter() {
        while column < *at {
            sheet.text.push(b'\t');
            column += 1;
        }
        sheet.cells += 1;
        push_cell(&mut sheet.text, text);
    }
    sheet.text.push(b'\n');
}
