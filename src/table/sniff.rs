//! Decides how a text is laid out from its first lines: delimiter, header,
//! marks. What the whole block says later can overrule the marks.

use super::date::looks_like_date;
use super::number::{self, Evidence, Marks};
use super::options::{Delimiter, Header, ReadOptions};
use super::source::{self, field};
use crate::compact::{Gather, Order};
use crate::percent_text;

/// How much of the text is looked at.
const SAMPLE_BYTES: usize = 1 << 18;
const SAMPLE_ROWS: usize = 500;

/// One record of the sample.
pub(super) struct Record {
    pub at: usize,
    pub cells: Vec<String>,
}

impl Record {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    /// Cells up to the last one with text.
    fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1)
    }
}

/// The first rows of the text under one delimiter; a row cut off by the end of
/// the sample is left out.
pub(super) fn records(bytes: &[u8], delimiter: u8) -> Vec<Record> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() && at < SAMPLE_BYTES && found.len() < SAMPLE_ROWS {
        let mut record = Record { at, cells: Vec::new() };
        loop {
            let next = field(bytes, at, delimiter);
            let text = source::text_of(source::content(bytes, next)).into_owned();
            if record.cells.len() < super::read::MOST_COLUMNS {
                record.cells.push(text);
            }
            at = next.next;
            if next.last {
                break;
            }
        }
        found.push(record);
    }
    found
}

/// The number of cells most rows have, and the share of rows that have it.
fn mode(records: &[Record]) -> (usize, f64) {
    let mut counts = std::collections::BTreeMap::new();
    let mut rows = 0;
    for record in records.iter().filter(|record| record.filled() > 0) {
        *counts.entry(record.cells.len()).or_insert(0usize) += 1;
        rows += 1;
    }
    let best = counts.iter().max_by_key(|(cells, count)| (**count, **cells));
    best.map_or((0, 0.0), |(&cells, &count)| (cells, count as f64 / rows as f64))
}

/// The delimiter under which most rows have the same number of cells, tabs
/// before all else: they are what a spreadsheet puts on the clipboard.
pub(super) fn delimiter(bytes: &[u8]) -> Delimiter {
    let mut best = (Delimiter::None, 0.0);
    for candidate in [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma, Delimiter::Pipe] {
        let records = records(bytes, candidate.byte());
        let (cells, share) = mode(&records);
        if cells < 2 || (candidate == Delimiter::Comma && is_one_column_of_decimals(&records)) {
            continue;
        }
        if candidate == Delimiter::Tab && share >= 0.5 {
            return candidate;
        }
        if share > best.1 {
            best = (candidate, share);
        }
    }
    if best.0 == Delimiter::None && is_block_of_spaces(bytes) {
        return Delimiter::Spaces;
    }
    best.0
}

/// A heading without commas above nothing but `12,5`.
fn is_one_column_of_decimals(records: &[Record]) -> bool {
    let mut rows = records.iter().filter(|record| record.filled() > 0);
    let heading = rows.next().is_some_and(|record| {
        record.cells.len() == 1 && !record.cells[0].starts_with(|c: char| c.is_ascii_digit())
    });
    let digits = |s: &String| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    heading && rows.all(|record| record.cells.len() <= 2 && record.cells.iter().all(digits))
}

fn is_block_of_spaces(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let text = String::from_utf8_lossy(sample);
    let mut counts =
        text.lines().map(|line| line.split_whitespace().count()).filter(|&count| count > 0);
    let Some(first) = counts.next() else { return false };
    let mut rows = 1;
    first >= 2
        && counts.all(|count| {
            rows += 1;
            count == first
        })
        && rows >= 2
}

/// Rows of spaces as rows of tabs, so that one reader serves both.
pub(super) fn spaces_to_tabs(bytes: &[u8]) -> Vec<u8> {
    let mut tabs = Vec::with_capacity(bytes.len());
    let mut pending = false;
    let mut in_quotes = false;
    for &byte in bytes {
        if byte == b'"' {
            in_quotes = !in_quotes;
        }
        match byte {
            b' ' | b'\t' if !in_quotes => pending = tabs.last().is_some_and(|&b| b != b'\n'),
            b'\n' | b'\r' => {
                pending = false;
                tabs.push(byte);
            }
            _ => {
                if pending {
                    tabs.push(b'\t');
                    pending = false;
                }
                tabs.push(byte);
            }
        }
    }
    tabs
}

/// Where the table begins.
pub(super) struct Start {
    pub header: Header,
    pub names: Vec<String>,
    /// Where the first row after the header begins, and its line number.
    pub at: usize,
    pub line: usize,
    /// Lines above the header that hold text.
    pub preamble: usize,
    pub columns: usize,
}

/// Finds the header, or takes the one the user named.
pub(super) fn start(records: &[Record], options: &ReadOptions, end: usize) -> Start {
    let wanted = match options.header {
        Some(Header::Row(line)) => Some(line.clamp(1, records.len().max(1)) - 1),
        _ => None,
    };
    let top = wanted.unwrap_or_else(|| first_full(records));
    let Some(first) = records.get(top) else {
        return Start {
            header: Header::None,
            names: vec![],
            at: end,
            line: 1,
            preamble: 0,
            columns: 0,
        };
    };
    let below = &records[top + 1..];
    let is_header = match options.header {
        Some(Header::Row(_)) => true,
        Some(Header::None) => false,
        None => reads_as_header(first, below),
    };
    let preamble = records[..top].iter().filter(|record| record.filled() > 0).count();
    if is_header {
        let columns = width(std::slice::from_ref(first), below);
        let at = below.first().map_or_else(|| next_record(records, top, end), |record| record.at);
        let mut names = first.cells.clone();
        names.truncate(columns);
        Start { header: Header::Row(top + 1), names, at, line: top + 2, preamble, columns }
    } else {
        let columns = width(&[], &records[top..]);
        Start {
            header: Header::None,
            names: vec![],
            at: first.at,
            line: top + 1,
            preamble,
            columns,
        }
    }
}

fn next_record(records: &[Record], top: usize, end: usize) -> usize {
    records.get(top + 1).map_or(end, |record| record.at)
}

/// The header's width, or that of most rows where trailing names are missing.
fn width(header: &[Record], below: &[Record]) -> usize {
    let named = header.first().map_or(0, Record::width);
    let mut widths: Vec<usize> = below.iter().map(Record::width).filter(|&w| w > 0).gather();
    widths.order_by(Ord::cmp);
    let typical = widths.get(widths.len() / 2).copied().unwrap_or(0);
    named.max(if named == 0 { typical } else { named })
}

/// The first row that is about as full as most rows are; a corner left blank, as
/// above row names, does not count against it.
fn first_full(records: &[Record]) -> usize {
    let mut filled: Vec<usize> = records.iter().map(Record::filled).filter(|&n| n > 0).gather();
    filled.order_by(Ord::cmp);
    let typical = filled.get(filled.len() / 2).copied().unwrap_or(0);
    let enough = (typical * 3).div_ceil(5).max(1);
    let full = |record: &Record| {
        let corner = record.cells.first().is_some_and(String::is_empty);
        record.filled() + usize::from(corner && record.filled() > 0) >= enough
    };
    records.iter().position(full).unwrap_or(0)
}

fn is_value(text: &str) -> bool {
    // `CA 125` in a heading is a marker, not about 125.
    if text.starts_with(char::is_alphabetic) && percent_text::after_about(text).is_some() {
        return false;
    }
    percent_text::read(text).is_ok()
        || looks_like_date(text)
        || [
            Marks::default(),
            Marks { decimal: super::options::DecimalMark::Comma, ..Marks::default() },
        ]
        .iter()
        .any(|&marks| number::parse(text, marks).is_some())
}

/// A header has words above values; a row of words alone is a header when none
/// of its words comes back below.
fn reads_as_header(first: &Record, below: &[Record]) -> bool {
    let mut votes = 0i64;
    for (column, cell) in first.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if is_value(cell) {
            votes -= 2;
            continue;
        }
        let cells = below.iter().filter_map(|record| record.cells.get(column));
        let (mut values, mut known, mut same) = (0, 0, 0);
        for text in cells.filter(|text| !text.is_empty()) {
            known += 1;
            values += usize::from(is_value(text));
            same += usize::from(text == cell);
        }
        if same > 0 {
            votes -= 1;
        } else if known > 0 && values * 2 > known {
            votes += 2;
        } else {
            votes += 1;
        }
    }
    votes > 0
}

/// What the sample says about the marks of its numbers.
pub(super) fn evidence(records: &[Record], header: &Header) -> Evidence {
    let skip = match header {
        Header::Row(line) => *line,
        Header::None => 0,
    };
    let mut heard = Evidence::default();
    for cell in records.iter().skip(skip).flat_map(|record| &record.cells) {
        heard.hear(cell, 1);
    }
    heard
}
