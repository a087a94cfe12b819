//! The one pass over the text: every byte is looked at once, cells go straight
//! into columns of numbers or codes.

use super::builder::Builder;
use super::dictionary::{EMPTY_KEY, finish_key, fold, key_of};
use super::number::Marks;
use super::source::{self, Lines, Source};
use crate::compact::Gather;

/// A spreadsheet has no more columns than this.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// Stray quotes, short and long rows: how many lines of each are remembered.
const FIRST_LINES: usize = 5;

/// A kind of irregular row: how many, and the first few lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Irregular {
    pub count: usize,
    pub lines: Vec<usize>,
    /// Cells in the first of them.
    pub cells: usize,
}

impl Irregular {
    fn note(&mut self, line: usize, cells: usize) {
        if self.count == 0 {
            self.cells = cells;
        }
        self.count += 1;
        if self.lines.len() < FIRST_LINES {
            self.lines.push(line);
        }
    }
}

/// What the pass gave.
#[derive(Debug, Default)]
pub(super) struct Pass {
    pub builders: Vec<Builder>,
    pub starts: Vec<u32>,
    pub lines: Lines,
    /// Rows with fewer or more cells than the header.
    pub short: Irregular,
    pub long: Irregular,
    pub stray_quotes: Irregular,
    /// Lines without any text, inside the table.
    pub blank_lines: usize,
    /// Rows whose cells beyond the widest sheet were left unread.
    pub too_wide: Irregular,
}

/// How the pass is to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan<'a> {
    pub delimiter: u8,
    pub marks: Marks,
    /// Where the first row begins, and its line number.
    pub at: usize,
    pub line: usize,
    /// Columns the header names; rows may show more.
    pub columns: usize,
    pub expected_rows: usize,
    /// Lines to pass over.
    pub skip: &'a [usize],
}

pub(super) fn read(bytes: &[u8], plan: Plan<'_>) -> Pass {
    let Plan { delimiter, marks, .. } = plan;
    let decimal = marks.decimal.byte();
    let highest = delimiter.max(b'\r');
    let mut pass = Pass { lines: Lines::From(plan.line), ..Pass::default() };
    pass.builders.resize_with(plan.columns, Builder::default);
    pass.starts.reserve_exact(plan.expected_rows);
    let mut at = plan.at;
    let mut line = plan.line;
    let mut blank_since = 0;
    let mut skipped = 0;
    while at < bytes.len() {
        if !plan.skip.is_empty() && plan.skip.contains(&line) {
            at = source::rest_of_row(bytes, at, delimiter);
            line += 1;
            skipped += 1;
            continue;
        }
        let start = at;
        let row = pass.starts.len();
        let mut column = 0;
        let mut filled = false;
        let mut stray = false;
        loop {
            if column == pass.builders.len() {
                if column >= MOST_COLUMNS {
                    pass.too_wide.note(line, column);
                    at = source::rest_of_row(bytes, at, delimiter);
                    break;
                }
                pass.builders.push(Builder::default());
            }
            let builder = &mut pass.builders[column];
            column += 1;
            if let Some(length) =
                builder.take_plain(row, &bytes[at..], delimiter, decimal, plan.expected_rows)
            {
                filled = true;
                let (next, last) = source::after(bytes, at + length, delimiter);
                at = next;
                if last {
                    break;
                }
                continue;
            }
            let (next, last) = match bytes.get(at) {
                Some(b'"' | b' ') => {
                    let field = source::field(bytes, at, delimiter);
                    stray |= field.stray_quote;
                    let text = source::content(bytes, field);
                    if !text.is_empty() {
                        builder.push(row, key_of(&text), &text, marks, plan.expected_rows);
                        filled = true;
                    }
                    (field.next, field.last)
                }
                _ => {
                    let mut key = EMPTY_KEY;
                    let rest = &bytes[at..];
                    let mut length = rest.len();
                    for (i, &byte) in rest.iter().enumerate() {
                        if byte <= highest && (byte == delimiter || byte == b'\n' || byte == b'\r')
                        {
                            length = i;
                            break;
                        }
                        key = fold(key, byte);
                    }
                    let raw = &rest[..length];
                    if source::is_tight(raw) {
                        let key = finish_key(key, length);
                        builder.push(row, key, raw, marks, plan.expected_rows);
                        filled = true;
                    } else {
                        let text = source::trimmed(raw);
                        if !text.is_empty() {
                            builder.push(row, key_of(text), text, marks, plan.expected_rows);
                            filled = true;
                        }
                    }
                    source::after(bytes, at + length, delimiter)
                }
            };
            at = next;
            if last {
                break;
            }
        }
        if filled {
            if blank_since + skipped > 0 {
                pass.blank_lines += blank_since;
                skipped = 0;
                if row > 0 {
                    pass.number_each_line(row);
                } else {
                    pass.lines = Lines::From(line);
                }
                blank_since = 0;
            }
            if let Lines::Each(lines) = &mut pass.lines {
                lines.push(line as u32);
            }
            pass.starts.push(start as u32);
            if stray {
                pass.stray_quotes.note(line, column);
            }
            if column < plan.columns {
                pass.short.note(line, column);
            } else if column > plan.columns
                && source::has_text_beyond(bytes, start, delimiter, plan.columns)
            {
                pass.long.note(line, column);
            }
        } else {
            blank_since += 1;
        }
        line += 1;
    }
    pass
}

impl Pass {
    /// A line was left out: from now on every row keeps its own line number.
    fn number_each_line(&mut self, rows: usize) {
        if let Lines::From(first) = self.lines {
            let lines = (0..rows).map(|row| (first + row) as u32).gather();
            self.lines = Lines::Each(lines);
        }
    }

    /// The row's line number.
    pub fn line(&self, row: usize) -> usize {
        self.lines.of(row)
    }

    pub fn into_parts(self, bytes: Vec<u8>, delimiter: u8) -> (Vec<Builder>, Source) {
        let Self { builders, starts, lines, .. } = self;
        (builders, Source { bytes, delimiter, starts, lines })
    }
}
